#include "flow/multicommodity/answer_values.hpp"

#include <corridor/flow/multicommodity.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace corridor::flow {
namespace {

constexpr std::uint32_t most_nodes = 1U << 22;
constexpr std::uint32_t most_arcs = 1U << 24;

bool is_amount(double value) {
    return value >= 0.0 && value <= multicommodity::largest_amount;
}

class Checker {
  public:
    explicit Checker(const MulticommodityProblem& problem) : problem_(problem) {}

    Diagnostics run() {
        check_shape();
        if (faults_.ok()) {
            check_demands();
            check_limits();
        }
        if (faults_.ok()) {
            check_equipment();
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string field, std::string expected, std::string found) {
        faults_.add({Severity::error, Place{}, std::move(field), std::move(expected),
                     std::move(found), ""});
    }

    void amount(const char* field, std::size_t index, double value) {
        if (!is_amount(value)) {
            fault(fmt::format("{} {}", field, index), "a number from 0 to 1e15",
                  fmt::format("{}", value));
        }
    }

    void check_shape() {
        if (problem_.node_count > most_nodes || problem_.arc_count() > most_arcs) {
            fault("size", "at most 2^22 nodes and 2^24 arcs",
                  fmt::format("{} and {}", problem_.node_count, problem_.arc_count()));
        }
        if (problem_.head.size() != problem_.tail.size()) {
            fault("head", "as many as tails", fmt::format("{}", problem_.head.size()));
            return;
        }
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            if (problem_.tail[a] >= problem_.node_count ||
                problem_.head[a] >= problem_.node_count) {
                fault(fmt::format("arc {}", a), "end points that are nodes",
                      fmt::format("{} and {}", problem_.tail[a], problem_.head[a]));
            }
        }
        for (std::size_t k = 0; k < problem_.commodities.size(); ++k) {
            const auto& commodity = problem_.commodities[k];
            if ((!commodity.cost.empty() && commodity.cost.size() != problem_.arc_count()) ||
                (!commodity.open.empty() && commodity.open.size() != problem_.arc_count())) {
                fault(fmt::format("commodity {}", k), "one cost and one mark for each arc",
                      fmt::format("{} and {}", commodity.cost.size(), commodity.open.size()));
            }
            for (const double cost : commodity.cost) {
                amount("cost of commodity", k, cost);
            }
        }
    }

    void check_demands() {
        for (std::size_t d = 0; d < problem_.demands.size(); ++d) {
            const auto& demand = problem_.demands[d];
            if (demand.commodity >= problem_.commodities.size() ||
                demand.origin >= problem_.node_count || demand.destination >= problem_.node_count ||
                demand.group >= MulticommodityProblem::every_commodity / 2) {
                fault(fmt::format("demand {}", d), "a commodity, nodes and a group that are there",
                      "another");
            }
            amount("demand", d, demand.amount);
            amount("unserved cost of demand", d, demand.unserved_cost);
        }
    }

    void check_limits() {
        for (std::size_t r = 0; r < problem_.limits.size(); ++r) {
            amount("limit", r, problem_.limits[r]);
        }
        for (const auto& use : problem_.arc_uses) {
            if (use.limit >= problem_.limits.size() || use.arc >= problem_.arc_count() ||
                (use.commodity >= problem_.commodities.size() &&
                 use.commodity != MulticommodityProblem::every_commodity)) {
                fault("arc use", "a limit, an arc and a commodity that are there", "another");
            }
            amount("arc use of limit", use.limit, use.per_unit);
        }
        for (const auto& use : problem_.demand_uses) {
            if (use.limit >= problem_.limits.size() || use.demand >= problem_.demands.size()) {
                fault("demand use", "a limit and a demand that are there", "another");
            }
            amount("demand use of limit", use.limit, use.per_unit);
        }
    }

