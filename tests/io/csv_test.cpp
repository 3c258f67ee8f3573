#include "support/catch.hpp"

#include <corridor/io/csv.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using corridor::Diagnostics;
using corridor::io::CsvLimits;
using corridor::io::CsvTable;
using corridor::io::parse_csv;
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const CsvTable& table) {
    Rows rows;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        rows.emplace_back();
        for (std::size_t column = 0; column < table.header().size(); ++column) {
            rows.back().emplace_back(table.field(row, column));
        }
    }
    return rows;
}

Rows read(std::string_view text) {
    Diagnostics diagnostics;
    const auto table = parse_csv("t.csv", text, diagnostics);
    INFO(corridor::render(diagnostics));
    REQUIRE(table.has_value());
    CHECK(diagnostics.empty());
    CHECK(table->complete());
    return rows_of(*table);
}

std::string faults(std::string_view text, const CsvLimits& limits = {}) {
    Diagnostics diagnostics;
    const auto table = parse_csv("t.csv", text, diagnostics, limits);
    CHECK((!table || table->complete() == diagnostics.ok()));
    return corridor::render(diagnostics);
}

std::string quoted(std::string_view field, bool always) {
    if (!always && field.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(field);
    }
    std::string text = "\"";
    for (const char c : field) {
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return text + "\"";
}

}  // namespace

TEST_CASE("rows may end with LF, CRLF or with the file") {
    CHECK(read("a,b\n1,2\n3,4\n") == Rows{{"1", "2"}, {"3", "4"}});
    CHECK(read("a,b\r\n1,2\r\n3,4") == Rows{{"1", "2"}, {"3", "4"}});
    CHECK(read("a,b\n1,2\r") == Rows{{"1", "2"}});
    CHECK(read("a,b").empty());
}

TEST_CASE("quoted fields hold commas, doubled quotes and line ends") {
    CHECK(read("a,b\n\"1,5\",\"say \"\"no\"\"\"\n") == Rows{{"1,5", "say \"no\""}});
    CHECK(read("a,b\n\"one\r\ntwo\n\",\"\"\n") == Rows{{"one\r\ntwo\n", ""}});
    CHECK(read("a\n\"\"\"\"\n") == Rows{{"\""}});
    CHECK(read("\"a,1\",\"b\"\n1,2\n") == Rows{{"1", "2"}});
}

TEST_CASE("a UTF-8 byte order mark is no part of the first column") {
    Diagnostics diagnostics;
    const auto table = parse_csv("t.csv", "\xEF\xBB\xBFid,b\n1,2\n", diagnostics);
    REQUIRE(table.has_value());
    CHECK(table->header()[0] == "id");
    CHECK(table->header_place(1).column == 4);
}

TEST_CASE("empty fields stay and empty lines are skipped") {
    CHECK(read("a,b\n,\n\n1,\n\n") == Rows{{"", ""}, {"1", ""}});
    CHECK(read("a\n\nx\n") == Rows{{""}, {"x"}});
}

TEST_CASE("text in any script passes through unchanged") {
    CHECK(read("a,b\nБаку,თბილისი\n西安,🚢\n") == Rows{{"Баку", "თბილისი"}, {"西安", "🚢"}});
}

TEST_CASE("every field knows its line and byte column") {
    Diagnostics diagnostics;
    const auto table = parse_csv("t.csv", "a,b,c\r\n1,\"x\ny\",3\r\né,\"q\",z\n", diagnostics);
    REQUIRE(table.has_value());
    const auto at = [&](std::size_t row, std::size_t column) {
        const corridor::Place place = table->place(row, column);
        return std::vector<std::size_t>{place.line, place.column};
    };
    CHECK(at(0, 0) == std::vector<std::size_t>{2, 1});
    CHECK(at(0, 1) == std::vector<std::size_t>{2, 3});
    CHECK(at(0, 2) == std::vector<std::size_t>{3, 4});
    CHECK(at(1, 1) == std::vector<std::size_t>{4, 4});
    CHECK(at(1, 2) == std::vector<std::size_t>{4, 8});
    CHECK(table->line(1) == 4);
}

TEST_CASE("a faulty row is told and left out, and the others stay") {
    Diagnostics diagnostics;
    const auto table = parse_csv("t.csv", "a,b\n1\n2,x\"y\n3,\"z\"!,9\n4,5\n", diagnostics);
    REQUIRE(table.has_value());
    CHECK_FALSE(table->complete());
    CHECK(rows_of(*table) == Rows{{"4", "5"}});
    CHECK(diagnostics.error_count() == 3);
}

TEST_CASE("a table without a usable header is no table") {
    for (const char* text : {"", "\xEF\xBB\xBF", "a,a\n", "a,\n", "a,b\"\n", "\"a\n"}) {
        Diagnostics diagnostics;
        INFO(text);
        CHECK_FALSE(parse_csv("t.csv", text, diagnostics).has_value());
        CHECK(diagnostics.error_count() == 1);
    }
}

TEST_CASE("a line may be as long as the limit and no longer") {
    const CsvLimits limits{.line_bytes = 8};
    CHECK(faults("a,b\n1234,678\n", limits).empty());
    CHECK(faults("a,b\n1234,6789\n", limits) ==
          "t.csv:2:1: expected a line of at most 8 bytes, got 9 bytes\n");
}

