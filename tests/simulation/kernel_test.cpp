#include "support/catch.hpp"

#include <corridor/simulation/event_queue.hpp>
#include <corridor/simulation/philox.hpp>
#include <corridor/simulation/resource.hpp>
#include <corridor/simulation/statistics.hpp>
#include <corridor/simulation/variates.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace corridor::simulation;

TEST_CASE("Philox gives the words of its authors' test vectors") {
    // Known answers of Random123 for philox4x32 with ten rounds.
    CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) ==
          PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream does not depend on what other streams draw") {
    Stream alone(7, 3, 11);
    std::vector<std::uint64_t> expected;
    for (int i = 0; i < 100; ++i) {
        expected.push_back(alone.bits());
    }
    Stream again(7, 3, 11);
    Stream other(7, 3, 12);
    Stream later(7, 4, 11);
    int equal = 0;
    for (int i = 0; i < 100; ++i) {
        const std::uint64_t mine = again.bits();
        CHECK(mine == expected[static_cast<std::size_t>(i)]);
        equal += mine == other.bits() ? 1 : 0;
        equal += mine == later.bits() ? 1 : 0;
    }
    CHECK(equal == 0);
}

TEST_CASE("events come out by time, and those of one moment in the order they went in") {
    EventQueue queue;
    Stream random(1, 0, 0);
    constexpr std::uint32_t count = 5'000;
    for (std::uint32_t i = 0; i < count; ++i) {
        queue.push(static_cast<Tick>(random.bits() % 50), 0, i);
    }
    Event last = queue.pop();
    for (std::uint32_t i = 1; i < count; ++i) {
        if (i % 7 == 0) {
            const Event next = queue.next();
            queue.replace(next.time + 3, 1, next.subject);
            CHECK(before(last, next));
            last = next;
            continue;
        }
        const Event next = queue.pop();
        REQUIRE(before(last, next));
        last = next;
    }
}

TEST_CASE("variates have the means and variances of their laws") {
    constexpr int count = 200'000;
    const auto tally_of = [](auto draw) {
        Tally tally;
        for (int i = 0; i < count; ++i) {
            tally.add(draw());
        }
        return tally;
    };
    Stream stream(42, 0, 0);
    const Tally exponentials = tally_of([&] { return exponential(stream); });
    CHECK(std::abs(exponentials.mean() - 1.0) < 0.01);
    CHECK(std::abs(exponentials.variance() - 1.0) < 0.03);
    for (const double shape : {0.25, 0.5, 4.0}) {
        const Tally gammas = tally_of([&] { return gamma(stream, shape); });
        CHECK(std::abs(gammas.mean() / shape - 1.0) < 0.02);
        CHECK(std::abs(gammas.variance() / shape - 1.0) < 0.05);
    }
    for (const double variation : {0.0, 0.5, 1.0, 2.0}) {
        const TimeLaw law(10.0, variation);
        const Tally times = tally_of([&] { return hours(law.draw(stream)); });
        CHECK(std::abs(times.mean() - 10.0) < 0.2);
        CHECK(std::abs(std::sqrt(times.variance()) / 10.0 - variation) < 0.04);
    }
    const TimeLaw seen(std::vector<double>{1.0, 2.0, 6.0});
    CHECK(std::abs(tally_of([&] { return hours(seen.draw(stream)); }).mean() - 3.0) < 0.03);
}

TEST_CASE("a mean over time weighs values by how long they lasted") {
    TimeWeighted value;
    value.change(0, 2);
    value.change(10, 3);
    CHECK(value.mean(20) == Approx(3.5));
    value.restart(20);
    CHECK(value.mean(30) == Approx(5.0));
    CHECK(value.area(30) == 50);
}

