#include <corridor/analysis/growth.hpp>
#include <corridor/base/contract.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace corridor {
namespace {

/// The rows of one commodity, added up by origin and by destination in order of first appearance.
struct Pool {
    std::vector<Endpoint> origins;
    std::vector<Endpoint> destinations;
    TonnesPerYear demand;
    TonnesPerYear low_confidence;
};

void add_to(std::vector<Endpoint>& endpoints, const std::string& node, TonnesPerYear amount) {
    const auto known = std::find_if(endpoints.begin(), endpoints.end(),
                                    [&](const Endpoint& e) { return e.node == node; });
    if (known == endpoints.end()) {
        endpoints.emplace_back(node, amount);
    } else {
        *known->limit += amount;
    }
}

Pool pool(const std::vector<DemandRow>& rows, std::string_view commodity) {
    Pool result;
    for (const DemandRow& row : rows) {
        if (row.commodity != commodity) {
            continue;
        }
        add_to(result.origins, row.origin, row.rate);
        add_to(result.destinations, row.destination, row.rate);
        result.demand += row.rate;
        if (row.confidence == Confidence::low) {
            result.low_confidence += row.rate;
        }
    }
    return result;
}

/// The same places without limits; a place that sends and receives does only what it does more of.
FlowQuery unlimited_query(const Pool& pool, FlowQuery query) {
    query.from.clear();
    query.to.clear();
    const auto amount_at = [](const std::vector<Endpoint>& endpoints, const std::string& node) {
        for (const Endpoint& endpoint : endpoints) {
            if (endpoint.node == node) {
                return *endpoint.limit;
            }
        }
        return TonnesPerYear();
    };
    for (const Endpoint& origin : pool.origins) {
        if (*origin.limit >= amount_at(pool.destinations, origin.node)) {
            query.from.emplace_back(origin.node);
        }
    }
    for (const Endpoint& destination : pool.destinations) {
        if (*destination.limit > amount_at(pool.origins, destination.node)) {
            query.to.emplace_back(destination.node);
        }
    }
    return query;
}

double low_confidence_share(const Network& network, const std::vector<CutMember>& cut) {
    TonnesPerYear whole;
    TonnesPerYear low;
    for (const CutMember& member : cut) {
        whole += member.capacity;
        if (network.provenance(member).confidence == Confidence::low) {
            low += member.capacity;
        }
    }
    return ratio(low, whole);
}

bool counts(const std::optional<Capacity>& capacity, bool is_containers) {
    return !capacity || !capacity->containers_only || is_containers;
}

class YearStudy {
  public:
    YearStudy(const YearState& state, const std::vector<std::string>& commodities)
        : state_(state), network_(state.network) {
        result_.year = state.year;
        result_.link_load.assign(network_.links().size(), 0);
        result_.node_load.assign(network_.nodes().size(), 0);
        result_.terminal_load.assign(network_.nodes().size(), 0);
        result_.counted_link_load.assign(network_.links().size(), 0);
        for (const std::string& commodity : commodities) {
            study(commodity);
        }
        result_.low_confidence_share_of_tonne_km =
            low_confidence_share_of_tonne_km(network_, result_.link_load);
    }

    YearResult take() { return std::move(result_); }

  private:
    MaxFlow solve(const FlowQuery& query, FlowChoice choice) {
        MaxFlow flow = max_flow(network_, query, {.choice = choice});
        ++result_.answers;
        result_.certified += flow.certified ? 1 : 0;
        return flow;
    }

    void study(const std::string& commodity) {
        const Pool pooled = pool(state_.demand, commodity);
        CommodityYear year;
        year.commodity = commodity;
        year.demand = pooled.demand;
        year.low_confidence_share_of_demand = ratio(pooled.low_confidence, pooled.demand);
        year.link_flow.assign(network_.links().size(), 0);
        if (pooled.demand.count() > 0) {
            FlowQuery query;
            query.from = pooled.origins;
            query.to = pooled.destinations;
            query.commodity = commodity;
            query.selection = state_.selection;

            const MaxFlow alone = solve(query, FlowChoice::any);
            year.pooled_served = alone.value;
            year.pooled_unserved = pooled.demand - alone.value;
            if (year.pooled_unserved.count() > 0) {
                year.pooled_binding = alone.cut;
            }
            year.served = year.pooled_served;
            year.unserved = year.pooled_unserved;
            year.binding = year.pooled_binding;
            find_ceiling(pooled, query, year);
            load(std::move(query), year);
        }
        result_.demand += year.demand;
        result_.pooled_served += year.pooled_served;
        result_.pooled_unserved += year.pooled_unserved;
        result_.served += year.served;
        result_.unserved += year.unserved;
        result_.loaded += year.loaded;
        result_.commodities.push_back(std::move(year));
    }

    void find_ceiling(const Pool& pooled, const FlowQuery& query, CommodityYear& year) {
        const FlowQuery open_ended = unlimited_query(pooled, query);
        if (open_ended.from.empty() || open_ended.to.empty()) {
            return;
        }
        MaxFlow ceiling = solve(open_ended, FlowChoice::any);
        if (ceiling.outcome == flow::Outcome::optimal) {
            year.ceiling = ceiling.value;
            year.ceiling_cut = std::move(ceiling.cut);
            year.low_confidence_share_of_ceiling = low_confidence_share(network_, year.ceiling_cut);
        }
    }

