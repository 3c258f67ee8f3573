#include "flow/allocation_lowering.hpp"

#include <corridor/flow/allocation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corridor::flow {
namespace {

constexpr double far_away = std::numeric_limits<double>::infinity();
constexpr double usd = 1e-6;  ///< of a µUSD

/// What one tonne pays for limits on a part of its way, or how much of each it takes.
class AllocationCheck {
  public:
    AllocationCheck(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
                    double tolerance)
        : model_(model),
          network_(model.network),
          query_(query),
          answer_(answer),
          tolerance_(tolerance),
          open_(open_links(model.network, query.selection)) {}

    Verdict run() {
        if (answer_.served.size() != query_.demands.size()) {
            fail("not every demand has an amount served");
            return std::move(verdict_);
        }
        index_limits();
        walk_routes();
        if (verdict_.holds()) {
            check_served();
            check_balances();
            check_limits();
            check_value();
            check_bound();
        }
        return std::move(verdict_);
    }

  private:
    void fail(std::string violation) { verdict_.violations.push_back(std::move(violation)); }

    [[nodiscard]] bool same(double a, double b, double size) const {
        return std::abs(a - b) <= tolerance_ * std::max({std::abs(a), std::abs(b), size});
    }

    void index_limits() {
        on_link_.assign(network_.links().size(), {});
        for (std::size_t l = 0; l < answer_.limits.size(); ++l) {
            const AllocationLimit& limit = answer_.limits[l];
            if (limit.element) {
                at_[*limit.element] = l;
            } else {
                of_resource_[query_.resources[limit.resource].id] = l;
            }
        }
        for (const ResourceUse& use : query_.resource_uses) {
            on_link_[network_.find_link(use.link)->index].push_back(&use);
        }
        used_.assign(answer_.limits.size(), 0.0);
    }

    [[nodiscard]] static bool may_be_containers(const std::string& commodity) {
        return commodity.empty() || commodity == containers;
    }

    /// Calls `take(limit, amount)` for what a tonne takes of the limit of an element.
    template <class Take>
    void takes(Element element, const std::string& commodity, const Take& take) {
        const auto& capacity = network_.capacity(element);
        if (!capacity || (capacity->containers_only && !may_be_containers(commodity))) {
            return;
        }
        const auto found = at_.find(element);
        if (found == at_.end()) {
            fail(fmt::format("{} has a limit that the answer leaves out", network_.name(element)));
            return;
        }
        take(found->second, 1.0);
    }

    template <class Take>
    void takes_on_link(LinkId link, const std::string& commodity, const Take& take) {
        takes(Element::of(link), commodity, take);
        std::map<std::string, std::pair<double, bool>> per_resource;
        for (const ResourceUse* use : on_link_[link.index]) {
            const bool own = !commodity.empty() && use->commodity == commodity;
            const bool general = use->commodity == "all" || use->commodity.empty();
            auto& [each, is_own] = per_resource[use->resource];
            if (own) {
                each = use->per_tonne.approximate();
                is_own = true;
            } else if (commodity.empty()) {
                each = std::max(each, use->per_tonne.approximate());
            } else if (general && !is_own) {
                each = use->per_tonne.approximate();
            }
        }
        for (const auto& [resource, each] : per_resource) {
            const auto found = of_resource_.find(resource);
            if (found == of_resource_.end()) {
                fail(fmt::format("{} has a limit that the answer leaves out", resource));
            } else if (each.first > 0.0) {
                take(found->second, each.first);
            }
        }
    }

    template <class Take>
    void takes_at_node(NodeId node, bool by_vessel, const std::string& commodity,
                       const Take& take) {
        takes(Element::of(node), commodity, take);
        if (by_vessel) {
            takes(Element::terminal_of(node), commodity, take);
        }
    }

    [[nodiscard]] bool is_vessel(std::uint32_t side) const {
        return model_.graph.sides[side].carrier == Carrier::vessel;
    }

    [[nodiscard]] bool usable(LinkId link, const std::string& commodity) const {
        const auto id = network_.find_commodity(commodity);
        return open_[link.index] && (!id || network_.link(link).commodities.contains(*id));
    }

