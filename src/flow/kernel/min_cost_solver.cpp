#include "flow/kernel/min_cost_solver.hpp"

#include "flow/kernel/min_cost_paths.hpp"
#include "flow/kernel/min_cost_reduction.hpp"
#include "flow/kernel/min_cost_scaling.hpp"
#include "flow/kernel/min_cost_simplex.hpp"

namespace corridor::flow::kernel {
namespace {

constexpr Amount largest_narrow_flow = Amount{1} << 30;
constexpr Amount largest_narrow_cost = Amount{1} << 29;

template <class Flow, class Price>
CostStatus solve_by_simplex(const CostView& problem, const CostFeatures& features,
                            Workspace& workspace, CostLimits& limits, CostAnswer& answer) {
    NetworkSimplex<Flow, Price> simplex(workspace, problem, features);
    if (workspace.exhausted()) {
        return CostStatus::out_of_memory;
    }
    simplex.start(features);
    if (workspace.exhausted()) {
        return CostStatus::out_of_memory;
    }
    const CostStatus status = simplex.solve(limits);
    simplex.extract(answer);
    return status;
}

CostStatus solve_by_simplex(const CostView& problem, const CostFeatures& features,
                            Workspace& workspace, CostLimits& limits, CostAnswer& answer) {
    if (features.wide_price) {
        return solve_by_simplex<Amount, Int128>(problem, features, workspace, limits, answer);
    }
    if (features.narrow_flow && features.narrow_price) {
        return solve_by_simplex<std::int32_t, std::int32_t>(problem, features, workspace, limits,
                                                            answer);
    }
    return features.narrow_flow
               ? solve_by_simplex<std::int32_t, Amount>(problem, features, workspace, limits,
                                                        answer)
               : solve_by_simplex<Amount, Amount>(problem, features, workspace, limits, answer);
}

CostStatus solve_by_scaling(const CostView& problem, const CostFeatures& features,
                            Workspace& workspace, CostLimits& limits, CostAnswer& answer) {
    CostScaling scaling(workspace, problem);
    if (workspace.exhausted()) {
        return CostStatus::out_of_memory;
    }
    const CostStatus status = scaling.solve(features, limits);
    scaling.extract(problem, answer);
    return status;
}

template <class Number>
CostStatus solve_by_paths(const CostView& problem, Workspace& workspace, CostLimits& limits,
                          CostAnswer& answer) {
    AugmentingPaths<Number> paths(workspace, problem);
    if (workspace.exhausted()) {
        return CostStatus::out_of_memory;
    }
    const CostStatus status = paths.solve(limits);
    paths.extract(problem, answer);
    return status;
}

/// Whether 64 bits hold what could meet at a node where arcs are filled without regard to balance.
bool may_fill_arcs(const CostView& problem) {
    return Int128{problem.most} * (problem.arcs() + 1) < (Int128{1} << 62);
}

CostStatus solve_whole(const CostView& problem, const CostFeatures& features, CostMethod method,
                       Workspace& workspace, CostLimits& limits, CostAnswer& answer) {
    if (method == CostMethod::cost_scaling && may_fill_arcs(problem) &&
        CostScaling::fits(problem, features)) {
        return solve_by_scaling(problem, features, workspace, limits, answer);
    }
    if (method == CostMethod::augmenting_paths && may_fill_arcs(problem) && !features.wide_price) {
        return features.narrow_flow && features.narrow_cost
                   ? solve_by_paths<std::int32_t>(problem, workspace, limits, answer)
                   : solve_by_paths<Amount>(problem, workspace, limits, answer);
    }
    return solve_by_simplex(problem, features, workspace, limits, answer);
}

}  // namespace

CostFeatures measure(CostView& problem) {
    CostFeatures features;
    Amount supply = 0;
    for (const Amount sent : problem.supply) {
        supply += sent > 0 ? sent : 0;
        features.sources += sent > 0 ? 1 : 0;
        features.sinks += sent < 0 ? 1 : 0;
    }
    features.total_supply = supply;
    Amount largest = 0;
    Amount least = 0;
    Int128 all = 0;
    for (const Amount cost : problem.cost) {
        largest = std::max(largest, cost);
        least = std::min(least, cost);
        all += cost < 0 ? -cost : cost;
    }
    features.largest_cost = std::max(largest, -least);
    features.has_negative_cost = least < 0;
    // Without negative costs paths alone make an optimal flow; else cycles that something limits.
    problem.most = supply + 1;
    if (features.has_negative_cost) {
        for (const Amount capacity : problem.capacity) {
            problem.most += std::max<Amount>(capacity, 0);
        }
    }
    features.narrow_flow = problem.most < largest_narrow_flow;
    features.narrow_cost = features.largest_cost < largest_narrow_cost;
    const Int128 longest_path = std::min(all, Int128{features.largest_cost} * problem.node_count);
    features.longest_path = longest_path;
    features.wide_price = longest_path > (Amount{1} << 60);
    features.narrow_price = 3 * longest_path + features.largest_cost < (Amount{1} << 31) - 2;
    return features;
}

CostMethod choose_method(const CostView& problem, const CostFeatures& features) {
    constexpr NodeId few_sources = 64;
    constexpr NodeId very_few_sources = 4;
    constexpr NodeId few_nodes = 64;
    const bool is_thin = problem.arcs() / 6 <= problem.nodes();
    if (features.has_negative_cost || features.sources > few_sources || !is_thin) {
        return CostMethod::network_simplex;
    }
    if (problem.nodes() <= few_nodes && features.sources <= very_few_sources) {
        return CostMethod::augmenting_paths;
    }
    Int128 capacity = 0;
    for (ArcId a = 0; a < problem.arcs(); ++a) {
        const Amount limit = problem.capacity[static_cast<std::size_t>(a)];
        capacity += limit < 0 ? features.total_supply : limit;
    }
    // Hardly an arc fills: each source needs a search or two.
    return Int128{features.total_supply} * problem.arcs() <= capacity ? CostMethod::augmenting_paths
                                                                      : CostMethod::network_simplex;
}

bool is_reducible(const CostView& problem, const CostFeatures& features, Workspace& workspace) {
    // Sums of two costs have to stay far from what potentials may reach.
    return !features.has_negative_cost && !features.wide_price &&
           features.sources + features.sinks > 2 && CostReduction::is_promising(workspace, problem);
}

CostStatus solve(const CostView& problem, const CostFeatures& features, CostMethod method,
                 Workspace& workspace, CostLimits& limits, CostAnswer& answer) {
    if (!is_reducible(problem, features, workspace)) {
        return solve_whole(problem, features, method, workspace, limits, answer);
    }
    CostReduction reduction(workspace, problem);
    if (workspace.exhausted()) {
        return CostStatus::out_of_memory;
    }
    CostView rest = reduction.rest();
    const CostFeatures features_of_rest = measure(rest);
    Array<std::int64_t> flow(workspace, rest.tail.size());
    Array<std::int64_t> potential(workspace, rest.node_count);
    if (workspace.exhausted()) {
        return CostStatus::out_of_memory;
    }
    CostAnswer inner = {{flow.data(), flow.size()}, {potential.data(), potential.size()}};
    const CostStatus status = solve_whole(rest, features_of_rest, method, workspace, limits, inner);
    if (status != CostStatus::out_of_memory) {
        reduction.expand(inner, answer);
    }
    return status;
}

}  // namespace corridor::flow::kernel
