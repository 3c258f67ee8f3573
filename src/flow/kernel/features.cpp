#include "flow/kernel/features.hpp"

#include "flow/kernel/dense.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t terminal_samples = 256;
constexpr std::size_t partner_samples = 32;

bool is_terminal(const ArcView& problem, std::size_t arc) {
    return problem.tail[arc] == problem.source || problem.head[arc] == problem.sink;
}

bool are_opposite(const ArcView& problem, std::size_t i, std::size_t j) {
    return problem.tail[i] == problem.head[j] && problem.head[i] == problem.tail[j];
}

double terminal_arc_share(const ArcView& problem) {
    const std::size_t step = problem.arc_count() / terminal_samples + 1;
    std::size_t asked = 0;
    std::size_t found = 0;
    for (std::size_t arc = 0; arc < problem.arc_count(); arc += step) {
        found += is_terminal(problem, arc);
        ++asked;
    }
    return static_cast<double>(found) / static_cast<double>(asked);
}

bool has_partner_next_to_it(const ArcView& problem, std::size_t arc) {
    return (arc > 0 && are_opposite(problem, arc - 1, arc)) ||
           (arc + 1 < problem.arc_count() && are_opposite(problem, arc, arc + 1));
}

/// Binary search; finds nothing where the list is not sorted by tail.
bool has_partner(const ArcView& problem, std::size_t arc) {
    const auto begin = problem.tail.begin();
    const std::uint32_t v = problem.head[arc];
    const auto at = std::lower_bound(begin, problem.tail.end(), v);
    for (auto j = static_cast<std::size_t>(at - begin);
         j < problem.arc_count() && problem.tail[j] == v; ++j) {
        if (problem.head[j] == problem.tail[arc]) {
            return true;
        }
    }
    return false;
}

void sample_partners(const ArcView& problem, Features& features) {
    const std::size_t m = problem.arc_count();
    std::size_t asked = 0;
    std::size_t beside = 0;
    std::size_t anywhere = 0;
    bool is_sorted = true;
    for (std::size_t k = 0; k < partner_samples && m > 1; ++k) {
        const std::size_t arc = (2 * k + 1) * (m - 1) / (2 * partner_samples);
        const std::uint32_t u = problem.tail[arc];
        const std::uint32_t next = problem.tail[arc + 1];
        is_sorted = is_sorted && (u <= next || u == problem.source || next == problem.source);
        if (is_terminal(problem, arc)) {
            continue;
        }
        ++asked;
        beside += has_partner_next_to_it(problem, arc);
        anywhere += has_partner(problem, arc);
    }
    features.is_sorted_by_tail = is_sorted;
    features.is_listed_by_link = beside * 8 >= asked * 7;
    features.has_few_partners = is_sorted && anywhere * 8 <= asked;
}

/// In a list sorted by tail; nodes without arcs count.
NodeId nodes_with_two_arcs_at_most(const ArcView& problem) {
    NodeId more = 0;
    for (std::size_t i = 2; i < problem.arc_count(); ++i) {
        const bool third = problem.tail[i] == problem.tail[i - 2];
        const bool first_third = third && (i == 2 || problem.tail[i - 3] != problem.tail[i]);
        more += first_third;
    }
    return problem.nodes() - more;
}

}  // namespace

Features features_of(const ArcView& problem) {
    Features features;
    features.node_count = problem.nodes();
    const auto arcs = static_cast<double>(problem.arc_count());
    features.arcs_per_node = arcs / static_cast<double>(std::max(problem.node_count, 1U));
    if (problem.arc_count() > 0) {
        features.terminal_share = terminal_arc_share(problem) * features.arcs_per_node;
        sample_partners(problem, features);
    }
    return features;
}

Route route_for(const ArcView& problem, const Features& features) {
    const bool is_small = problem.node_count <= DenseGraph<std::int32_t>::most_nodes;
    if (is_small && features.arcs_per_node > 64 &&
        features.arcs_per_node * 8 > features.node_count) {
        return Route::dense;
    }
    const bool is_sparse = features.arcs_per_node < 2.4;
    if (is_sparse && features.is_sorted_by_tail && !features.is_listed_by_link) {
        const bool is_thin = should_reduce(features, nodes_with_two_arcs_at_most(problem));
        return is_thin ? Route::reduce : Route::one_way;
    }
    if (is_sparse) {
        return Route::reduce;
    }
    const bool is_small_road_network =
        features.node_count < 4096 && features.arcs_per_node < 3.5 && features.is_sorted_by_tail;
    return features.has_few_partners || is_small_road_network ? Route::one_way : Route::pair;
}

bool should_reduce(const Features& features, NodeId thin_nodes) {
    return features.arcs_per_node < 1.75 || thin_nodes >= 0.7 * features.node_count;
}

PseudoflowOptions options_for(const Features& features) {
    if (features.arcs_per_node > 64) {  // all distances are 1 or 2: labels tell less than they cost
        return {.start = StartLabels::zero, .relabel_interval = 0};
    }
    if (features.terminal_share > 0.5) {  // work stays local, so the latest root is in the cache
        return {.start = StartLabels::zero, .first_in_first_out = false, .relabel_interval = 0};
    }
    const bool is_small_and_sparse =
        features.node_count < 1024 && features.node_count > 64 && features.arcs_per_node < 2.4;
    if (is_small_and_sparse) {  // all in the nearest cache: an early look at all labels is too dear
        return {.start = StartLabels::zero, .first_in_first_out = false, .relabel_interval = 1};
    }
    const bool is_small_mesh =
        features.node_count < 32768 && features.arcs_per_node > 3.9 && features.arcs_per_node < 6;
    if (is_small_mesh) {
        return {.start = StartLabels::near_distances,
                .first_in_first_out = false,
                .send_limit = 30,
                .relabel_interval = 64};
    }
    return {.start = StartLabels::near_distances, .relabel_interval = 2};
}

PseudoflowOptions options_for_core() {
    return {.start = StartLabels::near_distances, .relabel_interval = 8};
}

}  // namespace corridor::flow::kernel
