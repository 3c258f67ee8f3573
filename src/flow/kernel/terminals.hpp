#pragma once

#include "flow/kernel/graph.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Folds source and sink into signed excesses of their neighbours.
class TerminalFold {
  public:
    TerminalFold(Workspace& workspace, NodeId node_count, NodeId source, NodeId sink)
        : excess(workspace, static_cast<std::size_t>(node_count)), source_(source), sink_(sink) {
        excess.fill_bytes(0);
    }

    [[nodiscard]] bool is_terminal(NodeId u, NodeId v) const {
        return u == source_ || v == source_ || u == sink_ || v == sink_;
    }

    /// Arcs into the source and out of the sink are ignored: they never help.
    void take(NodeId tail, NodeId head, Amount capacity) {
        if (tail == source_ && head == sink_) {
            direct_ += capacity;
        } else if (tail == source_ && head != source_) {
            excess[head] += capacity;
            supply_ += capacity;
        } else if (head == sink_ && tail != sink_) {
            excess[tail] -= capacity;
        }
    }

    /// Flow that needs no inner arc: from source to sink at once, or through one node.
    [[nodiscard]] Amount direct_flow() const {
        Amount left = 0;
        for (const Amount e : excess) {
            left += std::max<Amount>(e, 0);
        }
        return direct_ + supply_ - left;
    }

    Array<Amount> excess;

  private:
    NodeId source_;
    NodeId sink_;
    Amount supply_ = 0;
    Amount direct_ = 0;
};

template <class Graph>
Amount total_deficit(const Graph& graph) {
    Amount total = 0;
    for (const Amount e : graph.excess) {
        total += std::min<Amount>(e, 0);
    }
    return -total;
}

}  // namespace corridor::flow::kernel
