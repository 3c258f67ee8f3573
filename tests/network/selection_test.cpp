#include "support/catch.hpp"

#include <corridor/network/builder.hpp>
#include <corridor/network/selection.hpp>

#include <string>
#include <vector>

using namespace corridor;

namespace {

Network network() {
    NetworkBuilder builder;
    builder.add_node({.id = "xian", .country = "CHN"}).add_node({.id = "alat", .country = "AZE"});
    const auto add = [&](const char* id, Status status, std::optional<int> year, Mode mode) {
        builder.add_link({.id = id,
                          .from = "xian",
                          .to = "alat",
                          .mode = mode,
                          .status = status,
                          .opening_year = year});
    };
    add("today", Status::operating, 2030, Mode::rail);
    add("works", Status::upgrading, {}, Mode::rail);
    add("planned_2028", Status::planned, 2028, Mode::road);
    add("planned_some_day", Status::planned, {}, Mode::rail);
    add("idle", Status::idle, 1999, Mode::tanker);
    return builder.build().value();
}

std::string open(const Selection& selection) {
    std::string names;
    const Network all = network();
    const std::vector<bool> is_open = open_links(all, selection);
    for (std::size_t i = 0; i < is_open.size(); ++i) {
        if (is_open[i]) {
            names += all.links()[i].id + " ";
        }
    }
    return names;
}

}  // namespace

TEST_CASE("today's links are open, planned ones open in their year or when asked for") {
    CHECK(open({}) == "today works ");
    CHECK(open({.year = 2027}) == "today works ");
    CHECK(open({.year = 2028}) == "today works planned_2028 ");
    CHECK(open({.with_planned = true}) == "today works planned_2028 planned_some_day ");
    CHECK(open({.year = 2027, .with_planned = true}) == "today works planned_some_day ");
    CHECK(open({.year = 2028, .with_planned = true}) ==
          "today works planned_2028 planned_some_day ");
}

TEST_CASE("links, modes and countries can be left out") {
    CHECK(open({.exclude_links = {"to*"}}) == "works ");
    CHECK(open({.with_planned = true, .exclude_modes = {Mode::rail}}) == "planned_2028 ");
    CHECK(open({.exclude_countries = {"AZE"}}).empty());
    CHECK(open({.exclude_countries = {"RUS"}}) == "today works ");
}

TEST_CASE("what a selection names in vain is told with the nearest names") {
    CHECK(unmatched(network(), {.exclude_links = {"works"}}).empty());
    const Diagnostics doubts = unmatched(network(), {.year = 2020,
                                                     .exclude_links = {"tday"},
                                                     .exclude_modes = {Mode::gas_pipeline},
                                                     .exclude_countries = {"AZR"}});
    CHECK(doubts.ok());
    CHECK(doubts.warning_count() == 4);
    const std::string text = render(doubts);
    CHECK(
        text.find("exclude-link: expected a pattern that matches a link, got 'tday' (did you mean "
                  "today") != std::string::npos);
    CHECK(text.find("exclude-mode") != std::string::npos);
    CHECK(text.find("did you mean AZE?") != std::string::npos);
    CHECK(text.find("got 2020") != std::string::npos);
}
