#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/min_cost_file.hpp"
#include "cli/scenarios.hpp"

#include <corridor/analysis/data_advice.hpp>
#include <corridor/io/cell_places.hpp>
#include <corridor/report/validation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace corridor::cli {
namespace {

std::string content(const Dataset& data) {
    return fmt::format("{} nodes, {} links, {} demand rows, {} projects, {} disruptions",
                       data.network.nodes().size(), data.network.links().size(), data.demand.size(),
                       data.projects.size(), data.disruptions.size());
}

std::string content(const Scenario& scenario) {
    return fmt::format("{} on {}, {} to {}, {} changes, {} flow questions", scenario.name,
                       scenario.network, scenario.first_year, scenario.last_year,
                       scenario.changes.size(), scenario.flows.size());
}

io::CellPlaces places_in(const std::string& path) {
    const auto format = io::detect_format(path);
    return path == embedded_network || !format ? io::CellPlaces()
                                               : io::CellPlaces(path, *format);
}

/// What can be read and is likely to be a mistake, as warnings.
Diagnostics advice_on(const Dataset& data, const std::string& path) {
    Diagnostics told;
    io::CellPlaces places = places_in(path);
    for (const Advice& each : data_advice(data)) {
        const std::string others =
            each.others == 0 ? "" : fmt::format("; {} more like this", each.others);
        told.add({Severity::warning, places.place(each.table, each.id, each.column), each.column,
                  each.expected, each.found, each.advice + others});
    }
    return told;
}

std::string content(const flow::MinCostProblem& problem) {
    Int128 sent = 0;
    for (const std::int64_t supply : problem.supply) {
        sent += supply > 0 ? supply : 0;
    }
    return fmt::format("{} nodes, {} arcs, {} to move", problem.node_count, problem.arc_count(),
                       sent);
}

report::CheckedInput check_input(const std::string& path, bool strict) {
    report::CheckedInput input;
    input.path = path;
    if (path.ends_with(".toml")) {
        input.kind = "scenario";
        const Parsed<LoadedScenario> loaded = load_scenario(path);
        input.diagnostics = loaded.diagnostics();
        if (loaded.ok()) {
            input.content = content(loaded->plan.scenario);
        }
    } else if (names_dimacs_min_file(path)) {
        input.kind = "minimum-cost problem";
        input.diagnostics = check_input_file(path, "PATH", "a .min file");
        if (input.diagnostics.ok()) {
            const Parsed<flow::MinCostProblem> problem = read_min_cost_file(path);
            input.diagnostics = problem.diagnostics();
            input.content = problem.ok() ? content(*problem) : std::string();
        }
    } else {
        input.kind = "network";
        const Parsed<Dataset> data = read_network(path, "PATH");
        input.diagnostics = data.diagnostics();
        if (data.ok()) {
            input.content = content(*data);
            input.diagnostics.append(advice_on(*data, path));
        }
    }
    input.valid =
        !input.content.empty() && input.diagnostics.ok() && (!strict || input.diagnostics.empty());
    return input;
}

}  // namespace

int validate(const CommonArguments& common, const ValidateArguments& arguments, Console& console) {
    std::vector<report::CheckedInput> inputs;
    for (const std::string& path : arguments.paths) {
        inputs.push_back(check_input(path, arguments.strict));
    }
    if (common.format == Format::json) {
        console.out(render_json(inputs));
    } else if (common.format == Format::csv) {
        console.out(render_csv(inputs));
    } else {
        for (const report::CheckedInput& input : inputs) {
            console.tell(input.diagnostics);
            if (input.valid) {
                console.out(verdict(input) + "\n");
            } else {
                console.say(verdict(input));
            }
        }
    }
    const bool all_valid =
        std::all_of(inputs.begin(), inputs.end(),
                    [](const report::CheckedInput& input) { return input.valid; });
    return all_valid ? answered : invalid_input;
}

}  // namespace corridor::cli
