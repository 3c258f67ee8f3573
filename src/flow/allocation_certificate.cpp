#include "flow/allocation_lowering.hpp"
#include "flow/allocation_uses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corridor::flow {
namespace {

constexpr double far_away = std::numeric_limits<double>::infinity();

/// Walks along the routes of an answer and adds up what they take, pay and bring.
class AllocationCheck {
  public:
    AllocationCheck(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
                    double tolerance)
        : model_(model),
          network_(model.network),
          query_(query),
          answer_(answer),
          tolerance_(tolerance),
          uses_(model, query, answer, verdict_),
          used_(answer.limits.size(), 0.0) {}

    Verdict run() {
        if (answer_.served.size() != query_.demands.size()) {
            fail("not every demand has an amount served");
            return std::move(verdict_);
        }
        walk_routes();
        if (verdict_.holds()) {
            check_served();
            check_balances();
            check_limits();
            check_value();
            if (query_.objective != AllocationObjective::fair && query_.equipment.empty()) {
                check_price_bound(model_, query_, answer_, uses_, tolerance_, verdict_);
            }
        }
        return std::move(verdict_);
    }

  private:
    void fail(std::string violation) { verdict_.violations.push_back(std::move(violation)); }

    [[nodiscard]] bool same(double a, double b, double size) const {
        return std::abs(a - b) <= tolerance_ * std::max({std::abs(a), std::abs(b), size});
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
            if (network_.find_commodity(commodity) && uses_.usable(link, commodity)) {
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
            uses_.on_link(link, commodity, [&](std::size_t limit, double each) {
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
            uses_.at_node(at, uses_.is_vessel(leaves) || (i > 0 && uses_.is_vessel(arrived)),
                          stand_in, take);
            takes_empty_on_link(id, type, take);
            if (i > 0) {
                cost_ += uses_.cost_of(model_.through(arrived, leaves)) * tonnes *
                         type.empty_tariff_share.approximate() * empties.units_per_year;
            }
            if (query_.objective == AllocationObjective::least_cost) {
                cost_ += empty_cost(type, link, uses_.cost_of(model_.link[id.index]) * tonnes) *
                         empties.units_per_year;
            }
            arrived = forward ? model_.graph.head_side[id.index] : model_.graph.tail_side[id.index];
            at = forward ? link.head : link.tail;
        }
        if (empties.links.empty() || at != empties.to) {
            fail(fmt::format("a return of {} does not end at its place", type.id));
            return;
        }
        uses_.at_node(at, uses_.is_vessel(arrived), stand_in, take);
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
            if (!uses_.usable(route.links[i], demand.commodity) ||
                (!forward && (link.directed || link.head != at))) {
                fail(fmt::format("'{}' uses {}, which is closed to it or leads elsewhere",
                                 demand.id, link.id));
                return;
            }
            const std::uint32_t position = route.links[i].index;
            const std::uint32_t leaves =
                forward ? model_.graph.tail_side[position] : model_.graph.head_side[position];
            uses_.at_node(at, uses_.is_vessel(leaves) || (i > 0 && uses_.is_vessel(arrived)),
                          demand.commodity, take);
            uses_.on_link(route.links[i], demand.commodity, take);
            move_loaded(link, at, forward ? link.head : link.tail, demand.commodity,
                        route.t_per_year);
            if (i > 0) {
                cost_ += uses_.cost_of(model_.through(arrived, leaves)) * route.t_per_year;
            }
            cost_ += uses_.cost_of(model_.link[position]) * route.t_per_year;
            arrived = forward ? model_.graph.head_side[position] : model_.graph.tail_side[position];
            at = forward ? link.head : link.tail;
        }
        if (route.links.empty() || network_.node(at).id != demand.destination) {
            fail(fmt::format("a route of '{}' does not end at {}", demand.id, demand.destination));
            return;
        }
        uses_.at_node(at, uses_.is_vessel(arrived), demand.commodity, take);
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

    void check_limits() {
        for (std::size_t l = 0; l < used_.size(); ++l) {
            const AllocationLimit& limit = answer_.limits[l];
            const double capacity = uses_.capacity_of(limit);
            if (!same(capacity, limit.capacity, 1.0) || !same(used_[l], limit.use, capacity) ||
                used_[l] > capacity + tolerance_ * std::max(capacity, 1.0)) {
                fail(fmt::format("{} holds {} of {}, told as {} of {}",
                                 name(network_, query_, limit), used_[l], capacity, limit.use,
                                 limit.capacity));
            }
        }
    }

    void check_value() {
        double value = 0.0;
        double size = 1.0;
        if (query_.objective == AllocationObjective::least_cost) {
            value = cost_;
            size = cost_;
            for (std::size_t d = 0; d < served_.size(); ++d) {
                value += uses_.unserved_price() * (uses_.amount_of(d) - served_[d]);
                size += uses_.unserved_price() * uses_.amount_of(d) * 1e-6;
            }
        } else if (query_.objective == AllocationObjective::most_served) {
            for (std::size_t d = 0; d < served_.size(); ++d) {
                value += served_[d];
                size += uses_.amount_of(d) * 1e-6;
            }
        } else if (query_.objective == AllocationObjective::concurrent) {
            value = far_away;
            for (std::size_t d = 0; d < served_.size(); ++d) {
                value = uses_.amount_of(d) > 0.0 ? std::min(value, served_[d] / uses_.amount_of(d))
                                                 : value;
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

    const CostModel& model_;
    const Network& network_;
    const AllocationQuery& query_;
    const Allocation& answer_;
    double tolerance_;
    Verdict verdict_;
    AllocationUses uses_;
    std::vector<double> used_;
    std::vector<double> served_;
    std::map<std::pair<std::size_t, std::uint32_t>, double> missing_;  ///< by equipment and node
    double most_moved_ = 0.0;
    double cost_ = 0.0;
};

}  // namespace

Verdict verify(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
               double tolerance) {
    return AllocationCheck(model, query, answer, tolerance).run();
}

}  // namespace corridor::flow