    void load(FlowQuery query, CommodityYear& year) {
        const bool is_containers = year.commodity == containers;
        query.preload = preload();
        MaxFlow flow = solve(query, FlowChoice::least_time);
        year.loaded = flow.value;
        for (std::size_t i = 0; i < flow.link_flow.size(); ++i) {
            const std::int64_t amount = std::abs(flow.link_flow[i]);
            result_.link_load[i] += amount;
            if (counts(network_.links()[i].capacity, is_containers)) {
                result_.counted_link_load[i] += amount;
            }
        }
        for (std::size_t v = 0; v < flow.node_throughput.size(); ++v) {
            result_.node_load[v] += flow.node_throughput[v];
            if (is_containers) {
                result_.terminal_load[v] += flow.terminal_throughput[v];
            }
        }
        year.link_flow = std::move(flow.link_flow);
    }

    [[nodiscard]] Preload preload() const {
        return {result_.counted_link_load, result_.node_load, result_.terminal_load};
    }

    const YearState& state_;
    const Network& network_;
    YearResult result_;
};

std::vector<std::string> commodities_with_demand(std::span<const YearState> years) {
    std::vector<std::string> result;
    const auto add = [&](const std::string& name) {
        if (std::find(result.begin(), result.end(), name) == result.end()) {
            result.push_back(name);
        }
    };
    const auto asked_for = [&](const std::string& name) {
        return std::any_of(years.begin(), years.end(), [&](const YearState& year) {
            return std::any_of(year.demand.begin(), year.demand.end(), [&](const DemandRow& row) {
                return row.commodity == name && row.rate.count() > 0;
            });
        });
    };
    for (const YearState& year : years) {
        for (const std::string& name : year.network.commodities()) {
            if (asked_for(name)) {
                add(name);
            }
        }
    }
    for (const YearState& year : years) {
        for (const DemandRow& row : year.demand) {
            if (row.rate.count() > 0) {
                add(row.commodity);
            }
        }
    }
    return result;
}

std::int64_t load_of(const YearResult& year, Element element) {
    switch (element.kind) {
        case Element::Kind::link:
            return year.counted_link_load[element.index];
        case Element::Kind::node:
            return year.node_load[element.index];
        case Element::Kind::container_terminal:
            break;
    }
    return year.terminal_load[element.index];
}

}  // namespace

TonnesPerYear group_demand(const YearState& year, std::string_view group) {
    TonnesPerYear sum;
    for (const DemandRow& row : year.demand) {
        if (row.group == group) {
            sum += row.rate;
        }
    }
    return sum;
}

std::vector<DemandYear> pooled_years(std::span<const YearState> years, std::string_view commodity) {
    std::vector<DemandYear> result;
    for (const YearState& state : years) {
        Pool pooled = pool(state.demand, commodity);
        if (pooled.demand.count() == 0) {
            continue;
        }
        FlowQuery query;
        query.from = std::move(pooled.origins);
        query.to = std::move(pooled.destinations);
        query.commodity = std::string(commodity);
        query.selection = state.selection;
        result.push_back({state.year, state.network, std::move(query), pooled.demand});
    }
    return result;
}

std::optional<double> utilisation(const Network& network, const YearResult& year, Element element) {
    const auto& capacity = network.capacity(element);
    if (!capacity || capacity->rate.count() == 0) {
        return std::nullopt;
    }
    return ratio(TonnesPerYear(load_of(year, element)), capacity->rate);
}

double low_confidence_share_of_tonne_km(const Network& network,
                                        std::span<const std::int64_t> link_load) {
    double whole = 0.0;
    double low = 0.0;
    for (std::size_t i = 0; i < link_load.size(); ++i) {
        const Link& link = network.links()[i];
        const double tonne_km = static_cast<double>(link_load[i]) * link.length.kilometres();
        whole += tonne_km;
        if (link.provenance.confidence == Confidence::low) {
            low += tonne_km;
        }
    }
    return whole > 0.0 ? low / whole : 0.0;
}

std::vector<Saturation> saturations(std::span<const YearState> years,
                                    std::span<const YearResult> results) {
    std::vector<Saturation> list;
    std::vector<Element> candidates;
    if (!years.empty()) {
        for (std::uint32_t i = 0; i < years.front().network.links().size(); ++i) {
            candidates.push_back(Element::of(LinkId{i}));
        }
        for (std::uint32_t v = 0; v < years.front().network.nodes().size(); ++v) {
            candidates.push_back(Element::of(NodeId{v}));
            candidates.push_back(Element::terminal_of(NodeId{v}));
        }
        std::sort(candidates.begin(), candidates.end());
    }
    for (const Element& element : candidates) {
        for (std::size_t y = 0; y < years.size(); ++y) {
            const auto& capacity = years[y].network.capacity(element);
            const std::int64_t load = load_of(results[y], element);
            if (capacity && load > 0 && load >= capacity->rate.count()) {
                list.push_back({element, years[y].year, capacity->rate});
                break;
            }
        }
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Saturation& a, const Saturation& b) { return a.year < b.year; });
    return list;
}

Growth growth(std::span<const YearState> years) {
    Growth result;
    const std::vector<std::string> commodities = commodities_with_demand(years);
    for (const YearState& state : years) {
        expects(state.network.links().size() == years.front().network.links().size() &&
                    state.network.nodes().size() == years.front().network.nodes().size(),
                "all years of a growth study stand on the same nodes and links");
        result.years.push_back(YearStudy(state, commodities).take());
        if (!result.breaks_in && result.years.back().unserved.count() > 0) {
            result.breaks_in = state.year;
        }
    }

    result.saturations = saturations(years, result.years);
    return result;
}

}  // namespace corridor
