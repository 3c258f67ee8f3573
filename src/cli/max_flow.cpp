#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/report/geojson.hpp>
#include <corridor/report/max_flow.hpp>

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {
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
    report::MaxFlowReport report{.network_name = arguments.network,
                                 .network = std::move(question->network),
                                 .query = std::move(question->query),
                                 .choice = arguments.choice,
                                 .answer = {},
                                 .solve_seconds = {},
                                 .all_links = arguments.all_links};
    const auto begin = std::chrono::steady_clock::now();
    report.answer = corridor::max_flow(report.network, report.query, {.choice = report.choice});
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
