#pragma once

#include <corridor/flow/allocation.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace corridor::flow {

/// What cargo takes of the limits of an answer, pays and may use, in the network's own words. What
/// both halves of verify() rest on, the walk along the routes and the bound of the prices; knows
/// nothing of arcs.
class AllocationUses {
  public:
    /// Tells limits that the answer leaves out to the verdict.
    AllocationUses(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
                   Verdict& verdict);

    /// Calls `take(limit, amount)` for what a tonne takes of the limits of a link, its own and
    /// those of resources.
    template <class Take>
    void on_link(LinkId link, const std::string& commodity, const Take& take) const {
        of_element(Element::of(link), commodity, take);
        std::map<std::string, std::pair<double, bool>> per_resource;
        for (const ResourceUse* use : uses_of_link_[link.index]) {
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
                left_out(resource);
            } else if (each.first > 0.0) {
                take(found->second, each.first);
            }
        }
    }

    /// The same for passing, leaving or reaching a node, its container terminal too where a vessel
    /// brings or takes the cargo.
    template <class Take>
    void at_node(NodeId node, bool by_vessel, const std::string& commodity,
                 const Take& take) const {
        of_element(Element::of(node), commodity, take);
        if (by_vessel) {
            of_element(Element::terminal_of(node), commodity, take);
        }
    }

    [[nodiscard]] bool is_vessel(std::uint32_t side) const;
    /// Whether a link is open and permits a commodity; empty: any.
    [[nodiscard]] bool usable(LinkId link, const std::string& commodity) const;
    /// USD a tonne, 0 where costs do not count.
    [[nodiscard]] double cost_of(const TonneCost& cost) const;
    [[nodiscard]] double capacity_of(const AllocationLimit& limit) const;
    [[nodiscard]] double amount_of(std::size_t demand) const;
    [[nodiscard]] double unserved_price() const;

  private:
    /// Calls `take(limit, amount)` for what a tonne takes of the limit of an element.
    template <class Take>
    void of_element(Element element, const std::string& commodity, const Take& take) const {
        const auto& capacity = network_.capacity(element);
        if (!capacity ||
            (capacity->containers_only && !commodity.empty() && commodity != containers)) {
            return;
        }
        const auto found = at_.find(element);
        if (found == at_.end()) {
            left_out(network_.name(element));
            return;
        }
        take(found->second, 1.0);
    }

    void left_out(const std::string& name) const;

    const CostModel& model_;
    const Network& network_;
    const AllocationQuery& query_;
    Verdict& verdict_;
    std::vector<bool> open_;
    std::vector<std::vector<const ResourceUse*>> uses_of_link_;
    std::map<Element, std::size_t> at_;
    std::map<std::string, std::size_t> of_resource_;
};

/// Whether no answer beats the bound that the prices of the limits prove; tells the verdict where
/// it is not so.
void check_price_bound(const CostModel& model, const AllocationQuery& query,
                       const Allocation& answer, const AllocationUses& uses, double tolerance,
                       Verdict& verdict);

}  // namespace corridor::flow
