#pragma once

#include "flow/kernel/pseudoflow.hpp"
#include "flow/kernel/residual.hpp"
#include "flow/kernel/terminals.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Value, nearest minimum cut and, on demand, a flow of a problem given as links.
template <class Cap>
class Core {
  public:
    Core(Workspace& workspace, NodeId node_count, NodeId source, NodeId sink,
         const Link<Cap>* links, std::size_t link_count)
        : workspace_(workspace),
          n_(node_count),
          source_(source),
          sink_(sink),
          links_(links),
          link_count_(link_count),
          fold_(workspace, node_count, source, sink) {}

    /// `flow_of_link` may be null. Check the workspace afterwards.
    Amount solve(PseudoflowOptions options, std::uint8_t* side, Amount* flow_of_link) {
        const bool wants_flow = flow_of_link != nullptr;
        arc_of_link_ = Array<ArcId>(workspace_, wants_flow ? link_count_ : 0);
        Array<Link<Cap>> inner(workspace_, link_count_);
        if (workspace_.exhausted()) {
            return 0;
        }
        const std::size_t inner_count = fold_terminal_links(inner.data());
        const Amount direct = fold_.direct_flow();
        build_from_links(workspace_, n_, inner.data(), inner_count, graph_,
                         wants_flow ? arc_of_link_.data() : nullptr);
        graph_.excess = std::move(fold_.excess);
        if (workspace_.exhausted()) {
            return 0;
        }
        const Amount before = total_deficit(graph_);
        Array<Amount> supply = copy_of_excess(wants_flow);
        Pseudoflow<ResidualGraph<Cap>> solver(workspace_, graph_, options);
        if (workspace_.exhausted()) {
            return 0;
        }
        solver.run();
        const Amount value = direct + before - total_deficit(graph_);
        // Before any excess is returned: that changes what the leftovers reach.
        mark_source_side(graph_, side, solver.queue());
        side[source_] = 1;
        side[sink_] = 0;
        if (wants_flow) {
            find_flow(supply, flow_of_link);
        }
        return value;
    }

  private:
    /// Parallel links that reducing made are harmless; links at a terminal become excess.
    std::size_t fold_terminal_links(Link<Cap>* inner) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < link_count_; ++i) {
            const auto& [a, b, forward, backward] = links_[i];
            if (fold_.is_terminal(a, b)) {
                fold_.take(a, b, forward);
                fold_.take(b, a, backward);
            } else {
                inner[kept++] = links_[i];
            }
        }
        return kept;
    }

    Array<Amount> copy_of_excess(bool wanted) {
        Array<Amount> copy(workspace_, wanted ? graph_.excess.size() : 0);
        std::copy(graph_.excess.begin(), graph_.excess.begin() + copy.size(), copy.begin());
        return copy;
    }

    void find_flow(Array<Amount>& supply, Amount* flow_of_link) {
        Array<Amount> absorbed(workspace_, graph_.excess.size());
        if (workspace_.exhausted()) {
            return;
        }
        for (NodeId v = 0; v < n_; ++v) {
            const Amount left = graph_.excess[v];
            absorbed[v] = supply[v] < 0 ? std::min<Amount>(left, 0) - supply[v] : 0;
            supply[v] = std::max<Amount>(supply[v], 0);
            graph_.excess[v] = std::max<Amount>(left, 0) - supply[v];
        }
        return_excess();
        if (workspace_.exhausted()) {
            return;
        }
        Array<Amount>& sent = supply;  // what each node took from the source beyond its own demand
        for (NodeId v = 0; v < n_; ++v) {
            sent[v] = supply[v] > 0 ? -graph_.excess[v] : 0;
        }
        flow_of_inner_links(flow_of_link);
        flow_through_neighbours(sent.data(), absorbed.data());
        flow_of_terminal_links(sent.data(), absorbed.data(), flow_of_link);
    }

    /// What is left over goes back to where the source fed it in: again a flow problem on the
    /// residual graph, with the supplies as deficits, and always solvable (flow decomposition).
    void return_excess() {
        graph_.one_way = false;
        Pseudoflow<ResidualGraph<Cap>> solver(
            workspace_, graph_, {.start = StartLabels::near_distances, .relabel_interval = 8});
        if (!workspace_.exhausted()) {
            solver.run();
        }
    }

    void flow_of_inner_links(Amount* flow_of_link) const {
        std::size_t inner = 0;
        for (std::size_t i = 0; i < link_count_; ++i) {
            if (!fold_.is_terminal(links_[i].a, links_[i].b)) {
                const ArcId arc = arc_of_link_[inner++];
                flow_of_link[i] = Amount{links_[i].forward} - graph_.arcs[arc].residual;
            }
        }
    }

    /// A node with supply and demand passes the smaller one straight through.
    void flow_through_neighbours(Amount* sent, Amount* absorbed) {
        Array<Amount> in(workspace_, static_cast<std::size_t>(n_));
        Array<Amount> out(workspace_, static_cast<std::size_t>(n_));
        if (workspace_.exhausted()) {
            return;
        }
        in.fill_bytes(0);
        out.fill_bytes(0);
        each_terminal_direction([&](std::size_t, NodeId tail, NodeId head, Cap capacity, bool) {
            if (tail == source_ && head != sink_) {
                in[head] += capacity;
            } else if (head == sink_ && tail != source_) {
                out[tail] += capacity;
            }
        });
        for (NodeId v = 0; v < n_; ++v) {
            sent[v] += std::min(in[v], out[v]);
            absorbed[v] += std::min(in[v], out[v]);
        }
    }

    void flow_of_terminal_links(Amount* sent, Amount* absorbed, Amount* flow_of_link) const {
        each_terminal_direction(
            [&](std::size_t link, NodeId tail, NodeId head, Cap capacity, bool forward) {
                Amount share = 0;
                if (tail == source_ && head == sink_) {
                    share = capacity;
                } else if (tail == source_ && head != source_) {
                    share = std::min<Amount>(capacity, sent[head]);
                    sent[head] -= share;
                } else if (head == sink_ && tail != sink_) {
                    share = std::min<Amount>(capacity, absorbed[tail]);
                    absorbed[tail] -= share;
                }
                if (forward) {
                    flow_of_link[link] = share;
                } else {
                    flow_of_link[link] -= share;
                }
            });
    }

    template <class Visit>
    void each_terminal_direction(Visit visit) const {
        for (std::size_t i = 0; i < link_count_; ++i) {
            const auto& [a, b, forward, backward] = links_[i];
            if (fold_.is_terminal(a, b)) {
                visit(i, a, b, forward, true);
                visit(i, b, a, backward, false);
            }
        }
    }

    Workspace& workspace_;
    const NodeId n_;
    const NodeId source_;
    const NodeId sink_;
    const Link<Cap>* const links_;
    const std::size_t link_count_;
    TerminalFold fold_;
    ResidualGraph<Cap> graph_;
    Array<ArcId> arc_of_link_;
};

}  // namespace corridor::flow::kernel
