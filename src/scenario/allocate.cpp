#include <corridor/flow/allocation_years.hpp>
#include <corridor/scenario/allocation_query.hpp>
#include <corridor/scenario/run.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace corridor {

AllocationQuery allocation_query(const ScenarioPlan& plan, const YearState& state) {
    AllocationQuery query{.demands = {},
                          .resources = state.resources,
                          .resource_uses = plan.resource_uses,
                          .selection = state.selection,
                          .unserved_price = plan.scenario.demand.unserved_price};
    for (const DemandRow& row : state.demand) {
        query.demands.push_back({.id = row.id,
                                 .origin = row.origin,
                                 .destination = row.destination,
                                 .commodity = row.commodity,
                                 .amount = row.rate});
    }
    return query;
}

namespace {

/// The years with their costs; nothing where a cost cannot be read or a question be asked.
std::vector<AllocationYear> questions_of(const ScenarioPlan& plan) {
    std::vector<AllocationYear> years;
    for (const YearState& state : plan.years) {
        const Parsed<CostRates> rates = read_rates(plan.costs, state.network.units());
        Parsed<CostModel> model =
            rates ? cost_model(state.network, *rates) : Parsed<CostModel>(rates.diagnostics());
        if (!model) {
            return {};
        }
        years.push_back({std::move(model).value(), allocation_query(plan, state)});
        if (!check(years.back().model, years.back().query).ok()) {
            return {};
        }
    }
    return years;
}

std::vector<TonnesPerYear> whole_tonnes_unserved(const AllocationQuery& query,
                                                 const Allocation& answer) {
    std::vector<TonnesPerYear> list;
    for (std::size_t d = 0; d < query.demands.size(); ++d) {
        list.emplace_back(std::clamp<std::int64_t>(std::llround(unserved(query, answer, d)), 0,
                                                   query.demands[d].amount.count()));
    }
    return list;
}

/// Adds up the routes of an allocation on links, nodes and terminals, and rounds the sums.
class Loads {
  public:
    Loads(const Network& network, const AllocatedYear& year)
        : network_(network),
          counted_(network.links().size()),
          node_(network.nodes().size()),
          terminal_(network.nodes().size()) {
        for (const AllocatedRoute& route : year.answer.routes) {
            add(route, year.query.demands[route.demand]);
        }
    }

    void put_into(YearResult& year) const {
        year.link_load.assign(counted_.size(), 0);
        for (CommodityYear& commodity : year.commodities) {
            commodity.link_flow.assign(counted_.size(), 0);
            const auto net = net_.find(commodity.commodity);
            const auto both = both_.find(commodity.commodity);
            for (std::size_t i = 0; net != net_.end() && i < counted_.size(); ++i) {
                commodity.link_flow[i] = std::llround(net->second[i]);
                year.link_load[i] += std::llround(both->second[i]);
            }
        }
        year.counted_link_load = rounded(counted_);
        year.node_load = rounded(node_);
        year.terminal_load = rounded(terminal_);
        year.low_confidence_share_of_tonne_km =
            low_confidence_share_of_tonne_km(network_, year.link_load);
    }

  private:
    static std::vector<std::int64_t> rounded(const std::vector<double>& sums) {
        std::vector<std::int64_t> whole;
        for (const double sum : sums) {
            whole.push_back(std::llround(sum));
        }
        return whole;
    }

    [[nodiscard]] bool is_vessel(LinkId link) const {
        return network_.link(link).mode == Mode::container_vessel;
    }

    void add(const AllocatedRoute& route, const AllocationDemand& demand) {
        std::vector<double>& net = net_[demand.commodity];
        std::vector<double>& both = both_[demand.commodity];
        net.resize(counted_.size());
        both.resize(counted_.size());
        const bool of_containers = demand.commodity == containers;
        NodeId at = *network_.find_node(demand.origin);
        bool by_vessel = false;
        for (const LinkId id : route.links) {
            const Link& link = network_.link(id);
            visit(at, route.t_per_year, of_containers && (by_vessel || is_vessel(id)));
            const bool forward = link.tail == at;
            net[id.index] += forward ? route.t_per_year : -route.t_per_year;
            both[id.index] += route.t_per_year;
            if (!link.capacity || !link.capacity->containers_only || of_containers) {
                counted_[id.index] += route.t_per_year;
            }
            at = forward ? link.head : link.tail;
            by_vessel = is_vessel(id);
        }
        visit(at, route.t_per_year, of_containers && by_vessel);
    }

    void visit(NodeId node, double tonnes, bool at_terminal) {
        node_[node.index] += tonnes;
        terminal_[node.index] += at_terminal ? tonnes : 0.0;
    }

