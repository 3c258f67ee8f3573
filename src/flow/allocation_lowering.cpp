#include "flow/allocation_lowering.hpp"

#include <corridor/base/contract.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace corridor::flow {
namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};
constexpr double micro_usd = 1e-6;
constexpr double metres_per_km = 1000.0;

class AllocationLowering {
  public:
    AllocationLowering(const CostModel& model, const AllocationQuery& query, std::vector<bool> open)
        : model_(model),
          network_(model.network),
          query_(query),
          valuation_(query.valuation.value_or(Valuation{model.rates.value_of_day, {}})),
          priced_(query.objective == AllocationObjective::least_cost),
          open_(std::move(open)) {}

    AllocationLowered run() {
        name_commodities();
        auto& problem = lowered_.problem;
        const auto sides = static_cast<std::uint32_t>(model_.graph.sides.size());
        const auto nodes = static_cast<std::uint32_t>(network_.nodes().size());
        first_start_ = 2 * sides;
        first_end_ = first_start_ + nodes;
        problem.node_count = first_end_ + nodes;
        add_equipment();
        add_links();
        find_ends();
        for (std::uint32_t v = 0; v < nodes; ++v) {
            add_node(NodeId{v});
        }
        add_resources();
        add_demands();
        return std::move(lowered_);
    }

  private:
    [[nodiscard]] std::uint32_t arrival(std::uint32_t side) const { return 2 * side; }
    [[nodiscard]] std::uint32_t departure(std::uint32_t side) const { return 2 * side + 1; }

    void name_commodities() {
        auto& names = lowered_.commodities;
        for (const AllocationDemand& demand : query_.demands) {
            if (std::find(names.begin(), names.end(), demand.commodity) == names.end()) {
                names.push_back(demand.commodity);
            }
        }
        lowered_.problem.commodities.resize(names.size());
    }

    /// Limits stated in containers count containers, and cargo that may be anything.
    [[nodiscard]] bool counts(const Capacity& capacity, std::uint32_t commodity) const {
        const std::string& name = lowered_.commodities[commodity];
        return !capacity.containers_only || name.empty() || name == containers;
    }

    [[nodiscard]] double cost_of(const TonneCost& cost) const {
        if (!priced_) {
            return 0.0;
        }
        const auto weighed = weight(cost, Objective::generalised, valuation_);
        expects(weighed.has_value(), "every cost of a checked question is at most 2^40");
        return static_cast<double>(*weighed) * micro_usd;
    }

    std::uint32_t add_arc(std::uint32_t from, std::uint32_t to, double cost,
                          AllocationLowered::LinkArc meaning = {}) {
        const std::uint32_t arc = lowered_.problem.add_arc(from, to);
        lowered_.meaning.push_back(meaning);
        for (std::uint32_t k = 0; k < lowered_.commodities.size(); ++k) {
            auto& commodity = lowered_.problem.commodities[k];
            if (priced_) {
                commodity.cost.push_back(cost);
            }
            commodity.open.push_back(meaning.is_link && !permits(meaning.link, k) ? 0 : 1);
        }
        for (std::uint32_t e = 0; e < query_.equipment.size(); ++e) {
            add_empty_arc(e, arc, cost, meaning);
        }
        return arc;
    }

    [[nodiscard]] std::uint32_t empty_commodity(std::uint32_t e) const {
        return static_cast<std::uint32_t>(lowered_.commodities.size()) + e;
    }

    [[nodiscard]] static bool holds(const EquipmentType& type, std::string_view commodity) {
        return std::find(type.commodities.begin(), type.commodities.end(), commodity) !=
               type.commodities.end();
    }

    [[nodiscard]] static bool moves_on(const EquipmentType& type, const Link& link) {
        return std::find(type.modes.begin(), type.modes.end(), link.mode) != type.modes.end();
    }

    /// Empties go where something they hold may go: no box on a ship that takes bulk only.
    [[nodiscard]] bool may_go_empty(const EquipmentType& type, const Link& link) const {
        return moves_on(type, link) && std::any_of(type.commodities.begin(), type.commodities.end(),
                                                   [&](const std::string& commodity) {
                                                       const auto id =
                                                           network_.find_commodity(commodity);
                                                       return id && link.commodities.contains(*id);
                                                   });
    }