TEST_CASE("a field may be as long as the limit and no longer") {
    const CsvLimits limits{.field_bytes = 4};
    CHECK(faults("a,b\n1234,\"5\"\"78\"\n", limits).empty());
    CHECK(faults("a,b\n1234,56789\n", limits) ==
          "t.csv:2:6: expected a field of at most 4 bytes, got 5 bytes\n");
    CHECK(faults("a,b\n1234,\"5\"\"789\"\n", limits) ==
          "t.csv:2:6: expected a field of at most 4 bytes, got 5 bytes\n");
}

TEST_CASE("a table may have as many rows as the limit and no more") {
    const CsvLimits limits{.rows = 3};
    CHECK(faults("a\n1\n2\n3\n", limits).empty());
    CHECK(faults("a\n1\n2\n3\n4\n5\n", limits) ==
          "t.csv:5:1: expected at most 3 rows, got one more\n");
}

TEST_CASE("a file may be as large as the limit and no larger") {
    const CsvLimits limits{.file_bytes = 6};
    CHECK(faults("a\n1\n2\n", limits).empty());
    CHECK(faults("a\n1\n22\n", limits) ==
          "t.csv: expected a file of at most 6 bytes, got 7 bytes\n");
}

TEST_CASE("the limits of a line and a field hold at their real size") {
    const std::size_t field = CsvLimits{}.field_bytes;
    const std::string longest(field, 'x');
    CHECK(faults("a\n" + longest + "\n").empty());
    CHECK(faults("a\n" + longest + "x\n") ==
          "t.csv:2:1: expected a field of at most 65536 bytes, got 65537 bytes\n");
    std::string header = "c0";
    std::string line(field - 1, 'x');
    for (int i = 1; i < 16; ++i) {
        header += ",c" + std::to_string(i);
        line += "," + std::string(field - 1, 'x');
    }
    REQUIRE(line.size() + 1 == CsvLimits{}.line_bytes);
    CHECK(faults(header + "\n" + line + "x\n").empty());
    CHECK(faults(header + "\nx" + line + "x\n") ==
          "t.csv:2:1: expected a line of at most 1048576 bytes, got 1048577 bytes\n");
}

TEST_CASE("a text that is shown is cut and free of control characters") {
    CHECK(corridor::io::shown("a\nb\x01") == "'a\\nb\\x01'");
    CHECK(corridor::io::shown(std::string(100, 'x')) == "'" + std::string(60, 'x') + "…'");
    CHECK(corridor::io::shown("\xFF") == "'\\xFF'");
}

TEST_CASE("what is quoted and written is read back the same, 10,000 random tables") {
    constexpr std::string_view alphabet[] = {"a", "1", ",", "\"", "\n", "\r\n", " ",
                                             ";", "é", "€", "🚢",  "''", "\t",   "."};
    std::mt19937_64 random(20'240'101);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (int round = 0; round < 10'000; ++round) {
        const std::size_t width = 1 + below(5);
        const std::string end = below(2) == 0 ? "\n" : "\r\n";
        std::string text = below(8) == 0 ? "\xEF\xBB\xBF" : "";
        for (std::size_t column = 0; column < width; ++column) {
            text += (column == 0 ? "c" : ",c") + std::to_string(column);
        }
        Rows rows(below(6), std::vector<std::string>(width));
        for (auto& row : rows) {
            text += end;
            for (std::size_t column = 0; column < width; ++column) {
                for (std::size_t length = below(7); length > 0; --length) {
                    row[column] += alphabet[below(std::size(alphabet))];
                }
                text += column == 0 ? "" : ",";
                text += quoted(row[column], width == 1 || below(3) == 0);
            }
        }
        if (below(2) == 0) {
            text += end;
        }
        Diagnostics diagnostics;
        const auto table = parse_csv("t.csv", text, diagnostics);
        if (!table || !diagnostics.empty() || rows_of(*table) != rows) {
            INFO(text);
            INFO(corridor::render(diagnostics));
            REQUIRE(table.has_value());
            REQUIRE(diagnostics.empty());
            REQUIRE(rows_of(*table) == rows);
        }
    }
}

TEST_CASE("random bytes never break the reader, and every fault has a place") {
    constexpr std::string_view alphabet("a,\"\n\r\0\xC3\xA9\xFF;1", 11);
    std::mt19937_64 random(7);
    for (int round = 0; round < 10'000; ++round) {
        std::string text;
        for (std::size_t length = random() % 40; length > 0; --length) {
            text += alphabet[random() % alphabet.size()];
        }
        Diagnostics diagnostics;
        const auto table = parse_csv("t.csv", text, diagnostics);
        REQUIRE((table.has_value() || !diagnostics.ok()));
        REQUIRE((!table || table->complete() == diagnostics.ok()));
        for (const corridor::Diagnostic& diagnostic : diagnostics.kept()) {
            REQUIRE(diagnostic.place.line >= 1);
            REQUIRE(diagnostic.place.column >= 1);
            REQUIRE(diagnostic.place.column <= text.size() + 1);
        }
    }
}
