#pragma once

#include "flow/kernel/stack.hpp"
#include "flow/kernel/topology.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Shortest augmenting paths on one topology, made once; rows change residual capacities only.
/// Edge e has the arcs 2e, forward, and 2e + 1, backward.
/// Source: Edmonds and Karp, Theoretical Improvements in Algorithmic Efficiency for Network Flow
/// Problems (1972).
class AugmentingPaths {
  public:
    AugmentingPaths(const Topology& topology, Workspace& workspace)
        : source_(topology.source),
          sink_(topology.sink),
          first_(workspace, static_cast<std::size_t>(topology.node_count) + 2),
          out_(workspace, 2 * topology.edges.size()),
          head_(workspace, 2 * topology.edges.size()),
          residual_(workspace, 2 * topology.edges.size()),
          entered_by_(workspace, static_cast<std::size_t>(topology.node_count)),
          queue_(workspace, static_cast<std::size_t>(topology.node_count)),
          path_(workspace, static_cast<std::size_t>(topology.node_count)) {
        if (!workspace.exhausted()) {
            sort_arcs(topology);
        }
    }

    /// To be filled anew for every row.
    [[nodiscard]] Amount* residual() { return residual_.data(); }

    /// Sends what fits, at most `most`, along a path of arcs.
    Amount send(std::span<const ArcId> path, Amount most) {
        for (const ArcId arc : path) {
            most = std::min(most, residual_[arc]);
            if (most == 0) {
                return 0;
            }
        }
        for (const ArcId arc : path) {
            residual_[arc] -= most;
            residual_[arc ^ 1] += most;
        }
        return most;
    }

    /// A shortest path of arcs that have at least `least` left; empty if there is none, and then
    /// is_reached() is the source side.
    [[nodiscard]] std::span<const ArcId> search(Amount least = 1) {
        entered_by_.fill_bytes(255);
        queue_.clear();
        queue_.push(source_);
        for (std::size_t next = 0; next < queue_.size(); ++next) {
            const NodeId v = queue_[next];
            for (ArcId at = first_[v]; at < first_[v + 1]; ++at) {
                const auto [arc, head] = out_[at];
                if (residual_[arc] < least || head == source_ || entered_by_[head] != none) {
                    continue;
                }
                entered_by_[head] = at;
                if (head == sink_) {
                    scanned_ += queue_.size();
                    return path_to_sink();
                }
                queue_.push(head);
            }
        }
        scanned_ += queue_.size();
        return {};
    }
    [[nodiscard]] bool is_reached(NodeId v) const { return v == source_ || entered_by_[v] != none; }

    /// Nodes met by all searches so far.
    [[nodiscard]] std::size_t scanned() const { return scanned_; }

  private:
    struct Out {
        ArcId arc;
        NodeId head;
    };

    void sort_arcs(const Topology& topology) {
        first_.fill_bytes(0);
        ArcId* const cursor = first_.data() + 1;  // ends up one place early: the first arcs
        for (const Edge& edge : topology.edges) {
            ++cursor[edge.tail + 1];
            ++cursor[edge.head + 1];
        }
        for (NodeId v = 0; v < topology.node_count; ++v) {
            cursor[v + 1] += cursor[v];
        }
        ArcId arc = 0;
        for (const Edge& edge : topology.edges) {
            head_[arc] = edge.head;
            out_[cursor[edge.tail]++] = {arc++, edge.head};
            head_[arc] = edge.tail;
            out_[cursor[edge.head]++] = {arc++, edge.tail};
        }
    }

    std::span<const ArcId> path_to_sink() {
        std::size_t begin = path_.size();
        for (NodeId v = sink_; v != source_;) {
            const ArcId at = entered_by_[v];
            path_[--begin] = out_[at].arc;
            v = head_[out_[at].arc ^ 1];
        }
        return {path_.data() + begin, path_.size() - begin};
    }

    NodeId source_;
    NodeId sink_;
    Array<ArcId> first_;
    Array<Out> out_;
    Array<NodeId> head_;
    Array<Amount> residual_;
    Array<ArcId> entered_by_;  // per node: position in out_
    Stack<NodeId> queue_;
    Array<ArcId> path_;
    std::size_t scanned_ = 0;
};

}  // namespace corridor::flow::kernel