    /// Every node is a place of every equipment: empties set out where cargo starts and come to
    /// rest where it ends.
    void add_equipment() {
        auto& problem = lowered_.problem;
        const auto sides = static_cast<std::uint32_t>(model_.graph.sides.size());
        const auto nodes = static_cast<std::uint32_t>(network_.nodes().size());
        problem.commodities.resize(lowered_.commodities.size() + query_.equipment.size());
        for (std::uint32_t e = 0; e < query_.equipment.size(); ++e) {
            MulticommodityProblem::Equipment equipment{.empty = empty_commodity(e)};
            equipment.place.resize(problem.node_count);
            for (std::uint32_t s = 0; s < sides; ++s) {
                equipment.place[arrival(s)] = model_.graph.sides[s].node.index;
                equipment.place[departure(s)] = model_.graph.sides[s].node.index;
            }
            for (std::uint32_t v = 0; v < nodes; ++v) {
                equipment.place[first_start_ + v] = v;
                equipment.place[first_end_ + v] = v;
                equipment.leaves.push_back(first_start_ + v);
                equipment.arrives.push_back(first_end_ + v);
            }
            problem.equipment.push_back(std::move(equipment));
        }
    }

    void add_empty_arc(std::uint32_t e, std::uint32_t arc, double cost,
                       const AllocationLowered::LinkArc& meaning) {
        const EquipmentType& type = query_.equipment[e];
        auto& empty = lowered_.problem.commodities[empty_commodity(e)];
        const double tonnes = type.tonnes_per_unit.approximate();
        if (!meaning.is_link) {
            empty.open.push_back(1);
            if (priced_) {
                empty.cost.push_back(cost * tonnes * type.empty_tariff_share.approximate());
            }
            return;
        }
        const Link& link = network_.links()[meaning.link];
        const bool is_way = may_go_empty(type, link);
        empty.open.push_back(is_way ? 1 : 0);
        if (priced_) {
            empty.cost.push_back(is_way ? empty_cost(type, link, cost * tonnes) : 0.0);
        }
        for (std::uint32_t k = 0; is_way && k < lowered_.commodities.size(); ++k) {
            if (holds(type, lowered_.commodities[k]) && permits(meaning.link, k)) {
                lowered_.problem.equipment_uses.push_back({e, k, arc, 1.0 / tonnes});
            }
        }
    }

    /// What an empty unit takes where a tonne of its load takes `each`.
    [[nodiscard]] double empty_use(std::uint32_t e, double each) const {
        const EquipmentType& type = query_.equipment[e];
        return each * type.tonnes_per_unit.approximate() * type.empty_capacity_share.approximate();
    }

    [[nodiscard]] bool permits(std::uint32_t link, std::uint32_t commodity) const {
        const auto id = network_.find_commodity(lowered_.commodities[commodity]);
        return !id || network_.links()[link].commodities.contains(*id);
    }

    /// The limit of an element; none where it is unlimited or counts nothing that is asked for.
    std::uint32_t add_limit(Element element) {
        const auto& capacity = network_.capacity(element);
        const auto count = static_cast<std::uint32_t>(lowered_.commodities.size());
        bool applies = false;
        for (std::uint32_t k = 0; capacity && k < count; ++k) {
            applies = applies || counts(*capacity, k);
        }
        if (!applies) {
            return none;
        }
        const auto amount = static_cast<double>(capacity->rate.count());
        lowered_.limits.push_back({.element = element, .capacity = amount});
        return lowered_.problem.add_limit(amount);
    }

    void take(std::uint32_t limit, Element element, std::uint32_t arc) {
        if (limit == none) {
            return;
        }
        const Capacity& capacity = *network_.capacity(element);
        for (std::uint32_t e = 0; e < query_.equipment.size(); ++e) {
            if (!capacity.containers_only || holds(query_.equipment[e], containers)) {
                lowered_.problem.arc_uses.push_back(
                    {limit, arc, empty_commodity(e), empty_use(e, 1.0)});
            }
        }
        if (!capacity.containers_only && query_.equipment.empty()) {
            lowered_.problem.arc_uses.push_back({.limit = limit, .arc = arc});
            return;
        }
        for (std::uint32_t k = 0; k < lowered_.commodities.size(); ++k) {
            if (counts(capacity, k)) {
                lowered_.problem.arc_uses.push_back({.limit = limit, .arc = arc, .commodity = k});
            }
        }
    }

