#pragma once

#include "flow/kernel/graph.hpp"
#include "flow/kernel/pseudoflow_options.hpp"

namespace corridor::flow::kernel {

/// What a few hundred sampled arcs tell about a problem. Wrong guesses cost time, never exactness.
struct Features {
    NodeId node_count = 0;
    double arcs_per_node = 0;
    double terminal_share = 0;  // arcs at source or sink per node: near 1 for vision problems
    bool is_sorted_by_tail = false;
    bool has_few_partners = false;   // sorted, and hardly any arc has its opposite
    bool is_listed_by_link = false;  // both directions of a link one after the other
};

[[nodiscard]] Features features_of(const ArcView& problem);

/// How to turn arcs into a residual graph.
enum class Route : std::uint8_t {
    reduce,   // pair the arcs; then, if enough nodes turn out to be thin, chains and the like
    pair,     // pair the arcs: fewer to scan where the solver works long
    one_way,  // as they are: nothing pays that has to look at all arcs again
    dense,    // a matrix
};
[[nodiscard]] Route route_for(const ArcView& problem, const Features& features);

/// Whether a network with so many nodes of degree 2 or less is worth reducing: almost trees always,
/// others only where chains dominate, because on local road problems the solver touches less than
/// the reduction would.
[[nodiscard]] bool should_reduce(const Features& features, NodeId thin_nodes);

[[nodiscard]] PseudoflowOptions options_for(const Features& features);

/// For the small core that a reduction leaves.
[[nodiscard]] PseudoflowOptions options_for_core();

}  // namespace corridor::flow::kernel
