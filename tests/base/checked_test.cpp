#include "support/catch.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>

using namespace corridor;

TEST_CASE("sums and products that do not fit are nothing, never a wrapped number") {
    CHECK(checked_add(INT64_MAX - 1, std::int64_t{1}) == INT64_MAX);
    CHECK_FALSE(checked_add(INT64_MAX, std::int64_t{1}).has_value());
    CHECK_FALSE(checked_add(INT64_MIN, std::int64_t{-1}).has_value());
    CHECK(checked_subtract(INT64_MIN + 1, std::int64_t{1}) == INT64_MIN);
    CHECK_FALSE(checked_subtract(INT64_MIN, std::int64_t{1}).has_value());
    CHECK_FALSE(checked_multiply(INT64_MIN, std::int64_t{-1}).has_value());
    CHECK(checked_multiply(std::int64_t{1} << 31, std::int64_t{1} << 31) == std::int64_t{1} << 62);
    CHECK_FALSE(checked_multiply(std::int64_t{1} << 32, std::int64_t{1} << 31).has_value());
    CHECK_FALSE(checked_multiply<Int128>(Int128{1} << 100, Int128{1} << 30).has_value());
}

TEST_CASE("a quotient is rounded to the nearest whole number, halves upwards") {
    CHECK(rounded_quotient(7, 2) == 4);
    CHECK(rounded_quotient(-7, 2) == -3);
    CHECK(rounded_quotient(10, 3) == 3);
    CHECK(rounded_quotient(11, 3) == 4);
    CHECK(rounded_quotient(-10, 3) == -3);
    CHECK(rounded_quotient(-11, 3) == -4);
    CHECK(rounded_quotient(0, 5) == 0);
    CHECK_FALSE(rounded_quotient(1, 0).has_value());
    CHECK_FALSE(rounded_quotient(1, -1).has_value());
    CHECK(rounded_quotient(Int128{INT64_MAX} * 3, 3) == INT64_MAX);
    CHECK_FALSE(rounded_quotient(Int128{INT64_MAX} + 1, 1).has_value());
    CHECK(rounded_quotient(Int128{INT64_MIN}, 1) == INT64_MIN);
}

TEST_CASE("a broken requirement is thrown with its text") {
    CHECK_NOTHROW(expects(true, "never seen"));
    CHECK_THROWS_AS(expects(false, "capacity is positive"), ContractViolation);
    CHECK_THROWS_WITH(expects(false, "capacity is positive"), "capacity is positive");
}
