#include "flow/kernel/cold_solver.hpp"

#include "flow/kernel/chains.hpp"
#include "flow/kernel/core.hpp"
#include "flow/kernel/dense.hpp"
#include "flow/kernel/features.hpp"
#include "flow/kernel/links.hpp"
#include "flow/kernel/series_parallel.hpp"
#include "flow/kernel/slot_program.hpp"
#include "flow/kernel/sweep.hpp"
#include "flow/kernel/unlimited.hpp"

namespace corridor::flow::kernel {
namespace {

/// One attempt with one capacity type.
template <class Cap>
class Attempt {
  public:
    Attempt(const ArcView& problem, const Features& features, Workspace& workspace, Answer& answer)
        : problem_(problem),
          features_(features),
          workspace_(workspace),
          answer_(answer),
          wants_flow_(!answer.flow.empty()) {}

    /// False if the type is too narrow.
    bool run() {
        const Route route = route_for(problem_, features_);
        if (wants_flow_) {
            std::fill(answer_.flow.begin(), answer_.flow.end(), 0);
        } else if (route == Route::dense) {
            DenseGraph<Cap> graph;
            return solve_directly(graph, build_dense<Cap>);
        } else if (route == Route::one_way) {
            ResidualGraph<Cap> graph;
            return solve_directly(graph, build_one_way<Cap>);
        }
        return route == Route::reduce ? reduce_and_solve() : pair_and_solve();
    }

  private:
    static constexpr Amount beyond_narrow = Amount{1} << 31;
    struct Ends {
        NodeId tail;
        NodeId head;
    };

    /// No links in between, hence value and cut only. `build` folds the terminals on the way.
    template <class Graph, class Build>
    bool solve_directly(Graph& graph, Build build) {
        TerminalFold fold(workspace_, problem_.nodes(), static_cast<NodeId>(problem_.source),
                          static_cast<NodeId>(problem_.sink));
        if (workspace_.exhausted()) {
            return true;
        }
        if (!build(workspace_, problem_, fold, graph)) {
            return false;
        }
        const Amount direct = fold.direct_flow();
        graph.excess = std::move(fold.excess);
        if (workspace_.exhausted()) {
            return true;
        }
        const Amount before = total_deficit(graph);
        Pseudoflow<Graph> solver(workspace_, graph, options_for(features_));
        if (workspace_.exhausted()) {
            return true;
        }
        solver.run();
        answer_.value = direct + before - total_deficit(graph);
        mark_source_side(graph, answer_.source_side.data(), solver.queue());
        answer_.source_side[problem_.source] = 1;
        answer_.source_side[problem_.sink] = 0;
        return true;
    }

    bool pair_and_solve() {
        allocate_links();
        if (workspace_.exhausted()) {
            return true;
        }
        pair([](const Link<Cap>&, ArcId) {}, [] {});
        return workspace_.exhausted() || (!links_.overflowed && solve_links());
    }

    bool reduce_and_solve() {
        allocate_links();
        ChainReduction<Cap> chains(workspace_, problem_.nodes(),
                                   static_cast<NodeId>(problem_.source),
                                   static_cast<NodeId>(problem_.sink));
        if (workspace_.exhausted()) {
            return true;
        }
        pair([&](const Link<Cap>& link, ArcId index) { chains.count(link, index); },
             [&] { chains.forget_counts(); });
        if (workspace_.exhausted() || links_.overflowed) {
            return workspace_.exhausted();
        }
        if (!should_reduce(features_, chains.thin_nodes())) {
            return solve_links();
        }
        chains.run(links_.links.data(), links_.count);
        return workspace_.exhausted() || solve_reduced(chains);
    }

    void allocate_links() {
        const std::size_t m = problem_.arc_count();
        links_.links = Array<Link<Cap>>(workspace_, m);
        links_.place_of_arc = Array<std::int32_t>(workspace_, wants_flow_ ? m : 0);
    }

    template <class OnLink, class StartAgain>
    void pair(OnLink on_link, StartAgain start_again) {
        const auto useful = [&](std::size_t i) { return problem_.is_useful(i); };
        if (features_.is_listed_by_link && pair_adjacent_arcs(problem_, useful, links_, on_link)) {
            return;
        }
        start_again();
        pair_arcs(workspace_, problem_, useful, links_);
        for (std::size_t i = 0; i < links_.count; ++i) {
            on_link(links_.links[i], static_cast<ArcId>(i));
        }
    }

    bool solve_links() {
        Array<Amount> flow(workspace_, wants_flow_ ? links_.count : 0);
        Core<Cap> core(workspace_, problem_.nodes(), static_cast<NodeId>(problem_.source),
                       static_cast<NodeId>(problem_.sink), links_.links.data(), links_.count);
        if (workspace_.exhausted()) {
            return true;
        }
        answer_.value = core.solve(options_for(features_), answer_.source_side.data(),
                                   wants_flow_ ? flow.data() : nullptr);
        hand_down(flow.data());
        return true;
    }

    bool solve_reduced(ChainReduction<Cap>& chains) {
        Array<std::uint8_t> side(workspace_, static_cast<std::size_t>(chains.reduced_nodes()));
        Array<Amount> flow(workspace_, wants_flow_ ? chains.reduced_links() : 0);
        Array<Amount> flow_of_link(workspace_, wants_flow_ ? links_.count : 0);
        if (workspace_.exhausted()) {
            return true;
        }
        const bool fits = leaves_more_to_reduce(chains)
                              ? solve_further_reduced(chains, side.data(), flow.data())
                              : solve_core(chains, chains.reduced(), chains.reduced_links(),
                                           side.data(), flow.data());
        if (!fits || workspace_.exhausted()) {
            return fits;
        }
        chains.expand_cut(side.data(), answer_.source_side.data());
        if (wants_flow_) {
            chains.expand_flow(flow.data(), flow_of_link.data());
            hand_down(flow_of_link.data());
        }
        return true;
    }

