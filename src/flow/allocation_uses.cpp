#include "flow/allocation_uses.hpp"

#include <fmt/format.h>

namespace corridor::flow {
namespace {

constexpr double usd = 1e-6;  ///< of a µUSD

}  // namespace

AllocationUses::AllocationUses(const CostModel& model, const AllocationQuery& query,
                               const Allocation& answer, Verdict& verdict)
    : model_(model),
      network_(model.network),
      query_(query),
      verdict_(verdict),
      open_(open_links(model.network, query.selection)),
      uses_of_link_(model.network.links().size()) {
    for (std::size_t l = 0; l < answer.limits.size(); ++l) {
        const AllocationLimit& limit = answer.limits[l];
        if (limit.element) {
            at_[*limit.element] = l;
        } else {
            of_resource_[query_.resources[limit.resource].id] = l;
        }
    }
    for (const ResourceUse& use : query_.resource_uses) {
        uses_of_link_[network_.find_link(use.link)->index].push_back(&use);
    }
}

bool AllocationUses::is_vessel(std::uint32_t side) const {
    return model_.graph.sides[side].carrier == Carrier::vessel;
}

bool AllocationUses::usable(LinkId link, const std::string& commodity) const {
    const auto id = network_.find_commodity(commodity);
    return open_[link.index] && (!id || network_.link(link).commodities.contains(*id));
}

double AllocationUses::cost_of(const TonneCost& cost) const {
    if (query_.objective != AllocationObjective::least_cost) {
        return 0.0;
    }
    const Valuation valuation = query_.valuation.value_or(Valuation{model_.rates.value_of_day, {}});
    return static_cast<double>(
               weight(cost, Objective::generalised, valuation).value_or(INT64_MAX)) *
           usd;
}

double AllocationUses::capacity_of(const AllocationLimit& limit) const {
    if (limit.element) {
        return static_cast<double>(network_.capacity(*limit.element)->rate.count());
    }
    const Resource& resource = query_.resources[limit.resource];
    double amount =
        resource.rate ? static_cast<double>(resource.rate->count()) : resource.amount.approximate();
    for (const ResourceShare& share : query_.shares) {
        if (share.resource == resource.id) {
            amount *= share.share;
        }
    }
    return amount;
}

double AllocationUses::amount_of(std::size_t d) const {
    return static_cast<double>(query_.demands[d].amount.count());
}

double AllocationUses::unserved_price() const {
    return static_cast<double>(query_.unserved_price.micro_usd_per_t) * usd;
}

void AllocationUses::left_out(const std::string& name) const {
    verdict_.violations.push_back(fmt::format("{} has a limit that the answer leaves out", name));
}

}  // namespace corridor::flow
