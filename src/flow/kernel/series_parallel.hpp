#pragma once

#include "flow/kernel/graph.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

/// Series-parallel reduction with a worklist: leaves go, a node of degree 2 becomes a link,
/// parallel links become one, until nothing changes. Works in place on the core that chains leave
/// behind; a log carries the nearest cut and the flow back. About O(n + links).
template <class Cap>
class SeriesParallel {
  public:
    SeriesParallel(Workspace& workspace, NodeId node_count, NodeId source, NodeId sink,
                   const Link<Cap>* links, std::size_t link_count)
        : n_(node_count),
          source_(source),
          sink_(sink),
          link_count_(link_count),
          half_(workspace, 2 * link_count),
          first_(workspace, static_cast<std::size_t>(node_count)),
          degree_(workspace, static_cast<std::size_t>(node_count)),
          work_(workspace, static_cast<std::size_t>(node_count)),
          is_listed_(workspace, static_cast<std::size_t>(node_count)),
          log_(workspace, static_cast<std::size_t>(node_count) + link_count),
          seen_(workspace, static_cast<std::size_t>(node_count)),
          is_complete_(!workspace.exhausted()) {
        if (is_complete_) {
            take(links);
        }
    }

    /// False if a merged capacity no longer fits the type.
    [[nodiscard]] bool run() {
        if (!is_complete_) {
            return true;
        }
        merge_given_parallels();
        for (NodeId v = 0; v < n_; ++v) {
            list_if_thin(v);
        }
        while (work_count_ > 0) {
            const NodeId v = work_[--work_count_];
            is_listed_[v] = 0;
            if (degree_[v] == 1) {
                drop_leaf(v);
            } else if (degree_[v] == 2) {
                contract(v);
            }
        }
        return !adder_.overflowed;
    }

