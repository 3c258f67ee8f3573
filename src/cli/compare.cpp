#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/scenarios.hpp"

#include <corridor/io/files.hpp>
#include <corridor/report/compare.hpp>
#include <corridor/report/html.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace corridor::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kept_scenario = "scenario.toml";

/// The scenario file behind RUN: itself, or the one that a run left in its folder.
std::string scenario_file(const std::string& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored) ? (fs::path(path) / kept_scenario).string() : path;
}

Diagnostics check_year(const report::CompareReport& report) {
    Diagnostics faults;
    for (const Comparison& comparison : report.comparisons) {
        if (report.year && !comparison.years.empty() &&
            !report::shown_year(comparison, report.year)) {
            faults.add({Severity::error, Place{}, "--year",
                        fmt::format("a year that {} and {} have, {} to {}", comparison.before,
                                    comparison.after, comparison.years.front().year,
                                    comparison.years.back().year),
                        fmt::format("{}", *report.year), ""});
        }
    }
    return faults;
}

void write(const fs::path& folder, const report::CompareReport& report,
           const std::vector<report::PageRun>& pages, Console& console) {
    const std::vector<io::NamedText> files = {
        {"comparison.csv", render_csv(report)},
        {"comparison.json", render_json(report)},
        {"report.html", report::render_html(pages, report.comparisons)}};
    io::write_files(folder, files);
    console.progress(fmt::format("wrote comparison.csv, comparison.json and report.html into {}",
                                 folder.string()));
}

}  // namespace

int compare(const CommonArguments& common, const CompareArguments& arguments, Console& console) {
    if (!common.out.empty()) {
        const Diagnostics faults = check_output_folder(common.out);
        if (!faults.ok()) {
            console.tell(faults);
            return usage;
        }
    }
    std::vector<LoadedScenario> loaded;
    bool all_ok = true;
    for (const std::string& path : arguments.runs) {
        Parsed<LoadedScenario> scenario = load_scenario(scenario_file(path));
        console.tell(scenario.diagnostics());
        all_ok = all_ok && scenario.ok();
        if (scenario.ok()) {
            loaded.push_back(std::move(scenario).value());
        }
    }
    if (!all_ok) {
        return invalid_input;
    }
    std::vector<ScenarioResult> results;
    for (const LoadedScenario& each : loaded) {
        results.push_back(corridor::run(each.plan));
    }
    const auto compared = [&](std::size_t i) {
        return ComparedRun{loaded[i].plan.scenario, loaded[i].data, results[i]};
    };
    report::CompareReport report{.comparisons = {}, .year = arguments.year};
    for (std::size_t i = 1; i < loaded.size(); ++i) {
        report.comparisons.push_back(corridor::compare(compared(0), compared(i)));
    }
    const Diagnostics faults = check_year(report);
    if (!faults.ok()) {
        console.tell(faults);
        return invalid_input;
    }
    if (!common.out.empty()) {
        std::vector<report::PageRun> pages;
        for (std::size_t i = 0; i < loaded.size(); ++i) {
            pages.push_back({&results[i], loaded[i].data.sources});
        }
        write(common.out, report, pages, console);
    }
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
