#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/report/criticality.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {

int criticality(const CommonArguments& common, const CriticalityArguments& arguments,
                Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    report::CriticalityReport report{.network_name = arguments.network,
                                     .network = std::move(question->network),
                                     .query = std::move(question->query)};
    const auto begin = std::chrono::steady_clock::now();
    report.answer =
        corridor::criticality(report.network, report.query, {.all = arguments.all_elements});
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
