#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/dimacs.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::io::DimacsMax;
using corridor::io::DimacsMin;
using corridor::io::parse_dimacs_max;
using corridor::io::parse_dimacs_min;

const std::string small =
    "c a small problem\np max 4 5\nn 1 s\nn 4 t\na 1 2 10\na 1 3 5\na 2 3 15\na 2 4 10\n"
    "a 3 4 -1\n";

void check_small(const DimacsMax& problem) {
    CHECK(problem.node_count == 4);
    CHECK(problem.source == 0);
    CHECK(problem.sink == 3);
    CHECK(problem.tail == std::vector<std::uint32_t>{0, 0, 1, 1, 2});
    CHECK(problem.head == std::vector<std::uint32_t>{1, 2, 2, 3, 3});
    CHECK(problem.capacity == std::vector<std::int64_t>{10, 5, 15, 10, DimacsMax::unlimited});
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
    return text;
}

/// Well-formed as DIMACS files, but their capacities are more than a solver takes.
const std::set<std::string> readable = {"capacities-near-the-limit", "sum-at-the-limit"};

}  // namespace

TEST_CASE("a DIMACS file is read as it stands") {
    check_small(*parse_dimacs_max("x.max", small));
}

TEST_CASE("Windows line ends, tabs, blank lines and a missing last line end change nothing") {
    check_small(*parse_dimacs_max("x.max", replaced(small, "\n", "\r\n")));
    check_small(*parse_dimacs_max("x.max", replaced(small, " ", " \t ")));
    check_small(*parse_dimacs_max("x.max", replaced(small, "\n", " \n\n")));
    check_small(*parse_dimacs_max("x.max", "\xEF\xBB\xBF" + small));
    check_small(*parse_dimacs_max("x.max", small.substr(0, small.size() - 1)));
    check_small(*parse_dimacs_max("x.max", replaced(small, "\nn", "\ncomment\nc\nn")));
}

TEST_CASE("parallel arcs, loops and arcs into the source are kept in file order") {
    const auto problem = parse_dimacs_max(
        "x.max", "p max 3 5\nn 2 s\nn 3 t\na 2 3 1\na 2 3 2\na 1 1 3\na 3 2 4\na 2 2 0\n");
    REQUIRE(problem.ok());
    CHECK(problem->tail == std::vector<std::uint32_t>{1, 1, 0, 2, 1});
    CHECK(problem->head == std::vector<std::uint32_t>{2, 2, 0, 1, 1});
    CHECK(problem->capacity == std::vector<std::int64_t>{1, 2, 3, 4, 0});
}

TEST_CASE("capacities are exact up to the largest 64-bit number") {
    const auto problem =
        parse_dimacs_max("x.max",
                         "p max 2 3\nn 1 s\nn 2 t\na 1 2 9007199254740993\n"
                         "a 1 2 9223372036854775807\na 1 2 000000000000000000012\n");
    REQUIRE(problem.ok());
    CHECK(problem->capacity == std::vector<std::int64_t>{9007199254740993, INT64_MAX, 12});
}

TEST_CASE("a problem that is written and read again is the same") {
    const auto problem = parse_dimacs_max("x.max", small);
    const std::string text = corridor::io::render_dimacs_max(*problem);
    CHECK(text == small.substr(small.find('\n') + 1));
    check_small(*parse_dimacs_max("x.max", text));
}

TEST_CASE("a million arcs are claimed, three lines are there, and no memory is taken for them") {
    const auto problem = parse_dimacs_max("x.max", "p max 9 16777216\nn 1 s\nn 2 t\na 1 2 3\n");
    REQUIRE_FALSE(problem.ok());
    CHECK(corridor::render(problem.diagnostics()) ==
          "x.max:1:9: arcs: expected 1, the number of arc lines in the file, got 16777216\n");
}

