#pragma once

#include "flow/multicommodity/master.hpp"
#include "flow/multicommodity/route_graph.hpp"

#include <corridor/flow/multicommodity.hpp>

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace corridor::flow::multicommodity {

/// Column generation over paths: a restricted master problem over the routes known so far, and a
/// shortest-path tree for each origin and commodity that looks for better ones and bounds the
/// optimum. Keeps all routes and the last basis, so that a changed problem is solved from there.
class ColumnGeneration {
  public:
    /// The problem must outlive this; its amounts and limits may change, nothing else.
    ColumnGeneration(const MulticommodityProblem& problem, AllocationObjective objective);

    [[nodiscard]] MulticommoditySolution solve(const MulticommodityOptions& options);
    /// To be called when an amount or a limit becomes 0 or ceases to be.
    void forget_what_is_open() { is_known_nontrivial_ = false; }

  private:
    /// The demands of one commodity from one origin: one shortest-path tree.
    struct Bundle {
        std::uint32_t commodity = 0;
        std::uint32_t origin = 0;
        std::vector<std::uint32_t> demands{};
        std::vector<std::uint32_t> targets{};
    };
    struct RowUse {
        std::uint32_t commodity = 0;
        Entry entry{};
    };
    /// A route that pricing found better than what the master has.
    struct FoundRoute {
        double gain = 0.0;
        std::uint32_t demand = 0;
        std::size_t begin = 0;  ///< in found_edges_
        std::size_t size = 0;
    };
    /// A way of empty units from one place to another.
    struct EmptyReturn {
        std::uint32_t equipment = 0;
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::vector<std::uint32_t> edges{};
        std::uint32_t column = 0;
    };
    /// Units that one unit of a commodity moves on an edge, between the rows of two places.
    struct Carried {
        std::uint32_t commodity = 0;
        std::uint32_t edge = 0;
        std::uint32_t from_row = 0;
        std::uint32_t to_row = 0;
        double per_unit = 0.0;
    };
    /// What the fair allocation has settled for a group.
    struct GroupState {
        double amount = 0.0;
        double share = 0.0;
        bool is_fixed = false;
    };

    // column_generation.cpp: the master and its rounds
    void index_uses();
    void bundle_demands();
    void add_master_columns();
    void load_problem();
    void start_cold(double shift);
    void start_proportional();
    [[nodiscard]] bool start_warm();
    [[nodiscard]] bool generate(const MulticommodityOptions& options, bool is_warm);
    [[nodiscard]] bool run_rounds(const MulticommodityOptions& options);
    [[nodiscard]] double master_value() const;
    [[nodiscard]] double value_scale() const;
    [[nodiscard]] std::vector<double> prices() const;

    // pricing.cpp: routes
    void set_lengths(std::span<const double> prices);
    /// All demands' shortest routes under prices; keeps those that the master lacks and updates
    /// the bound. Returns how many there are.
    std::uint32_t price(std::span<const double> prices);
    [[nodiscard]] double bound_from(double routes, std::span<const double> prices) const;
    [[nodiscard]] double worth_unserved(std::uint32_t demand) const;
    [[nodiscard]] bool own_price(std::uint32_t demand, std::span<const double> prices,
                                 double& sum) const;
    void add_found_routes();
    /// A few rounds before there are prices: each loads all demands on the routes that are shortest
    /// when crowded limits are long.
    void explore(int rounds);
    std::uint32_t add_route(std::uint32_t demand, std::span<const std::uint32_t> edges);

    // answers.cpp: the master's basis as an answer
    void extract(MulticommoditySolution& solution) const;
    [[nodiscard]] std::vector<double> limit_prices() const;
    void put_paths(MulticommoditySolution& solution) const;

    // empties.cpp: equipment that comes back
    void add_places();
    [[nodiscard]] bool has_equipment() const { return !problem_->equipment.empty(); }
    [[nodiscard]] std::uint32_t place_row(std::uint32_t equipment, std::uint32_t place) const {
        return place_rows_begin_[equipment] + place;
    }
    /// Prices under which no return of empty units is worth while, at most those given; keeps the
    /// returns that are worth while under those given. Requires the lengths of the same prices.
    [[nodiscard]] std::vector<double> price_returns(std::span<const double> prices);
    /// Adds what equipment is worth at both ends to the lengths of edges that move it.
    void add_equipment_lengths(std::span<const double> prices);
    void add_found_returns();
    void add_return(const EmptyReturn& found);
    void put_empties(MulticommoditySolution& solution, std::span<const double> fitting) const;
    [[nodiscard]] std::vector<std::vector<double>> place_prices() const;

    // ranges.cpp: where the prices hold
    /// Goes on until the prices of the present basis are those of the optimum.
    [[nodiscard]] bool settle_prices(const MulticommodityOptions& options);
    /// Of each limit in the present basis. Requires settle_prices().
    [[nodiscard]] std::vector<PriceRange> limit_ranges();
    [[nodiscard]] PriceRange row_range(std::uint32_t row);

    // fair.cpp: one level after the other
    void solve_fair(const MulticommodityOptions& options, MulticommoditySolution& solution);
    void load_level(double shortfall_cost);
    [[nodiscard]] FairLevel priced_level() const;
    [[nodiscard]] double shortfall() const;
    [[nodiscard]] std::uint32_t group_row(std::size_t group) const {
        return static_cast<std::uint32_t>(graph_.rows().size() + group);
    }
    /// The row that keeps a share at most 1.
    [[nodiscard]] std::uint32_t cap_row() const { return group_row(groups_.size()); }

    [[nodiscard]] bool has_limits() const { return !row_limit_.empty(); }

    const MulticommodityProblem* problem_;
    AllocationObjective objective_;
    RouteGraph graph_;
    ShortestPaths paths_;
    Master master_;
    std::vector<Bundle> bundles_;
    std::vector<double> row_limit_;
    std::vector<std::uint32_t> row_member_;  ///< which limit of the row is the tightest
    std::vector<double> row_factor_;         ///< of that limit

    // What each edge and each demand uses.
    std::vector<RowUse> edge_rows_;
    std::vector<std::size_t> edge_rows_begin_;
    std::vector<Entry> demand_rows_;
    std::vector<std::size_t> demand_rows_begin_;

    // Columns: unserved parts, routes, and those that belong to no demand.
    std::vector<std::uint32_t> unserved_;       ///< by demand
    std::vector<std::uint32_t> column_demand_;  ///< by column
    std::vector<std::uint32_t> route_edges_;
    std::vector<std::size_t> route_begin_{0};  ///< by column
    std::unordered_map<std::uint64_t, std::uint32_t> known_routes_;
    std::uint32_t free_column_ = 0;  ///< 1/λ, or the share of a fair level
    double free_scale_ = 1.0;
    std::vector<std::uint32_t> shortfall_;  ///< by group: fair
    std::vector<GroupState> groups_;

    std::vector<std::uint32_t> place_rows_begin_;  ///< by equipment
    std::vector<Carried> carried_;                 ///< by edge
    std::vector<std::size_t> carried_begin_;
    std::vector<EmptyReturn> returns_;  ///< known, by column
    std::vector<EmptyReturn> found_returns_;

    std::vector<std::vector<double>> length_;  ///< by commodity and edge
    std::vector<FoundRoute> found_;
    std::vector<std::uint32_t> found_edges_;
    std::vector<double> best_prices_;
    double last_bound_ = 0.0;
    double best_bound_ = 0.0;  ///< below the master's objective: cost, unserved, 1/λ or −share
    bool is_started_ = false;
    bool is_known_nontrivial_ = false;
    std::uint64_t rounds_ = 0;

    std::vector<Entry> entry_work_;
    std::vector<double> row_work_;
    std::vector<std::uint32_t> edge_work_;
};

inline constexpr std::uint32_t no_demand = 0xFFFFFFFFU;

}  // namespace corridor::flow::multicommodity
