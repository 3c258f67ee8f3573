#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/network/cost_rates.hpp>
#include <corridor/network/network.hpp>
#include <corridor/units/rates.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace corridor {

/// What one tonne pays, waits and emits on a part of its way, by kind. The kinds add up; they are
/// never mixed before a Valuation weighs them.
struct TonneCost {
    UnitCost carriage;       ///< the tariff without the charges below
    UnitCost border;         ///< border charges
    UnitCost gauge_change;   ///< handling at a change of gauge
    UnitCost transshipment;  ///< handling at a change of carrier
    Duration moving;
    Duration dwell;               ///< stays at places that are passed on the same carrier
    Duration border_time;         ///< at borders without a change of gauge
    Duration gauge_time;          ///< at changes of gauge, with the border formalities there
    Duration transshipment_time;  ///< stays at places where the carrier changes
    std::int64_t co2e_g = 0;      ///< grams of CO2 equivalent

    [[nodiscard]] UnitCost money() const;
    [[nodiscard]] Duration time() const;
    TonneCost& operator+=(const TonneCost& other);
    friend bool operator==(const TonneCost&, const TonneCost&) = default;
};

/// What is to be small.
enum class Objective : std::uint8_t { cost, time, co2, generalised };

[[nodiscard]] std::string_view to_string(Objective objective);
[[nodiscard]] std::optional<Objective> parse_objective(std::string_view text);

/// What time and emissions are worth: generalised = money + value_of_day · time + carbon_price ·
/// CO2e.
struct Valuation {
    UnitCost value_of_day{};  ///< of one tonne
    UnitCost carbon_price{};  ///< of one tonne of CO2e

    friend bool operator==(const Valuation&, const Valuation&) = default;
};

/// One part of a way on one scale: µUSD/t for cost and generalised, seconds for time, g/t for co2.
/// Of `generalised` each of the two products is rounded to a whole µUSD, halves upwards, so that
/// the parts of a way add up exactly to the way. Nothing where the result is above 2^40.
[[nodiscard]] std::optional<std::int64_t> weight(const TonneCost& cost, Objective objective,
                                                 const Valuation& valuation);

/// A whole way on one scale, with the two products rounded once; nothing where it does not fit 64
/// bits.
[[nodiscard]] std::optional<std::int64_t> weight_of_way(const TonneCost& cost, Objective objective,
                                                        const Valuation& valuation);

/// What holds the cargo. Wagons use railways, rail ferries, changes of gauge, and the border
/// crossings and port transfers between them; a change from one carrier to another costs handling.
enum class Carrier : std::uint8_t { wagon, truck, vessel, tanker, oil_pipe, gas_pipe };

[[nodiscard]] std::string_view to_string(Carrier carrier);

/// The place of a node where one carrier calls.
struct Side {
    NodeId node;
    Carrier carrier;
    friend bool operator==(const Side&, const Side&) = default;
};

/// The network with each node taken apart into its sides. A link attaches to one side at each end;
/// cargo that arrives on a side and leaves from another one of the same node is transferred. Closed
/// links have their sides, too.
struct TransferGraph {
    std::vector<Side> sides;                ///< by node, then carrier
    std::vector<std::uint32_t> first_side;  ///< of each node, and one past the last
    std::vector<std::uint32_t> tail_side;   ///< of each link
    std::vector<std::uint32_t> head_side;

    [[nodiscard]] std::uint32_t sides_begin(NodeId node) const { return first_side[node.index]; }
    [[nodiscard]] std::uint32_t sides_end(NodeId node) const {
        return first_side[std::size_t{node.index} + 1];
    }
};

/// Generalised cost of a network by parts. The way of a tonne costs
///     Σ link  +  Σ passage of every place between its ends  +  transfer wherever the side changes;
/// at its two ends there is neither stay nor handling. Both directions of a link cost the same.
struct CostModel {
    Network network;
    CostRates rates;
    std::vector<TonneCost> link;     ///< by link position
    std::vector<TonneCost> passage;  ///< the stay at each node, all of it as `dwell`
    /// A change of carrier at any node: handling, no time beyond the stay.
    TonneCost transfer;
    TransferGraph graph;
    /// By link: its tariff or its time is a default, because the link states 0 or nothing.
    std::vector<bool> filled_tariff;
    std::vector<bool> filled_time;

    /// What passing a node costs between two of its sides: the stay, counted as transshipment time
    /// where they differ, and the handling.
    [[nodiscard]] TonneCost through(std::uint32_t arrival_side, std::uint32_t departure_side) const;
};

/// Prices a network.
/// Model        docs/model/generalised-cost-and-routes.md. A tariff is taken whole; on border
///              crossings and changes of gauge what is above length × rate is the charge for the
///              border (at most the border charge) and for the gauge. A time is taken whole; on
///              crossings, and on railways and roads between two countries, what is above length ÷
///              speed is the border's. A link that states no tariff or time has length × rate or
///              length ÷ speed of its mode, with the charge and time of a border where its mode is
///              one; it is marked as filled
/// Returns      faults where a figure is negative, or a link or stay is above 2^40 µUSD, s or g
/// Complexity   O(n + m)
[[nodiscard]] Parsed<CostModel> cost_model(const Network& network, const CostRates& rates = {});

/// The same with the rates of a data set.
[[nodiscard]] Parsed<CostModel> cost_model(const Dataset& dataset);

/// Whether a link runs between two countries or is a border by its mode.
[[nodiscard]] bool crosses_border(const Network& network, const Link& link);

}  // namespace corridor