    [[nodiscard]] double cost_of(const TonneCost& cost) const {
        if (query_.objective != AllocationObjective::least_cost) {
            return 0.0;
        }
        const Valuation valuation =
            query_.valuation.value_or(Valuation{model_.rates.value_of_day, {}});
        return static_cast<double>(
                   weight(cost, Objective::generalised, valuation).value_or(INT64_MAX)) *
               usd;
    }

    void walk_routes() {
        served_.assign(query_.demands.size(), 0.0);
        for (const AllocatedRoute& route : answer_.routes) {
            if (route.demand >= query_.demands.size() || !(route.t_per_year >= 0.0)) {
                fail("a route of no demand, or of less than nothing");
                continue;
            }
            walk(route);
        }
        for (const EmptyRoute& empties : answer_.empties) {
            if (empties.equipment >= query_.equipment.size() || !(empties.units_per_year >= 0.0)) {
                fail("a return of no equipment, or of less than nothing");
                continue;
            }
            walk_empty(empties);
        }
    }

    [[nodiscard]] static bool moves_on(const EquipmentType& type, const Link& link) {
        return std::find(type.modes.begin(), type.modes.end(), link.mode) != type.modes.end();
    }

    [[nodiscard]] static bool holds(const EquipmentType& type, std::string_view commodity) {
        return std::find(type.commodities.begin(), type.commodities.end(), commodity) !=
               type.commodities.end();
    }

    [[nodiscard]] bool carries_any(LinkId link, const EquipmentType& type) const {
        for (const std::string& commodity : type.commodities) {
            if (network_.find_commodity(commodity) && usable(link, commodity)) {
                return true;
            }
        }
        return false;
    }

    void move_units(std::size_t equipment, NodeId from, NodeId to, double units) {
        missing_[{equipment, from.index}] += units;
        missing_[{equipment, to.index}] -= units;
        most_moved_ = std::max(most_moved_, units);
    }

    /// The equipment that a load takes along a link.
    void move_loaded(const Link& link, NodeId from, NodeId to, const std::string& commodity,
                     double tonnes) {
        for (std::size_t e = 0; e < query_.equipment.size(); ++e) {
            const EquipmentType& type = query_.equipment[e];
            if (moves_on(type, link) && holds(type, commodity)) {
                move_units(e, from, to, tonnes / type.tonnes_per_unit.approximate());
            }
        }
    }

    /// What an empty unit takes of the resources of a link: as the least demanding of its loads.
    template <class Take>
    void takes_empty_on_link(LinkId link, const EquipmentType& type, const Take& take) {
        std::map<std::size_t, std::pair<double, std::size_t>> least;  // by limit, with how many
        for (const std::string& commodity : type.commodities) {
            takes_on_link(link, commodity, [&](std::size_t limit, double each) {
                auto& [amount, count] = least[limit];
                amount = count == 0 ? each : std::min(amount, each);
                ++count;
            });
        }
        for (const auto& [limit, entry] : least) {
            const auto& element = answer_.limits[limit].element;
            if (element || entry.second == type.commodities.size()) {
                take(limit, element ? 1.0 : entry.first);
            }
        }
    }

