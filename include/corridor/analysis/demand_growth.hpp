#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace corridor {

/// What is asked of a query in one year, and the network of that year.
struct DemandYear {
    int year = 0;
    Network network;
    FlowQuery query;  ///< with the selection of that year
    TonnesPerYear demand;
};

/// How a year's demand fares.
struct ServedYear {
    int year = 0;
    TonnesPerYear demand;
    TonnesPerYear served;
    TonnesPerYear unserved;  ///< demand − served
    /// The most that could move in that year; none where nothing limits it.
    std::optional<TonnesPerYear> ceiling;
    /// What binds there: a minimum cut of the query. From `demand` = `ceiling` on every way to
    /// serve the demand fills it.
    std::vector<CutMember> cut;
    bool cut_is_unique = false;
    /// ceiling − demand where the demand is below: how far growth may still go in this network.
    std::optional<TonnesPerYear> headroom;
    /// What moves on each link, positive from tail to head, and through nodes and terminals when as
    /// much of the demand as possible moves in the least time.
    std::vector<std::int64_t> link_flow;
    std::vector<std::int64_t> node_throughput;
    std::vector<std::int64_t> terminal_throughput;
};

/// A limit and the first year in which it is used in full.
struct FilledLimit {
    Element element;
    TonnesPerYear capacity;  ///< in that year
    int year = 0;            ///< in the flow of least time
    /// The first year in which no way to serve the demand leaves it any room: it belongs to the cut
    /// that the demand fills.
    std::optional<int> unavoidable;
};

/// A set of limits that the demand fills together, and the first year in which it does.
struct FilledCut {
    std::vector<CutMember> members;
    TonnesPerYear capacity;
    int year = 0;
};

/// A demand over years: what is served, what fills up, and which cuts, when.
struct DemandGrowth {
    std::vector<ServedYear> years;
    std::vector<FilledLimit> limits;  ///< by year, then in element order
    std::vector<FilledCut> cuts;      ///< by year; a set of members once
    std::optional<int> breaks_in;     ///< the first year in which something stays unserved
};

/// As much of `amount` as a query can move, in the least time.
/// Requires     check(network, query) finds nothing; otherwise ContractViolation
/// Certificate  max_flow's: what moves is min(amount, largest flow)
[[nodiscard]] MaxFlow flow_of(const Network& network, const FlowQuery& query, TonnesPerYear amount);

/// How far a growing demand gets: for each year what is served, what binds and how much room is
/// left, and the first year in which each link, node, terminal and cut is full.
/// Model        for each year the largest flow of the query and a flow of the demand, or of as much
///              of it as can move, in the least time
/// Requires     networks of the same nodes and links; otherwise ContractViolation
/// Certificate  every flow is certified by flow::verify
/// Complexity   two maximum flows a year
/// Determinism  same input, same bytes
[[nodiscard]] DemandGrowth demand_growth(std::span<const DemandYear> years);

}  // namespace corridor
