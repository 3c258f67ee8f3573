#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/report/routes.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {

int routes(const CommonArguments& common, const RoutesArguments& arguments, Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    const CostRates rates = read_rates(question->costs, question->network.units()).value();
    report::RoutesReport report{
        .network_name = arguments.network,
        .model = cost_model(question->network, rates).value(),
        .query = std::move(question->query),
        .objectives = arguments.objectives,
        .pareto = arguments.pareto,
        .valuation = {.value_of_day = arguments.value_of_day.value_or(rates.value_of_day),
                      .carbon_price = arguments.carbon_price},
        .shown = arguments.count,
        .with_profile = arguments.profile};
    const RouteQuery query = {.from = report.query.from.front().node,
                              .to = report.query.to.front().node,
                              .commodity = report.query.commodity,
                              .selection = report.query.selection};
    const auto begin = std::chrono::steady_clock::now();
    report.answer = report.pareto
                        ? pareto_routes(report.model, query, {.objectives = arguments.objectives})
                        : cheapest_routes(report.model, query,
                                          {.minimise = arguments.objectives.front(),
                                           .count = arguments.count,
                                           .valuation = report.valuation});
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    print(report, common.format, console);
    if (report.pareto && !report.answer.exhausted) {
        return limit_reached;
    }
    return report.answer.routes.empty() ? infeasible : answered;
}

}  // namespace corridor::cli
