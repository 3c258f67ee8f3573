#include "support/golden.hpp"

#include "cli/tool.hpp"
#include "support/catch.hpp"

#include <regex>
#include <string>
#include <vector>

namespace {

using corridor::test::run_tool;
using corridor::test::ToolSetting;

struct Example {
    std::string golden;
    std::vector<std::string> arguments;
    int exit_code = 0;
};

std::string without_times(const std::string& text) {
    static const std::regex seconds("_seconds\": [0-9.e-]+");
    return std::regex_replace(text, seconds, "_seconds\": 0.0");
}

const std::vector<Example>& examples() {
    static const std::vector<Example> all = {
        {"help.txt", {"--help"}},
        {"help-demo.txt", {"demo", "--help"}},
        {"help-run.txt", {"run", "--help"}},
        {"help-max-flow.txt", {"max-flow", "--help"}},
        {"help-sweep.txt", {"sweep", "--help"}},
        {"help-allocate.txt", {"allocate", "--help"}},
        {"help-bottlenecks.txt", {"bottlenecks", "--help"}},
        {"help-criticality.txt", {"criticality", "--help"}},
        {"help-routes.txt", {"routes", "--help"}},
        {"help-growth.txt", {"growth", "--help"}},
        {"help-min-cost.txt", {"min-cost", "--help"}},
        {"help-growth.txt", {"growth", "--help"}},
        {"help-dependency.txt", {"dependency", "--help"}},
        {"help-delays.txt", {"delays", "--help"}},
        {"help-rivals.txt", {"rivals", "--help"}},
        {"help-routes.txt", {"routes", "--help"}},
        {"help-quickest.txt", {"quickest", "--help"}},
        {"help-simulate.txt", {"simulate", "--help"}},
        {"help-solve.txt", {"solve", "--help"}},
        {"help-validate.txt", {"validate", "--help"}},
        {"help-convert.txt", {"convert", "--help"}},
        {"help-schema.txt", {"schema", "--help"}},
        {"schema.txt", {"schema"}},
        {"schema-nodes.json", {"schema", "nodes", "--format", "json"}},
        {"validate.json", {"validate", "middle-corridor", "--format", "json"}},
        {"max-flow-containers.txt",
         {"max-flow", "middle-corridor", "--from", "xian", "--to", "alat_port", "--commodity",
          "containers", "--exclude-country", "RUS,IRN", "--exclude-link", "ocean_*"}},
        {"max-flow-gas.json",
         {"max-flow", "--from", "sangachal_gas", "--to", "melendugno", "--commodity", "natural_gas",
          "--format", "json"}},
        {"max-flow-crude.csv",
         {"--format", "csv", "max-flow", "--from", "tengiz", "--to", "ceyhan", "--commodity",
          "crude_oil"}},
        {"max-flow-several.txt",
         {"max-flow", "--from", "xian,tashkent", "--to", "poti_port,batumi_port,kars",
          "--commodity", "containers", "--minimise", "cost", "--year", "2030", "--exclude-country",
          "RUS,IRN", "--exclude-link", "ocean_*", "--exclude-mode", "road"}},
        {"allocate-empty-returns.txt", {"allocate", "--base-year", "2024", "--empty-returns"}},
        {"allocate-empty-returns-concurrent.txt",
         {"allocate", "--base-year", "2024", "--empty-returns", "--objective", "concurrent"}},
        {"allocate-without-a-route.txt",
         {"allocate", "--base-year", "2024", "--objective", "concurrent", "--exclude-country",
          "RUS"}},
        {"allocate-fair-limits.csv",
         {"allocate", "--base-year", "2024", "--objective", "fair", "--exclude-country", "RUS,IRN",
          "--exclude-link", "ocean_*", "--resource", "caspian_ferries=0.75", "--rows", "limits",
          "--format", "csv"}},
        {"max-flow-no-route.txt",
         {"max-flow", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil",
          "--exclude-link", "aktau_sangachal_tanker", "--exclude-country", "RUS"}},
        {"max-flow-no-route.json",
         {"max-flow", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil",
          "--exclude-link", "aktau_sangachal_tanker", "--exclude-country", "RUS", "--format",
          "json"}},
        {"max-flow-unlimited.txt", {"max-flow", "unlimited", "--from", "a", "--to", "c"}},
        {"max-flow-unlimited.json",
         {"max-flow", "unlimited", "--from", "a", "--to", "c", "--format", "json"}},
        {"max-flow-terminal.txt",
         {"max-flow", "terminal", "--from", "a", "--to", "c", "--commodity", "containers"}},
        {"sweep.txt",
         {"sweep", "two-routes", "--from", "mine", "--to", "harbour", "--capacities",
          "two-routes-rows.csv"}},
        {"sweep.json",
         {"sweep", "two-routes", "--from", "mine", "--to", "harbour", "--commodity", "grain",
          "--capacities", "two-routes-rows.csv", "--format", "json"}},
        {"sweep.csv",
         {"sweep", "two-routes", "--from", "mine", "--to", "harbour", "--capacities",
          "two-routes-rows.csv", "--format", "csv"}},
        {"sweep-not-certified.txt",
         {"sweep", "two-routes", "--from", "mine", "--to", "harbour", "--capacities",
          "two-routes-rows.csv", "--no-certify", "--engine", "general"}},
        {"sweep-without-rows.txt",
         {"sweep", "two-routes", "--from", "mine", "--to", "harbour", "--capacities",
          "no-rows.csv"}},
        {"rivals.txt", {"rivals"}},
        {"rivals-northern-closed.json", {"rivals", "--close", "northern", "--format", "json"}},
        {"rivals-middle-cheaper.csv", {"rivals", "--cheaper", "middle=20%", "--format", "csv"}},
        {"rivals-planned.txt", {"rivals", "--year", "2030", "--demand", "20000000 TEU/yr"}},
        {"rivals-only-land.txt", {"rivals", "--close", "suez,cape"}, 4},
        {"routes.txt",
         {"routes", "--from", "xian", "--to", "poti_port", "--commodity", "containers",
          "--exclude-country", "RUS,IRN", "--exclude-link", "ocean_*", "-k", "3"}},
        {"routes-profile.txt",
         {"routes", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil", "--profile",
          "--value-of-time", "2.4", "--carbon-price", "100"}},
        {"routes-without-figures.txt",
         {"routes", "two-routes", "--from", "mine", "--to", "harbour"}},
        {"routes-profile.csv",
         {"routes", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil", "--profile",
          "-k", "1", "--format", "csv"}},
        {"routes.json",
         {"routes", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil", "--minimise",
          "time", "-k", "1", "--profile", "--format", "json"}},
        {"routes.csv",
         {"routes", "--from", "xian", "--to", "poti_port", "--commodity", "containers", "--pareto",
          "cost,time,co2", "-k", "6", "--exclude-country", "RUS,IRN", "--format", "csv"}},
        {"routes-pareto.txt",
         {"routes", "--from", "astana", "--to", "poti_port", "--commodity", "grain", "--pareto",
          "time,cost"}},
        {"routes-none.txt",
         {"routes", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil",
          "--exclude-link", "aktau_sangachal_tanker", "--exclude-country", "RUS"},
         4},
        {"routes-none.json",
         {"routes", "--from", "tengiz", "--to", "ceyhan", "--commodity", "crude_oil",
          "--exclude-link", "aktau_sangachal_tanker", "--exclude-country", "RUS", "--format",
          "json"},
         4},
        {"bottlenecks.txt",
         {"bottlenecks", "two-routes", "--from", "mine", "--to", "harbour", "--tolerance", "50%"}},
        {"bottlenecks.json",
         {"bottlenecks", "two-routes", "--from", "mine", "--to", "harbour", "--tolerance", "50%",
          "--steps", "2", "--format", "json"}},
        {"bottlenecks.csv",
         {"bottlenecks", "two-routes", "--from", "mine", "--to", "harbour", "--format", "csv"}},
        {"bottlenecks-terminal.txt",
         {"bottlenecks", "terminal", "--from", "a", "--to", "c", "--commodity", "containers"}},
        {"bottlenecks-gas.json",
         {"bottlenecks", "--from", "sangachal_gas", "--to", "melendugno", "--commodity",
          "natural_gas", "--format", "json"}},
        {"bottlenecks-no-route.txt",
         {"bottlenecks", "two-routes", "--from", "mine", "--to", "island"}},
        {"bottlenecks-unlimited.txt", {"bottlenecks", "unlimited", "--from", "a", "--to", "c"}},
        {"bottlenecks-unlimited.json",
         {"bottlenecks", "unlimited", "--from", "a", "--to", "c", "--format", "json"}},
        {"criticality.txt", {"criticality", "two-routes", "--from", "mine", "--to", "harbour"}},
        {"criticality.json",
         {"criticality", "two-routes", "--from", "mine", "--to", "harbour", "--commodity", "metals",
          "--format", "json"}},
        {"criticality.csv",
         {"criticality", "two-routes", "--from", "mine", "--to", "harbour", "--format", "csv"}},
        {"criticality-all.csv",
         {"criticality", "two-routes", "--from", "mine", "--to", "harbour", "--all", "--format",
          "csv"}},
        {"criticality-no-route.txt",
         {"criticality", "two-routes", "--from", "mine", "--to", "island"}},
        {"criticality-no-route.json",
         {"criticality", "two-routes", "--from", "mine", "--to", "island", "--format", "json"}},
        {"criticality-unlimited.txt", {"criticality", "unlimited", "--from", "a", "--to", "c"}},
        {"criticality-unlimited.json",
         {"criticality", "unlimited", "--from", "a", "--to", "c", "--format", "json"}},
        {"criticality-unlimited.csv",
         {"criticality", "unlimited", "--from", "a", "--to", "c", "--format", "csv"}},
        {"quickest.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--amount", "75000 t"}},
        {"quickest.json",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--amount", "75000 t", "--format", "json"}},
        {"quickest.csv",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--amount", "75000 t", "--format", "csv"}},
        {"quickest-horizon.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--horizon", "30 days"}},
        {"quickest-horizon.json",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--horizon", "12 h", "--format", "json"}},
        {"quickest-closures.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--amount", "75000 t", "--closures", "two-routes-closures.csv", "--step",
          "6 h"}},
        {"quickest-closures.json",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--amount", "75000 t", "--closures", "two-routes-closures.csv", "--format",
          "json"}},
        {"quickest-closures-horizon.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--commodity",
          "containers", "--horizon", "4 days", "--closures", "two-routes-closures.csv"}},
        {"quickest-unlimited.txt",
         {"quickest", "unlimited", "--from", "a", "--to", "c", "--amount", "5 Mt"}},
        {"quickest-unlimited-horizon.txt",
         {"quickest", "unlimited", "--from", "a", "--to", "c", "--horizon", "5 h"}},
        {"quickest-nothing.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "harbour", "--amount", "0 t"}},
        {"min-cost.txt",
         {"min-cost", "two-routes", "--from", "mine", "--to", "harbour", "--amount", "5 Mt/yr"}},
        {"min-cost.json",
         {"min-cost", "two-routes", "--from", "mine", "--to", "harbour", "--amount", "5 Mt/yr",
          "--minimise", "time", "--format", "json"}},
        {"min-cost.csv",
         {"min-cost", "two-routes", "--from", "mine", "--to", "harbour", "--amount", "max",
          "--format", "csv", "--all"}},
        {"min-cost-supply.txt",
         {"min-cost", "two-routes", "--supply", "two-routes-supplies.csv", "--minimise", "co2"}},
        {"min-cost-generalised.txt",
         {"min-cost", "--from", "xian,tashkent", "--to", "poti_port,batumi_port", "--amount",
          "2 Mt/yr", "--commodity", "containers", "--exclude-country", "RUS,IRN", "--exclude-link",
          "ocean_*", "--value-of-time", "2.5", "--carbon-price", "60"}},
    };
    return all;
}

}  // namespace

