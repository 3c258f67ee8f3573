#include "criticality/questions.hpp"

#include <corridor/analysis/interdiction.hpp>
#include <corridor/analysis/joint_losses.hpp>
#include <corridor/analysis/targets.hpp>
#include <corridor/flow/without_each.hpp>

#include <map>
#include <stdexcept>

namespace corridor::bench {
namespace {

constexpr std::int64_t last_lambda = 100;

std::map<std::uint32_t, std::uint32_t> target_of_link(const std::vector<Target>& targets) {
    std::map<std::uint32_t, std::uint32_t> positions;
    for (std::uint32_t t = 0; t < targets.size(); ++t) {
        positions[targets[t].elements.front().index] = t;
    }
    return positions;
}

std::vector<std::int64_t> pairs(const LossQuestion& asked) {
    const Question& question = *asked.question;
    const JointLosses losses = joint_losses(question.network, question.query,
                                            targets_of(question.network, question.query));
    const auto position = target_of_link(losses.targets);
    std::vector<std::int64_t> values;
    for (const auto& links : asked.links) {
        values.push_back(losses.without_pair(position.at(links[0]), position.at(links[1])));
    }
    return values;
}

/// The least that three links leave, once: every case of the sample leaves as much or more.
std::vector<std::int64_t> worst_three(const LossQuestion& asked) {
    const Question& question = *asked.question;
    const Interdiction worst =
        interdict(question.network, question.query, targets_of(question.network, question.query),
                  {.k = 3, .most_sets = 100});
    if (!worst.proved) {
        throw std::runtime_error("the worst three are not proved");
    }
    return {worst.value};
}

std::vector<std::int64_t> growth(const LossQuestion& asked) {
    const Question& question = *asked.question;
    const ParametricFlow curve =
        parametric_max_flow(question.network, question.query, growing_links(question.network));
    std::vector<std::int64_t> values;
    for (const std::int64_t lambda : asked.lambdas) {
        const ParametricSegment& segment = curve.at(lambda);
        values.push_back(segment.intercept + lambda * segment.slope);
    }
    return values;
}

}  // namespace

Scaling growing_links(const Network& network) {
    Scaling scaling;
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        if (const auto& capacity = network.links()[i].capacity) {
            const std::int64_t amount = capacity->rate.count();
            scaling.elements.push_back(
                {Element::of(LinkId{i}), {amount, 1 + amount * (i * 7 % 11) / 100}});
        }
    }
    scaling.to = Fraction(last_lambda);
    return scaling;
}

std::size_t flows_of_curve(const Question& question) {
    return 2 *
           parametric_max_flow(question.network, question.query, growing_links(question.network))
               .segments.size();
}

std::vector<std::int64_t> corridor_answers(const LossQuestion& question) {
    switch (question.kind) {
        case LossQuestion::Kind::each: {
            const std::vector<std::int64_t> all =
                flow_without_each_link(question.question->network, question.question->query)
                    .without_link;
            std::vector<std::int64_t> values;
            for (const auto& links : question.links) {
                values.push_back(all[links.front()]);
            }
            return values;
        }
        case LossQuestion::Kind::pairs:
            return pairs(question);
        case LossQuestion::Kind::worst_three:
            return worst_three(question);
        case LossQuestion::Kind::growth:
            break;
    }
    return growth(question);
}

}  // namespace corridor::bench
