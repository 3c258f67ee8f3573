#pragma once

#include "flow/kernel/graph.hpp"

#include <algorithm>
#include <limits>

namespace corridor::flow::kernel {

/// Takes dead ends off and makes one link of every chain of degree-2 nodes; keeps value, nearest
/// minimum cut and flow recoverable. Needs no adjacency lists: a node stores its degree and the sum
/// of its links, which is enough to peel a leaf and to walk a chain. All steps O(n + links).
template <class Cap>
class ChainReduction {
  public:
    ChainReduction(Workspace& workspace, NodeId node_count, NodeId source, NodeId sink)
        : workspace_(workspace),
          n_(node_count),
          source_(source),
          sink_(sink),
          node_(workspace, static_cast<std::size_t>(node_count)) {
        forget_counts();
    }

    void forget_counts() {
        node_.fill_bytes(0);
        if (node_.size() > 0) {
            node_[source_].both += pinned;
            node_[sink_].both += pinned;
        }
    }
    /// To be called once for every link, best while it is still in a register.
    void count(const Link<Cap>& link, ArcId index) {
        const std::uint64_t one_more = Incidence::of(index);
        node_[link.a].both += one_more;
        node_[link.b].both += one_more;
    }

    /// Number of nodes that would go at once.
    [[nodiscard]] NodeId thin_nodes() const {
        NodeId thin = 0;
        for (const Incidence& node : node_) {
            thin += node.degree() <= 2;
        }
        return thin;
    }

    void run(const Link<Cap>* links, std::size_t link_count) {
        links_ = links;
        link_count_ = link_count;
        const auto n = static_cast<std::size_t>(n_);
        walked_ = Array<std::uint8_t>(workspace_, link_count);
        reduced_ = Array<Link<Cap>>(workspace_, link_count);
        origin_ = Array<std::int32_t>(workspace_, link_count);
        chain_ = Array<Chain>(workspace_, link_count + 1);
        inner_ = Array<NodeId>(workspace_, n);
        peeled_ = Array<Peeled>(workspace_, n);
        number_ = Array<NodeId>(workspace_, n);
        if (workspace_.exhausted()) {
            return;
        }
        walked_.fill_bytes(0);
        peel_dead_ends();
        contract_chains();
    }

    [[nodiscard]] const Link<Cap>* reduced() const { return reduced_.data(); }
    [[nodiscard]] std::size_t reduced_links() const { return reduced_count_; }
    [[nodiscard]] NodeId reduced_nodes() const { return kept_count_; }
    [[nodiscard]] NodeId reduced_number(NodeId v) const { return number_[v]; }

    /// Chains that led nowhere: they leave nodes thinner than they were.
    [[nodiscard]] std::size_t vanished_chains() const {
        return chain_count_ + kept_links_ - reduced_count_;
    }

    /// The nearest cut of the reduced problem, carried back to all nodes.
    void expand_cut(const std::uint8_t* reduced_side, std::uint8_t* side) const {
        for (NodeId v = 0; v < n_; ++v) {
            side[v] = number_[v] == none ? 0 : reduced_side[number_[v]];
        }
        for (std::size_t i = 0; i < chain_count_; ++i) {
            expand_chain(chain_[i], chain_[i + 1].first_inner, side);
        }
        for (std::size_t i = peeled_count_; i-- > 0;) {
            side[peeled_[i].leaf] = side[peeled_[i].attachment] & peeled_[i].is_fed;
        }
    }

    /// Net flows of the reduced links (positive: a → b), carried back to all links.
    void expand_flow(const Amount* flow_of_reduced, Amount* flow_of_link) const {
        std::fill(flow_of_link, flow_of_link + link_count_, Amount{0});
        for (std::size_t i = 0; i < reduced_count_; ++i) {
            if (origin_[i] >= 0) {
                flow_of_link[origin_[i]] = flow_of_reduced[i];
                continue;
            }
            const Chain& chain = chain_[~origin_[i]];
            const auto along = [&](NodeId v, ArcId link) {
                const Amount flow = flow_of_reduced[i];
                flow_of_link[link] = links_[link].a == v ? flow : -flow;
            };
            along(chain.from, chain.first_link);
            walk(chain, [&](NodeId v, ArcId, ArcId next) { along(v, next); });
        }
    }

