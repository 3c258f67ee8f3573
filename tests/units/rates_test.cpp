#include "support/catch.hpp"

#include <corridor/units/rates.hpp>

#include <fmt/format.h>

using namespace corridor;

TEST_CASE("rates print exactly and short") {
    CHECK(to_string(TonnesPerYear(6'096'000)) == "6.096 Mt/yr");
    CHECK(to_string(TonnesPerYear(5'000'000)) == "5 Mt/yr");
    CHECK(to_string(TonnesPerYear(5'446'351)) == "5.446351 Mt/yr");
    CHECK(to_string(TonnesPerYear(100'000)) == "0.1 Mt/yr");
    CHECK(to_string(TonnesPerYear(99'999)) == "99999 t/yr");
    CHECK(to_string(TonnesPerYear(0)) == "0 t/yr");
    CHECK(to_string(TonnesPerYear(-2'500'000)) == "-2.5 Mt/yr");
    CHECK(fmt::format("{:>12}", TonnesPerYear(2'200'000)) == "   2.2 Mt/yr");
}

TEST_CASE("rates add and subtract, and refuse to wrap") {
    TonnesPerYear rate(5);
    rate += TonnesPerYear(7);
    rate -= TonnesPerYear(2);
    CHECK(rate == TonnesPerYear(10));
    CHECK(TonnesPerYear(3) < rate);
    CHECK_THROWS_AS(TonnesPerYear(INT64_MAX) + TonnesPerYear(1), ContractViolation);
    CHECK_THROWS_AS(TonnesPerYear(INT64_MIN) - TonnesPerYear(1), ContractViolation);
    CHECK(ratio(TonnesPerYear(1), TonnesPerYear(4)) == 0.25);
    CHECK(ratio(TonnesPerYear(1), TonnesPerYear(0)) == 0.0);
    CHECK(TonnesPerYear(2'500'000).megatonnes() == 2.5);
}

TEST_CASE("times, lengths and unit costs are whole numbers of small units") {
    CHECK(Duration{5400}.hours() == 1.5);
    CHECK(Length{1500}.kilometres() == 1.5);
    CHECK(UnitCost{2'500'000}.usd_per_t() == 2.5);
}
