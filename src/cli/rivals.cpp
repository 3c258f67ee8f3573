#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/report/rivals.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace corridor::cli {
namespace {

/// Names an option of the command line where the library names a part of the question.
Diagnostics as_options(const Diagnostics& diagnostics) {
    Diagnostics renamed;
    for (Diagnostic diagnostic : diagnostics.kept()) {
        if (diagnostic.field == "price") {
            diagnostic.field = "--cheaper, --dearer";
        } else if (diagnostic.field == "close" || diagnostic.field == "year" ||
                   diagnostic.field.starts_with("exclude")) {
            diagnostic.field = "--" + diagnostic.field;
        }
        renamed.add(std::move(diagnostic));
    }
    return renamed;
}

}  // namespace

int rivals(const CommonArguments& common, const RivalsArguments& arguments, Console& console) {
    const Parsed<Dataset> data = read_network(arguments.network, "NETWORK");
    console.tell(data.diagnostics());
    if (!data.ok()) {
        return invalid_input;
    }
    report::RivalsReport report{.network_name = arguments.network,
                                .nests = data->nests,
                                .corridors = data->corridors,
                                .question = {.selection = arguments.selection,
                                             .closed = arguments.closed,
                                             .prices = arguments.prices}};
    if (!arguments.demand.empty()) {
        const auto demand = read_amount("--demand", arguments.demand, data->network, console);
        if (!demand) {
            return invalid_input;
        }
        report.question.teu_per_year =
            static_cast<double>(demand->count()) / tonnes_per_teu(data->network);
    }
    const auto begin = std::chrono::steady_clock::now();
    Parsed<RivalAnswer> answer = rival_corridors(*data, report.question);
    console.tell(as_options(answer.diagnostics()));
    if (!answer.ok()) {
        return invalid_input;
    }
    report.answer = std::move(answer).value();
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    print(report, common.format, console);
    return report.answer.now.shortfall_teu_per_year > 0.0 ? infeasible : answered;
}

}  // namespace corridor::cli
