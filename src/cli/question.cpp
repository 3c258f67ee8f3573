#include "cli/question.hpp"

#include "cli/inputs.hpp"

#include <string>
#include <utility>
#include <vector>

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

std::optional<Question> read_question(const QueryArguments& arguments, Console& console) {
    const Parsed<NetworkInput> input = read_network_input(arguments.network, "NETWORK");
    console.tell(input.diagnostics());
    if (!input.ok()) {
        return std::nullopt;
    }
    Question question{input->data.network,
                      {.from = endpoints(arguments.from, input->source),
                       .to = endpoints(arguments.to, input->sink),
                       .commodity = arguments.commodity,
                       .selection = arguments.selection},
                      input->data.costs,
                      input->data.projects};
    Diagnostics faults = as_options(check(question.network, question.query));
    faults.append(as_options(unmatched(question.network, arguments.selection)));
    console.tell(faults);
    if (!faults.ok()) {
        return std::nullopt;
    }
    return question;
}

}  // namespace corridor::cli
