#pragma once

#include "differential/brute_force.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/minimum_cuts.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace corridor::test {

/// A cut as the brute force tells it: without limits of 0 t/yr.
inline Separation separation(const Network& network, const FlowQuery& query, const Cut& cut) {
    Separation result;
    result.capacity = cut.capacity.count();
    for (const CutMember& member : cut.members) {
        if (member.capacity.count() > 0) {
            result.members.insert(network.name(member));
        }
    }
    const auto add = [&](const std::vector<NodeId>& nodes, const std::vector<Endpoint>& ends,
                         const char* what) {
        for (const NodeId node : nodes) {
            const std::string& id = network.node(node).id;
            const auto end = std::find_if(ends.begin(), ends.end(),
                                          [&](const Endpoint& each) { return each.node == id; });
            if (end->limit->count() > 0) {
                result.members.insert(what + id);
            }
        }
    };
    add(cut.origins, query.from, "origin ");
    add(cut.destinations, query.to, "destination ");
    return result;
}

inline std::vector<Separation> separations(const Network& network, const FlowQuery& query,
                                           const std::vector<Cut>& cuts) {
    std::vector<Separation> result;
    for (const Cut& cut : cuts) {
        result.push_back(separation(network, query, cut));
    }
    std::sort(result.begin(), result.end());
    return result;
}

inline std::set<std::string> names(const Network& network, const Limits& limits) {
    std::set<std::string> result;
    for (const Element& element : limits.elements) {
        result.insert(network.name(element));
    }
    for (const NodeId node : limits.origins) {
        result.insert("origin " + network.node(node).id);
    }
    for (const NodeId node : limits.destinations) {
        result.insert("destination " + network.node(node).id);
    }
    return result;
}

/// A network of few enough limits for the brute force, and a question about it.
struct RandomQuestion {
    Network network;
    FlowQuery query;
};

inline RandomQuestion random_question(Random& random) {
    // Small capacities make ties, and ties make many minimum cuts.
    const NetworkShape shape = {.nodes = 3 + random.below(3),
                                .links = 5 + random.below(6),
                                .largest_capacity = 1 + random.below(6),
                                .everything = random.one_in(2)};
    RandomQuestion question{random_network(random, shape), {.from = {"a"}, .to = {"b"}}};
    if (random.one_in(3)) {
        question.query.commodity = random.one_in(2) ? "containers" : "grain";
    }
    if (random.one_in(4)) {
        question.query.to.front().limit = TonnesPerYear(random.below(8));
    }
    if (random.one_in(4)) {
        question.query.from.emplace_back("c", TonnesPerYear(random.below(8)));
    }
    question.query.selection.with_planned = random.one_in(3);
    return question;
}

}  // namespace corridor::test