    void walk_empty(const EmptyRoute& empties) {
        const EquipmentType& type = query_.equipment[empties.equipment];
        const double tonnes = type.tonnes_per_unit.approximate();
        const std::string stand_in =
            holds(type, containers) ? std::string(containers) : std::string("no containers");
        const auto take = [&](std::size_t limit, double each) {
            used_[limit] +=
                each * tonnes * type.empty_capacity_share.approximate() * empties.units_per_year;
        };
        NodeId at = empties.from;
        std::uint32_t arrived = 0;
        for (std::size_t i = 0; i < empties.links.size(); ++i) {
            const LinkId id = empties.links[i];
            const Link& link = network_.link(id);
            const bool forward = link.tail == at;
            if (!carries_any(id, type) || !moves_on(type, link) ||
                (!forward && (link.directed || link.head != at))) {
                fail(fmt::format("empty {} use {}, which is closed to them or leads elsewhere",
                                 type.id, link.id));
                return;
            }
            const std::uint32_t leaves =
                forward ? model_.graph.tail_side[id.index] : model_.graph.head_side[id.index];
            takes_at_node(at, is_vessel(leaves) || (i > 0 && is_vessel(arrived)), stand_in, take);
            takes_empty_on_link(id, type, take);
            if (i > 0) {
                cost_ += cost_of(model_.through(arrived, leaves)) * tonnes *
                         type.empty_tariff_share.approximate() * empties.units_per_year;
            }
            if (query_.objective == AllocationObjective::least_cost) {
                cost_ += empty_cost(type, link, cost_of(model_.link[id.index]) * tonnes) *
                         empties.units_per_year;
            }
            arrived = forward ? model_.graph.head_side[id.index] : model_.graph.tail_side[id.index];
            at = forward ? link.head : link.tail;
        }
        if (empties.links.empty() || at != empties.to) {
            fail(fmt::format("a return of {} does not end at its place", type.id));
            return;
        }
        takes_at_node(at, is_vessel(arrived), stand_in, take);
        move_units(empties.equipment, empties.from, empties.to, empties.units_per_year);
    }

    void check_balances() {
        for (const auto& [key, units] : missing_) {
            if (units > tolerance_ * std::max(most_moved_, 1.0)) {
                fail(fmt::format("{} lacks {} units of {}", network_.node(NodeId{key.second}).id,
                                 units, query_.equipment[key.first].id));
            }
        }
    }

    void walk(const AllocatedRoute& route) {
        const AllocationDemand& demand = query_.demands[route.demand];
        const auto take = [&](std::size_t limit, double each) {
            used_[limit] += each * route.t_per_year;
        };
        NodeId at = *network_.find_node(demand.origin);
        std::uint32_t arrived = 0;
        for (std::size_t i = 0; i < route.links.size(); ++i) {
            const Link& link = network_.link(route.links[i]);
            const bool forward = link.tail == at;
            if (!usable(route.links[i], demand.commodity) ||
                (!forward && (link.directed || link.head != at))) {
                fail(fmt::format("'{}' uses {}, which is closed to it or leads elsewhere",
                                 demand.id, link.id));
                return;
            }
            const std::uint32_t position = route.links[i].index;
            const std::uint32_t leaves =
                forward ? model_.graph.tail_side[position] : model_.graph.head_side[position];
            takes_at_node(at, is_vessel(leaves) || (i > 0 && is_vessel(arrived)), demand.commodity,
                          take);
            takes_on_link(route.links[i], demand.commodity, take);
            move_loaded(link, at, forward ? link.head : link.tail, demand.commodity,
                        route.t_per_year);
            if (i > 0) {
                cost_ += cost_of(model_.through(arrived, leaves)) * route.t_per_year;
            }
            cost_ += cost_of(model_.link[position]) * route.t_per_year;
            arrived = forward ? model_.graph.head_side[position] : model_.graph.tail_side[position];
            at = forward ? link.head : link.tail;
        }
        if (route.links.empty() || network_.node(at).id != demand.destination) {
            fail(fmt::format("a route of '{}' does not end at {}", demand.id, demand.destination));
            return;
        }
        takes_at_node(at, is_vessel(arrived), demand.commodity, take);
        served_[route.demand] += route.t_per_year;
    }

    void check_served() {
        for (std::size_t d = 0; d < served_.size(); ++d) {
            const auto amount = static_cast<double>(query_.demands[d].amount.count());
            if (!same(served_[d], answer_.served[d], amount)) {
                fail(fmt::format("the routes of '{}' carry {} t/yr, not {}", query_.demands[d].id,
                                 served_[d], answer_.served[d]));
            }
            if (query_.objective != AllocationObjective::concurrent &&
                served_[d] > amount * (1.0 + tolerance_)) {
                fail(fmt::format("'{}' is served more than it asks for", query_.demands[d].id));
            }
        }
    }

