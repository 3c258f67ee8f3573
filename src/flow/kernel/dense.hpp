#pragma once

#include "flow/kernel/terminals.hpp"

#include <bit>
#include <limits>

namespace corridor::flow::kernel {

template <class Cap>
struct DenseView {
    Cap* matrix;
    int shift;
    NodeId node_count;

    [[nodiscard]] ArcId arcs_begin(NodeId v) const { return v << shift; }
    [[nodiscard]] ArcId arcs_end(NodeId v) const { return (v << shift) + node_count; }
    [[nodiscard]] NodeId head(ArcId a) const { return a & ((1 << shift) - 1); }
    [[nodiscard]] ArcId reverse(ArcId a) const { return (head(a) << shift) | (a >> shift); }
    [[nodiscard]] Cap residual(ArcId a) const { return matrix[a]; }
    void set_residual(ArcId a, Cap residual) const { matrix[a] = residual; }

    [[nodiscard]] ArcId find(ArcId a, ArcId end, const Label* label, Label wanted) const {
        constexpr ArcId block = 4 * lanes;
        const Cap* const room = matrix;
        const Label* const label_of_arc = label - (a & ~((1 << shift) - 1));
        const Lanes wanted_lanes = Lanes{} + wanted;
        for (; a + block <= end; a += block) {
            Lanes any{};
            for (ArcId b = a; b < a + block; b += lanes) {
                any |= (load(label_of_arc + b) == wanted_lanes) & (load(room + b) > 0);
            }
            if (is_any(any)) {
                break;
            }
        }
        while (a < end && !(label_of_arc[a] == wanted && room[a] > 0)) {
            ++a;
        }
        return a;
    }

    [[nodiscard]] Label lowest_neighbour(NodeId v, const Label* label, Label most) const {
        const Cap* const room = matrix + arcs_begin(v);
        Lanes lowest = Lanes{} + most;
        NodeId w = 0;
        for (; w + lanes <= node_count; w += lanes) {
            const Lanes candidate = load(label + w);
            const Lanes is_lower = (load(room + w) > 0) & (candidate < lowest);
            lowest = (candidate & is_lower) | (lowest & ~is_lower);
        }
        for (ArcId lane = 0; lane < lanes; ++lane) {
            most = std::min(most, static_cast<Label>(lowest[lane]));
        }
        for (; w < node_count; ++w) {
            most = room[w] > 0 ? std::min(most, label[w]) : most;
        }
        return most;
    }

  private:
    /// As many labels and capacities as every target compares at once.
    using Lanes __attribute__((vector_size(16))) = Cap;
    static constexpr ArcId lanes = 16 / sizeof(Cap);

    template <class Value>
    static Lanes load(const Value* values) {
        if constexpr (lanes == 4) {
            return Lanes{values[0], values[1], values[2], values[3]};
        } else {
            return Lanes{values[0], values[1]};
        }
    }
    static bool is_any(Lanes mask) {
        Cap any = 0;
        for (ArcId lane = 0; lane < lanes; ++lane) {
            any |= mask[lane];
        }
        return any != 0;
    }
};

/// Residual graph as a matrix, for problems with a good share of all possible arcs: no sort, no
/// twin indices, and a row is scanned several arcs at a time. Arc number: tail × row + head.
template <class Cap>
struct DenseGraph {
    using Capacity = Cap;
    using View = DenseView<Cap>;
    /// 2^24 entries; arc numbers stay within 32 bits.
    static constexpr std::uint32_t most_nodes = 1U << 12;

    NodeId node_count = 0;
    int shift = 0;  // a row has 2^shift entries
    Array<Cap> matrix;
    Array<Amount> excess;
    bool one_way = false;

    [[nodiscard]] std::int64_t arc_total() const {
        return static_cast<std::int64_t>(node_count) * node_count;
    }
    [[nodiscard]] View view() { return {matrix.data(), shift, node_count}; }
};

/// False if a capacity, or two opposite ones together, might not fit the type. O(n² + m).
template <class Cap>
bool build_dense(Workspace& workspace, const ArcView& problem, TerminalFold& fold,
                 DenseGraph<Cap>& graph) {
    graph.node_count = problem.nodes();
    graph.shift = static_cast<int>(std::bit_width(problem.node_count - 1));
    graph.matrix = Array<Cap>(workspace, std::size_t{problem.node_count} << graph.shift);
    if (workspace.exhausted()) {
        return true;
    }
    graph.matrix.fill_bytes(0);
    Cap* const matrix = graph.matrix.data();
    constexpr Amount most = std::numeric_limits<Cap>::max() / 2;
    bool fits = true;
    for (std::size_t i = 0; i < problem.arc_count(); ++i) {
        const NodeId u = problem.tail_of(i);
        const NodeId v = problem.head_of(i);
        const Amount c = problem.capacity[i];
        if (fold.is_terminal(u, v)) {
            fold.take(u, v, c);
        } else if (u != v) {
            Cap& entry = matrix[(u << graph.shift) + v];
            const Amount sum = entry + c;
            fits = fits && sum <= most;
            entry = static_cast<Cap>(sum);
        }
    }
    return fits;
}

}  // namespace corridor::flow::kernel