    /// Whether so many parallels or thin nodes came up that a second reduction pays.
    bool leaves_more_to_reduce(const ChainReduction<Cap>& chains) {
        const std::size_t found = chains.vanished_chains() +
                                  count_close_parallels(workspace_, chains.reduced_nodes(),
                                                        chains.reduced(), chains.reduced_links());
        return found * 32 > chains.reduced_links();
    }

    bool solve_further_reduced(const ChainReduction<Cap>& chains, std::uint8_t* side,
                               Amount* flow) {
        const std::size_t count = chains.reduced_links();
        SeriesParallel<Cap> second(workspace_, chains.reduced_nodes(),
                                   chains.reduced_number(static_cast<NodeId>(problem_.source)),
                                   chains.reduced_number(static_cast<NodeId>(problem_.sink)),
                                   chains.reduced(), count);
        if (!second.run()) {
            return false;
        }
        Array<Link<Cap>> left(workspace_, count);
        Array<std::int32_t> index(workspace_, count);
        Array<Amount> flow_left(workspace_, wants_flow_ ? count : 0);
        if (workspace_.exhausted()) {
            return true;
        }
        const std::size_t left_count = second.collect(left.data(), index.data());
        solve_core(chains, left.data(), left_count, side, flow_left.data());
        if (workspace_.exhausted()) {
            return true;
        }
        second.expand_cut(side);
        if (wants_flow_) {
            std::fill(flow, flow + count, Amount{0});
            for (std::size_t i = 0; i < left_count; ++i) {
                flow[index[i]] = flow_left[i];
            }
            second.expand_flow(flow);
        }
        return true;
    }

    bool solve_core(const ChainReduction<Cap>& chains, const Link<Cap>* links, std::size_t count,
                    std::uint8_t* side, Amount* flow) {
        if (!wants_flow_ && solve_narrow(chains, links, count, side)) {
            return true;
        }
        Core<Cap> core(workspace_, chains.reduced_nodes(),
                       chains.reduced_number(static_cast<NodeId>(problem_.source)),
                       chains.reduced_number(static_cast<NodeId>(problem_.sink)), links, count);
        if (!workspace_.exhausted()) {
            answer_.value = core.solve(options_for_core(), side, wants_flow_ ? flow : nullptr);
        }
        return true;
    }

    /// By dynamic programming; false where that cannot be, and nothing is done then.
    bool solve_narrow(const ChainReduction<Cap>& chains, const Link<Cap>* links, std::size_t count,
                      std::uint8_t* side) {
        const NodeId source = chains.reduced_number(static_cast<NodeId>(problem_.source));
        const NodeId sink = chains.reduced_number(static_cast<NodeId>(problem_.sink));
        Amount direct = 0;
        Amount total = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto& [a, b, forward, backward] = links[i];
            total += std::min<Amount>(forward, beyond_narrow) +
                     std::min<Amount>(backward, beyond_narrow);
            direct += a == source && b == sink ? forward : 0;
            direct += a == sink && b == source ? backward : 0;
        }
        if (total >= beyond_narrow) {
            return false;
        }
        const auto edge_at = [&](std::size_t i) { return Ends{links[i].a, links[i].b}; };
        SlotProgram program(chains.reduced_nodes(), source, sink, count, edge_at, nullptr,
                            workspace_);
        if (workspace_.exhausted() || !program.is_narrow()) {
            return workspace_.exhausted();
        }
        for (std::size_t i = 0; i < count; ++i) {
            program.set_amounts(i, static_cast<std::int32_t>(links[i].forward),
                                static_cast<std::int32_t>(links[i].backward));
        }
        answer_.value = direct + program.run(best_lanes(), side, workspace_);
        return true;
    }

    void hand_down(Amount* flow_of_link) {
        if (wants_flow_ && !workspace_.exhausted()) {
            flow_of_arcs(problem_, links_, flow_of_link, answer_.flow);
        }
    }

    const ArcView& problem_;
    const Features& features_;
    Workspace& workspace_;
    Answer& answer_;
    const bool wants_flow_;
    LinkSet<Cap> links_;
};

Status solve_limited(const ArcView& problem, Workspace& workspace, Answer& answer) {
    const Features features = features_of(problem);
    bool fits = Attempt<std::int32_t>(problem, features, workspace, answer).run();
    if (!fits && !workspace.exhausted()) {
        fits = Attempt<std::int64_t>(problem, features, workspace, answer).run();
    }
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    return fits ? Status::optimal : Status::too_large;
}

}  // namespace

Status solve(const ArcView& problem, Workspace& workspace, Answer& answer) {
    workspace.renew();
    std::int64_t signs = 0;
    for (const std::int64_t capacity : problem.capacity) {
        signs |= capacity;
    }
    if (signs >= 0) {
        return solve_limited(problem, workspace, answer);
    }
    UnlimitedArcs unlimited(problem, workspace);
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    if (unlimited.join_terminals()) {
        unlimited.mark_reached(answer.source_side);
        return Status::unbounded;
    }
    const Status status = solve_limited(unlimited.limited_problem(), workspace, answer);
    if (status == Status::optimal) {
        unlimited.expand(answer);
    }
    return workspace.exhausted() ? Status::out_of_memory : status;
}

}  // namespace corridor::flow::kernel