    void add_links() {
        link_arcs_.resize(open_.size());
        for (std::uint32_t i = 0; i < open_.size(); ++i) {
            const Link& link = network_.links()[i];
            if (!open_[i] || link.tail == link.head) {
                continue;
            }
            const Element element = Element::of(LinkId{i});
            const std::uint32_t limit = add_limit(element);
            const double cost = cost_of(model_.link[i]);
            const auto add = [&](std::uint32_t from, std::uint32_t to, bool backward) {
                const std::uint32_t arc =
                    add_arc(departure(from), arrival(to), cost, {i, true, backward});
                link_arcs_[i].push_back(arc);
                take(limit, element, arc);
            };
            add(model_.graph.tail_side[i], model_.graph.head_side[i], false);
            if (!link.directed) {
                add(model_.graph.head_side[i], model_.graph.tail_side[i], true);
            }
        }
    }

    void find_ends() {
        starts_.resize(network_.nodes().size());
        ends_.resize(network_.nodes().size());
        if (!query_.equipment.empty()) {
            starts_.flip();
            ends_.flip();
        }
        for (const AllocationDemand& demand : query_.demands) {
            starts_[network_.find_node(demand.origin)->index] = true;
            ends_[network_.find_node(demand.destination)->index] = true;
        }
    }

    void add_node(NodeId node) {
        const Element passing = Element::of(node);
        const Element quay = Element::terminal_of(node);
        const std::uint32_t throughput = add_limit(passing);
        const std::uint32_t terminal = add_limit(quay);
        const std::uint32_t first = model_.graph.sides_begin(node);
        const std::uint32_t last = model_.graph.sides_end(node);
        const auto is_vessel = [&](std::uint32_t side) {
            return model_.graph.sides[side].carrier == Carrier::vessel;
        };
        const auto add = [&](std::uint32_t from, std::uint32_t to, double cost, bool by_vessel) {
            const std::uint32_t arc = add_arc(from, to, cost);
            take(throughput, passing, arc);
            if (by_vessel) {
                take(terminal, quay, arc);
            }
        };
        for (std::uint32_t s = first; s < last; ++s) {
            for (std::uint32_t t = first; t < last; ++t) {
                add(arrival(s), departure(t), cost_of(model_.through(s, t)),
                    is_vessel(s) || is_vessel(t));
            }
            if (starts_[node.index]) {
                add(first_start_ + node.index, departure(s), 0.0, is_vessel(s));
            }
            if (ends_[node.index]) {
                add(arrival(s), first_end_ + node.index, 0.0, is_vessel(s));
            }
        }
    }

    /// What a tonne of a commodity takes of a resource on a link: by its own row, else by that of
    /// all. Cargo that may be anything takes the most.
    [[nodiscard]] double use_per_tonne(const std::vector<const ResourceUse*>& rows,
                                       const std::string& commodity) const {
        double general = 0.0;
        double most = 0.0;
        for (const ResourceUse* row : rows) {
            const double each = row->per_tonne.approximate();
            if (row->commodity == commodity) {
                return each;
            }
            most = std::max(most, each);
            general = row->commodity == "all" || row->commodity.empty() ? each : general;
        }
        return commodity.empty() ? most : general;
    }