    const Network& network_;
    std::map<std::string, std::vector<double>> net_;
    std::map<std::string, std::vector<double>> both_;
    std::vector<double> counted_;
    std::vector<double> node_;
    std::vector<double> terminal_;
};

/// Part of what the dearest limit of a demand costs it, below which another is a mere detour.
constexpr double smallest_part = 0.05;

/// The limits that the demands of a commodity wait for.
void put_binding(CommodityYear& commodity, const Network& network, const AllocatedYear& year) {
    std::vector<Element> elements;
    commodity.binding.clear();
    commodity.binding_resources.clear();
    for (const Wait& wait : year.waits) {
        if (year.query.demands[wait.demand].commodity != commodity.commodity) {
            continue;
        }
        const double dearest = wait.limits.empty()
                                   ? 0.0
                                   : wait.limits[0].use_per_tonne *
                                         year.answer.limits[wait.limits[0].limit].price;
        for (const AwaitedLimit& awaited : wait.limits) {
            const AllocationLimit& limit = year.answer.limits[awaited.limit];
            if (limit.price * awaited.use_per_tonne < smallest_part * dearest) {
                continue;
            }
            if (limit.element) {
                elements.push_back(*limit.element);
                continue;
            }
            const std::string& id = year.query.resources[limit.resource].id;
            auto& resources = commodity.binding_resources;
            if (std::find(resources.begin(), resources.end(), id) == resources.end()) {
                resources.push_back(id);
            }
        }
    }
    std::sort(elements.begin(), elements.end());
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
    for (const Element element : elements) {
        commodity.binding.push_back({element, network.capacity(element)->rate});
    }
}

}  // namespace

TonnesPerYear AllocatedYear::total_demand() const {
    TonnesPerYear sum;
    for (const AllocationDemand& demand : query.demands) {
        sum += demand.amount;
    }
    return sum;
}

TonnesPerYear AllocatedYear::total_unserved() const {
    TonnesPerYear sum;
    for (const TonnesPerYear tonnes : unserved) {
        sum += tonnes;
    }
    return sum;
}

TonnesPerYear AllocatedYear::total_served() const {
    return TonnesPerYear(total_demand().count() - total_unserved().count());
}

TonnesPerYear unserved_of(const AllocatedYear& year, std::string_view commodity) {
    TonnesPerYear sum;
    for (std::size_t d = 0; d < year.query.demands.size(); ++d) {
        if (year.query.demands[d].commodity == commodity) {
            sum += year.unserved[d];
        }
    }
    return sum;
}

std::optional<int> first_shortfall(const std::vector<AllocatedYear>& years) {
    const auto found = std::find_if(years.begin(), years.end(), [](const AllocatedYear& year) {
        return year.total_unserved().count() > 0;
    });
    return found == years.end() ? std::nullopt : std::optional(found->year);
}

std::vector<AllocatedYear> allocate(const ScenarioPlan& plan) {
    std::vector<AllocatedYear> result;
    if (!plan.scenario.growth) {
        return result;
    }
    std::vector<AllocationYear> questions = questions_of(plan);
    std::vector<Allocation> answers = allocate_years(questions);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        AllocatedYear year{.year = plan.years[i].year,
                           .query = std::move(questions[i].query),
                           .answer = std::move(answers[i])};
        const CostModel& model = questions[i].model;
        year.waits = waits(model, year.query, year.answer);
        year.measures = od_measures(model, year.query, year.answer);
        year.unserved = whole_tonnes_unserved(year.query, year.answer);
        result.push_back(std::move(year));
    }
    for (std::size_t i = 0; i < result.size(); ++i) {
        const Allocated now{result[i].query, result[i].answer};
        const AllocatedYear& first = result.front();
        const AllocatedYear& previous = result[i == 0 ? 0 : i - 1];
        const Network& network = plan.years[i].network;
        result[i].since_first = diversions(network, {first.query, first.answer}, now);
        result[i].since_previous = diversions(network, {previous.query, previous.answer}, now);
    }
    return result;
}

void put_in_place(Growth& growth, const ScenarioPlan& plan,
                  const std::vector<AllocatedYear>& allocation) {
    if (allocation.empty()) {
        return;
    }
    for (std::size_t i = 0; i < growth.years.size(); ++i) {
        YearResult& year = growth.years[i];
        const AllocatedYear& optimum = allocation[i];
        const Network& network = plan.years[i].network;
        for (CommodityYear& commodity : year.commodities) {
            commodity.unserved = unserved_of(optimum, commodity.commodity);
            commodity.served = commodity.demand - commodity.unserved;
            commodity.loaded = commodity.served;
            put_binding(commodity, network, optimum);
        }
        year.unserved = optimum.total_unserved();
        year.served = optimum.total_served();
        year.loaded = year.served;
        ++year.answers;
        year.certified += optimum.answer.certified ? 1 : 0;
        Loads(network, optimum).put_into(year);
    }
    growth.saturations = saturations(plan.years, growth.years);
    growth.breaks_in = first_shortfall(allocation);
}

}  // namespace corridor
