#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"

#include <corridor/report/max_flow.hpp>

#include <fmt/format.h>

#include <chrono>

namespace corridor::cli {
namespace {

/// Those named on the command line, else the one that the network's file names.
std::vector<Endpoint> endpoints(const std::vector<std::string>& ids, const std::string& otherwise) {
    if (ids.empty() && !otherwise.empty()) {
        return {otherwise};
    }
    return {ids.begin(), ids.end()};
}

/// Names an option of the command line where the library names a part of the query.
Diagnostics as_options(const Diagnostics& diagnostics) {
    Diagnostics renamed;
    for (Diagnostic diagnostic : diagnostics.kept()) {
        diagnostic.field = "--" + diagnostic.field;
        renamed.add(std::move(diagnostic));
    }
    return renamed;
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
    const Parsed<NetworkInput> input = read_network_input(arguments.network, "NETWORK");
    console.tell(input.diagnostics());
    if (!input.ok()) {
        return invalid_input;
    }
    const Network& network = input->data.network;
    report::MaxFlowReport report{.network_name = arguments.network,
                                 .network = network,
                                 .query = {.from = endpoints(arguments.from, input->source),
                                           .to = endpoints(arguments.to, input->sink),
                                           .commodity = arguments.commodity,
                                           .selection = arguments.selection},
                                 .choice = arguments.choice,
                                 .answer = {},
                                 .solve_seconds = {},
                                 .all_links = arguments.all_links};
    Diagnostics faults = as_options(check(network, report.query));
    faults.append(as_options(unmatched(network, arguments.selection)));
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    const auto begin = std::chrono::steady_clock::now();
    report.answer = corridor::max_flow(network, report.query, {.choice = report.choice});
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    if (!common.out.empty()) {
        const std::vector<io::NamedText> files = {{"links.csv", render_csv(report)},
                                                  {"result.json", render_json(report)}};
        io::write_files(common.out, files);
        console.progress(fmt::format("wrote links.csv and result.json into {}", common.out));
    }
    switch (common.format) {
        case Format::json:
            console.out(render_json(report));
            break;
        case Format::csv:
            console.out(render_csv(report));
            break;
        case Format::table:
        case Format::markdown:
            console.out(render_table(report, console.style()));
            break;
    }
    return answered;
}

}  // namespace corridor::cli