TEST_CASE("the tool prints what its documentation shows") {
    const auto folder = corridor::test::source_dir() / "tests/cli/networks";
    for (const Example& example : examples()) {
        const auto run = run_tool(example.arguments, {.folder = folder});
        INFO(example.golden);
        INFO(run.err);
        CHECK(run.exit_code == example.exit_code);
        CHECK(run.err.empty());
        const std::string out = without_times(run.out);
        CHECK(out == corridor::test::golden("cli/golden/" + example.golden, out));
    }
}

TEST_CASE("the schema reproduces the data dictionary and the tables of its page") {
    using corridor::test::read_text;
    using corridor::test::source_dir;
    CHECK(run_tool({"schema", "--format", "csv"}).out ==
          read_text(source_dir() / "data/dictionary.csv"));
    const std::string page = read_text(source_dir() / "docs/data-dictionary.md");
    CHECK(run_tool({"schema", "--format", "markdown"}).out == page.substr(page.find("\n## ") + 1));
}

TEST_CASE("an exclusion that matches nothing is told, and the answer stands") {
    const auto run = run_tool({"max-flow", "--from", "xian", "--to", "alat_port", "--exclude-link",
                               "ocan_*", "--exclude-country", "RUZ", "--format", "csv"});
    CHECK(run.exit_code == 0);
    CHECK_FALSE(run.out.empty());
    CHECK(run.err == corridor::test::golden("cli/golden/warnings.txt", run.err));
}

