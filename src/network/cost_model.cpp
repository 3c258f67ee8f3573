#include <corridor/base/checked.hpp>
#include <corridor/network/cost_model.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace corridor {
namespace {

constexpr std::int64_t largest_part = std::int64_t{1} << 40;
constexpr std::int64_t day = 86'400;

constexpr std::array<std::string_view, 4> objective_names = {"cost", "time", "co2", "generalised"};
constexpr std::array<std::string_view, 6> carrier_names = {"wagon",  "truck",    "vessel",
                                                           "tanker", "oil_pipe", "gas_pipe"};

std::optional<std::int64_t> within_bounds(std::optional<std::int64_t> value) {
    return value && *value >= 0 && *value <= largest_part ? value : std::nullopt;
}

/// length × rate with both in whole units, `per_km` of them a kilometre; nothing beyond 2^40.
std::optional<std::int64_t> along(Length length, std::int64_t per_km, std::int64_t divisor) {
    return within_bounds(rounded_quotient(Int128{length.metres} * per_km, Int128{1'000} * divisor));
}

bool is_crossing(Mode mode) {
    return mode == Mode::border_crossing || mode == Mode::gauge_change;
}

std::optional<Carrier> own_carrier(Mode mode) {
    switch (mode) {
        case Mode::rail:
        case Mode::rail_ferry:
        case Mode::gauge_change:
            return Carrier::wagon;
        case Mode::road:
            return Carrier::truck;
        case Mode::container_vessel:
            return Carrier::vessel;
        case Mode::tanker:
            return Carrier::tanker;
        case Mode::oil_pipeline:
            return Carrier::oil_pipe;
        case Mode::gas_pipeline:
            return Carrier::gas_pipe;
        case Mode::border_crossing:
        case Mode::port_transfer:
            break;
    }
    return std::nullopt;
}

/// Border crossings and port transfers take what the links beside them carry: trucks where roads
/// meet one of their ends and no railway does, wagons otherwise.
std::vector<Carrier> carriers(const Network& network) {
    std::vector<bool> meets_wagon(network.nodes().size());
    std::vector<bool> meets_truck(network.nodes().size());
    for (const Link& link : network.links()) {
        const auto carrier = own_carrier(link.mode);
        for (const NodeId end : {link.tail, link.head}) {
            if (carrier == Carrier::wagon) {
                meets_wagon[end.index] = true;
            } else if (carrier == Carrier::truck) {
                meets_truck[end.index] = true;
            }
        }
    }
    std::vector<Carrier> result;
    result.reserve(network.links().size());
    for (const Link& link : network.links()) {
        const bool by_road = !meets_wagon[link.tail.index] && !meets_wagon[link.head.index] &&
                             (meets_truck[link.tail.index] || meets_truck[link.head.index]);
        result.push_back(
            own_carrier(link.mode).value_or(by_road ? Carrier::truck : Carrier::wagon));
    }
    return result;
}

TransferGraph transfer_graph(const Network& network, const std::vector<Carrier>& carrier) {
    TransferGraph graph;
    const std::size_t links = network.links().size();
    std::vector<std::uint8_t> calls(network.nodes().size());
    for (std::size_t i = 0; i < links; ++i) {
        const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(carrier[i]));
        calls[network.links()[i].tail.index] |= bit;
        calls[network.links()[i].head.index] |= bit;
    }
    graph.first_side.push_back(0);
    for (std::uint32_t v = 0; v < calls.size(); ++v) {
        for (unsigned c = 0; c < carrier_names.size(); ++c) {
            if (((calls[v] >> c) & 1U) != 0) {
                graph.sides.push_back({NodeId{v}, static_cast<Carrier>(c)});
            }
        }
        graph.first_side.push_back(static_cast<std::uint32_t>(graph.sides.size()));
    }
    const auto side = [&](NodeId node, Carrier which) {
        std::uint32_t s = graph.sides_begin(node);
        while (graph.sides[s].carrier != which) {
            ++s;
        }
        return s;
    };
    for (std::size_t i = 0; i < links; ++i) {
        graph.tail_side.push_back(side(network.links()[i].tail, carrier[i]));
        graph.head_side.push_back(side(network.links()[i].head, carrier[i]));
    }
    return graph;
}

/// Prices links, and tells which figures are out of bounds.
class Pricing {
  public:
    Pricing(CostModel& model, const std::vector<Carrier>& carrier)
        : model_(model), carrier_(carrier) {}

    Diagnostics run() {
        const Network& network = model_.network;
        for (std::size_t i = 0; i < network.links().size(); ++i) {
            model_.link.push_back(price(network.links()[i], i));
        }
        for (const Node& node : network.nodes()) {
            TonneCost stay;
            stay.dwell.seconds =
                require(within_bounds(node.dwell.seconds), "the stay at " + node.id, "s");
            model_.passage.push_back(stay);
        }
        return faults_;
    }

  private:
    std::int64_t require(std::optional<std::int64_t> value, const std::string& what,
                         const char* unit) {
        if (!value) {
            Diagnostic fault;
            fault.field = what;
            fault.expected = fmt::format("0 to 2^40 {}", unit);
            fault.found = "a figure outside of it";
            faults_.add(std::move(fault));
        }
        return value.value_or(0);
    }

    TonneCost price(const Link& link, std::size_t position) {
        TonneCost cost;
        const ModeRates& mode = model_.rates.of(link.mode);
        const bool by_road = carrier_[position] == Carrier::truck;
        price_money(link, position, mode, by_road, cost);
        price_time(link, position, mode, by_road, cost);
        const bool deep_sea = link.length >= model_.rates.deep_sea_from;
        const std::int64_t factor = deep_sea && link.mode == Mode::container_vessel
                                        ? model_.rates.deep_sea_vessel_mg_co2e_per_tkm
                                    : deep_sea && link.mode == Mode::tanker
                                        ? model_.rates.deep_sea_tanker_mg_co2e_per_tkm
                                    : by_road ? model_.rates.of(Mode::road).mg_co2e_per_tkm
                                              : mode.mg_co2e_per_tkm;
        cost.co2e_g =
            require(along(link.length, factor, 1'000), "the emissions of " + link.id, "g/t");
        return cost;
    }

    void price_money(const Link& link, std::size_t position, const ModeRates& mode, bool by_road,
                     TonneCost& cost) {
        const std::string what = "the tariff of " + link.id;
        const std::int64_t rate =
            by_road ? model_.rates.of(Mode::road).micro_usd_per_tkm : mode.micro_usd_per_tkm;
        const std::int64_t carriage = require(along(link.length, rate, 1), what, "µUSD/t");
        const UnitCost border = by_road ? model_.rates.road_border : model_.rates.rail_border;
        const std::int64_t tariff =
            require(within_bounds(link.tariff.micro_usd_per_t), what, "µUSD/t");
        if (tariff == 0) {
            cost.carriage.micro_usd_per_t = carriage;
            if (link.mode == Mode::port_transfer) {
                cost.transshipment = model_.rates.handling;
            }
            if (is_crossing(link.mode)) {
                cost.border = border;
            }
            if (link.mode == Mode::gauge_change) {
                cost.gauge_change = model_.rates.handling;
            }
            model_.filled_tariff[position] = cost.money().micro_usd_per_t > 0;
            return;
        }
        std::int64_t charges = 0;
        if (is_crossing(link.mode)) {
            charges = std::max<std::int64_t>(0, tariff - carriage);
            cost.border.micro_usd_per_t = link.mode == Mode::gauge_change
                                              ? std::min(charges, border.micro_usd_per_t)
                                              : charges;
            cost.gauge_change.micro_usd_per_t = charges - cost.border.micro_usd_per_t;
        }
        cost.carriage.micro_usd_per_t = tariff - charges;
    }

    void price_time(const Link& link, std::size_t position, const ModeRates& mode, bool by_road,
                    TonneCost& cost) {
        const std::string what = "the time of " + link.id;
        const std::int64_t speed =
            by_road ? model_.rates.of(Mode::road).speed_m_per_h : mode.speed_m_per_h;
        const std::int64_t moving = require(
            speed > 0 ? within_bounds(rounded_quotient(Int128{link.length.metres} * 3'600, speed))
                      : std::nullopt,
            what, "s");
        const std::int64_t stated = require(within_bounds(link.transit_time.seconds), what, "s");
        Duration& stop = link.mode == Mode::gauge_change ? cost.gauge_time : cost.border_time;
        if (stated == 0) {
            cost.moving.seconds = moving;
            if (is_crossing(link.mode)) {
                stop = by_road ? model_.rates.road_border_time : model_.rates.rail_border_time;
            }
            model_.filled_time[position] = cost.time().seconds > 0;
            return;
        }
        const bool by_land =
            is_crossing(link.mode) || link.mode == Mode::rail || link.mode == Mode::road;
        if (by_land && crosses_border(model_.network, link)) {
            stop.seconds = std::max<std::int64_t>(0, stated - moving);
        }
        cost.moving.seconds = stated - stop.seconds;
    }

    CostModel& model_;
    const std::vector<Carrier>& carrier_;
    Diagnostics faults_;
};

}  // namespace

std::string_view to_string(Objective objective) {
    return objective_names[static_cast<std::size_t>(objective)];
}

std::optional<Objective> parse_objective(std::string_view text) {
    const auto found = std::find(objective_names.begin(), objective_names.end(), text);
    return found == objective_names.end()
               ? std::nullopt
               : std::optional(static_cast<Objective>(found - objective_names.begin()));
}

std::string_view to_string(Carrier carrier) {
    return carrier_names[static_cast<std::size_t>(carrier)];
}

UnitCost TonneCost::money() const {
    return {carriage.micro_usd_per_t + border.micro_usd_per_t + gauge_change.micro_usd_per_t +
            transshipment.micro_usd_per_t};
}

Duration TonneCost::time() const {
    return {moving.seconds + dwell.seconds + border_time.seconds + gauge_time.seconds +
            transshipment_time.seconds};
}

TonneCost& TonneCost::operator+=(const TonneCost& other) {
    carriage.micro_usd_per_t += other.carriage.micro_usd_per_t;
    border.micro_usd_per_t += other.border.micro_usd_per_t;
    gauge_change.micro_usd_per_t += other.gauge_change.micro_usd_per_t;
    transshipment.micro_usd_per_t += other.transshipment.micro_usd_per_t;
    moving.seconds += other.moving.seconds;
    dwell.seconds += other.dwell.seconds;
    border_time.seconds += other.border_time.seconds;
    gauge_time.seconds += other.gauge_time.seconds;
    transshipment_time.seconds += other.transshipment_time.seconds;
    co2e_g += other.co2e_g;
    return *this;
}

std::optional<std::int64_t> weight(const TonneCost& cost, Objective objective,
                                   const Valuation& valuation) {
    return within_bounds(weight_of_way(cost, objective, valuation));
}

std::optional<std::int64_t> weight_of_way(const TonneCost& cost, Objective objective,
                                          const Valuation& valuation) {
    switch (objective) {
        case Objective::cost:
            return cost.money().micro_usd_per_t;
        case Objective::time:
            return cost.time().seconds;
        case Objective::co2:
            return cost.co2e_g;
        case Objective::generalised:
            break;
    }
    const auto waiting =
        rounded_quotient(Int128{valuation.value_of_day.micro_usd_per_t} * cost.time().seconds, day);
    const auto carbon =
        rounded_quotient(Int128{valuation.carbon_price.micro_usd_per_t} * cost.co2e_g, 1'000'000);
    const auto valued = waiting && carbon ? checked_add(*waiting, *carbon) : std::nullopt;
    return valued ? checked_add(cost.money().micro_usd_per_t, *valued) : std::nullopt;
}

TonneCost CostModel::through(std::uint32_t arrival_side, std::uint32_t departure_side) const {
    TonneCost cost = passage[graph.sides[arrival_side].node.index];
    if (arrival_side != departure_side) {
        cost.transshipment_time = cost.dwell;
        cost.dwell = {};
        cost += transfer;
    }
    return cost;
}

bool crosses_border(const Network& network, const Link& link) {
    const std::string& from = network.node(link.tail).country;
    const std::string& to = network.node(link.head).country;
    return is_crossing(link.mode) || (!from.empty() && !to.empty() && from != to);
}

Parsed<CostModel> cost_model(const Network& network, const CostRates& rates) {
    CostModel model;
    model.network = network;
    model.rates = rates;
    model.transfer.transshipment = rates.handling;
    model.filled_tariff.resize(network.links().size());
    model.filled_time.resize(network.links().size());
    const std::vector<Carrier> carrier = carriers(network);
    model.graph = transfer_graph(network, carrier);
    Diagnostics faults = Pricing(model, carrier).run();
    if (!faults.ok()) {
        return faults;
    }
    return {std::move(model), std::move(faults)};
}

Parsed<CostModel> cost_model(const Dataset& dataset) {
    Parsed<CostRates> rates = read_rates(dataset.costs, dataset.network.units());
    if (!rates.ok()) {
        return rates.diagnostics();
    }
    return cost_model(dataset.network, *rates);
}

}  // namespace corridor