    [[nodiscard]] double capacity_of(const AllocationLimit& limit) const {
        if (limit.element) {
            return static_cast<double>(network_.capacity(*limit.element)->rate.count());
        }
        const Resource& resource = query_.resources[limit.resource];
        double amount = resource.rate ? static_cast<double>(resource.rate->count())
                                      : resource.amount.approximate();
        for (const ResourceShare& share : query_.shares) {
            if (share.resource == resource.id) {
                amount *= share.share;
            }
        }
        return amount;
    }

    void check_limits() {
        for (std::size_t l = 0; l < used_.size(); ++l) {
            const AllocationLimit& limit = answer_.limits[l];
            const double capacity = capacity_of(limit);
            if (!same(capacity, limit.capacity, 1.0) || !same(used_[l], limit.use, capacity) ||
                used_[l] > capacity + tolerance_ * std::max(capacity, 1.0)) {
                fail(fmt::format("{} holds {} of {}, told as {} of {}",
                                 name(network_, query_, limit), used_[l], capacity, limit.use,
                                 limit.capacity));
            }
        }
    }

    [[nodiscard]] double amount_of(std::size_t d) const {
        return static_cast<double>(query_.demands[d].amount.count());
    }

    [[nodiscard]] double unserved_price() const {
        return static_cast<double>(query_.unserved_price.micro_usd_per_t) * usd;
    }

    void check_value() {
        double value = 0.0;
        double size = 1.0;
        if (query_.objective == AllocationObjective::least_cost) {
            value = cost_;
            size = cost_;
            for (std::size_t d = 0; d < served_.size(); ++d) {
                value += unserved_price() * (amount_of(d) - served_[d]);
                size += unserved_price() * amount_of(d) * 1e-6;
            }
        } else if (query_.objective == AllocationObjective::most_served) {
            for (std::size_t d = 0; d < served_.size(); ++d) {
                value += served_[d];
                size += amount_of(d) * 1e-6;
            }
        } else if (query_.objective == AllocationObjective::concurrent) {
            value = far_away;
            for (std::size_t d = 0; d < served_.size(); ++d) {
                value = amount_of(d) > 0.0 ? std::min(value, served_[d] / amount_of(d)) : value;
            }
        } else {
            value = 1.0;
            for (const FairGroup& group : answer_.groups) {
                value = std::min(value, group.share);
            }
        }
        if (!same(value, answer_.value, size)) {
            fail(fmt::format("the routes add up to {}, not {}", value, answer_.value));
        }
    }

    /// Prices of all limits as lengths: what the cheapest way of a demand costs by them.
    [[nodiscard]] std::vector<double> distances(NodeId origin, const std::string& commodity) {
        const std::size_t sides = model_.graph.sides.size();
        std::vector<double> arrived(sides, far_away);
        std::vector<double> leaving(sides, far_away);
        using Reached = std::pair<double, std::uint32_t>;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> waiting;
        double sum = 0.0;
        const auto take = [&](std::size_t limit, double each) {
            sum += capacity_of(answer_.limits[limit]) > 0.0
                       ? each * std::max(answer_.limits[limit].price, 0.0)
                       : far_away;
        };
        const auto node_price = [&](NodeId node, bool by_vessel) {
            sum = 0.0;
            takes_at_node(node, by_vessel, commodity, take);
            return sum;
        };
        // Links leave from each side; a side is left when it is reached by way of the node.
        const auto leave = [&](NodeId node, std::uint32_t side, double at) {
            if (at >= leaving[side]) {
                return;
            }
            leaving[side] = at;
            for (const LinkId id : network_.links_at(node)) {
                const Link& link = network_.link(id);
                if (!usable(id, commodity) || link.tail == link.head) {
                    continue;
                }
                const std::uint32_t tail = model_.graph.tail_side[id.index];
                const std::uint32_t head = model_.graph.head_side[id.index];
                if (tail != side && (link.directed || head != side)) {
                    continue;
                }
                sum = 0.0;
                takes_on_link(id, commodity, take);
                const double length = at + cost_of(model_.link[id.index]) + sum;
                const std::uint32_t to = tail == side ? head : tail;
                if (length < arrived[to]) {
                    arrived[to] = length;
                    waiting.emplace(length, to);
                }
            }
        };
        for (std::uint32_t s = model_.graph.sides_begin(origin); s < model_.graph.sides_end(origin);
             ++s) {
            leave(origin, s, node_price(origin, is_vessel(s)));
        }
        while (!waiting.empty()) {
            const auto [at, side] = waiting.top();
            waiting.pop();
            if (at > arrived[side]) {
                continue;
            }
            const NodeId node = model_.graph.sides[side].node;
            for (std::uint32_t t = model_.graph.sides_begin(node); t < model_.graph.sides_end(node);
                 ++t) {
                leave(node, t,
                      at + cost_of(model_.through(side, t)) +
                          node_price(node, is_vessel(side) || is_vessel(t)));
            }
        }
        std::vector<double> to_node(network_.nodes().size(), far_away);
        for (std::uint32_t s = 0; s < sides; ++s) {
            const NodeId node = model_.graph.sides[s].node;
            if (arrived[s] < far_away) {
                to_node[node.index] =
                    std::min(to_node[node.index], arrived[s] + node_price(node, is_vessel(s)));
            }
        }
        return to_node;
    }

