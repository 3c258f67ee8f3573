#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/report/delays.hpp>

#include <optional>
#include <utility>

namespace corridor::cli {

int delays(const CommonArguments& common, const DelaysArguments& arguments, Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    std::optional<TonnesPerYear> demand;
    if (!arguments.demand.empty()) {
        demand = read_amount("--demand", arguments.demand, question->network, console);
        if (!demand) {
            return invalid_input;
        }
    }
    Parsed<CostModel> cost = cost_model(question->data);
    console.tell(cost.diagnostics());
    if (!cost) {
        return invalid_input;
    }
    report::DelayReport report{.network_name = arguments.network,
                               .cost = std::move(cost).value(),
                               .query = std::move(question->query),
                               .demand = demand,
                               .disruptions = std::move(question->data.disruptions)};
    report.answer = soft_bottlenecks(report.cost, report.query, demand, report.disruptions);
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
