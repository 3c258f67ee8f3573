#pragma once

#include <corridor/flow/multicommodity.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace corridor::flow::multicommodity {

inline constexpr double unreachable = std::numeric_limits<double>::infinity();

/// The network as routes see it: dead ends left out, chains of arcs that carry the same flow drawn
/// together, limits with the same uses replaced by the tightest. Node numbers stay those of the
/// problem; every demand's origin and destination are kept.
class RouteGraph {
  public:
    /// What a limit costs an edge: per_unit for each unit of the commodity (or of all).
    struct EdgeUse {
        std::uint32_t commodity = 0;  ///< or MulticommodityProblem::every_commodity
        std::uint32_t edge = 0;
        double per_unit = 0.0;
    };
    /// Limits that are used alike, up to a factor; the tightest stands for all.
    struct Row {
        struct Member {
            std::uint32_t limit = 0;
            double factor = 1.0;  ///< uses of the limit are `factor` times those of the row
        };
        std::vector<Member> members{};
        std::vector<EdgeUse> edge_uses{};
        std::vector<MulticommodityProblem::DemandUse> demand_uses{};
    };

    explicit RouteGraph(const MulticommodityProblem& problem);

    [[nodiscard]] std::uint32_t node_count() const { return node_count_; }
    [[nodiscard]] std::uint32_t edge_count() const {
        return static_cast<std::uint32_t>(head_.size());
    }
    /// The arcs behind an edge, from tail to head.
    [[nodiscard]] std::span<const std::uint32_t> arcs(std::uint32_t edge) const {
        return {arcs_.data() + arcs_begin_[edge], arcs_begin_[edge + 1] - arcs_begin_[edge]};
    }
    [[nodiscard]] std::uint32_t tail(std::uint32_t edge) const { return tail_[edge]; }
    [[nodiscard]] std::uint32_t head(std::uint32_t edge) const { return head_[edge]; }
    [[nodiscard]] std::span<const std::uint32_t> edges_from(std::uint32_t node) const {
        return {star_.data() + star_begin_[node], star_begin_[node + 1] - star_begin_[node]};
    }
    /// Cost of each edge for a commodity; `unreachable` where it is closed.
    [[nodiscard]] std::span<const double> cost(std::uint32_t commodity) const {
        return cost_[commodity];
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

  private:
    void contract(const MulticommodityProblem& problem);
    void price_edges(const MulticommodityProblem& problem);
    void merge_limits(const MulticommodityProblem& problem);

    std::uint32_t node_count_ = 0;
    std::vector<std::uint32_t> tail_, head_;
    std::vector<std::uint32_t> arcs_;
    std::vector<std::size_t> arcs_begin_{0};
    std::vector<std::uint32_t> star_;
    std::vector<std::size_t> star_begin_;
    std::vector<std::vector<double>> cost_;
    std::vector<Row> rows_;
};

/// Shortest paths from one node: binary heap, stops once all targets are settled.
class ShortestPaths {
  public:
    explicit ShortestPaths(const RouteGraph& graph);

    /// Requires lengths ≥ 0.
    void run(std::span<const double> length, std::uint32_t origin,
             std::span<const std::uint32_t> targets);
    /// The same to every node where lengths may be below 0 and no cycle is, but by `rounding`.
    void run_signed(std::span<const double> length, std::uint32_t origin, double rounding);
    /// From several starts, each with a distance of its own; who gets to a node may go on from
    /// rest_of[node] at the same distance, as from a start. Requires lengths ≥ 0.
    void run_from(std::span<const std::uint32_t> starts, std::span<const double> labels,
                  std::span<const double> length, std::span<const std::uint32_t> rest_of);
    [[nodiscard]] double distance(std::uint32_t node) const {
        return stamp_[node] == round_ ? distance_[node] : unreachable;
    }
    /// The edges from the origin, or the start, to a node that is reached.
    void path_to(std::uint32_t node, std::vector<std::uint32_t>& edges) const;

  private:
    struct Waiting {
        double distance = 0.0;
        std::uint32_t node = 0;
    };

    void label(std::uint32_t node, double distance, std::uint32_t into);
    void correct(std::span<const double> length, double rounding,
                 std::span<const std::uint32_t> rest_of);

    const RouteGraph* graph_;
    std::vector<double> distance_;
    std::vector<std::uint32_t> into_;
    std::vector<std::uint32_t> stamp_;
    std::vector<std::uint32_t> wanted_;
    std::vector<Waiting> heap_;
    std::uint32_t round_ = 0;
    // Forward star with heads inline, so that a search reads straight on.
    struct Step {
        std::uint32_t edge = 0;
        std::uint32_t head = 0;
    };
    std::vector<Step> steps_;
    std::vector<std::uint32_t> steps_begin_;
};

}  // namespace corridor::flow::multicommodity
