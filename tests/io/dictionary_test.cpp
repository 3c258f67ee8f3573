#include "support/catch.hpp"

#include <corridor/io/dictionary.hpp>
#include <corridor/io/table.hpp>
#include <corridor/network/attributes.hpp>
#include <corridor/units/quantity.hpp>

#include <string>
#include <string_view>

namespace {

using namespace corridor::io;

constexpr const char* header = "table,attribute,type,unit,required,default,description\n";

std::string faults(const std::string& rows) {
    const auto parsed = parse_dictionary("dictionary.csv", header + rows);
    CHECK_FALSE(parsed.ok());
    return corridor::render(parsed.diagnostics());
}

const Attribute& attribute(std::string_view table, std::string_view name) {
    const TableDefinition* definition = dictionary().find(table);
    REQUIRE(definition != nullptr);
    const Attribute* found = definition->find(name);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("the dictionary defines the eight tables of a corridor") {
    for (const char* table :
         {"nodes", "links", "demand", "projects", "disruptions", "costs", "sources", "units"}) {
        INFO(table);
        REQUIRE(dictionary().find(table) != nullptr);
        CHECK(dictionary().find(table)->attributes.front().type == ValueType::id);
    }
    CHECK(dictionary().find("resorces") == nullptr);
}

TEST_CASE("types of the dictionary are understood") {
    CHECK(attribute("links", "capacity").type == ValueType::decimal);
    CHECK(attribute("links", "capacity").minimum == Minimum::at_least_zero);
    CHECK(attribute("units", "factor").minimum == Minimum::above_zero);
    CHECK(attribute("links", "capacity_unit").type == ValueType::unit);
    CHECK(attribute("links", "link_id").required);
    CHECK(attribute("links", "status").default_value == "operating");
    const Attribute& affected = attribute("projects", "affects_id");
    CHECK(affected.type == ValueType::refs);
    REQUIRE(affected.targets.size() == 2);
    CHECK(affected.targets[1].table == "links");
    CHECK(affected.targets[1].column == "link_id");
    CHECK(affected.words == std::vector<std::string>{"CORRIDOR"});
}

TEST_CASE("the choices of the dictionary are those that the network knows") {
    const auto& modes = attribute("links", "facility_type").choices;
    CHECK(modes.size() == corridor::all_modes().size());
    for (const std::string& mode : modes) {
        INFO(mode);
        CHECK(corridor::parse_mode(mode).has_value());
    }
    for (const std::string& status : attribute("links", "status").choices) {
        CHECK(corridor::parse_status(status).has_value());
    }
    for (const std::string& confidence : attribute("links", "confidence").choices) {
        CHECK(corridor::parse_confidence(confidence).has_value());
    }
    for (const std::string& basis : attribute("links", "capacity_basis").choices) {
        CHECK(corridor::parse_basis(basis).has_value());
    }
    for (const std::string& dimension : attribute("units", "dimension").choices) {
        CHECK(corridor::parse_dimension(dimension).has_value());
    }
}

TEST_CASE("every default is a value of its own attribute") {
    for (const TableDefinition& table : dictionary().tables) {
        for (const Attribute& each : table.attributes) {
            if (each.default_value.empty() || each.type == ValueType::id) {
                continue;
            }
            INFO(table.name << "." << each.name);
            CHECK_FALSE(each.required);
            TableDefinition one{table.name, {each}};
            corridor::Diagnostics diagnostics;
            const std::string text = each.name + "\n" + each.default_value + "\n";
            auto csv = parse_csv("t.csv", text, diagnostics);
            REQUIRE(csv.has_value());
            CHECK(check_table(std::move(*csv), one, diagnostics).has_value());
            CHECK(diagnostics.empty());
        }
    }
}

TEST_CASE("a faulty dictionary is told by place") {
    CHECK(faults("t,a,decimal>1,,0,,x\n") ==
          "dictionary.csv:2:5: type: expected a type such as id, decimal>=0, 'enum a|b' or 'ref "
          "nodes.node_id', got 'decimal>1'\n");
    CHECK(faults("t,a,enum a||b,,0,,x\n").find("2:5: type") != std::string::npos);
    CHECK(faults("t,a,ref CORRIDOR,,0,,x\n").find("2:5: type") != std::string::npos);
    CHECK(faults("t,a,id,,yes,,x\n").find("2:9: required: expected 1 or 0") != std::string::npos);
    CHECK(faults("t,a,id,,1,,x\nt,a,text,,0,,x\n").find("3:3: attribute") != std::string::npos);
    CHECK(faults("t,a,id,,1,,x\nu,a,id,,1,,x\nt,b,id,,1,,x\n").find("4:1: table") !=
          std::string::npos);
    CHECK(faults(",a,id,,1,,x\n").find("2:1: table: expected a name") != std::string::npos);
    CHECK_FALSE(parse_dictionary("d.csv", "a,b\n").ok());
    CHECK_FALSE(parse_dictionary("d.csv", "").ok());
}

TEST_CASE("cells are read by the name and type of their attribute") {
    const auto parsed = parse_dictionary(
        "d.csv", std::string(header) +
                     "t,key,id,,1,,x\nt,n,integer,,0,7,x\nt,d,decimal,,0,,x\nt,b,boolean,,0,0,x\n"
                     "t,y,year,,0,,x\nt,l,list,,0,,x\nt,when,date,,0,,x\nt,u,url,,0,,x\n");
    REQUIRE(parsed.ok());
    const Dictionary& known = *parsed;
    corridor::Diagnostics diagnostics;
    const std::string text =
        "y,key,d,b,l,extra,when,u\n"
        "2025,one,-0.50,TRUE,a;b c,?,2024-02-29,http://a\n"
        ",two,,,,?,02-29,https://b\n";
    auto csv = parse_csv("t.csv", text, diagnostics);
    REQUIRE(csv.has_value());
    const auto table = check_table(std::move(*csv), known.tables.front(), diagnostics);
    REQUIRE(table.has_value());
    CHECK(table->sound());
    CHECK(diagnostics.error_count() == 0);
    CHECK(diagnostics.warning_count() == 1);
    CHECK(table->unknown_columns() == std::vector<std::string>{"extra"});
    CHECK(table->find("two") == std::optional<std::size_t>(1));
    CHECK_FALSE(table->find("three").has_value());
    CHECK(table->ids() == std::vector<std::string>{"one", "two"});
    CHECK(table->decimal(0, table->column("d"))->text() == "-0.50");
    CHECK_FALSE(table->decimal(1, table->column("d")).has_value());
    CHECK(table->decimal(0, table->column("n"))->text() == "7");
    CHECK_FALSE(table->given(0, table->column("n")));
    CHECK(table->boolean(0, table->column("b")));
    CHECK_FALSE(table->boolean(1, table->column("b")));
    CHECK(table->year(0, table->column("y")) == std::optional<int>(2025));
    CHECK(table->list(0, table->column("l")) == std::vector<std::string>{"a", "b c"});
    CHECK(table->list(1, table->column("l")).empty());
    CHECK(table->place(1, table->column("when")).column == 11);
}

TEST_CASE("dates are days, months, years or days of every year") {
    const auto parsed = parse_dictionary("d.csv", std::string(header) + "t,when,date,,1,,x\n");
    REQUIRE(parsed.ok());
    const auto accepted = [&](const std::string& date) {
        corridor::Diagnostics diagnostics;
        const std::string text = "when\n" + date + "\n";
        auto csv = parse_csv("t.csv", text, diagnostics);
        return check_table(std::move(*csv), parsed->tables.front(), diagnostics)->sound();
    };
    for (const char* date : {"2025", "2025-12", "2025-01-31", "02-29", "11-01"}) {
        INFO(date);
        CHECK(accepted(date));
    }
    for (const char* date : {"25", "2025-13", "2025-00", "2025-02-30", "2025-1-1", "2025-", "31-12",
                             "2025/01/01", "2025-01-01T00", "soon", "20250101"}) {
        INFO(date);
        CHECK_FALSE(accepted(date));
    }
}