TEST_CASE("results that cannot be written end with exit code 1 and a message") {
    const auto run = run_tool({"schema"}, {.out_to = "/dev/full"});
    CHECK(run.exit_code == 1);
    CHECK(run.err == "corridor: standard output: No space left on device\n");
}

TEST_CASE("a reader that goes away is told about, not passed over in silence") {
    const auto run = run_tool({"schema"}, {.closed_pipe = true});
    CHECK(run.exit_code == 1);
    CHECK(run.err == "corridor: standard output: Broken pipe\n");
}

TEST_CASE("no escape sequences reach a file") {
    const auto run = run_tool({"max-flow", "--from", "xian", "--to", "alat_port"},
                              {.environment = {{"TERM", "xterm"}}});
    CHECK(run.out.find('\033') == std::string::npos);
}

TEST_CASE("an amount that cannot move ends with exit code 4 and what is in its way") {
    const auto folder = corridor::test::source_dir() / "tests/cli/networks";
    const std::vector<Example> refused = {
        {"min-cost-infeasible.txt",
         {"min-cost", "two-routes", "--from", "mine", "--to", "harbour", "--amount", "9 Mt/yr"}},
        {"min-cost-infeasible.json",
         {"min-cost", "two-routes", "--from", "mine", "--to", "harbour", "--amount", "9 Mt/yr",
          "--format", "json"}},
        {"min-cost-no-route.txt",
         {"min-cost", "two-routes", "--from", "mine", "--to", "island", "--amount", "1 t/yr"}},
        {"quickest-never.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "island", "--amount", "1 t"}},
        {"quickest-never.json",
         {"quickest", "two-routes", "--from", "mine", "--to", "island", "--amount", "1 t",
          "--format", "json"}},
        {"quickest-never-in-steps.txt",
         {"quickest", "two-routes", "--from", "mine", "--to", "island", "--amount", "1 t", "--step",
          "1 h"}},
        {"min-cost-terminal.txt",
         {"min-cost", "terminal", "--from", "a", "--to", "c", "--amount", "9 Mt/yr", "--commodity",
          "containers"}},
    };
    for (const Example& example : refused) {
        const auto run = run_tool(example.arguments, {.folder = folder});
        INFO(example.golden);
        CHECK(run.exit_code == 4);
        CHECK(run.err.empty());
        const std::string out = without_times(run.out);
        CHECK(out == corridor::test::golden("cli/golden/" + example.golden, out));
    }
}

TEST_CASE("the reference network is valid, and its doubtful figures are told with their places") {
    const auto run = run_tool({"validate", "middle-corridor"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == corridor::test::golden("cli/golden/validate.txt", run.out));
    CHECK(run.err == corridor::test::golden("cli/golden/validate-advice.txt", run.err));
    CHECK(run.err.find("links.csv:") == 0);
}
