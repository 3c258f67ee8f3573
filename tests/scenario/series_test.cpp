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
    for (const char* wrong : {"",
                              "%",
                              "12",
                              "12 %",
                              "12 %/a",
                              "-100 %/yr",
                              "1000.000001 %/yr",
                              "0.0000001 %/yr",
                              "10 Mt/yr",
                              "10 Mt/yr by",
                              "10 Mt/yr by 2030.5",
                              "10 Mt/yr by 2201",
                              "10 Mt/yr by 9999999999999999999",
                              "9999999999999999999 %/yr",
                              "0 Mt/yr by 2030",
                              "nan %/yr",
                              "1e2 %/yr",
                              "-3 %/yr up to 5 Mt/yr",
                              "3 %/yr up to",
                              "3 %/yr up to 0 Mt/yr",
                              "6 Mt/yr in",
                              "6 Mt/yr in 2027,",
                              "6 Mt/yr in 2027, 7 Mt/yr in 2027",
                              "6 Mt/yr in 2027, 10 Mt/yr by 2030",
                              "0 Mt/yr in 2027"}) {
        INFO(wrong);
        CHECK_FALSE(parse_growth_path(wrong).ok());
    }
}

TEST_CASE("a logistic path is read, and so are amounts for years") {
    const auto logistic = parse_growth_path("12 %/yr up to 20 Mt/yr");
    REQUIRE(logistic.ok());
    CHECK(*logistic->percent_per_year == Decimal(12));
    CHECK(logistic->ceiling->text() == "20 Mt/yr");
    const auto table = parse_growth_path("6 Mt/yr in 2027, 2 trains/day pair in 2030");
    REQUIRE(table.ok());
    REQUIRE(table->points.size() == 2);
    CHECK(table->points[0].amount.text() == "6 Mt/yr");
    CHECK(table->points[1].amount.unit == "trains/day pair");
    CHECK(table->points[1].year == 2030);
}

namespace {

std::vector<std::int64_t> tonnes(const char* path, std::int64_t start, int first, int last) {
    std::vector<std::int64_t> result;
    const auto years =
        corridor::demand_along(parse_growth_path(path).value(), corridor::TonnesPerYear(start),
                               2024, first, last, corridor::UnitTable());
    for (const auto rate : years.value()) {
        result.push_back(rate.count());
    }
    return result;
}

}  // namespace

TEST_CASE("logistic growth starts at its rate and slows down before the ceiling") {
    // Odds of 1 to 9 double each year: 1/10, 2/11, 4/13, 8/17 of 900 t.
    CHECK(tonnes("100 %/yr up to 900 t/yr", 90, 2024, 2027) ==
          std::vector<std::int64_t>{90, 164, 277, 424});
    const auto far = tonnes("12 %/yr up to 20 Mt/yr", 4'484'000, 2024, 2200);
    CHECK(std::is_sorted(far.begin(), far.end()));
    CHECK(far.back() == 20'000'000);
    CHECK(far[1] == 4'890'506);
}

TEST_CASE("logistic growth agrees with floating point to the tonne") {
    std::mt19937_64 random(3);
    for (int i = 0; i < 2000; ++i) {
        const auto base = static_cast<std::int64_t>(1000 + random() % 10'000'000);
        const auto ceiling = base + 1 + static_cast<std::int64_t>(random() % 100'000'000);
        const auto tenths = static_cast<std::int64_t>(1 + random() % 400);
        const int years = static_cast<int>(random() % 60);
        const double gap = static_cast<double>(ceiling - base) *
                           std::pow(1.0 + static_cast<double>(tenths) / 1000.0, -years);
        const double expected = static_cast<double>(ceiling) * static_cast<double>(base) /
                                (static_cast<double>(base) + gap);
        const std::int64_t found = logistic(base, ceiling, Decimal(tenths, 1), years);
        CHECK(std::abs(static_cast<double>(found) - expected) <= 0.51);
    }
}

TEST_CASE("amounts of stated years are joined by straight lines, and the last one stays") {
    CHECK(tonnes("100 t/yr in 2026, 70 t/yr in 2029", 50, 2024, 2031) ==
          std::vector<std::int64_t>{50, 75, 100, 90, 80, 70, 70, 70});
    CHECK(tonnes("10 t/yr in 2025", 0, 2024, 2025) == std::vector<std::int64_t>{0, 10});
}

TEST_CASE("a path that cannot be is told with its reason") {
    const auto fault = [](const char* path, std::int64_t start) {
        const auto years =
            corridor::demand_along(parse_growth_path(path).value(), corridor::TonnesPerYear(start),
                                   2024, 2024, 2030, corridor::UnitTable());
        return years.ok() ? std::string() : years.diagnostics().kept().front().expected;
    };
    CHECK(fault("5 %/yr up to 3 Mt/yr", 4'000'000) ==
          "a ceiling above the 4 Mt/yr of the base year");
    CHECK(fault("5 Mt/yr by 2024", 1) == "a target after the base year 2024");
    CHECK(fault("5 Mt/yr in 2020", 1) == "a target after the base year 2024");
    CHECK(fault("5 Mt/yr by 2030", 0) == "growth from and to more than 0 t/yr");
    CHECK_FALSE(fault("5 barrows/yr by 2030", 1).empty());
    CHECK_FALSE(fault("1000 %/yr", corridor::TonnesPerYear::largest).empty());
}
