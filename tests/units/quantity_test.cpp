#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/units/quantity.hpp>

using namespace corridor;

namespace {

UnitTable units() {
    UnitTable table;
    table.add({"TEU/yr", Dimension::containers, Decimal(14), Decimal(1), "newsaz_300_trains"});
    table.add({"kb/d", Dimension::oil_volume, Decimal(365'000), Decimal(75, 1), "btc_2023"});
    table.add({"bcm/yr", Dimension::gas_volume, Decimal(735'000), Decimal(1), ""});
    table.add({"trains/day", Dimension::trains, Decimal(438'000), Decimal(1), ""});
    table.add({"trains/day pair", Dimension::trains, Decimal(876'000), Decimal(1), ""});
    return table;
}

std::int64_t tonnes(const char* text) {
    const UnitTable table = units();
    return to_tonnes_per_year(parse_quantity(text, table).value(), table)->count();
}

std::string complaint(const char* text) {
    const auto quantity = parse_quantity(text, units());
    REQUIRE_FALSE(quantity.ok());
    return render(quantity.diagnostics().kept().front());
}

}  // namespace

TEST_CASE("quantities are read with their unit and converted by the factors in the data") {
    CHECK(tonnes("5 Mt/yr") == 5'000'000);
    CHECK(tonnes("1200 kb/d") == 58'400'000);
    CHECK(tonnes("89000 TEU/yr") == 1'246'000);
    CHECK(tonnes("16 bcm/yr") == 11'760'000);
    CHECK(tonnes("12 trains/day") == 5'256'000);
    CHECK(tonnes("28 trains/day pair") == 24'528'000);
    CHECK(tonnes("0.75Mt/yr") == 750'000);
    CHECK(tonnes("  7  kt/yr ") == 7'000);
    CHECK(tonnes("0 t/yr") == 0);
    CHECK(parse_quantity("1.70 Mt/yr", units())->text() == "1.70 Mt/yr");
}

TEST_CASE("a quantity that cannot be meant says which part is wrong") {
    CHECK(complaint("5") ==
          "expected a number and a unit, such as '5 Mt/yr', got '5' (add the unit)");
    CHECK(complaint("five Mt/yr").find("expected a number and a unit") == 0);
    CHECK(complaint("5 mt/yr").find("did you mean Mt/yr") != std::string::npos);
    CHECK(complaint("5 furlongs").find("known units: t/yr, kt/yr, Mt/yr") != std::string::npos);
    CHECK(complaint("-5 Mt/yr") == "expected an amount of at least 0, got '-5 Mt/yr'");
    CHECK(complaint("5,000 t/yr").find("known unit") != std::string::npos);
    CHECK(complaint("300000 Mt/yr") == "expected at most 274877906944 t/yr, got '300000 Mt/yr'");
    CHECK(complaint("").find("expected a number") == 0);
}

TEST_CASE("the largest rate is accepted and one more is not") {
    CHECK(tonnes("274877906944 t/yr") == TonnesPerYear::largest);
    CHECK(complaint("274877906945 t/yr").find("at most") != std::string::npos);
    CHECK(complaint("999999999999999999 Mt/yr").find("at most") != std::string::npos);
}

TEST_CASE("units of mass are definitions, everything else may be set by data") {
    UnitTable table = units();
    CHECK_FALSE(table.add({"Mt/yr", Dimension::mass, Decimal(2), Decimal(1), ""}));
    CHECK(table.add({"Mt/yr", Dimension::mass, Decimal(1'000'000), Decimal(1), "definition"}));
    CHECK(table.add({"TEU/yr", Dimension::containers, Decimal(12), Decimal(1), "own count"}));
    CHECK(to_tonnes_per_year({Decimal(10), "TEU/yr"}, table) == TonnesPerYear(120));
    CHECK_THROWS_AS(table.add({"x", Dimension::mass, Decimal(0), Decimal(1), ""}),
                    ContractViolation);
    CHECK_FALSE(to_tonnes_per_year({Decimal(1), "nothing"}, table).has_value());
}

TEST_CASE("dimensions have names") {
    for (const Dimension dimension :
         {Dimension::mass, Dimension::containers, Dimension::oil_volume, Dimension::gas_volume,
          Dimension::trains, Dimension::vehicles}) {
        CHECK(parse_dimension(to_string(dimension)) == dimension);
    }
    CHECK_FALSE(parse_dimension("weight").has_value());
}
