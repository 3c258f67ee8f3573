#pragma once

#include <corridor/analysis/routes.hpp>
#include <corridor/network/cost_model.hpp>

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace corridor::route_search {

/// What is minimised, what breaks ties, and the number of links; compared in this order. Every arc
/// counts for one link, so that no way back to a place is free.
struct Key {
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::int32_t links = 0;

    friend constexpr auto operator<=>(const Key&, const Key&) = default;
    friend constexpr Key operator+(const Key& a, const Key& b) {
        return {a.first + b.first, a.second + b.second, a.links + b.links};
    }
};

inline constexpr Key unreached = {std::numeric_limits<std::int64_t>::max(), 0, 0};

/// A usable link in one direction, from a side of one node to a side of another.
struct Arc {
    std::uint32_t link;
    bool reversed;
    std::uint32_t tail_side;
    std::uint32_t head_side;
    std::uint32_t tail;
    std::uint32_t head;
    Key key;
};

/// The open links that permit the commodity, on the scale of one objective and one for ties.
class RouteGraph {
  public:
    /// Throws DataError where a weight is beyond 2^40 or sums along a route could be beyond 2^62.
    RouteGraph(const CostModel& model, const RouteQuery& query, Objective first, Objective second,
               const Valuation& valuation);

    [[nodiscard]] std::uint32_t origin() const { return origin_; }
    [[nodiscard]] std::uint32_t destination() const { return destination_; }
    [[nodiscard]] std::size_t node_count() const { return passage_.size(); }
    [[nodiscard]] std::size_t side_count() const { return graph_->sides.size(); }
    [[nodiscard]] std::uint32_t node_of(std::uint32_t side) const {
        return graph_->sides[side].node.index;
    }
    [[nodiscard]] const Arc& arc(std::uint32_t a) const { return arcs_[a]; }
    /// The arcs that leave a node, by link position.
    [[nodiscard]] std::span<const std::uint32_t> arcs_out(std::uint32_t node) const {
        return {out_.data() + out_begin_[node],
                out_begin_[node + std::size_t{1}] - out_begin_[node]};
    }
    /// The arcs that arrive at a side.
    [[nodiscard]] std::span<const std::uint32_t> arcs_into(std::uint32_t side) const {
        return {in_.data() + in_begin_[side], in_begin_[side + std::size_t{1}] - in_begin_[side]};
    }
    /// Passing a node between two of its sides.
    [[nodiscard]] Key through(std::uint32_t arrival, std::uint32_t departure) const {
        const Key& stay = passage_[node_of(arrival)];
        return arrival == departure ? stay : stay + transfer_;
    }
    /// Leaving a node by an arc, having arrived on a side; none: it is the origin.
    [[nodiscard]] Key leaving(std::optional<std::uint32_t> arrival, const Arc& by) const {
        return arrival ? through(*arrival, by.tail_side) + by.key : by.key;
    }

  private:
    friend class ToGo;
    const TransferGraph* graph_;
    std::uint32_t origin_;
    std::uint32_t destination_;
    std::vector<Arc> arcs_;
    std::vector<std::uint32_t> out_begin_;
    std::vector<std::uint32_t> out_;
    std::vector<std::uint32_t> in_begin_;
    std::vector<std::uint32_t> in_;
    std::vector<Key> passage_;
    Key transfer_;
};

/// Least keys from every side to the destination, by Dijkstra's algorithm backwards. Can be asked
/// again for other banned nodes; only what the last search touched is cleared.
class ToGo {
  public:
    explicit ToGo(const RouteGraph& graph);

    /// From every side; nothing is banned.
    void search();
    /// Around `banned` (by node), far enough to know the best way on from a banned node by one of
    /// the arcs `first`, having arrived there on `arrival`.
    void search(const std::vector<std::uint8_t>& banned, std::optional<std::uint32_t> arrival,
                std::span<const std::uint32_t> first);

    [[nodiscard]] const Key& from(std::uint32_t side) const { return key_[side]; }

    /// The best way to the destination that begins with one of the arcs `first`; among equals the
    /// one of least link positions. Empty where there is none.
    [[nodiscard]] std::vector<std::uint32_t> best_way(std::optional<std::uint32_t> arrival,
                                                      std::span<const std::uint32_t> first) const;

  private:
    void run(const std::vector<std::uint8_t>* banned, std::optional<std::uint32_t> arrival,
             std::span<const std::uint32_t> first);

    const RouteGraph& graph_;
    std::vector<Key> key_;
    std::vector<std::uint32_t> touched_;
};

/// The steps of a way.
[[nodiscard]] std::vector<RouteStep> steps_of(const RouteGraph& graph,
                                              std::span<const std::uint32_t> way);

/// What a tonne pays, waits and emits on a way.
[[nodiscard]] TonneCost cost_of(const CostModel& model, const std::vector<RouteStep>& steps);

/// The proof of the least weight, from a whole search.
[[nodiscard]] RouteProof proof_of(const RouteGraph& graph, const ToGo& to_go, Objective objective);

}  // namespace corridor::route_search
