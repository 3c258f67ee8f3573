#include "base/embedded.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/scenarios.hpp"

#include <corridor/report/geojson.hpp>
#include <corridor/report/growth.hpp>
#include <corridor/report/html.hpp>
#include <corridor/report/run_files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace corridor::cli {

extern const EmbeddedFile embedded_files[];

namespace {

namespace fs = std::filesystem;

/// A run to be made: what was loaded and where its files go.
struct Job {
    LoadedScenario loaded;
    fs::path folder;
};

void warn_of_idle_options(const CommonArguments& common, Console& console) {
    if (common.threads) {
        console.say("corridor: warning: --threads has no effect: one thread does all the work");
    }
    if (common.seed) {
        console.say(
            "corridor: warning: --seed has no effect beyond its place in manifest.json: nothing "
            "here is drawn at random");
    }
}

report::RunFacts facts_of(const CommonArguments& common, const Job& job) {
    report::RunFacts facts;
    facts.inputs = job.loaded.inputs;
    facts.sources = job.loaded.data.sources;
    facts.scenario_text = job.loaded.text;
    facts.seed = common.seed;
    if (common.threads) {
        facts.options.emplace_back("threads", fmt::format("{}", *common.threads));
    }
    return facts;
}

std::string table_of(const report::FinishedRun& run, Console& console) {
    std::string text = render_table(*run.result, console.style()) + "\nWritten:\n";
    for (const std::string& file : run.files) {
        text += "  " + (fs::path(run.folder) / file).string() + "\n";
    }
    return text;
}

/// One page about several runs, beside their folders; the path of the file, empty for a single run.
std::string write_common_page(const std::vector<Job>& jobs,
                              const std::vector<ScenarioResult>& results) {
    if (jobs.size() < 2) {
        return "";
    }
    std::vector<report::PageRun> pages;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        pages.push_back({&results[i], jobs[i].loaded.data.sources});
    }
    const fs::path folder = jobs.front().folder.parent_path();
    const std::vector<io::NamedText> files = {{"report.html", report::render_html(pages)}};
    io::write_files(folder, files);
    return (folder / "report.html").string();
}

/// Solves every job before the first file is written.
int run_jobs(const CommonArguments& common, const char* verb, const std::vector<Job>& jobs,
             Console& console) {
    for (const Job& job : jobs) {
        const Diagnostics faults = check_output_folder(job.folder);
        if (!faults.ok()) {
            console.tell(faults);
            return usage;
        }
    }
    warn_of_idle_options(common, console);
    std::vector<ScenarioResult> results;
    for (const Job& job : jobs) {
        results.push_back(corridor::run(job.loaded.plan));
        console.progress(
            fmt::format("corridor: {}: solved {} years and {} question{}",
                        job.loaded.plan.scenario.name, results.back().growth.years.size(),
                        results.back().flows.size(), results.back().flows.size() == 1 ? "" : "s"));
    }
    std::vector<report::FinishedRun> finished;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const std::vector<io::NamedText> files =
            report::run_files(results[i], facts_of(common, jobs[i]));
        io::write_files(jobs[i].folder, files);
        report::FinishedRun run{&results[i], jobs[i].folder.string(), {}};
        for (const io::NamedText& file : files) {
            run.files.push_back(file.name);
        }
        finished.push_back(std::move(run));
    }
    const std::string together = write_common_page(jobs, results);
    if (common.format == Format::json) {
        console.out(report::render_runs_json(verb, finished));
    } else if (common.format == Format::csv) {
        console.out(report::render_growth_csv(results));
    } else if (common.format == Format::geojson) {
        console.out(report::render_geojson(results));
    } else {
        for (std::size_t i = 0; i < finished.size(); ++i) {
            console.out(fmt::format("{}{}", i == 0 ? "" : "\n", table_of(finished[i], console)));
        }
        if (!together.empty()) {
            console.out(fmt::format("\nAll of them on one page:\n  {}\n", together));
        }
    }
    return answered;
}

/// Scenario names become folders: each its own, and none that leads elsewhere.
Diagnostics check_names(const std::vector<Job>& jobs) {
    Diagnostics faults;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const std::string& name = jobs[i].loaded.plan.scenario.name;
        const auto same = [&](const Job& other) { return other.folder == jobs[i].folder; };
        if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos ||
            name.find('\0') != std::string::npos) {
            faults.add({Severity::error, Place{}, "name",
                        "a scenario name that can be the name of a folder",
                        fmt::format("'{}'", name), ""});
        } else if (std::any_of(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            faults.add({Severity::error, Place{}, "SCENARIO", "scenarios of different names",
                        fmt::format("'{}' again", name),
                        "each run writes into a folder with the name of its scenario"});
        }
    }
    return faults;
}

}  // namespace

int run(const CommonArguments& common, const RunArguments& arguments, Console& console) {
    const fs::path out = common.out.empty() ? "runs" : common.out;
    std::vector<Job> jobs;
    bool all_ok = true;
    for (const std::string& path : arguments.scenarios) {
        Parsed<LoadedScenario> loaded = load_scenario(path);
        console.tell(loaded.diagnostics());
        all_ok = all_ok && loaded.ok();
        if (loaded.ok()) {
            LoadedScenario scenario = std::move(loaded).value();
            fs::path folder = out / scenario.plan.scenario.name;
            jobs.push_back({std::move(scenario), std::move(folder)});
        }
    }
    const Diagnostics faults = check_names(jobs);
    console.tell(faults);
    if (!all_ok || !faults.ok()) {
        return invalid_input;
    }
    return run_jobs(common, "run", jobs, console);
}

int demo(const CommonArguments& common, Console& console) {
    const EmbeddedFile& file = embedded_files[0];
    Job job{load_scenario(file.text(), std::string(file.name), "").value(),
            common.out.empty() ? "corridor-demo" : common.out};
    return run_jobs(common, "demo", {job}, console);
}

}  // namespace corridor::cli
