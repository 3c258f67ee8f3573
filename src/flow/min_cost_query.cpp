#include <corridor/base/names.hpp>
#include <corridor/flow/min_cost.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor {

Int128 FlowCost::money() const {
    return carriage + border + gauge_change + transshipment;
}

Int128 FlowCost::time() const {
    return moving + dwell + border_time + gauge_time + transshipment_time;
}

void FlowCost::add(const TonneCost& part, std::int64_t tonnes) {
    const auto times = [tonnes](std::int64_t each) { return Int128{each} * tonnes; };
    carriage += times(part.carriage.micro_usd_per_t);
    border += times(part.border.micro_usd_per_t);
    gauge_change += times(part.gauge_change.micro_usd_per_t);
    transshipment += times(part.transshipment.micro_usd_per_t);
    moving += times(part.moving.seconds);
    dwell += times(part.dwell.seconds);
    border_time += times(part.border_time.seconds);
    gauge_time += times(part.gauge_time.seconds);
    transshipment_time += times(part.transshipment_time.seconds);
    co2e_g += times(part.co2e_g);
}

Diagnostics check(const CostModel& model, const MinCostQuery& query) {
    const Network& network = model.network;
    Diagnostics diagnostics = check(network, FlowQuery{.from = query.from,
                                                       .to = query.to,
                                                       .commodity = query.commodity,
                                                       .selection = query.selection});
    const auto fault = [&](const char* field, std::string expected, std::string found,
                           std::string advice = "") {
        diagnostics.add({Severity::error, Place{}, field, std::move(expected), std::move(found),
                         std::move(advice)});
    };
    for (const Endpoint& origin : query.from) {
        for (const Endpoint& destination : query.to) {
            if (origin.node == destination.node && origin.limit && destination.limit) {
                fault("to", "other nodes than the origins", fmt::format("'{}'", origin.node));
            }
        }
    }
    if (query.amount.count() < 0 || query.amount.count() > TonnesPerYear::largest) {
        fault("amount", fmt::format("0 to {} t/yr", TonnesPerYear::largest),
              fmt::format("{} t/yr", query.amount.count()));
    }
    const std::vector<bool> open = open_links(network, query.selection);
    for (std::size_t i = 0; i < query.at_least.size(); ++i) {
        const LinkFloor& floor = query.at_least[i];
        const auto id = network.find_link(floor.link);
        if (!id) {
            fault("at_least", "the id of a link", fmt::format("'{}'", floor.link),
                  did_you_mean(floor.link, network.link_ids()));
            continue;
        }
        const Link& link = network.link(*id);
        const auto same = [&](const LinkFloor& other) { return other.link == floor.link; };
        if (std::any_of(query.at_least.begin(),
                        query.at_least.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            fault("at_least", "each link once", fmt::format("'{}' again", floor.link));
        }
        if (!link.directed) {
            fault("at_least", "a link that runs one way", fmt::format("'{}'", floor.link),
                  "a link that runs both ways has no direction in which it carries at least so "
                  "much");
        } else if (!open[id->index]) {
            fault("at_least", "an open link", fmt::format("'{}', which is closed", floor.link));
        }
        if (floor.at_least.count() < 0 || floor.at_least.count() > TonnesPerYear::largest ||
            (link.capacity && floor.at_least > link.capacity->rate)) {
            fault("at_least", fmt::format("0 to the capacity of {}", floor.link),
                  fmt::format("{} t/yr", floor.at_least.count()));
        }
    }
    if (!query.own_cost.empty() && query.own_cost.size() != network.links().size()) {
        fault("own_cost", fmt::format("a cost for each of {} links", network.links().size()),
              fmt::format("{}", query.own_cost.size()));
        return diagnostics;
    }
    for (std::size_t i = 0; i < query.own_cost.size(); ++i) {
        const std::int64_t cost = query.own_cost[i];
        const bool directed = network.links()[i].directed;
        if (cost > flow::largest_unit_cost || cost < (directed ? -flow::largest_unit_cost : 0)) {
            fault(
                "own_cost",
                directed ? "a cost of at most 2^40, either way" : "0 to 2^40, as it runs both ways",
                fmt::format("{} on '{}'", cost, network.links()[i].id));
        }
    }
    if (query.own_cost.empty()) {
        const Valuation valuation =
            query.valuation.value_or(Valuation{model.rates.value_of_day, {}});
        const auto too_large = [&](const TonneCost& cost) {
            return !weight(cost, query.objective, valuation).has_value();
        };
        // A third each for a link and what is paid at its two ends.
        std::int64_t largest = weight(model.transfer, query.objective, valuation).value_or(0);
        bool beyond = too_large(model.transfer);
        for (const auto* costs : {&model.link, &model.passage}) {
            for (const TonneCost& cost : *costs) {
                beyond = beyond || too_large(cost);
                largest =
                    std::max(largest, weight(cost, query.objective, valuation).value_or(INT64_MAX));
            }
        }
        if (beyond || largest > flow::largest_unit_cost / 4) {
            fault("valuation", "costs of at most 2^38 for a tonne on each link and at each node",
                  "more", "lower the value of time or of carbon");
        }
    }
    return diagnostics;
}

}  // namespace corridor
