#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/analysis/interdiction.hpp>
#include <corridor/analysis/joint_losses.hpp>
#include <corridor/base/names.hpp>
#include <corridor/report/criticality.hpp>
#include <corridor/report/interdiction.hpp>
#include <corridor/report/joint_losses.hpp>

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The groups of the command line with the links and nodes that they name.
std::vector<Target> groups_of(const Network& network, const CriticalityArguments& arguments,
                              Diagnostics& faults) {
    std::vector<Target> groups;
    for (const NamedList& list : arguments.groups) {
        Target group{Target::Kind::group, list.name, {}};
        for (const std::string& id : list.values) {
            if (const auto link = network.find_link(id)) {
                group.elements.push_back(Element::of(*link));
            } else if (const auto node = network.find_node(id)) {
                group.elements.push_back(Element::of(*node));
            } else {
                std::vector<std::string> ids = network.link_ids();
                const std::vector<std::string> nodes = network.node_ids();
                ids.insert(ids.end(), nodes.begin(), nodes.end());
                faults.add({Severity::error, Place{}, "--group", "the id of a link or node",
                            fmt::format("'{}'", id), did_you_mean(id, ids)});
            }
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<Target> targets_with(const Question& question, const TargetChoice& choice,
                                 const std::vector<Target>& groups) {
    std::vector<Target> targets = targets_of(question.network, question.query, choice);
    targets.insert(targets.end(), groups.begin(), groups.end());
    return targets;
}

int worst_loss(const CommonArguments& common, const CriticalityArguments& arguments,
               Question question, const std::vector<Target>& groups, Console& console) {
    const auto begin = Clock::now();
    report::InterdictionReport report{.network_name = arguments.network};
    report.answer =
        interdict(question.network, question.query,
                  targets_with(question, arguments.elements.value_or(TargetChoice{}), groups),
                  {.k = *arguments.k,
                   .most_flows = static_cast<std::uint64_t>(arguments.flow_limit.value_or(0)),
                   .time = std::chrono::seconds(arguments.time_limit.value_or(0))});
    report.solve_seconds = since(begin);
    report.network = std::move(question.network);
    report.query = std::move(question.query);
    print(report, common.format, console);
    return report.answer.proved ? answered : limit_reached;
}

int joint_loss(const CommonArguments& common, const CriticalityArguments& arguments,
               Question question, const std::vector<Target>& groups, Console& console) {
    const auto begin = Clock::now();
    report::JointLossesReport report{.network_name = arguments.network};
    report.answer = joint_losses(
        question.network, question.query,
        targets_with(question,
                     arguments.elements.value_or(TargetChoice{.links = true, .nodes = true}),
                     groups));
    report.certified_pairs = certify(question.network, question.query, report.answer);
    report.solve_seconds = since(begin);
    report.network = std::move(question.network);
    report.query = std::move(question.query);
    print(report, common.format, console);
    return answered;
}

}  // namespace

int criticality(const CommonArguments& common, const CriticalityArguments& arguments,
                Console& console) {
    std::optional<Question> question = read_question(arguments, console);
    if (!question) {
        return invalid_input;
    }
    Diagnostics faults;
    const std::vector<Target> groups = groups_of(question->network, arguments, faults);
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    if (arguments.k) {
        return worst_loss(common, arguments, *std::move(question), groups, console);
    }
    if (arguments.pairs) {
        return joint_loss(common, arguments, *std::move(question), groups, console);
    }
    const TargetChoice choice =
        arguments.elements.value_or(TargetChoice{.links = true, .nodes = true});
    report::CriticalityReport report{.network_name = arguments.network,
                                     .network = std::move(question->network),
                                     .query = std::move(question->query)};
    const auto begin = Clock::now();
    report.answer = corridor::criticality(report.network, report.query,
                                          {.all = arguments.all_elements,
                                           .links = choice.links,
                                           .nodes = choice.nodes,
                                           .systems = choice.systems,
                                           .groups = groups});
    report.solve_seconds = since(begin);
    print(report, common.format, console);
    return answered;
}

}  // namespace corridor::cli
