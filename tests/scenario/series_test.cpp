#include "scenario/series.hpp"

#include "scenario/growth_path.hpp"
#include "support/catch.hpp"

#include <corridor/units/rates.hpp>

#include <cmath>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace corridor::scenario;
using corridor::Decimal;

TEST_CASE("a rate of 0 % leaves every amount as it is") {
    for (const std::int64_t tonnes : {std::int64_t{0}, std::int64_t{1}, std::int64_t{4'493'000},
                                      corridor::TonnesPerYear::largest}) {
        CHECK(grown(tonnes, yearly_factor(Decimal(0)), 200) == tonnes);
    }
}

TEST_CASE("growth compounds each year and is rounded to whole tonnes once") {
    CHECK(grown(1'000'000, yearly_factor(Decimal(10)), 1) == 1'100'000);
    CHECK(grown(1'000'000, yearly_factor(Decimal(10)), 3) == 1'331'000);
    CHECK(grown(1'000'000, yearly_factor(Decimal(-50)), 2) == 250'000);
    CHECK(grown(25'140'000, yearly_factor(Decimal(-59, 1)), 1) == 23'656'740);
}

TEST_CASE("growth agrees with floating point far below a tonne in a million") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 2000; ++i) {
        const auto base = static_cast<std::int64_t>(random() % 100'000'000);
        const auto tenths = static_cast<std::int64_t>(random() % 400) - 200;
        const int years = static_cast<int>(random() % 40);
        const double expected =
            static_cast<double>(base) * std::pow(1.0 + static_cast<double>(tenths) / 1000.0, years);
        const auto found = grown(base, yearly_factor(Decimal(tenths, 1)), years);
        if (expected < 1e11) {
            REQUIRE(found.has_value());
            CHECK(std::abs(static_cast<double>(*found) - expected) <= 0.51 + expected * 1e-10);
        }
    }
}

TEST_CASE("growth beyond the largest amount is refused, not wrapped") {
    CHECK_FALSE(grown(1, yearly_factor(Decimal(1000)), 200).has_value());
    CHECK(grown(0, yearly_factor(Decimal(1000)), 200) == 0);
    CHECK_FALSE(grown(corridor::TonnesPerYear::largest, yearly_factor(Decimal(1)), 1).has_value());
}

TEST_CASE("the rate towards a target reaches it in its year, up or down") {
    std::mt19937_64 random(2);
    for (int i = 0; i < 300; ++i) {
        const auto base = static_cast<std::int64_t>(1 + random() % 100'000'000);
        const auto target = static_cast<std::int64_t>(1 + random() % 100'000'000);
        const int years = static_cast<int>(1 + random() % 100);
        const auto reached = grown(base, yearly_factor(base, target, years), years);
        REQUIRE(reached.has_value());
        CHECK(std::abs(*reached - target) <= 1);
    }
    CHECK(grown(1, yearly_factor(1, corridor::TonnesPerYear::largest, 1), 1) ==
          corridor::TonnesPerYear::largest);
}

TEST_CASE("shares add up to their total, and no row's share depends on the order of the rows") {
    std::mt19937_64 random(3);
    for (int i = 0; i < 300; ++i) {
        const std::size_t count = 1 + random() % 12;
        std::vector<std::int64_t> weights(count);
        std::vector<std::string> names(count);
        for (std::size_t k = 0; k < count; ++k) {
            weights[k] = static_cast<std::int64_t>(1 + random() % 5);
            names[k] = "row" + std::to_string(100 + k);
        }
        const std::vector<std::string_view> ids(names.begin(), names.end());
        const auto total = static_cast<std::int64_t>(random() % 1000);
        const std::vector<std::int64_t> parts = shared_out(total, weights, ids);
        CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
        const std::vector<std::int64_t> reversed_parts =
            shared_out(total, std::vector<std::int64_t>(weights.rbegin(), weights.rend()),
                       std::vector<std::string_view>(ids.rbegin(), ids.rend()));
        CHECK(std::vector<std::int64_t>(reversed_parts.rbegin(), reversed_parts.rend()) == parts);
    }
}

TEST_CASE("growth is read as a rate or as a target, exactly") {
    const auto rate = parse_growth_path("12.5 %/yr");
    REQUIRE(rate.ok());
    CHECK(*rate->percent_per_year == Decimal(125, 1));
    const auto close = parse_growth_path("-3%/yr");
    REQUIRE(close.ok());
    CHECK(*close->percent_per_year == Decimal(-3));
    const auto target = parse_growth_path("10 Mt/yr by 2030");
    REQUIRE(target.ok());
    CHECK(target->target->text() == "10 Mt/yr");
    CHECK(target->target_year == 2030);
    const auto pairs = parse_growth_path("2 trains/day pair by 2030");
    REQUIRE(pairs.ok());
    CHECK(pairs->target->unit == "trains/day pair");
    CHECK(parse_growth_path("-99.999999 %/yr").ok());
    CHECK(parse_growth_path("1000 %/yr").ok());
    for (const char* wrong :
         {"", "%", "12", "12 %", "12 %/a", "-100 %/yr", "1000.000001 %/yr", "0.0000001 %/yr",
          "10 Mt/yr", "10 Mt/yr by", "10 Mt/yr by 2030.5", "10 Mt/yr by 2201",
          "10 Mt/yr by 9999999999999999999", "9999999999999999999 %/yr", "0 Mt/yr by 2030",
          "nan %/yr", "1e2 %/yr"}) {
        INFO(wrong);
        CHECK_FALSE(parse_growth_path(wrong).ok());
    }
}
