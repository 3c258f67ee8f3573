#include "cli/tool.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;

Json ask(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "max-flow");
    arguments.insert(arguments.end(), {"--format", "json"});
    const auto run = corridor::test::run_tool(arguments);
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    CHECK(run.err.empty());
    Json answer = Json::parse(run.out);
    CHECK(answer["schema"] == "corridor/max-flow/1");
    CHECK(answer["outcome"] == "optimal");
    CHECK(answer["certified"] == true);
    return answer;
}

std::vector<std::string> cut_of(const Json& answer) {
    std::vector<std::string> ids;
    for (const Json& member : answer["cut"]) {
        ids.push_back(member.at("link_id").get<std::string>());
    }
    return ids;
}

const std::vector<std::string> caspian_crossings = {
    "aktau_alat_feeder", "kuryk_alat_ferry", "turkmenbashi_alat_ferry", "turkmenbashi_alat_feeder"};

}  // namespace

TEST_CASE("containers from Xi'an reach Alat up to what the four Caspian crossings carry") {
    const Json answer =
        ask({"middle-corridor", "--from", "xian", "--to", "alat_port", "--commodity", "containers",
             "--exclude-country", "RUS,IRN", "--exclude-link", "ocean_*"});
    CHECK(answer["value_t_per_year"] == 6096000);
    CHECK(cut_of(answer) == caspian_crossings);
    CHECK(answer["cut_is_unique"] == true);
}

TEST_CASE("planned links change nothing for containers, because none of them crosses the sea") {
    const Json answer =
        ask({"middle-corridor", "--from", "xian", "--to", "alat_port", "--commodity", "containers",
             "--exclude-country", "RUS,IRN", "--exclude-link", "ocean_*", "--with-planned"});
    CHECK(answer["value_t_per_year"] == 6096000);
    CHECK(cut_of(answer) == caspian_crossings);
}

TEST_CASE("Kazakh crude reaches Ceyhan up to what the tankers from Aktau carry") {
    const Json answer = ask({"--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil"});
    CHECK(answer["value_t_per_year"] == 2200000);
    CHECK(cut_of(answer) == std::vector<std::string>{"aktau_sangachal_tanker"});
}

TEST_CASE("gas from Sangachal reaches Italy up to what western TANAP carries") {
    const Json answer =
        ask({"--from", "sangachal_gas", "--to", "melendugno", "--commodity", "natural_gas"});
    CHECK(answer["value_t_per_year"] == 9702000);
    CHECK(cut_of(answer) == std::vector<std::string>{"tanap_west"});
}

TEST_CASE("grain from Astana reaches Poti up to what ships and ferries take across the Caspian") {
    const Json answer =
        ask({"middle-corridor", "--from", "astana", "--to", "poti_port", "--commodity", "grain",
             "--exclude-country", "RUS,IRN", "--exclude-link", "ocean_*"});
    CHECK(answer["value_t_per_year"] == 5350000);
}

TEST_CASE("links are listed in the direction of travel, within their capacity and balanced") {
    const Json answer = ask({"--from", "astana", "--to", "poti_port", "--commodity", "grain",
                             "--exclude-country", "RUS,IRN", "--exclude-link", "ocean_*"});
    std::map<std::string, std::int64_t> net;
    for (const Json& link : answer["links"]) {
        const auto flow = link["flow_t_per_year"].get<std::int64_t>();
        CHECK(flow > 0);
        if (!link["capacity_t_per_year"].is_null()) {
            CHECK(flow <= link["capacity_t_per_year"].get<std::int64_t>());
            CHECK(link["utilisation"].get<double>() <= 1.0);
        }
        net[link["from_node_id"].get<std::string>()] -= flow;
        net[link["to_node_id"].get<std::string>()] += flow;
    }
    for (const auto& node : net) {
        const std::int64_t expected = node.first == "astana"      ? -5350000
                                      : node.first == "poti_port" ? 5350000
                                                                  : 0;
        INFO(node.first);
        CHECK(node.second == expected);
    }
}
