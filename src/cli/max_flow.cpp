#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/flow/priced_max_flow.hpp>
#include <corridor/report/geojson.hpp>
#include <corridor/report/max_flow.hpp>

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

/// The largest flow that is least in what was asked for.
void solve(const CostModel& model, const MaxFlowArguments& arguments,
           report::MaxFlowReport& report) {
    const Objective objective = *arguments.objective;
    const Valuation valuation{arguments.value_of_day.value_or(model.rates.value_of_day),
                              arguments.carbon_price};
    PricedMaxFlow priced =
        corridor::max_flow(model, report.query, MaxFlowPreference{objective, valuation, {}});
    report.answer = std::move(priced.flow);
    report.choice = FlowChoice::least_time;
    if (priced.least) {
        report.least = {objective, valuation, std::move(*priced.least)};
    }
}

}  // namespace

int max_flow(const CommonArguments& common, const MaxFlowArguments& arguments, Console& console) {
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
    std::optional<CostModel> model;
    if (arguments.objective) {
        Parsed<CostModel> priced = cost_model(question->data);
        console.tell(priced.diagnostics());
        if (!priced.ok()) {
            return invalid_input;
        }
        model = std::move(priced).value();
    }
    report::MaxFlowReport report{.network_name = arguments.network,
                                 .network = std::move(question->network),
                                 .query = std::move(question->query),
                                 .choice = FlowChoice::any,
                                 .answer = {},
                                 .solve_seconds = {},
                                 .all_links = arguments.all_links};
    const auto begin = std::chrono::steady_clock::now();
    if (model) {
        solve(*model, arguments, report);
    } else {
        report.answer = corridor::max_flow(report.network, report.query, {.choice = report.choice});
    }
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    if (!common.out.empty()) {
        const std::vector<io::NamedText> files = {{"links.csv", render_csv(report)},
                                                  {"result.json", render_json(report)}};
        io::write_files(common.out, files);
        console.progress(fmt::format("wrote links.csv and result.json into {}", common.out));
    }
    if (common.format == Format::geojson) {
        console.out(render_geojson(report));
    } else {
        print(report, common.format, console);
    }
    return answered;
}

}  // namespace corridor::cli
