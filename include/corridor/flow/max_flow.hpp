#pragma once

#include <corridor/flow/arc_list.hpp>
#include <corridor/network/network.hpp>
#include <corridor/network/selection.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace corridor {

/// Where flow starts or ends: a node, and how much may start or end there (none: any amount).
struct Endpoint {
    std::string node;
    std::optional<TonnesPerYear> limit{};

    Endpoint(const char* id) : node(id) {}             // NOLINT: an id is an endpoint
    Endpoint(std::string id) : node(std::move(id)) {}  // NOLINT
    Endpoint(std::string id, TonnesPerYear most) : node(std::move(id)), limit(most) {}
};

/// What is on the network already, in t/yr, by position: it takes its part of each capacity away.
/// An empty vector means nothing; otherwise each is as long as the network's links or nodes and
/// holds at most the capacity.
struct Preload {
    std::vector<std::int64_t> link{};
    std::vector<std::int64_t> node{};
    std::vector<std::int64_t> container_terminal{};

    /// What lies on a limit.
    [[nodiscard]] std::int64_t on(Element element) const;
};

/// How much of one commodity can move from some places to others.
struct FlowQuery {
    std::vector<Endpoint> from;
    std::vector<Endpoint> to;
    /// Only links that permit it are used, and limits stated in containers apply to `containers`
    /// alone. Empty: any cargo, every limit applies and permissions are not looked at.
    std::string commodity{};
    Selection selection{};
    Preload preload{};
};

/// What is wrong with the names in a query, with the nearest names: unknown nodes and commodities,
/// no origin or destination. A place named twice, or both origin and destination without limits, is
/// a fault too. The fields are "from", "to" and "commodity".
[[nodiscard]] Diagnostics check(const Network& network, const FlowQuery& query);

/// Which of the many maximum flows is shown.
enum class FlowChoice : std::uint8_t {
    least_time,  ///< least total transit time and dwell, ties by tariff: a sensible, stable picture
    least_cost,  ///< least total tariff, ties by transit time
    any,         ///< whatever the engine finds: quickest to compute
};

struct MaxFlowOptions {
    flow::Engine engine = flow::Engine::automatic;
    FlowChoice choice = FlowChoice::least_time;
};

/// A limit in a cut, with the capacity it contributes: what the preload leaves of it.
struct CutMember : Element {
    TonnesPerYear capacity;
};

/// What an origin sends or a destination receives.
struct EndpointFlow {
    NodeId node;
    TonnesPerYear flow;
    std::optional<TonnesPerYear> limit;
    bool in_cut = false;  ///< the limit of this endpoint is part of the minimum cut
};

/// A maximum flow with the minimum cut that proves it.
struct MaxFlow {
    flow::Outcome outcome = flow::Outcome::optimal;
    /// 0 when unbounded.
    TonnesPerYear value;
    /// The limits that bind: the minimum cut nearest to the origins, links first, then nodes, each
    /// in network order. Their capacities and the limits of the endpoints in the cut add up to
    /// `value`. When unbounded: a route on which nothing limits the flow (capacities 0).
    std::vector<CutMember> cut;
    /// Whether every minimum cut has these members.
    bool cut_is_unique = false;
    std::vector<EndpointFlow> origins;
    std::vector<EndpointFlow> destinations;
    /// Net flow on each link in t/yr: positive from tail to head, negative against.
    std::vector<std::int64_t> link_flow;
    /// What passes, starts or ends at each node in t/yr.
    std::vector<std::int64_t> node_throughput;
    /// What container vessels load, unload and transship at each node in t/yr.
    std::vector<std::int64_t> terminal_throughput;
    /// flow::verify found nothing wrong; a result that fails is never returned.
    bool certified = false;
};

/// How much can move, what binds, and where it goes.
/// Model        maximise what leaves the origins, subject to conservation at every node, the
/// capacity
///              of each open link that permits the commodity (both directions of a two-way link
///              together), the throughput of nodes and the container terminals of ports
/// Requires     check(network, query) finds nothing; otherwise ContractViolation with its text
/// Returns      optimal with the cut, or unbounded with a route of unlimited capacity
/// Certificate  flow and cut of equal value, checked by flow::verify before returning; an answer
/// that
///              fails is reported as std::logic_error
/// Complexity   O(n²√m) time at worst, O(n + m) memory; the choice of flow adds O(k·m·log n) for k
///              augmentations
/// Determinism  same input, same bytes
/// Source       Ford & Fulkerson (1956); node splitting: Ahuja, Magnanti & Orlin (1993),
/// section 2.4
[[nodiscard]] MaxFlow max_flow(const Network& network, const FlowQuery& query,
                               const MaxFlowOptions& options = {});

}  // namespace corridor