    void add_resources() {
        for (std::uint32_t r = 0; r < query_.resources.size(); ++r) {
            const Resource& resource = query_.resources[r];
            std::map<std::uint32_t, std::vector<const ResourceUse*>> by_link;
            for (const ResourceUse& use : query_.resource_uses) {
                if (use.resource == resource.id) {
                    by_link[network_.find_link(use.link)->index].push_back(&use);
                }
            }
            double amount = resource.rate ? static_cast<double>(resource.rate->count())
                                          : resource.amount.approximate();
            for (const ResourceShare& share : query_.shares) {
                amount *= share.resource == resource.id ? share.share : 1.0;
            }
            const std::uint32_t limit = lowered_.problem.add_limit(amount);
            lowered_.limits.push_back({.resource = r, .capacity = amount});
            for (const auto& [link, rows] : by_link) {
                for (std::uint32_t k = 0; k < lowered_.commodities.size(); ++k) {
                    const double each = use_per_tonne(rows, lowered_.commodities[k]);
                    for (const std::uint32_t arc : link_arcs_[link]) {
                        if (each > 0.0) {
                            lowered_.problem.arc_uses.push_back({limit, arc, k, each});
                        }
                    }
                }
                add_empty_resource_uses(limit, link, rows);
            }
        }
    }

    /// An empty unit takes what the least demanding of its loads takes.
    void add_empty_resource_uses(std::uint32_t limit, std::uint32_t link,
                                 const std::vector<const ResourceUse*>& rows) {
        for (std::uint32_t e = 0; e < query_.equipment.size(); ++e) {
            double least = -1.0;
            for (const std::string& commodity : query_.equipment[e].commodities) {
                const double each = use_per_tonne(rows, commodity);
                least = least < 0.0 ? each : std::min(least, each);
            }
            for (const std::uint32_t arc : link_arcs_[link]) {
                if (least > 0.0) {
                    lowered_.problem.arc_uses.push_back(
                        {limit, arc, empty_commodity(e), empty_use(e, least)});
                }
            }
        }
    }

    [[nodiscard]] std::string group_of(const AllocationDemand& demand) const {
        switch (query_.fair_between) {
            case FairBetween::demands:
                return demand.id;
            case FairBetween::origins:
                return demand.origin;
            case FairBetween::origin_countries:
                break;
        }
        const std::string& country = network_.node(*network_.find_node(demand.origin)).country;
        return country.empty() ? demand.origin : country;
    }

    void add_demands() {
        auto& groups = lowered_.groups;
        const auto position = [](auto& list, const std::string& name) {
            return static_cast<std::uint32_t>(std::find(list.begin(), list.end(), name) -
                                              list.begin());
        };
        for (const AllocationDemand& demand : query_.demands) {
            const std::string group = group_of(demand);
            const std::uint32_t at = position(groups, group);
            if (at == groups.size()) {
                groups.push_back(group);
            }
            lowered_.problem.demands.push_back(
                {.commodity = position(lowered_.commodities, demand.commodity),
                 .origin = first_start_ + network_.find_node(demand.origin)->index,
                 .destination = first_end_ + network_.find_node(demand.destination)->index,
                 .amount = static_cast<double>(demand.amount.count()),
                 .unserved_cost =
                     static_cast<double>(query_.unserved_price.micro_usd_per_t) * micro_usd,
                 .group = at});
        }
    }

    const CostModel& model_;
    const Network& network_;
    const AllocationQuery& query_;
    Valuation valuation_;
    bool priced_;
    std::vector<bool> open_;
    std::uint32_t first_start_ = 0;
    std::uint32_t first_end_ = 0;
    std::vector<bool> starts_;
    std::vector<bool> ends_;
    std::vector<std::vector<std::uint32_t>> link_arcs_;
    AllocationLowered lowered_;
};

}  // namespace

double empty_cost(const EquipmentType& type, const Link& link, double full_cost) {
    const bool is_land = link.mode == Mode::rail || link.mode == Mode::road;
    const double own = is_land ? type.empty_usd_per_km.approximate() *
                                     static_cast<double>(link.length.metres) / metres_per_km
                               : type.empty_tariff_share.approximate() *
                                     type.tonnes_per_unit.approximate() *
                                     static_cast<double>(link.tariff.micro_usd_per_t) * micro_usd;
    return std::min(own, full_cost);
}

AllocationLowered lower(const CostModel& model, const AllocationQuery& query) {
    return lower(model, query, open_links(model.network, query.selection));
}

AllocationLowered lower(const CostModel& model, const AllocationQuery& query,
                        const std::vector<bool>& open) {
    return AllocationLowering(model, query, open).run();
}

}  // namespace corridor::flow
