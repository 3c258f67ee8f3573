#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/diagnostics.hpp>
#include <corridor/io/csv.hpp>
#include <corridor/report/csv.hpp>
#include <corridor/report/text_table.hpp>

#include <string>
#include <vector>

using corridor::report::Align;
using corridor::report::CsvText;
using corridor::report::display_width;
using corridor::report::printable;
using corridor::report::TextTable;

TEST_CASE("a text is as wide as it looks on a terminal") {
    CHECK(display_width("") == 0);
    CHECK(display_width("Aktau") == 5);
    CHECK(display_width("Çeyhan") == 6);
    CHECK(display_width("Актау") == 5);
    CHECK(display_width("西安") == 4);
    CHECK(display_width("Xi\u0301an") == 4);
    CHECK(display_width("🚢") == 2);
    CHECK(display_width("\xff\xfe") == 2);
    CHECK(display_width("\xe8\xa5") == 2);
    CHECK(display_width("\xf0\x9f\x9a") == 3);
}

TEST_CASE("names from data can neither break a line nor steer a terminal") {
    CHECK(printable("a\nb\tc") == "a?b?c");
    CHECK(printable("\033[31mred") == "?[31mred");
    CHECK(printable("\u009b31m") == "?31m");
    CHECK(printable("\u202ereversed") == "?reversed");
    CHECK(printable("\xc3(") == "?(");
    CHECK(printable("Çeyhan 西安") == "Çeyhan 西安");
}

TEST_CASE("columns line up by display width, numbers to the right, nothing after the last word") {
    TextTable table({{"port", Align::left}, {"Mt/yr", Align::right}, {"note", Align::left}});
    table.add_row({"西安", "6.096", ""});
    table.add_row({"Актау порт", "0.5", "east"});
    CHECK(table.render() ==
          "port        Mt/yr  note\n"
          "西安        6.096\n"
          "Актау порт    0.5  east\n");
    CHECK(table.render({.colour = true}, 2) ==
          "  \033[1mport        Mt/yr  note\033[0m\n"
          "  西安        6.096\n"
          "  Актау порт    0.5  east\n");
}

TEST_CASE("a row that does not fit its table is a mistake of the caller") {
    TextTable table({{"port", Align::left}});
    CHECK_THROWS_AS(table.add_row({"a", "b"}), corridor::ContractViolation);
    CsvText csv({"port"});
    CHECK_THROWS_AS(csv.add_row({}), corridor::ContractViolation);
}

TEST_CASE("what is written as comma-separated values reads back the same") {
    const std::vector<std::string> awkward = {
        "plain", "with, comma", "with \"quotes\"", "two\nlines", "crlf\r\n", " spaces ", "", "\""};
    CsvText csv({"first", "second"});
    for (const std::string& field : awkward) {
        csv.add_row({field, "x"});
    }
    corridor::Diagnostics diagnostics;
    const auto table = corridor::io::parse_csv("written.csv", csv.text(), diagnostics);
    CHECK(diagnostics.empty());
    REQUIRE(table);
    REQUIRE(table->row_count() == awkward.size());
    for (std::size_t row = 0; row < awkward.size(); ++row) {
        CHECK(table->field(row, 0) == awkward[row]);
    }
}

TEST_CASE("shares are written short and never as minus nothing") {
    using corridor::report::decimal_text;
    CHECK(decimal_text(0.0) == "0");
    CHECK(decimal_text(-0.0) == "0");
    CHECK(decimal_text(-1e-9) == "0");
    CHECK(decimal_text(1.0) == "1");
    CHECK(decimal_text(0.25) == "0.25");
    CHECK(decimal_text(2.0 / 3.0) == "0.666667");
    CHECK(decimal_text(120.0) == "120");
}
