#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/base/names.hpp>
#include <corridor/report/bottlenecks.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

/// In larger networks limits that are worth nothing at the margin are looked at on request alone:
/// what is of use of each takes a search of its own.
constexpr std::size_t largest_looked_at_whole = 2000;

/// Links and nodes that the search for cuts beyond the minimum may look at, so that it takes
/// seconds in the largest networks as well.
constexpr std::size_t search_effort = 1'000'000'000;

/// The share of a value, rounded down.
TonnesPerYear share_of(TonnesPerYear value, const Decimal& percent) {
    Int128 divisor = 100;
    for (int i = 0; i < percent.scale(); ++i) {
        divisor *= 10;
    }
    return TonnesPerYear(
        static_cast<std::int64_t>(Int128{value.count()} * percent.significand() / divisor));
}

std::vector<Project> find_projects(const std::vector<Project>& known,
                                   const std::vector<std::string>& ids, Diagnostics& faults) {
    std::vector<Project> found;
    std::vector<std::string> names;
    for (const Project& project : known) {
        names.push_back(project.id);
    }
    for (const std::string& id : ids) {
        const auto at = std::find(names.begin(), names.end(), id);
        if (at == names.end()) {
            faults.add({Severity::error, Place{}, "--projects", "the id of a project",
                        fmt::format("'{}'", id), did_you_mean(id, names)});
        } else {
            found.push_back(known[static_cast<std::size_t>(at - names.begin())]);
        }
    }
    return found;
}

std::optional<TonnesPerYear> read_demand(const std::string& text, const UnitTable& units,
                                         Diagnostics& faults) {
    if (text.empty()) {
        return std::nullopt;
    }
    const Parsed<Quantity> demand = parse_quantity(text, units);
    for (Diagnostic fault : demand.diagnostics().kept()) {
        fault.field = "--demand";
        faults.add(std::move(fault));
    }
    return demand.ok() ? to_tonnes_per_year(*demand, units) : std::nullopt;
}

}  // namespace

int bottlenecks(const CommonArguments& common, const BottlenecksArguments& arguments,
                Console& console) {
    if (!common.out.empty()) {
        const Diagnostics faults = check_output_folder(common.out);
        if (!faults.ok()) {
            console.tell(faults);
            return usage;
        }
    }
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    report::BottlenecksReport report{.network_name = arguments.network,
                                     .network = std::move(question->network),
                                     .query = std::move(question->query),
                                     .all_limits = arguments.all_limits};
    Diagnostics faults;
    const auto asked = find_projects(question->projects, arguments.projects, faults);
    const auto demand = read_demand(arguments.demand, report.network.units(), faults);
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }

    const auto begin = std::chrono::steady_clock::now();
    report.staircase =
        staircase(report.network, report.query,
                  {.steps = arguments.steps, .demand = demand, .projects = question->projects});
    if (arguments.tolerance_percent && report.staircase.value) {
        report.beyond = share_of(*report.staircase.value, *arguments.tolerance_percent);
    }
    const std::size_t size = report.network.links().size() + report.network.nodes().size();
    report.cuts = minimum_cuts(
        report.network, report.query,
        {.list_up_to = arguments.cuts,
         .beyond = report.beyond.value_or(TonnesPerYear()),
         .search_up_to = std::min(MinimumCutsOptions().search_up_to, search_effort / (size + 1))});
    const bool large = size > largest_looked_at_whole;
    report.marginal = marginal_values(report.network, report.query,
                                      {.binding_only = large && !arguments.all_limits});
    report.each_project = effect_of_each(report.network, report.query, question->projects);
    if (!asked.empty()) {
        report.asked_projects = effect_of(report.network, report.query, asked);
    }
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    if (!common.out.empty()) {
        const std::vector<io::NamedText> files = {{"cuts.csv", render_cuts_csv(report)},
                                                  {"marginal.csv", render_csv(report)},
                                                  {"steps.csv", render_steps_csv(report)},
                                                  {"result.json", render_json(report)}};
        io::write_files(common.out, files);
        console.progress(fmt::format(
            "wrote cuts.csv, marginal.csv, steps.csv and result.json into {}", common.out));
    }
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
