#include "support/catch.hpp"

#include <corridor/base/diagnostics.hpp>

using namespace corridor;

namespace {

Diagnostic fault(std::string found) {
    return {Severity::error, {"links.csv", 17, 23}, "capacity", "a number", std::move(found), ""};
}

Diagnostic doubt(std::string found) {
    Diagnostic diagnostic = fault(std::move(found));
    diagnostic.severity = Severity::warning;
    return diagnostic;
}

}  // namespace

TEST_CASE("a diagnostic says where, what was expected, what is there and what to do") {
    CHECK(render(fault("'abc'")) == "links.csv:17:23: capacity: expected a number, got 'abc'");
    Diagnostic advised = fault("'abc'");
    advised.advice = "write digits";
    advised.place.column = 0;
    CHECK(render(advised) == "links.csv:17: capacity: expected a number, got 'abc' (write digits)");
    CHECK(render(Diagnostic{Severity::warning, {}, "", "a year", "", ""}) ==
          "warning: expected a year");
}

TEST_CASE("all faults are counted and the first twenty are told") {
    Diagnostics diagnostics;
    for (int i = 0; i < 25; ++i) {
        diagnostics.add(fault(std::to_string(i)));
    }
    CHECK_FALSE(diagnostics.ok());
    CHECK(diagnostics.error_count() == 25);
    CHECK(diagnostics.kept().size() == 20);
    const std::string text = render(diagnostics);
    CHECK(text.find("got 19\n") != std::string::npos);
    CHECK(text.find("got 20\n") == std::string::npos);
    CHECK(text.find("… and 5 more\n") != std::string::npos);
}

TEST_CASE("a late error is told even after many warnings") {
    Diagnostics diagnostics;
    for (int i = 0; i < 30; ++i) {
        diagnostics.add(doubt(std::to_string(i)));
    }
    CHECK(diagnostics.ok());
    diagnostics.add(fault("the error"));
    CHECK_FALSE(diagnostics.ok());
    CHECK(render(diagnostics).find("got the error") != std::string::npos);
    CHECK(diagnostics.kept().size() == 20);
    CHECK(diagnostics.warning_count() == 30);
}

TEST_CASE("appending keeps the counts of what was not kept") {
    Diagnostics many;
    for (int i = 0; i < 50; ++i) {
        many.add(fault(std::to_string(i)));
    }
    Diagnostics all;
    all.add(doubt("a doubt"));
    all.append(many);
    CHECK(all.error_count() == 50);
    CHECK(all.warning_count() == 1);
    CHECK(all.kept().size() == 20);
}

TEST_CASE("a reading without a value throws what was wrong when its value is asked for") {
    Diagnostics diagnostics;
    diagnostics.add(fault("'abc'"));
    const Parsed<int> failed(diagnostics);
    CHECK_FALSE(failed);
    CHECK_THROWS_AS(failed.value(), DataError);
    CHECK_THROWS_WITH(failed.value(), Catch::Contains("links.csv:17:23"));
    const Parsed<int> read(42);
    CHECK(read);
    CHECK(*read == 42);
}