    [[nodiscard]] bool is_whole(const MulticommodityProblem::Equipment& equipment) const {
        const auto is_node = [&](std::uint32_t v) { return v < problem_.node_count; };
        return equipment.empty < problem_.commodities.size() &&
               equipment.place.size() == problem_.node_count &&
               equipment.leaves.size() == equipment.arrives.size() &&
               std::all_of(equipment.place.begin(), equipment.place.end(),
                           [&](std::uint32_t place) {
                               return place == MulticommodityProblem::no_place ||
                                      place < equipment.leaves.size();
                           }) &&
               std::all_of(equipment.leaves.begin(), equipment.leaves.end(), is_node) &&
               std::all_of(equipment.arrives.begin(), equipment.arrives.end(), is_node);
    }

    void check_equipment() {
        for (std::size_t e = 0; e < problem_.equipment.size(); ++e) {
            const auto& equipment = problem_.equipment[e];
            const bool is_asked_for = std::any_of(
                problem_.demands.begin(), problem_.demands.end(),
                [&](const auto& demand) { return demand.commodity == equipment.empty; });
            if (!is_whole(equipment) || is_asked_for) {
                fault(fmt::format("equipment {}", e),
                      "places and nodes that are there, and a commodity that no demand asks for",
                      "another");
                return;
            }
        }
        std::vector<std::vector<const MulticommodityProblem::ArcUse*>> by_arc(problem_.arc_count());
        for (const auto& use : problem_.arc_uses) {
            by_arc[use.arc].push_back(&use);
        }
        std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
        for (const auto& use : problem_.equipment_uses) {
            if (use.equipment >= problem_.equipment.size() || use.arc >= problem_.arc_count() ||
                use.commodity >= problem_.commodities.size() || !(use.per_unit > 0.0) ||
                !is_amount(use.per_unit) || !seen.insert({use.commodity, use.arc}).second) {
                fault("equipment use",
                      "equipment, commodity and arc that are there, each arc and commodity once",
                      "another");
                return;
            }
            check_return(use, by_arc[use.arc]);
        }
    }

    /// So that no way of cargo pays for going round in circles: loaded costs and uses at least as
    /// much as empty.
    void check_return(const MulticommodityProblem::EquipmentUse& use,
                      const std::vector<const MulticommodityProblem::ArcUse*>& uses) {
        const auto& equipment = problem_.equipment[use.equipment];
        const auto& empty = problem_.commodities[equipment.empty];
        const auto& loaded = problem_.commodities[use.commodity];
        const auto none = MulticommodityProblem::no_place;
        const auto cost = [&](const MulticommodityProblem::Commodity& commodity) {
            return commodity.cost.empty() ? 0.0 : commodity.cost[use.arc];
        };
        constexpr double room = 1e-9;
        const auto exceeds = [&](double of_empty, double of_loaded) {
            return use.per_unit * of_empty > of_loaded * (1.0 + room);
        };
        std::map<std::uint32_t, std::pair<double, double>> used;  // by limit: empty, loaded
        for (const auto* each : uses) {
            const bool is_all = each->commodity == MulticommodityProblem::every_commodity;
            auto& [of_empty, of_loaded] = used[each->limit];
            of_empty += is_all || each->commodity == equipment.empty ? each->per_unit : 0.0;
            of_loaded += is_all || each->commodity == use.commodity ? each->per_unit : 0.0;
        }
        const bool is_open = empty.open.empty() || empty.open[use.arc] != 0;
        const bool uses_more = std::any_of(used.begin(), used.end(), [&](const auto& entry) {
            return exceeds(entry.second.first, entry.second.second);
        });
        if (equipment.place[problem_.tail[use.arc]] == none ||
            equipment.place[problem_.head[use.arc]] == none || !is_open ||
            exceeds(cost(empty), cost(loaded)) || uses_more) {
            fault(fmt::format("equipment use on arc {}", use.arc),
                  "an arc between places, open to empty units, which cost and use no more than "
                  "loaded ones",
                  "another");
        }
    }

    const MulticommodityProblem& problem_;
    Diagnostics faults_;
};

}  // namespace

Diagnostics check(const MulticommodityProblem& problem) {
    return Checker(problem).run();
}

}  // namespace corridor::flow
