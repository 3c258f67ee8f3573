#include "cli/network_folder.hpp"
#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using corridor::test::NetworkFolder;
using corridor::test::run_tool;
using corridor::test::source_dir;
using corridor::test::TemporaryFolder;
using corridor::test::write_text;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

Words operator+(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Json ask(const Words& arguments, const fs::path& folder) {
    const auto run = run_tool(arguments + Words{"--format", "json"}, {.folder = folder});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return Json::parse(run.out);
}

/// Compares every loss, of links and of nodes, with what max-flow finds without them.
void check_against_max_flow(const fs::path& original, const Words& question,
                            const std::string& from, const std::string& to) {
    const TemporaryFolder folder;
    const NetworkFolder network(original, folder.path() / "network");
    const Words ends = {"network", "--from", from, "--to", to};
    const Json answer = ask(Words{"criticality"} + ends + question + Words{"--all"}, folder.path());
    CHECK(answer["schema"] == "corridor/criticality/1");
    CHECK(answer["certified"] == true);
    CHECK(answer["certified_losses"] == answer["elements"].size());
    const auto value = answer["value_t_per_year"].get<std::int64_t>();
    CHECK(ask(Words{"max-flow"} + ends + question, folder.path())["value_t_per_year"] == value);
    std::int64_t last = value;
    for (const Json& element : answer["elements"]) {
        const std::string name = element["element"];
        INFO(name);
        const auto lost = element["flow_lost_t_per_year"].get<std::int64_t>();
        CHECK(lost <= last);
        last = lost;
        CHECK(element["flow_without_t_per_year"] == value - lost);
        if (name == from || name == to) {
            CHECK(lost == value);
            continue;
        }
        const bool is_link = element["kind"] == "link";
        Words without;
        for (const std::string& id : is_link ? Words{name} : network.links_at(name)) {
            without = without + Words{"--exclude-link", id};
        }
        const Json rest =
            ask(Words{"max-flow"} + ends + question + without + Words{"--minimise", "none"},
                folder.path());
        CHECK(rest["value_t_per_year"] == value - lost);
    }
}

}  // namespace

TEST_CASE("what a link or node is worth is what max-flow loses without it, on two routes") {
    const fs::path network = source_dir() / "tests/cli/networks/two-routes";
    check_against_max_flow(network, {}, "mine", "harbour");
    check_against_max_flow(network, {"--commodity", "metals"}, "mine", "harbour");
    check_against_max_flow(network, {"--with-planned"}, "harbour", "mine");
}

TEST_CASE("what a link or node is worth is what max-flow loses without it, on the corridor") {
    const fs::path network = source_dir() / "data/middle-corridor";
    check_against_max_flow(
        network,
        {"--commodity", "containers", "--exclude-link", "ocean_*", "--exclude-country", "RUS,IRN"},
        "xian", "alat_port");
}

TEST_CASE("only what is missed is listed, unless all is asked for") {
    const fs::path folder = source_dir() / "tests/cli/networks";
    const Words question = {"criticality", "two-routes", "--from", "mine", "--to", "harbour"};
    const Json missed = ask(question, folder);
    const Json all = ask(question + Words{"--all"}, folder);
    CHECK(missed["elements"].size() < all["elements"].size());
    for (std::size_t i = 0; i < all["elements"].size(); ++i) {
        const bool is_missed = all["elements"][i]["flow_lost_t_per_year"] > 0;
        CHECK(is_missed == (i < missed["elements"].size()));
        if (is_missed) {
            CHECK(all["elements"][i] == missed["elements"][i]);
        }
    }
}

TEST_CASE("with several origins the loss of one is what the others cannot make up for") {
    const Json answer = ask({"criticality", "two-routes", "--from", "yard,quay", "--to", "harbour"},
                            source_dir() / "tests/cli/networks");
    CHECK(answer["value_t_per_year"] == 5'500'000);
    for (const Json& element : answer["elements"]) {
        if (element["element"] == "yard") {
            CHECK(element["flow_lost_t_per_year"] == 3'000'000);
        }
        if (element["element"] == "quay") {
            CHECK(element["flow_lost_t_per_year"] == 2'500'000);
        }
    }
}

TEST_CASE("in a large network losses are listed without solving each again, and that is said") {
    constexpr int length = 1100;
    const TemporaryFolder folder;
    std::ostringstream nodes("node_id\nn0\n", std::ios::ate);
    std::ostringstream links("link_id,from_node_id,to_node_id,capacity,capacity_unit\n",
                             std::ios::ate);
    for (int i = 0; i < length; ++i) {
        nodes << 'n' << i + 1 << '\n';
        links << 'l' << i << ",n" << i << ",n" << i + 1 << ",5,t/yr\n";
    }
    fs::create_directory(folder.path() / "chain");
    write_text(folder.path() / "chain/nodes.csv", nodes.str());
    write_text(folder.path() / "chain/links.csv", links.str());
    const Words question = {"criticality", "chain", "--from", "n0", "--to", "n1100"};
    const Json answer = ask(question, folder.path());
    CHECK(answer["certified"] == true);
    CHECK(answer["certified_losses"] == 0);
    CHECK(answer["elements"].size() == 2 * length + 1);
    const auto run = run_tool(question, {.folder = folder.path()});
    CHECK(run.out.find("certified 1/2202:") != std::string::npos);
}
