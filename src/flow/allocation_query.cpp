#include <corridor/base/names.hpp>
#include <corridor/flow/allocation.hpp>
#include <corridor/flow/min_cost_problem.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace corridor {
namespace {

constexpr double largest_share = 1000.0;
constexpr double most_tonnes_per_unit = 1e6;

class QueryCheck {
  public:
    QueryCheck(const CostModel& model, const AllocationQuery& query)
        : model_(model), network_(model.network), query_(query) {}

    Diagnostics run() {
        check_demands();
        check_resources();
        check_uses();
        check_prices();
        check_equipment();
        return std::move(faults_);
    }

  private:
    void fault(const char* field, std::string expected, std::string found,
               std::string advice = "") {
        faults_.add({Severity::error, Place{}, field, std::move(expected), std::move(found),
                     std::move(advice)});
    }

    void check_node(const char* field, const AllocationDemand& demand, const std::string& node) {
        if (!network_.find_node(node)) {
            fault(field, "the id of a node", fmt::format("'{}' in '{}'", node, demand.id),
                  did_you_mean(node, network_.node_ids()));
        }
    }

    void check_commodity(const char* field, const std::string& name, const std::string& where) {
        const std::vector<std::string> known(network_.commodities().begin(),
                                             network_.commodities().end());
        if (!network_.find_commodity(name)) {
            fault(field, "a commodity of the network", fmt::format("'{}' in '{}'", name, where),
                  did_you_mean(name, known));
        }
    }

    void check_demands() {
        if (query_.demands.empty()) {
            fault("demand", "one demand or more", "none");
        }
        for (const AllocationDemand& demand : query_.demands) {
            check_node("origin", demand, demand.origin);
            check_node("destination", demand, demand.destination);
            if (demand.origin == demand.destination) {
                fault("destination", "another node than the origin",
                      fmt::format("'{}' in '{}'", demand.destination, demand.id));
            }
            if (!demand.commodity.empty()) {
                check_commodity("commodity", demand.commodity, demand.id);
            }
            if (demand.amount.count() < 0 || demand.amount.count() > TonnesPerYear::largest) {
                fault("amount", fmt::format("0 to {} t/yr", TonnesPerYear::largest),
                      fmt::format("{} t/yr in '{}'", demand.amount.count(), demand.id));
            }
        }
    }

    void check_resources() {
        for (const Resource& resource : query_.resources) {
            if (!resources_.insert(resource.id).second) {
                fault("resource", "each resource once", fmt::format("'{}' again", resource.id));
            }
            if (resource.amount < Decimal(0)) {
                fault("resource", "an amount of 0 or more",
                      fmt::format("{} of '{}'", resource.amount.text(), resource.id));
            }
        }
        for (const ResourceShare& share : query_.shares) {
            check_resource(share.resource);
            if (!(share.share >= 0.0) || share.share > largest_share) {
                fault("resource", fmt::format("a share from 0 to {}", largest_share),
                      fmt::format("{} of '{}'", share.share, share.resource));
            }
        }
    }

    void check_resource(const std::string& id) {
        if (resources_.count(id) == 0) {
            fault("resource", "the id of a resource", fmt::format("'{}'", id),
                  did_you_mean(id, {resources_.begin(), resources_.end()}));
        }
    }

    void check_uses() {
        std::set<std::pair<std::string, std::pair<std::string, std::string>>> seen;
        for (const ResourceUse& use : query_.resource_uses) {
            check_resource(use.resource);
            if (!network_.find_link(use.link)) {
                fault("resource_use", "the id of a link", fmt::format("'{}'", use.link),
                      did_you_mean(use.link, network_.link_ids()));
            }
            if (use.commodity != "all" && !use.commodity.empty()) {
                check_commodity("resource_use", use.commodity, use.resource);
            }
            if (use.per_tonne < Decimal(0)) {
                fault("resource_use", "a use of 0 or more",
                      fmt::format("{} on '{}'", use.per_tonne.text(), use.link));
            }
            if (!seen.insert({use.resource, {use.link, use.commodity}}).second) {
                fault("resource_use", "each link and commodity once for a resource",
                      fmt::format("'{}' of '{}' again", use.link, use.resource));
            }
        }
    }

    void check_prices() {
        if (query_.unserved_price.micro_usd_per_t < 0 ||
            query_.unserved_price.micro_usd_per_t > flow::largest_unit_cost) {
            fault("unserved_price", "0 to 2^40 µUSD/t",
                  fmt::format("{}", query_.unserved_price.micro_usd_per_t));
        }
        const Valuation valuation =
            query_.valuation.value_or(Valuation{model_.rates.value_of_day, {}});
        bool beyond = !weight(model_.transfer, Objective::generalised, valuation);
        for (const auto* costs : {&model_.link, &model_.passage}) {
            for (const TonneCost& cost : *costs) {
                beyond = beyond || !weight(cost, Objective::generalised, valuation);
            }
        }
        if (beyond) {
            fault("valuation", "costs of at most 2^40 for a tonne on each link and at each node",
                  "more", "lower the value of time or of carbon");
        }
    }

    void check_equipment() {
        std::set<std::pair<std::string, Mode>> held;
        for (const EquipmentType& type : query_.equipment) {
            const double tonnes = type.tonnes_per_unit.approximate();
            if (!(tonnes > 0.0) || tonnes > most_tonnes_per_unit) {
                fault("equipment",
                      fmt::format("more than 0 t and at most {} t", most_tonnes_per_unit),
                      fmt::format("{} t in '{}'", type.tonnes_per_unit.text(), type.id));
            }
            for (const Decimal& share : {type.empty_tariff_share, type.empty_capacity_share}) {
                if (share < Decimal(0) || Decimal(1) < share) {
                    fault("equipment", "shares from 0 to 1",
                          fmt::format("{} of '{}'", share.text(), type.id));
                }
            }
            if (type.empty_usd_per_km < Decimal(0)) {
                fault("equipment", "a cost of 0 or more",
                      fmt::format("{} of '{}'", type.empty_usd_per_km.text(), type.id));
            }
            for (const std::string& commodity : type.commodities) {
                for (const Mode mode : type.modes) {
                    if (!held.insert({commodity, mode}).second) {
                        fault("equipment", "each commodity in one kind of equipment on a mode",
                              fmt::format("'{}' on {} again in '{}'", commodity, to_string(mode),
                                          type.id));
                    }
                }
            }
        }
    }

    const CostModel& model_;
    const Network& network_;
    const AllocationQuery& query_;
    std::set<std::string> resources_;
    Diagnostics faults_;
};

}  // namespace

Diagnostics check(const CostModel& model, const AllocationQuery& query) {
    return QueryCheck(model, query).run();
}

}  // namespace corridor