TEST_CASE("every malformed DIMACS file is told with file, line, column and expectation") {
    const fs::path folder = corridor::test::source_dir() / "tests/malformed/dimacs";
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    REQUIRE(names.size() >= 40);
    for (const std::string& name : names) {
        INFO(name);
        const bool is_min = fs::exists(folder / name / "problem.min");
        const std::string file = is_min ? "problem.min" : "problem.max";
        const std::string text = corridor::test::read_text(folder / name / file);
        const corridor::Diagnostics found =
            is_min ? parse_dimacs_min(name + "/" + file, text).diagnostics()
                   : parse_dimacs_max(name + "/" + file, text).diagnostics();
        CHECK(found.ok() == (readable.count(name) == 1));
        if (!found.ok()) {
            const std::string messages = corridor::render(found);
            CHECK(messages == corridor::test::golden(
                                  fs::path("malformed/dimacs") / name / "expected.txt", messages));
        }
    }
}

TEST_CASE("a minimum-cost problem is read as it stands") {
    const std::string text =
        "c lower bounds and a negative cost\np min 4 5\nn 1 8\nn 4 -8\na 1 2 2 6 1\n"
        "a 1 3 0 6 4\na 2 3 1 -1 -2\na 2 2 0 5 6\na 3 4 0 10 1\n";
    for (const std::string& written : {text, replaced(text, "\n", "\r\n"),
                                       replaced(text, " ", "\t "), replaced(text, "\n", " \n\n")}) {
        const auto problem = parse_dimacs_min("x.min", written);
        INFO(corridor::render(problem.diagnostics()));
        REQUIRE(problem.ok());
        CHECK(problem->supply == std::vector<std::int64_t>{8, 0, 0, -8});
        CHECK(problem->tail == std::vector<std::uint32_t>{0, 0, 1, 1, 2});
        CHECK(problem->head == std::vector<std::uint32_t>{1, 2, 2, 1, 3});
        CHECK(problem->lower == std::vector<std::int64_t>{2, 0, 1, 0, 0});
        CHECK(problem->capacity == std::vector<std::int64_t>{6, 6, DimacsMin::unlimited, 5, 10});
        CHECK(problem->cost == std::vector<std::int64_t>{1, 4, -2, 6, 1});
        CHECK(corridor::io::render_dimacs_min(*problem) == text.substr(text.find('\n') + 1));
    }
}

TEST_CASE("the largest amounts and costs of a minimum-cost problem are read exactly") {
    const auto problem = parse_dimacs_min("x.min",
                                          "p min 2 2\nn 1 274877906944\nn 2 -274877906944\n"
                                          "a 1 2 0 274877906944 1099511627776\n"
                                          "a 1 2 0 0 -1099511627776\n");
    REQUIRE(problem.ok());
    CHECK(problem->supply[0] == DimacsMin::largest_amount);
    CHECK(problem->capacity[0] == DimacsMin::largest_amount);
    CHECK(problem->cost ==
          std::vector<std::int64_t>{DimacsMin::largest_cost, -DimacsMin::largest_cost});
    CHECK(problem->lower.empty());
}

TEST_CASE("a DIMACS file is a network of one-way links in tonnes a year") {
    const auto file = corridor::io::parse_dimacs_network("x.max", small);
    REQUIRE(file.ok());
    CHECK(file->source == "1");
    CHECK(file->sink == "4");
    CHECK(file->network.node_ids() == std::vector<std::string>{"1", "2", "3", "4"});
    CHECK(file->network.link_ids() == std::vector<std::string>{"a1", "a2", "a3", "a4", "a5"});
    const corridor::Link& third = file->network.links()[2];
    CHECK(third.directed);
    CHECK(file->network.node(third.tail).id == "2");
    CHECK(file->network.node(third.head).id == "3");
    CHECK(third.capacity->rate.count() == 15);
    CHECK_FALSE(file->network.links()[4].capacity.has_value());
}

TEST_CASE("a network refuses capacities beyond what a year can carry, with their places") {
    const auto file = corridor::io::parse_dimacs_network(
        "x.max", "p max 2 2\nn 1 s\nn 2 t\na 1 2 274877906944\na 1 2 274877906945\n");
    REQUIRE_FALSE(file.ok());
    CHECK(corridor::render(file.diagnostics()) ==
          "x.max:5:7: capacity: expected at most 274877906944 t/yr in a network, got 274877906945 "
          "(-1 is unlimited; corridor solve takes larger numbers)\n");
}
