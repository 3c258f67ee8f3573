#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/units/decimal.hpp>

using namespace corridor;

TEST_CASE("decimals are kept exactly as written") {
    for (const char* text :
         {"0", "12", "-12", "1.70", "0.05", "-0.5", "999999999999999999", "0.123456789012345678"}) {
        const auto decimal = parse_decimal(text);
        REQUIRE(decimal.has_value());
        CHECK(decimal->text() == text);
    }
    CHECK(parse_decimal(".5")->text() == "0.5");
    CHECK(parse_decimal("5.")->text() == "5");
    CHECK(parse_decimal("0007")->text() == "7");
    CHECK(parse_decimal("+5")->text() == "5");
    CHECK(*parse_decimal("1.70") == *parse_decimal("1.7"));
    CHECK(*parse_decimal("1.69") < *parse_decimal("1.7"));
    CHECK(parse_decimal("2.5")->approximate() == 2.5);
}

TEST_CASE("anything else is no decimal") {
    for (const char* text :
         {"", "-", ".", "1e3", "1,000", "1 000", " 1", "1 ", "nan", "inf", "0x10", "1.2.3", "--1",
          "1234567890123456789", "0.1234567890123456789"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_decimal(text).has_value());
    }
}

TEST_CASE("scales outside 0 to 18 are a mistake of the caller") {
    CHECK_THROWS_AS(Decimal(1, -1), ContractViolation);
    CHECK_THROWS_AS(Decimal(1, 19), ContractViolation);
    CHECK(Decimal(1, 18).text() == "0.000000000000000001");
}

TEST_CASE("conversion is exact and rounds once") {
    const auto barrels = scaled_to_whole(Decimal(1200), Decimal(365'000), Decimal(75, 1));
    CHECK(barrels == 58'400'000);
    CHECK(scaled_to_whole(Decimal(145), Decimal(365'000), Decimal(75, 1)) == 7'056'667);
    CHECK(scaled_to_whole(Decimal(741, 2), Decimal(735'000)) == 5'446'350);
    CHECK(scaled_to_whole(Decimal(5, 1), Decimal(1)) == 1);
    CHECK(scaled_to_whole(Decimal(4, 1), Decimal(1)) == 0);
    CHECK_FALSE(scaled_to_whole(Decimal(1), Decimal(1), Decimal(0)).has_value());
    CHECK_FALSE(scaled_to_whole(Decimal(INT64_MAX), Decimal(2)).has_value());
    CHECK(scaled_to_whole(Decimal(INT64_MAX), Decimal(1)) == INT64_MAX);
    CHECK(scaled_to_whole(Decimal(INT64_MIN), Decimal(1)) == INT64_MIN);
    CHECK_FALSE(
        scaled_to_whole(Decimal(INT64_MAX), Decimal(INT64_MAX), Decimal(1, 18)).has_value());
}