  private:
    static constexpr std::uint64_t pinned = std::uint64_t{1} << 29;

    /// Degree in the lower half, sum of links modulo 2^32 in the upper: one addition for both.
    struct Incidence {
        std::uint64_t both;

        static std::uint64_t of(ArcId link) { return (static_cast<std::uint64_t>(link) << 32) + 1; }
        [[nodiscard]] std::uint32_t degree() const { return static_cast<std::uint32_t>(both); }
        [[nodiscard]] ArcId sum_of_links() const { return static_cast<ArcId>(both >> 32); }
        /// Of a node of degree 2.
        [[nodiscard]] ArcId other_than(ArcId link) const {
            return static_cast<ArcId>((both >> 32) - static_cast<std::uint32_t>(link));
        }
    };
    struct Peeled {
        NodeId leaf;
        NodeId attachment;
        std::uint8_t is_fed;  // from the attachment
    };
    struct Chain {
        NodeId from;
        NodeId to;
        ArcId first_link;
        NodeId first_inner;
        bool is_open;  // one end reaches all of it
    };

    [[nodiscard]] NodeId other_end(ArcId link, NodeId v) const {
        return links_[link].a ^ links_[link].b ^ v;
    }
    [[nodiscard]] Cap capacity_from(NodeId v, ArcId link) const {
        return links_[link].a == v ? links_[link].forward : links_[link].backward;
    }
    [[nodiscard]] Cap capacity_into(NodeId v, ArcId link) const {
        return links_[link].a == v ? links_[link].backward : links_[link].forward;
    }
    [[nodiscard]] bool is_kept(NodeId v) const { return node_[v].degree() > 2; }

    void peel_dead_ends() {
        for (NodeId start = 0; start < n_; ++start) {
            for (NodeId v = start; node_[v].degree() == 1;) {
                const ArcId link = node_[v].sum_of_links();
                const NodeId next = other_end(link, v);
                node_[v].both = 0;
                node_[next].both -= Incidence::of(link);
                peeled_[peeled_count_++] = {v, next, capacity_into(v, link) > 0};
                v = next;
            }
        }
    }

    void contract_chains() {
        for (NodeId v = 0; v < n_; ++v) {
            number_[v] = is_kept(v) ? kept_count_++ : none;
        }
        for (std::size_t i = 0; i < link_count_; ++i) {
            if (walked_[i] != 0) {
                continue;
            }
            const auto [a, b, forward, backward] = links_[i];
            const auto link = static_cast<ArcId>(i);
            const bool keeps_a = number_[a] != none;
            const bool keeps_b = number_[b] != none;
            if (keeps_a && keeps_b) {
                keep({number_[a], number_[b], forward, backward}, link);
                ++kept_links_;
            } else if (keeps_a && node_[b].degree() == 2) {
                follow_chain(a, link);
            } else if (keeps_b && node_[a].degree() == 2) {
                follow_chain(b, link);
            }
        }
        chain_[chain_count_].first_inner = inner_count_;
    }

    void keep(const Link<Cap>& link, std::int32_t origin) {
        origin_[reduced_count_] = origin;
        reduced_[reduced_count_++] = link;
    }