    /// Writes the links that are left to `out`, with the nodes' old numbers, and their indices to
    /// `index`; returns how many.
    std::size_t collect(Link<Cap>* out, std::int32_t* index) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < link_count_; ++i) {
            const Half& there = half_[2 * i];
            const Half& back = half_[2 * i + 1];
            if (there.head == none) {
                continue;
            }
            index[count] = static_cast<std::int32_t>(i);
            out[count++] = {back.head, there.head, there.capacity, back.capacity};
        }
        return count;
    }

    void expand_cut(std::uint8_t* side) const {
        for (std::size_t i = log_count_; i-- > 0;) {
            const Step& step = log_[i];
            if (step.kind == Kind::leaf) {
                side[step.node] = side[step.a] != 0 && step.into_node > 0;
            } else if (step.kind == Kind::series) {
                side[step.node] = is_reached(step, side[step.a] != 0, side[step.b] != 0);
            }
        }
    }

    /// `flow` per link (positive: along half 2 × link), filled for the links that were left.
    void expand_flow(Amount* flow) const {
        for (std::size_t i = log_count_; i-- > 0;) {
            const Step& step = log_[i];
            const std::int32_t p = step.first / 2;
            const std::int32_t q = step.second / 2;
            if (step.kind == Kind::leaf) {
                flow[p] = 0;
            } else if (step.kind == Kind::series) {
                const Amount net = step.first % 2 == 0 ? -flow[p] : flow[p];  // a → b
                flow[p] = step.first % 2 == 0 ? -net : net;
                flow[q] = step.second % 2 == 0 ? net : -net;
            } else {
                const Amount net = step.first % 2 == 0 ? flow[p] : -flow[p];
                const Amount share = std::clamp<Amount>(net, -Amount{step.into_node}, step.out);
                flow[p] = step.first % 2 == 0 ? share : -share;
                flow[q] = step.second % 2 == 0 ? net - share : share - net;
            }
        }
    }

  private:
    /// One end of a link, in the list of the node there; the other end is its number xor 1.
    struct Half {
        NodeId head;
        ArcId next;
        ArcId previous;
        Cap capacity;  // towards the head
    };
    enum class Kind : std::uint8_t { leaf, series, parallel };
    struct Step {
        Kind kind;
        NodeId node;
        NodeId a;
        NodeId b;
        ArcId first;     // half from the node to a; for parallels the half that stays
        ArcId second;    // half from the node to b; for parallels the half that goes
        Cap into_node;   // a → node; for parallels: against the half that stays
        Cap out;         // node → b; for parallels: along the half that stays
        Cap into_again;  // b → node
        Cap out_again;   // node → a
    };
    /// The search for a parallel ends here, or hubs would cost quadratic time.
    static constexpr std::int32_t longest_search = 8;

    void take(const Link<Cap>* links) {
        first_.fill_bytes(255);
        degree_.fill_bytes(0);
        is_listed_.fill_bytes(0);
        for (std::size_t i = 0; i < link_count_; ++i) {
            const auto there = static_cast<ArcId>(2 * i);
            half_[there] = {links[i].b, none, none, links[i].forward};
            half_[there + 1] = {links[i].a, none, none, links[i].backward};
            attach(links[i].a, there);
            attach(links[i].b, there + 1);
        }
    }

    static bool is_reached(const Step& step, bool a, bool b) {
        if (a && b) {
            return step.into_node > 0 || step.into_again > 0;
        }
        if (a) {
            return step.into_node > step.out;
        }
        return b && step.into_again > step.out_again;
    }

    void merge_given_parallels() {
        seen_.fill_bytes(255);
        for (NodeId v = 0; v < n_; ++v) {
            for (ArcId h = first_[v]; h != none;) {
                const ArcId next = half_[h].next;
                const NodeId w = half_[h].head;
                if (seen_[w] == none) {
                    seen_[w] = h;
                } else {
                    merge_parallel(v, seen_[w], h);
                }
                h = next;
            }
            for (ArcId h = first_[v]; h != none; h = half_[h].next) {
                seen_[half_[h].head] = none;
            }
        }
    }

    void list_if_thin(NodeId v) {
        const bool is_thin = degree_[v] == 1 || degree_[v] == 2;
        if (is_thin && is_listed_[v] == 0 && v != source_ && v != sink_) {
            is_listed_[v] = 1;
            work_[work_count_++] = v;
        }
    }

    void attach(NodeId v, ArcId h) {
        half_[h].previous = none;
        half_[h].next = first_[v];
        if (first_[v] != none) {
            half_[first_[v]].previous = h;
        }
        first_[v] = h;
        ++degree_[v];
    }

    void detach(NodeId v, ArcId h) {
        const Half& half = half_[h];
        (half.previous != none ? half_[half.previous].next : first_[v]) = half.next;
        if (half.next != none) {
            half_[half.next].previous = half.previous;
        }
        --degree_[v];
    }

    void drop_leaf(NodeId v) {
        const ArcId h = first_[v];
        const NodeId a = half_[h].head;
        log_[log_count_++] = {Kind::leaf, v, a, none, h, h, half_[h ^ 1].capacity, 0, 0, 0};
        detach(a, h ^ 1);
        detach(v, h);
        half_[h].head = half_[h ^ 1].head = none;
        list_if_thin(a);
    }

    /// a – v – b becomes a – b; the link to a stays, the link to b goes.
    void contract(NodeId v) {
        const ArcId to_a = first_[v];
        const ArcId to_b = half_[to_a].next;
        const NodeId a = half_[to_a].head;
        const NodeId b = half_[to_b].head;
        if (a == b) {
            merge_parallel(v, to_a, to_b);
            return;
        }
        Half& away = half_[to_a ^ 1];
        Half& back = half_[to_a];
        log_[log_count_++] = {Kind::series,
                              v,
                              a,
                              b,
                              to_a,
                              to_b,
                              away.capacity,
                              half_[to_b].capacity,
                              half_[to_b ^ 1].capacity,
                              back.capacity};
        away.capacity = std::min(away.capacity, half_[to_b].capacity);
        back.capacity = std::min(back.capacity, half_[to_b ^ 1].capacity);
        away.head = b;
        detach(b, to_b ^ 1);
        half_[to_b].head = half_[to_b ^ 1].head = none;
        attach(b, to_a);
        first_[v] = none;
        degree_[v] = 0;
        if (degree_[a] <= degree_[b]) {
            find_parallel(a, to_a ^ 1);
        } else {
            find_parallel(b, to_a);
        }
    }

    void find_parallel(NodeId v, ArcId h) {
        std::int32_t looked = 0;
        for (ArcId other = first_[v]; other != none && looked < longest_search; ++looked) {
            if (other != h && half_[other].head == half_[h].head) {
                merge_parallel(v, other, h);
                return;
            }
            other = half_[other].next;
        }
    }

    /// Folds half h of v into `into`, which leads to the same node.
    void merge_parallel(NodeId v, ArcId into, ArcId h) {
        const NodeId w = half_[h].head;
        Cap& along = half_[into].capacity;
        Cap& against = half_[into ^ 1].capacity;
        log_[log_count_++] = {Kind::parallel, v, none, none, into, h, against, along, 0, 0};
        along = adder_.add(along, half_[h].capacity);
        against = adder_.add(against, half_[h ^ 1].capacity);
        adder_.add(along, against);
        detach(v, h);
        detach(w, h ^ 1);
        half_[h].head = half_[h ^ 1].head = none;
        list_if_thin(v);
        list_if_thin(w);
    }

    const NodeId n_;
    const NodeId source_;
    const NodeId sink_;
    const std::size_t link_count_;
    Array<Half> half_;
    Array<ArcId> first_;
    Array<std::int32_t> degree_;
    Array<NodeId> work_;
    Array<std::uint8_t> is_listed_;
    Array<Step> log_;
    Array<ArcId> seen_;
    std::size_t work_count_ = 0;
    std::size_t log_count_ = 0;
    CheckedAdder<Cap> adder_;
    bool is_complete_;
};

}  // namespace corridor::flow::kernel
