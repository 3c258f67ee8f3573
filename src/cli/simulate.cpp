#include "cli/commands.hpp"
#include "cli/demand_input.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/scenarios.hpp"

#include <corridor/report/simulation.hpp>
#include <corridor/scenario/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace corridor::cli {
namespace {

std::atomic<bool> interrupted{false};
/// Enough for a time–distance diagram of the largest flow.
constexpr std::uint32_t sampled_for_page = 400;

extern "C" void note_interrupt(int) {
    interrupted = true;
}

/// While it lives an interrupt asks the run to stop; a second one ends the program.
class InterruptGuard {
  public:
    InterruptGuard() {
        struct sigaction action = {};
        action.sa_handler = note_interrupt;
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        sigaction(SIGINT, &action, &before_);
    }
    ~InterruptGuard() { sigaction(SIGINT, &before_, nullptr); }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

  private:
    struct sigaction before_ = {};
};

/// What is to be simulated, with the model of its network.
struct Job {
    CostModel model;
    SimulationQuery query;
    std::string name;
    bool is_scenario = false;
    SimulationSettings settings;
};

std::optional<std::vector<Demand>> demand_rows(const SimulateArguments& arguments,
                                               const Dataset& data, Console& console) {
    if (!arguments.demand.empty()) {
        Parsed<std::vector<Demand>> rows = read_demand_input(arguments.demand, data.network);
        console.tell(rows.diagnostics());
        return rows.ok() ? std::optional(std::move(rows).value()) : std::nullopt;
    }
    std::optional<int> year = arguments.base_year;
    for (const Demand& row : data.demand) {
        year = arguments.base_year ? year : std::max(year, row.base_year);
    }
    std::vector<Demand> rows = data.demand;
    if (year) {
        std::erase_if(rows, [&](const Demand& row) { return row.base_year != year; });
    }
    if (rows.empty() && arguments.base_year) {
        console.tell(no_such_base_year(data.demand, *year));
        return std::nullopt;
    }
    return rows;
}

std::optional<Job> network_job(const SimulateArguments& arguments, Console& console) {
    const Parsed<Dataset> data = read_network(arguments.input, "NETWORK");
    console.tell(data.diagnostics());
    if (!data.ok()) {
        return std::nullopt;
    }
    const auto rows = demand_rows(arguments, *data, console);
    if (!rows) {
        return std::nullopt;
    }
    Job job;
    job.query = simulation_query(*data, *rows);
    job.name = arguments.input;
    job.query.selection = arguments.selection;
    job.query.reroute = arguments.reroute;
    Parsed<std::vector<Disruption>> disruptions =
        disruptions_of(data->disruptions, arguments.disruptions);
    console.tell(of_option("--disruption", disruptions.diagnostics()));
    const Parsed<CostModel> model = cost_model(*data);
    console.tell(model.diagnostics());
    const Diagnostics doubts = unmatched(data->network, arguments.selection);
    console.tell(doubts);
    if (!disruptions.ok() || !model.ok()) {
        return std::nullopt;
    }
    job.query.disruptions = std::move(disruptions).value();
    job.model = *model;
    return job;
}

std::optional<Job> scenario_job(const SimulateArguments& arguments, Console& console) {
    const Parsed<LoadedScenario> loaded = load_scenario(arguments.input);
    console.tell(loaded.diagnostics());
    if (!loaded.ok()) {
        return std::nullopt;
    }
    Parsed<SimulationQuery> query = simulation_query(loaded->plan, loaded->data);
    console.tell(query.diagnostics());
    if (!query.ok()) {
        return std::nullopt;
    }
    Dataset data = loaded->data;
    data.network = simulated_year(loaded->plan).network;
    const Parsed<CostModel> model = cost_model(data);
    console.tell(model.diagnostics());
    if (!model.ok()) {
        return std::nullopt;
    }
    Job job{.model = *model,
            .query = std::move(query).value(),
            .name = loaded->plan.scenario.name,
            .is_scenario = true,
            .settings = loaded->plan.scenario.simulation};
    job.query.reroute = job.query.reroute || arguments.reroute;
    return job;
}

/// One line on a terminal that is written again and again.
class Progress {
  public:
    explicit Progress(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) != 0) {}
    ~Progress() {
        if (shown_ && told_) {
            static_cast<void>(!::write(STDERR_FILENO, "\r\x1b[K", 4));
        }
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void operator()(std::uint32_t done, std::uint32_t of) {
        if (!shown_) {
            return;
        }
        told_ = true;
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
        const double left = of > done ? seconds / done * (of - done) : 0.0;
        const std::string line =
            of == 0
                ? fmt::format("\r\x1b[Klooking for the warm-up: {}", done)
                : fmt::format("\r\x1b[Kreplication {} of {}, about {:.0f} s left", done, of, left);
        static_cast<void>(!::write(STDERR_FILENO, line.data(), line.size()));
    }

  private:
    bool shown_;
    bool told_ = false;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

int simulate(const CommonArguments& common, const SimulateArguments& arguments, Console& console) {
    const bool is_scenario = arguments.input.ends_with(".toml");
    std::optional<Job> job =
        is_scenario ? scenario_job(arguments, console) : network_job(arguments, console);
    if (!job) {
        return invalid_input;
    }
    const Diagnostics faults = check(job->model, job->query);
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    if (!common.out.empty()) {
        const Diagnostics unusable = check_output_folder(common.out);
        console.tell(unusable);
        if (!unusable.ok()) {
            return usage;
        }
    }
    Progress progress(common.quiet);
    SimulationOptions options;
    options.days = arguments.days.value_or(job->settings.days.value_or(options.days));
    options.warm_up_days =
        arguments.warm_up_days ? arguments.warm_up_days : job->settings.warm_up_days;
    constexpr int least_for_precision = 10;
    const int usual =
        arguments.precision ? least_for_precision : static_cast<int>(options.replications);
    options.replications = arguments.replications.value_or(
        static_cast<std::uint32_t>(job->settings.replications.value_or(usual)));
    options.precision = arguments.precision;
    options.most_replications = std::max(options.most_replications, options.replications);
    options.confidence = arguments.confidence.value_or(options.confidence);
    options.seed = static_cast<std::uint64_t>(common.seed.value_or(1));
    options.threads = static_cast<unsigned>(common.threads.value_or(1));
    options.sampled_consignments =
        arguments.traced.value_or(common.out.empty() ? 0 : sampled_for_page);
    options.stop = &interrupted;
    options.progress = [&](std::uint32_t done, std::uint32_t of) { progress(done, of); };
    report::SimulationReport report{.network_name = job->name,
                                    .is_scenario = job->is_scenario,
                                    .seed = options.seed,
                                    .confidence = options.confidence};
    const auto begin = std::chrono::steady_clock::now();
    {
        const InterruptGuard guard;
        report.answer = simulate(job->model, job->query, options);
    }
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (report.answer.replications == 0) {
        console.say("corridor: stopped before a replication was finished; there is no answer");
        return failure;
    }
    if (interrupted) {
        console.say(fmt::format("corridor: stopped after {} replications; the answer rests on them",
                                report.answer.replications));
    }
    print(report, common.format, console);
    if (!common.out.empty()) {
        const std::vector<io::NamedText> files = report::simulation_files(report);
        io::write_files(common.out, files);
        for (const io::NamedText& file : files) {
            console.progress(fmt::format("corridor: wrote {}",
                                         (std::filesystem::path(common.out) / file.name).string()));
        }
    }
    const bool holds = std::all_of(report.answer.checks.begin(), report.answer.checks.end(),
                                   [](const SimulationCheck& check) {
                                       return check.holds || check.name == "no_gridlock" ||
                                              check.name == "every_consignment_has_a_way";
                                   });
    return !holds ? failure : report.answer.complete ? answered : limit_reached;
}

}  // namespace corridor::cli
