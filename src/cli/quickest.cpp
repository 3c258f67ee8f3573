#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/io/closures.hpp>
#include <corridor/io/files.hpp>
#include <corridor/report/quickest.hpp>

#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace corridor::cli {
namespace {

constexpr const char* standard_input_name = "-";

/// An amount in a unit of the network without its "/yr".
Parsed<std::int64_t> read_tonnes(const std::string& text, const UnitTable& units) {
    const std::string a_year = "/yr";
    const auto stated = parse_quantity(text + a_year, units);
    if (stated.ok()) {
        return to_tonnes_per_year(*stated, units)->count();
    }
    std::vector<std::string> symbols;
    for (const std::string& symbol : units.symbols()) {
        if (symbol.ends_with(a_year) && symbol.find(' ') == std::string::npos) {
            symbols.push_back(symbol.substr(0, symbol.size() - a_year.size()));
        }
    }
    Diagnostics faults;
    faults.add({Severity::error, Place{}, "--amount",
                "an amount from 0 to 2^38 t with its unit, such as '2 Mt'",
                fmt::format("'{}'", text), fmt::format("units are {}", fmt::join(symbols, ", "))});
    return faults;
}

Parsed<std::vector<LinkClosure>> read_closures(const std::string& path, const Network& network) {
    if (path.empty()) {
        return std::vector<LinkClosure>{};
    }
    if (path == standard_input_name) {
        const std::string text{std::istreambuf_iterator<char>(std::cin),
                               std::istreambuf_iterator<char>()};
        return io::parse_closures("standard input", text, network);
    }
    const Diagnostics no_file =
        check_input_file(path, "--closures", "a CSV file with the closures of links");
    if (!no_file.ok()) {
        return no_file;
    }
    const Parsed<std::string> text = io::read_file(path);
    return text.ok() ? io::parse_closures(path, *text, network) : text.diagnostics();
}

/// The faults of a library call as those of options.
Diagnostics as_options(const Diagnostics& diagnostics) {
    Diagnostics renamed;
    for (Diagnostic diagnostic : diagnostics.kept()) {
        diagnostic.field = "--" + (diagnostic.field == "horizon" ? "step" : diagnostic.field);
        renamed.add(std::move(diagnostic));
    }
    return renamed;
}

int answer_in_steps(const CommonArguments& common, report::QuickestReport& report,
                    Console& console) {
    const Parsed<FlowInSteps> answer =
        report.tonnes ? quickest_in_steps(report.cost, report.query, *report.tonnes, report.steps)
                      : arrivals_in_steps(report.cost, report.query, *report.horizon, report.steps);
    console.tell(as_options(answer.diagnostics()));
    if (!answer) {
        return invalid_input;
    }
    if (report.tonnes) {
        const Quickest open =
            quickest(report.cost, report.query, *report.tonnes, {.with_savings = false});
        if (open.outcome == flow::QuickestOutcome::optimal) {
            report.without_closures = open.time;
        }
    }
    report.answer = *answer;
    print(report, common.format, console);
    return answer->outcome == flow::QuickestOutcome::optimal ? answered : infeasible;
}

}  // namespace

int quickest(const CommonArguments& common, const QuickestArguments& arguments, Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    Parsed<CostModel> cost = cost_model(question->data);
    console.tell(cost.diagnostics());
    if (!cost) {
        return invalid_input;
    }
    report::QuickestReport report{.network_name = arguments.network,
                                  .cost = std::move(cost).value(),
                                  .query = std::move(question->query),
                                  .horizon = arguments.horizon};
    Diagnostics faults;
    if (!arguments.amount.empty()) {
        const auto tonnes = read_tonnes(arguments.amount, report.cost.network.units());
        faults.append(tonnes.diagnostics());
        if (tonnes) {
            report.tonnes = *tonnes;
        }
    }
    const auto closures = read_closures(arguments.closures, report.cost.network);
    faults.append(closures.diagnostics());
    faults.append(as_options(check_over_time(report.cost, report.query)));
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    if (arguments.in_steps()) {
        report.steps.closures = *closures;
        report.steps.step = arguments.step.value_or(report.steps.step);
        return answer_in_steps(common, report, console);
    }
    if (!report.tonnes) {
        report.answer = arrivals_within(report.cost, report.query, *report.horizon);
        print(report, common.format, console);
        return answered;
    }
    Quickest answer = corridor::quickest(report.cost, report.query, *report.tonnes);
    const bool solved = answer.outcome == flow::QuickestOutcome::optimal;
    report.answer = std::move(answer);
    print(report, common.format, console);
    return solved ? answered : infeasible;
}

}  // namespace corridor::cli