TEST_CASE("quantiles are exact for few values and close for many, whatever the order of merging") {
    Stream random(5, 0, 0);
    std::vector<double> values;
    QuantileSketch whole;
    std::vector<QuantileSketch> parts(7);
    for (std::size_t i = 0; i < 50'000; ++i) {
        values.push_back(std::exp(3.0 * normal(random)));
        whole.add(values.back());
        parts[i % parts.size()].add(values.back());
        if (i == 999) {
            CHECK(whole.exact());
            std::vector<double> first(values);
            std::sort(first.begin(), first.end());
            CHECK(whole.quantile(0.9) == first[899]);
        }
    }
    QuantileSketch forward;
    QuantileSketch backward;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        forward.merge(parts[i]);
        backward.merge(parts[parts.size() - 1 - i]);
    }
    std::sort(values.begin(), values.end());
    for (const double share : {0.01, 0.5, 0.9, 0.95, 0.999}) {
        const double exact =
            values[static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) -
                   1];
        CHECK(std::abs(whole.quantile(share) / exact - 1.0) <= QuantileSketch::relative_error);
        CHECK(forward.quantile(share) == whole.quantile(share));
        CHECK(backward.quantile(share) == whole.quantile(share));
    }
}

TEST_CASE("merged tallies are the tally of everything") {
    Tally whole;
    Tally first;
    Tally second;
    for (int i = 0; i < 100; ++i) {
        const double value = std::sin(i) * 10.0;
        whole.add(value);
        (i < 30 ? first : second).add(value);
    }
    first.merge(second);
    CHECK(first.count() == whole.count());
    CHECK(first.mean() == Approx(whole.mean()));
    CHECK(first.variance() == Approx(whole.variance()));
}

TEST_CASE("Student's t has the quantiles of the tables") {
    CHECK(student_t_quantile(0.975, 1) == Approx(12.706205).epsilon(1e-6));
    CHECK(student_t_quantile(0.975, 9) == Approx(2.262157).epsilon(1e-6));
    CHECK(student_t_quantile(0.995, 29) == Approx(2.756386).epsilon(1e-6));
    CHECK(student_t_quantile(0.95, 1e6) == Approx(1.644854).epsilon(1e-5));
}

TEST_CASE("confidence intervals of batch means cover the mean of a series with memory") {
    constexpr int runs = 400;
    int covered = 0;
    for (std::uint32_t run = 0; run < runs; ++run) {
        Stream random(9, run, 0);
        std::vector<double> series;
        double value = 0.0;
        for (int i = 0; i < 4'000; ++i) {
            value = 0.8 * value + normal(random);
            series.push_back(5.0 + value);
        }
        const Estimate mean = batch_means(series, 20, 0.95);
        covered += mean.low <= 5.0 && 5.0 <= mean.high ? 1 : 0;
    }
    CHECK(covered >= static_cast<int>(0.92 * runs));
    CHECK(covered <= static_cast<int>(0.98 * runs));
}

TEST_CASE("the warm-up that is dropped is the part that differs from the rest") {
    Stream random(3, 0, 0);
    std::vector<double> series;
    for (int i = 0; i < 1'000; ++i) {
        series.push_back(normal(random) + (i < 200 ? 20.0 * (200 - i) / 200.0 : 0.0));
    }
    const std::size_t dropped = mser5(series);
    CHECK(dropped % 5 == 0);
    CHECK(dropped >= 150);
    CHECK(dropped <= 260);
    CHECK(mser5({}) == 0);
}

TEST_CASE("a resource serves the higher priority first and each priority in order") {
    Resource berths(2);
    for (std::uint32_t ship = 0; ship < 4; ++ship) {
        berths.enter(ship, 0, 0);
    }
    berths.enter(9, 5, 0);
    CHECK(berths.start_next(0) == 9U);
    CHECK(berths.start_next(0) == 0U);
    CHECK_FALSE(berths.start_next(0).has_value());
    berths.finish(10);
    CHECK(berths.start_next(10) == 1U);
    berths.change_servers(-1);
    berths.finish(20);
    CHECK_FALSE(berths.start_next(20).has_value());
    berths.change_servers(1);
    CHECK(berths.start_next(30) == 2U);
    CHECK(berths.queue().mean(40) == Approx((3 * 10 + 2 * 20 + 1 * 10) / 40.0));
}
