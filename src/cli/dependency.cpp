#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/base/names.hpp>
#include <corridor/report/dependency.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

/// The groups of these names: countries, systems, nodes or links.
Parsed<std::vector<Group>> named_groups(const Network& network,
                                        const std::vector<std::string>& names) {
    const std::vector<Group> known = groups_of(network);
    std::vector<Group> groups;
    Diagnostics faults;
    for (const std::string& name : names) {
        const auto group = std::find_if(known.begin(), known.end(),
                                        [&](const Group& each) { return each.name == name; });
        if (group != known.end()) {
            groups.push_back(*group);
        } else if (const auto link = network.find_link(name)) {
            groups.push_back({Group::Kind::chokepoint, name, {*link}, {}});
        } else {
            std::vector<std::string> all = network.link_ids();
            for (const Group& each : known) {
                all.push_back(each.name);
            }
            faults.add({Severity::error, Place{}, "--closed",
                        "a country, a system, a node or a link of the network",
                        fmt::format("'{}'", name), did_you_mean(name, all)});
        }
    }
    if (!faults.ok()) {
        return faults;
    }
    return groups;
}

}  // namespace

int dependency(const CommonArguments& common, const DependencyArguments& arguments,
               Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    const auto closed = named_groups(question->network, arguments.closed);
    console.tell(closed.diagnostics());
    if (!closed) {
        return invalid_input;
    }
    report::DependencyReport report{.network_name = arguments.network,
                                    .network = std::move(question->network),
                                    .query = std::move(question->query),
                                    .closed = arguments.closed,
                                    .all = arguments.all_places};
    if (closed->empty()) {
        report.answer = corridor::dependency(report.network, report.query);
    } else {
        report.answer = corridor::dependency(report.network, report.query, *closed);
        report.closure = without(report.network, report.query, *closed);
    }
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