    /// Marks the far end, so that the chain is not followed again from there.
    void follow_chain(NodeId from, ArcId first_link) {
        Cap forward = std::numeric_limits<Cap>::max();
        Cap backward = forward;
        NodeId v = from;
        ArcId link = first_link;
        const NodeId first_inner = inner_count_;
        while (true) {
            const Link<Cap>& record = links_[link];
            const bool along = record.a == v;
            forward = std::min(forward, along ? record.forward : record.backward);
            backward = std::min(backward, along ? record.backward : record.forward);
            v = record.a ^ record.b ^ v;
            if (is_kept(v)) {
                break;
            }
            inner_[inner_count_++] = v;
            link = node_[v].other_than(link);
        }
        walked_[link] = 1;
        const bool is_open = forward > 0 || backward > 0;
        chain_[chain_count_] = {from, v, first_link, first_inner, is_open};
        if (v != from && is_open) {
            keep({number_[from], number_[v], forward, backward},
                 ~static_cast<std::int32_t>(chain_count_));
        }
        ++chain_count_;
    }

    /// visit(inner node, link before it, link behind it), from the near end to the far one.
    template <class Visit>
    void walk(const Chain& chain, Visit visit) const {
        ArcId link = chain.first_link;
        for (NodeId v = other_end(link, chain.from); !is_kept(v);) {
            const ArcId next = node_[v].other_than(link);
            visit(v, link, next);
            link = next;
            v = other_end(link, v);
        }
    }

    void expand_chain(const Chain& chain, NodeId end_of_inner, std::uint8_t* side) const {
        const bool near = side[chain.from] != 0;
        const bool far = side[chain.to] != 0;
        if (near != far) {
            split_chain(chain, near, side);
        } else if (near && chain.is_open) {
            for (NodeId i = chain.first_inner; i < end_of_inner; ++i) {
                side[inner_[i]] = 1;
            }
        } else if (near) {
            reach_into_chain(chain, side);
        }
    }

    /// Cuts at the smallest capacity from the source side to the sink side, the first one as seen
    /// from the source side.
    void split_chain(const Chain& chain, bool near, std::uint8_t* side) const {
        const auto crossing = [&](NodeId v, ArcId link) {
            return near ? capacity_from(v, link) : capacity_into(v, link);
        };
        ArcId cut = chain.first_link;
        Cap smallest = crossing(chain.from, cut);
        walk(chain, [&](NodeId v, ArcId, ArcId next) {
            const Cap capacity = crossing(v, next);
            if (capacity < smallest || (!near && capacity == smallest)) {
                smallest = capacity;
                cut = next;
            }
        });
        bool current = near;
        walk(chain, [&](NodeId v, ArcId before, ArcId) {
            current = before == cut ? !near : current;
            side[v] = current;
        });
    }

    /// Both ends on the source side but no way through: only what capacities lead to belongs to it.
    void reach_into_chain(const Chain& chain, std::uint8_t* side) const {
        bool reached = true;
        walk(chain, [&](NodeId v, ArcId before, ArcId) {
            reached = reached && capacity_into(v, before) > 0;
            side[v] = reached;
        });
        ArcId last_closed = none;
        walk(chain, [&](NodeId v, ArcId, ArcId next) {
            if (capacity_into(v, next) == 0) {
                last_closed = next;
            }
        });
        bool beyond = last_closed == none;
        walk(chain, [&](NodeId v, ArcId before, ArcId) {
            beyond = beyond || before == last_closed;
            side[v] |= static_cast<std::uint8_t>(beyond);
        });
    }

    Workspace& workspace_;
    const NodeId n_;
    const NodeId source_;
    const NodeId sink_;
    const Link<Cap>* links_ = nullptr;
    std::size_t link_count_ = 0;
    Array<Incidence> node_;
    Array<std::uint8_t> walked_;  // last link of a chain already followed from its other end
    Array<NodeId> number_;
    Array<Link<Cap>> reduced_;
    Array<std::int32_t> origin_;  // of a reduced link: a link, or ~ a chain
    Array<Chain> chain_;
    Array<NodeId> inner_;  // of all chains, one behind the other
    Array<Peeled> peeled_;
    NodeId kept_count_ = 0;
    NodeId inner_count_ = 0;
    std::size_t reduced_count_ = 0;
    std::size_t chain_count_ = 0;
    std::size_t kept_links_ = 0;
    std::size_t peeled_count_ = 0;
};

}  // namespace corridor::flow::kernel
