#include "flow/allocation_uses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <string>
#include <utility>
#include <vector>

namespace corridor::flow {
namespace {

constexpr double far_away = std::numeric_limits<double>::infinity();

/// The bound of the prices of an answer, by shortest paths over the sides of nodes.
class AllocationBound {
  public:
    AllocationBound(const CostModel& model, const AllocationQuery& query, const Allocation& answer,
                    const AllocationUses& uses, double tolerance, Verdict& verdict)
        : model_(model),
          network_(model.network),
          query_(query),
          answer_(answer),
          uses_(uses),
          tolerance_(tolerance),
          verdict_(verdict) {}

    void run() {
        double worth = 0.0;
        for (const AllocationLimit& limit : answer_.limits) {
            worth += std::max(limit.price, 0.0) * uses_.capacity_of(limit);
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
                    sum += uses_.amount_of(d) * std::min(length, uses_.unserved_price());
                    magnitude += uses_.unserved_price() * uses_.amount_of(d) * 1e-6;
                    break;
                case AllocationObjective::most_served:
                    sum += uses_.amount_of(d) * std::max(0.0, 1.0 - length);
                    magnitude += uses_.amount_of(d) * 1e-6;
                    break;
                default:
                    sum += uses_.amount_of(d) > 0.0 ? uses_.amount_of(d) * length : 0.0;
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
            verdict_.violations.push_back(
                fmt::format("the prices of the limits prove {}, not {}", bound, claimed));
        }
    }

  private:
    /// Prices of all limits as lengths: what the cheapest way of a demand costs by them.
    [[nodiscard]] std::vector<double> distances(NodeId origin, const std::string& commodity) const {
        const std::size_t sides = model_.graph.sides.size();
        std::vector<double> arrived(sides, far_away);
        std::vector<double> leaving(sides, far_away);
        using Reached = std::pair<double, std::uint32_t>;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> waiting;
        double sum = 0.0;
        const auto take = [&](std::size_t limit, double each) {
            sum += uses_.capacity_of(answer_.limits[limit]) > 0.0
                       ? each * std::max(answer_.limits[limit].price, 0.0)
                       : far_away;
        };
        const auto node_price = [&](NodeId node, bool by_vessel) {
            sum = 0.0;
            uses_.at_node(node, by_vessel, commodity, take);
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
                if (!uses_.usable(id, commodity) || link.tail == link.head) {
                    continue;
                }
                const std::uint32_t tail = model_.graph.tail_side[id.index];
                const std::uint32_t head = model_.graph.head_side[id.index];
                if (tail != side && (link.directed || head != side)) {
                    continue;
                }
                sum = 0.0;
                uses_.on_link(id, commodity, take);
                const double length = at + uses_.cost_of(model_.link[id.index]) + sum;
                const std::uint32_t to = tail == side ? head : tail;
                if (length < arrived[to]) {
                    arrived[to] = length;
                    waiting.emplace(length, to);
                }
            }
        };
        for (std::uint32_t s = model_.graph.sides_begin(origin); s < model_.graph.sides_end(origin);
             ++s) {
            leave(origin, s, node_price(origin, uses_.is_vessel(s)));
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
                      at + uses_.cost_of(model_.through(side, t)) +
                          node_price(node, uses_.is_vessel(side) || uses_.is_vessel(t)));
            }
        }
        std::vector<double> to_node(network_.nodes().size(), far_away);
        for (std::uint32_t s = 0; s < sides; ++s) {
            const NodeId node = model_.graph.sides[s].node;
            if (arrived[s] < far_away) {
                to_node[node.index] = std::min(to_node[node.index],
                                               arrived[s] + node_price(node, uses_.is_vessel(s)));
            }
        }
        return to_node;
    }

    const CostModel& model_;
    const Network& network_;
    const AllocationQuery& query_;
    const Allocation& answer_;
    const AllocationUses& uses_;
    double tolerance_;
    Verdict& verdict_;
};

}  // namespace

void check_price_bound(const CostModel& model, const AllocationQuery& query,
                       const Allocation& answer, const AllocationUses& uses, double tolerance,
                       Verdict& verdict) {
    AllocationBound(model, query, answer, uses, tolerance, verdict).run();
}

}  // namespace corridor::flow
