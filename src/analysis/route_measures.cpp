#include <corridor/analysis/route_measures.hpp>

#include <algorithm>
#include <array>

namespace corridor {
namespace {

constexpr std::array<std::string_view, 4> row_names = {"start", "link", "stay", "transshipment"};

/// Tonnes and kilometres that CAREC's costs are stated for.
constexpr double carec_tonnes = 20.0;
constexpr double carec_kilometres = 500.0;

bool rests_on_low_confidence(const CostModel& model, LinkId id) {
    return model.filled_tariff[id.index] ||
           model.network.link(id).provenance.confidence == Confidence::low;
}

}  // namespace

std::string_view to_string(ProfileRow::Kind kind) {
    return row_names[static_cast<std::size_t>(kind)];
}

std::vector<ProfileRow> profile(const CostModel& model, const Route& route) {
    std::vector<ProfileRow> rows;
    const std::vector<NodeId> nodes = places(model.network, route);
    if (nodes.empty()) {
        return rows;
    }
    rows.push_back({ProfileRow::Kind::start, nodes.front(), std::nullopt, {}, {}, {}});
    const auto add = [&](ProfileRow::Kind kind, NodeId node, std::optional<LinkId> link,
                         const TonneCost& cost, Length length) {
        ProfileRow row{kind, node, link, cost, length, rows.back().total};
        row.length.metres += rows.back().length.metres;
        row.total += cost;
        rows.push_back(row);
    };
    const TransferGraph& graph = model.graph;
    for (std::size_t i = 0; i < route.steps.size(); ++i) {
        const RouteStep& step = route.steps[i];
        const std::uint32_t link = step.link.index;
        add(ProfileRow::Kind::link, nodes[i + 1], step.link, model.link[link],
            model.network.link(step.link).length);
        if (i + 1 == route.steps.size()) {
            break;
        }
        const RouteStep& next = route.steps[i + 1];
        const std::uint32_t arrival = step.reversed ? graph.tail_side[link] : graph.head_side[link];
        const std::uint32_t departure =
            next.reversed ? graph.head_side[next.link.index] : graph.tail_side[next.link.index];
        const TonneCost stay = model.through(arrival, departure);
        if (arrival != departure || stay.time().seconds > 0) {
            add(arrival == departure ? ProfileRow::Kind::stay : ProfileRow::Kind::transshipment,
                nodes[i + 1], std::nullopt, stay, {});
        }
    }
    return rows;
}

RouteMeasures measure(const CostModel& model, const Route& route) {
    RouteMeasures measures;
    const Network& network = model.network;
    std::size_t timed_borders = 0;
    double border_hours = 0.0;
    double border_usd = 0.0;
    std::int64_t low_confidence = route.cost.transshipment.micro_usd_per_t;
    for (const RouteStep& step : route.steps) {
        const Link& link = network.link(step.link);
        const TonneCost& cost = model.link[step.link.index];
        measures.length.metres += link.length.metres;
        measures.gauge_changes += link.mode == Mode::gauge_change ? 1U : 0U;
        measures.filled_figures += (model.filled_tariff[step.link.index] ? 1U : 0U) +
                                   (model.filled_time[step.link.index] ? 1U : 0U);
        if (crosses_border(network, link)) {
            ++measures.borders;
            const std::int64_t stop = cost.border_time.seconds + cost.gauge_time.seconds;
            if (stop > 0) {
                ++timed_borders;
                border_hours += Duration{stop}.hours();
                border_usd += cost.border.usd_per_t() + cost.gauge_change.usd_per_t();
            }
        }
        if (rests_on_low_confidence(model, step.link)) {
            low_confidence += cost.money().micro_usd_per_t - cost.transshipment.micro_usd_per_t;
        }
    }
    for (const ProfileRow& row : profile(model, route)) {
        measures.transshipments += row.kind == ProfileRow::Kind::transshipment ? 1U : 0U;
    }
    const UnitCost money = route.cost.money();
    if (money.micro_usd_per_t > 0) {
        measures.low_confidence_share =
            static_cast<double>(low_confidence) / static_cast<double>(money.micro_usd_per_t);
    }
    CarecIndicators& carec = measures.carec;
    if (timed_borders > 0) {
        carec.border_hours = border_hours / static_cast<double>(timed_borders);
        carec.border_usd = carec_tonnes * border_usd / static_cast<double>(timed_borders);
    }
    if (measures.length.metres > 0) {
        const double kilometres = measures.length.kilometres();
        carec.usd_per_500_km = money.usd_per_t() * carec_tonnes * carec_kilometres / kilometres;
        if (route.cost.moving.seconds > 0) {
            carec.speed_without_delay = kilometres / route.cost.moving.hours();
            carec.speed_with_delay = kilometres / route.cost.time().hours();
        }
    }
    return measures;
}

}  // namespace corridor
