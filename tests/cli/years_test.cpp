#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using corridor::test::run_tool;
using corridor::test::TemporaryFolder;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

Words operator+(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

const Words containers = {"--from",      "xian",       "--to",           "poti_port",
                          "--commodity", "containers", "--exclude-link", "ocean_*"};
const Words middle_route = containers + Words{"--exclude-country", "RUS,IRN"};

Json ask(const Words& arguments) {
    const auto run = run_tool(arguments + Words{"--format", "json"}, {});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return Json::parse(run.out);
}

std::string fault(const Words& arguments, int exit_code) {
    const auto run = run_tool(arguments, {});
    CHECK(run.exit_code == exit_code);
    CHECK(run.out.empty());
    return run.err;
}

}  // namespace

TEST_CASE("growth serves in each year the smaller of demand and max-flow of that year") {
    const Json answer = ask(Words{"growth"} + middle_route +
                            Words{"--today", "4.5 Mt/yr", "--path", "12 %/yr", "--path",
                                  "10 Mt/yr by 2030", "--until", "2031"});
    CHECK(answer["schema"] == "corridor/growth/1");
    CHECK(answer["segments"].size() == 2);
    REQUIRE(answer["years"].size() == 16);
    REQUIRE(answer["paths"].size() == 2);
    for (const Json& year : answer["years"]) {
        const Json flow = ask(Words{"max-flow"} + middle_route +
                              Words{"--year", std::to_string(year["year"].get<int>())});
        CHECK(year["ceiling_t_per_year"] == flow["value_t_per_year"]);
        const auto demand = year["demand_t_per_year"].get<std::int64_t>();
        const auto ceiling = year["ceiling_t_per_year"].get<std::int64_t>();
        CHECK(year["served_t_per_year"] == std::min(demand, ceiling));
        CHECK(year["unserved_t_per_year"] == std::max<std::int64_t>(0, demand - ceiling));
        CHECK(year["binding"].empty() == (demand < ceiling));
        CHECK(year["raised_t_per_year"].get<std::int64_t>() >=
              std::max<std::int64_t>(0, demand - ceiling));
    }
    CHECK(answer["paths"][0]["breaks_in"] == 2027);
    CHECK(answer["paths"][0]["least_raise_proved"] == true);
    CHECK(answer["paths"][1]["cuts"].size() == 1);
}

TEST_CASE("growth tells a path that cannot be, and asks for what it needs") {
    const Words asked = Words{"growth"} + middle_route;
    CHECK(fault(asked + Words{"--path", "1 %/yr"}, 2).find("--today") != std::string::npos);
    CHECK(fault(asked + Words{"--today", "1 Mt/yr"}, 2).find("--path") != std::string::npos);
    const Words demand = asked + Words{"--today", "1 Mt/yr", "--path"};
    CHECK(fault(demand + Words{"3 %"}, 3).find("3 %/yr") != std::string::npos);
    CHECK(fault(demand + Words{"5 %/yr up to 0.5 Mt/yr"}, 3).find("ceiling above") !=
          std::string::npos);
    CHECK(fault(demand + Words{"5 Mt/yr by 2020"}, 3).find("after the base year") !=
          std::string::npos);
    CHECK(fault(demand + Words{"5 %/yr", "--until", "2000"}, 2).find("--until") !=
          std::string::npos);
    CHECK(fault(asked + Words{"--today", "1 cart/yr", "--path", "1 %/yr"}, 3).find("--today") !=
          std::string::npos);
}

TEST_CASE("what dependency loses without a country is what max-flow loses when it is excluded") {
    const Json answer = ask(Words{"dependency"} + containers);
    CHECK(answer["schema"] == "corridor/dependency/1");
    const auto value = answer["value_t_per_year"].get<std::int64_t>();
    int countries = 0;
    for (const Json& group : answer["groups"]) {
        INFO(group["name"].get<std::string>());
        const auto lost = group["flow_lost_t_per_year"].get<std::int64_t>();
        CHECK(group["passing_t_per_year"].get<std::int64_t>() >= lost);
        CHECK(group["rerouted_t_per_year"] ==
              group["passing_t_per_year"].get<std::int64_t>() - lost);
        if (group["kind"] == "country") {
            ++countries;
            const Json without = ask(Words{"max-flow"} + containers +
                                     Words{"--exclude-country", group["name"].get<std::string>()});
            CHECK(without["value_t_per_year"] == value - lost);
        }
    }
    CHECK(countries > 5);
}

TEST_CASE("dependency closes countries, systems and links together, and knows their names") {
    const Json answer =
        ask(Words{"dependency"} + containers + Words{"--closed", "RUS,IRN,aktau_alat_feeder"});
    REQUIRE(answer["groups"].size() == 3);
    CHECK(answer["closure"]["left_t_per_year"] == 4'850'000);
    CHECK(
        fault(Words{"dependency"} + containers + Words{"--closed", "Caspain"}, 3).find("Caspian") !=
        std::string::npos);
}

TEST_CASE("delays of 1.485 Mt/yr are lost at borders and in ports while capacity is not reached") {
    const Json answer = ask(Words{"delays"} + middle_route +
                            Words{"--exclude-mode", "road", "--demand", "1.485 Mt/yr"});
    CHECK(answer["schema"] == "corridor/delays/1");
    CHECK(answer["capacity_reached"] == false);
    CHECK(answer["flow_t_per_year"] == 1'485'000);
    const std::string verdict = answer["verdict"];
    CHECK(verdict.find("Capacity is not reached") == 0);
    CHECK(verdict.find("Time binds") != std::string::npos);
    double in_sections = 0.0;
    for (const Json& section : answer["sections"]) {
        CHECK(section["binding"] == "time");
        in_sections += section["time"]["lost_tonne_days_per_year"].get<double>();
    }
    CHECK(in_sections == Approx(answer["time"]["lost_tonne_days_per_year"].get<double>()));
    const Json full = ask(Words{"delays"} + middle_route);
    CHECK(full["capacity_reached"] == true);
    CHECK(fault(Words{"delays"} + middle_route + Words{"--demand", "1"}, 3).find("--demand") !=
          std::string::npos);
}

TEST_CASE("the tables of growth, dependency and delays have a header and a row for each entry") {
    const auto lines = [](const Words& arguments) {
        const auto run = run_tool(arguments + Words{"--format", "csv"}, {});
        CHECK(run.exit_code == 0);
        return std::count(run.out.begin(), run.out.end(), '\n');
    };
    CHECK(lines(Words{"growth"} + middle_route +
                Words{"--today", "1 Mt/yr", "--path", "2 %/yr", "--until", "2030"}) == 8);
    CHECK(lines(Words{"dependency"} + containers + Words{"--closed", "KAZ,AZE"}) == 3);
    CHECK(lines(Words{"delays"} + middle_route) > 10);
}

TEST_CASE("where nothing moves growth, dependency and delays say why") {
    const Words nowhere = {"--from", "tengiz", "--to", "poti_port", "--commodity", "containers"};
    const auto run = run_tool(Words{"dependency"} + nowhere, {});
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("nothing moves") != std::string::npos);
    CHECK(run_tool(Words{"delays"} + nowhere, {}).out.find("Nothing moves") != std::string::npos);
    const auto growth =
        run_tool(Words{"growth"} + nowhere + Words{"--today", "1 Mt/yr", "--path", "1 %/yr"}, {});
    CHECK(growth.exit_code == 0);
    CHECK(growth.out.find("No raise of limits carries it all") != std::string::npos);
}
