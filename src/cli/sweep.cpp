#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/sweep.hpp>
#include <corridor/io/capacity_rows.hpp>
#include <corridor/io/files.hpp>
#include <corridor/report/sweep.hpp>

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* standard_input_name = "-";
constexpr auto between_messages = std::chrono::seconds(5);

double seconds(Clock::duration duration) {
    return std::chrono::duration<double>(duration).count();
}

/// A warning for each column that changes nothing.
Diagnostics idle_columns(const Question& question, const io::CapacityRows& rows) {
    const Network& network = question.network;
    const std::vector<bool> open = open_links(network, question.query.selection);
    const auto commodity = network.find_commodity(question.query.commodity);
    Diagnostics warnings;
    for (std::size_t i = 0; i < rows.columns().size(); ++i) {
        const Link& link = network.link(rows.columns()[i]);
        const bool is_open = open[rows.columns()[i].index];
        if (!is_open || (commodity && !link.commodities.contains(*commodity))) {
            warnings.add({Severity::warning, rows.place(i), "",
                          is_open ? "a link that carries " + question.query.commodity
                                  : std::string("an open link"),
                          fmt::format("'{}'", link.id), "its capacities change nothing"});
        }
    }
    return warnings;
}

/// The sweep, or the reason why the engine that was asked for cannot do it.
Parsed<Sweep> solve(const Question& question, io::CapacityRows& rows, const RowSource& source,
                    const SweepOptions& options) {
    try {
        return corridor::sweep(question.network, question.query, rows.columns(), source, options);
    } catch (const ContractViolation& violation) {
        if (options.engine != flow::Engine::frontier) {
            throw;
        }
        Diagnostics diagnostics;
        diagnostics.add({Severity::error, Place{}, "--engine", "an engine that suits the network",
                         "'frontier'", violation.what()});
        return diagnostics;
    }
}

}  // namespace

int sweep(const CommonArguments& common, const SweepArguments& arguments, Console& console) {
    const bool from_standard_input = arguments.capacities == standard_input_name;
    const Diagnostics no_file = from_standard_input
                                    ? Diagnostics()
                                    : check_input_file(arguments.capacities, "--capacities",
                                                       "a CSV file with the capacities of links");
    if (!no_file.ok()) {
        console.tell(no_file);
        return invalid_input;
    }
    const std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    const std::string name = from_standard_input ? "standard input" : arguments.capacities;
    io::CapacityRows rows(
        question->network, name,
        from_standard_input ? io::standard_input() : io::open_file(arguments.capacities));
    if (!rows.diagnostics().ok()) {
        static_cast<void>(rows.read({}));
        console.tell(rows.diagnostics());
        return invalid_input;
    }
    console.tell(idle_columns(*question, rows));

    report::SweepReport report{
        .network_name = arguments.network, .query = question->query, .capacities_name = name};
    for (const LinkId link : rows.columns()) {
        report.links.push_back(question->network.link(link).id);
    }
    Clock::duration reading{};
    const RowSource source = [&](std::span<std::int64_t> room, std::size_t) {
        const auto begin = Clock::now();
        const std::size_t count = rows.read(room);
        reading += Clock::now() - begin;
        return count;
    };
    const auto begin = Clock::now();
    auto told = begin;
    SweepOptions options{.engine = arguments.engine,
                         .threads = static_cast<unsigned>(common.threads.value_or(1)),
                         .certify = arguments.certify};
    options.progress = [&](std::size_t done) {
        if (Clock::now() - told > between_messages) {
            told = Clock::now();
            console.progress(fmt::format("corridor: {} rows solved", done));
        }
    };
    Parsed<Sweep> answer = solve(*question, rows, source, options);
    const auto whole = Clock::now() - begin;
    console.tell(rows.diagnostics());
    console.tell(answer.diagnostics());
    if (!rows.diagnostics().ok() || !answer.ok()) {
        return invalid_input;
    }
    report.answer = std::move(answer).value();
    report.read_seconds = seconds(reading);
    report.solve_seconds = seconds(whole - reading);
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