    void check_bound() {
        if (query_.objective == AllocationObjective::fair || !query_.equipment.empty()) {
            return;
        }
        double worth = 0.0;
        for (const AllocationLimit& limit : answer_.limits) {
            worth += std::max(limit.price, 0.0) * capacity_of(limit);
        }
        std::map<std::pair<std::string, std::string>, std::vector<double>> trees;
        double sum = 0.0;
        double magnitude = 1.0;
        for (std::size_t d = 0; d < query_.demands.size(); ++d) {
            const AllocationDemand& demand = query_.demands[d];
            const auto [tree, is_new] =
                trees.try_emplace(std::pair{demand.origin, demand.commodity});
            if (is_new) {
                tree->second = distances(*network_.find_node(demand.origin), demand.commodity);
            }
            const double length = tree->second[network_.find_node(demand.destination)->index];
            switch (query_.objective) {
                case AllocationObjective::least_cost:
                    sum += amount_of(d) * std::min(length, unserved_price());
                    magnitude += unserved_price() * amount_of(d) * 1e-6;
                    break;
                case AllocationObjective::most_served:
                    sum += amount_of(d) * std::max(0.0, 1.0 - length);
                    magnitude += amount_of(d) * 1e-6;
                    break;
                default:
                    sum += amount_of(d) > 0.0 ? amount_of(d) * length : 0.0;
            }
        }
        double bound = 0.0;
        double claimed = answer_.upper_bound;
        bool proved = false;
        if (query_.objective == AllocationObjective::least_cost) {
            bound = sum - worth;
            claimed = answer_.lower_bound;
            proved = bound >= claimed - tolerance_ * std::max(std::abs(claimed), magnitude);
        } else {
            bound = query_.objective == AllocationObjective::most_served ? sum + worth
                    : sum > 0.0 && worth < far_away                      ? worth / sum
                                                                         : far_away;
            proved = bound <= claimed + tolerance_ * std::max(std::abs(claimed), magnitude);
        }
        if (!proved) {
            fail(fmt::format("the prices of the limits prove {}, not {}", bound, claimed));
        }
    }

    const CostModel& model_;
    const Network& network_;
    const AllocationQuery& query_;
    const Allocation& answer_;
    double tolerance_;
    std::vector<bool> open_;
    std::vector<std::vector<const ResourceUse*>> on_link_;
    std::map<Element, std::size_t> at_;
    std::map<std::string, std::size_t> of_resource_;
    std::vector<double> used_;
    std::vector<double> served_;
    std::map<std::pair<std::size_t, std::uint32_t>, double> missing_;  ///< by equipment and node
    double most_moved_ = 0.0;
    double cost_ = 0.0;
    Verdict verdict_;
};

}  // namespace

Verdict verify(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
               double tolerance) {
    return AllocationCheck(model, query, answer, tolerance).run();
}

}  // namespace corridor::flow
