#include "cli/network_folder.hpp"
#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <random>
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

const Words between_mine_and_harbour = {"two-routes", "--from", "mine", "--to", "harbour"};
const Words to_alat = {
    "--from",     "xian",           "--to",    "alat_port",         "--commodity",
    "containers", "--exclude-link", "ocean_*", "--exclude-country", "RUS,IRN"};

/// A capacity from 0 to `most` t/yr; every tenth is 0 and every tenth unlimited.
std::string capacity(std::mt19937_64& random, std::uint64_t most) {
    const std::uint64_t kind = random() % 10;
    return kind == 0 ? "0" : kind == 1 ? "unlimited" : std::to_string(random() % (most + 1));
}

struct Table {
    Words links;
    std::vector<Words> rows;

    [[nodiscard]] std::string text() const {
        std::string result = line(links);
        for (const Words& row : rows) {
            result += line(row);
        }
        return result;
    }

  private:
    static std::string line(const Words& fields) {
        std::string result;
        for (const std::string& field : fields) {
            result += (result.empty() ? "" : ",") + field;
        }
        return result + "\n";
    }
};

Table random_table(Words links, std::size_t rows, std::uint64_t most) {
    std::mt19937_64 random(20240611);
    Table table{std::move(links), {}};
    for (std::size_t i = 0; i < rows; ++i) {
        Words row;
        for (std::size_t k = 0; k < table.links.size(); ++k) {
            row.push_back(capacity(random, most));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Runs a sweep, then max-flow on the network of every row.
void check_against_max_flow(const NetworkFolder& network, const Table& table, const Words& question,
                            const fs::path& folder) {
    write_text(folder / "rows.csv", table.text());
    const auto run = run_tool(Words{"sweep", "network"} + question +
                                  Words{"--capacities", "rows.csv", "--format", "json"},
                              {.folder = folder});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const Json answer = Json::parse(run.out);
    CHECK(answer["rows"] == table.rows.size());
    CHECK(answer["certified_rows"] == table.rows.size());
    REQUIRE(answer["values"].size() == table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        std::map<std::string, std::string> capacities;
        for (std::size_t k = 0; k < table.links.size(); ++k) {
            capacities[table.links[k]] = table.rows[i][k];
        }
        network.write(capacities);
        const auto alone = run_tool(Words{"max-flow", "network"} + question +
                                        Words{"--minimise", "none", "--format", "json"},
                                    {.folder = folder});
        INFO("row " << i + 1 << ": " << alone.err);
        REQUIRE(alone.exit_code == 0);
        CHECK(answer["values"][i] == Json::parse(alone.out)["value_t_per_year"]);
    }
}

corridor::test::ToolRun sweep_beside_networks(const fs::path& rows, const Words& more) {
    return run_tool(
        Words{"sweep"} + between_mine_and_harbour + Words{"--capacities", rows.string()} + more,
        {.folder = source_dir() / "tests/cli/networks"});
}

}  // namespace

TEST_CASE("a row of a sweep has the value of max-flow with those capacities, on two routes") {
    const TemporaryFolder folder;
    const NetworkFolder network(source_dir() / "tests/cli/networks/two-routes",
                                folder.path() / "network");
    const Words question = {"--from", "mine", "--to", "harbour"};
    check_against_max_flow(network, random_table({"ferry", "rail", "shuttle"}, 30, 6'000'000),
                           question, folder.path());
}

TEST_CASE("a row of a sweep has the value of max-flow with those capacities, on the corridor") {
    const TemporaryFolder folder;
    const NetworkFolder network(source_dir() / "data/middle-corridor", folder.path() / "network");
    const Words links = {"aktau_alat_feeder",        "kuryk_alat_ferry", "turkmenbashi_alat_ferry",
                         "turkmenbashi_alat_feeder", "mangystau_aktau",  "bereket_turkmenbashi"};
    check_against_max_flow(network, random_table(links, 210, 4'000'000), to_alat, folder.path());
}

TEST_CASE("a sweep prints the same bytes for any number of threads") {
    const TemporaryFolder folder;
    const fs::path rows = folder.path() / "rows.csv";
    write_text(rows, random_table({"rail", "ferry", "spur"}, 40'000, 6'000'000).text());
    for (const Words& format : {Words{"--format", "csv"}, Words{"--format", "table"}}) {
        const auto one = sweep_beside_networks(rows, format + Words{"--threads", "1"});
        REQUIRE(one.exit_code == 0);
        CHECK(one.out.find("4000") != std::string::npos);
        for (const char* threads : {"2", "3", "8"}) {
            INFO(threads);
            CHECK(sweep_beside_networks(rows, format + Words{"--threads", threads}).out == one.out);
        }
        CHECK(sweep_beside_networks(rows, format).out == one.out);
    }
}

TEST_CASE("every engine and the unproved sweep give the values of the proved one") {
    const TemporaryFolder folder;
    const fs::path rows = folder.path() / "rows.csv";
    write_text(rows, random_table({"rail", "ferry", "spur", "road"}, 300, 6'000'000).text());
    const auto proved = sweep_beside_networks(rows, {"--format", "csv"});
    REQUIRE(proved.exit_code == 0);
    for (const char* engine : {"automatic", "general", "frontier", "boost"}) {
        INFO(engine);
        CHECK(sweep_beside_networks(rows, {"--format", "csv", "--engine", engine}).out ==
              proved.out);
    }
    CHECK(sweep_beside_networks(rows, {"--format", "csv", "--no-certify"}).out == proved.out);
}

TEST_CASE("faults after many good rows are told with their places, and no value is printed") {
    const TemporaryFolder folder;
    std::string text = "rail,road\n";
    for (int i = 0; i < 40'000; ++i) {
        text += "1000000,2000000\n";
    }
    write_text(folder.path() / "rows.csv", text + "1,x\n3,4\n5,\n");
    const auto run =
        run_tool(Words{"sweep", (source_dir() / "tests/cli/networks/two-routes").string(), "--from",
                       "mine", "--to", "harbour", "--capacities", "rows.csv", "--format", "csv"},
                 {.folder = folder.path()});
    CHECK(run.exit_code == 3);
    CHECK(run.out.empty());
    CHECK(run.err ==
          "rows.csv:40002:3: road: expected a whole number of t/yr from 0 to 274877906944, or "
          "unlimited, got 'x' (write unlimited where nothing limits the link)\n"
          "rows.csv:40004:3: road: expected a whole number of t/yr from 0 to 274877906944, or "
          "unlimited, got nothing (write unlimited where nothing limits the link)\n");
}

TEST_CASE("capacities may come from standard input") {
    const fs::path networks = source_dir() / "tests/cli/networks";
    const Words question = Words{"sweep"} + between_mine_and_harbour;
    const Words csv = {"--format", "csv"};
    const auto file = run_tool(question + Words{"--capacities", "two-routes-rows.csv"} + csv,
                               {.folder = networks});
    const auto piped = run_tool(question + Words{"--capacities", "-"} + csv,
                                {.folder = networks, .in_from = networks / "two-routes-rows.csv"});
    CHECK(piped.exit_code == 0);
    CHECK_FALSE(piped.out.empty());
    CHECK(piped.out == file.out);
    const auto nothing = run_tool(question + Words{"--capacities", "-"}, {.folder = networks});
    CHECK(nothing.exit_code == 3);
    CHECK(nothing.err ==
          "standard input:1:1: expected a header line with the ids of links, got an empty file\n");
}

TEST_CASE(
    "quotes, Windows line ends, a byte order mark and a missing last line end change nothing") {
    const TemporaryFolder folder;
    write_text(folder.path() / "plain.csv", "rail,ferry\n1000000,unlimited\n\n4000000,500000\n");
    write_text(folder.path() / "dressed.csv",
               "\xEF\xBB\xBF\"rail\",ferry\r\n\"1000000\",\"unlimited\"\r\n4000000,500000");
    const Words csv = {"--format", "csv"};
    const auto plain = sweep_beside_networks(folder.path() / "plain.csv", csv);
    CHECK(plain.exit_code == 0);
    CHECK(plain.out == "2500000\n3500000\n");
    CHECK(sweep_beside_networks(folder.path() / "dressed.csv", csv).out == plain.out);
}

TEST_CASE("columns that change nothing are told, and the answer stands") {
    const TemporaryFolder folder;
    write_text(folder.path() / "rows.csv", "tunnel,ferry\n1,2\n");
    const auto run =
        run_tool(Words{"sweep", (source_dir() / "tests/cli/networks/two-routes").string(), "--from",
                       "mine", "--to", "harbour", "--commodity", "metals", "--capacities",
                       "rows.csv", "--format", "csv"},
                 {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "3000000\n");
    CHECK(run.err ==
          "rows.csv:1:1: warning: expected an open link, got 'tunnel' (its capacities change "
          "nothing)\n"
          "rows.csv:1:8: warning: expected a link that carries metals, got 'ferry' (its "
          "capacities change nothing)\n");
}

TEST_CASE("an engine that does not suit the network is refused, and others answer") {
    constexpr int side = 40;
    const TemporaryFolder folder;
    std::ostringstream nodes("node_id\n", std::ios::ate);
    std::ostringstream links("link_id,from_node_id,to_node_id,capacity,capacity_unit\n",
                             std::ios::ate);
    for (int x = 0; x < side; ++x) {
        for (int y = 0; y < side; ++y) {
            const int node = x * side + y;
            nodes << 'n' << node << '\n';
            if (x + 1 < side) {
                links << 'x' << node << ",n" << node << ",n" << node + side << ",1,t/yr\n";
            }
            if (y + 1 < side) {
                links << 'y' << node << ",n" << node << ",n" << node + 1 << ",1,t/yr\n";
            }
        }
    }
    fs::create_directory(folder.path() / "grid");
    write_text(folder.path() / "grid/nodes.csv", nodes.str());
    write_text(folder.path() / "grid/links.csv", links.str());
    write_text(folder.path() / "rows.csv", "x0\n0\n1\n");
    const Words question = {"sweep", "grid",         "--from",   "n0",       "--to",
                            "n1599", "--capacities", "rows.csv", "--format", "csv"};
    const auto run = run_tool(question + Words{"--engine", "frontier"}, {.folder = folder.path()});
    CHECK(run.exit_code == 3);
    CHECK(run.out.empty());
    CHECK(run.err.find("--engine: expected an engine that suits the network, got 'frontier'") == 0);
    CHECK(run_tool(question, {.folder = folder.path()}).out == "1\n2\n");
}
