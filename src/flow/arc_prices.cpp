#include <corridor/base/checked.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/arc_prices.hpp>

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

namespace corridor::flow {

/// The residual graph with costs reduced by the potentials, so that none is negative. Steps 2a and
/// 2a + 1 go along arc a and back. What need not be sent or received runs over arcs of their own
/// from or to a root, behind those of the problem.
class ArcPrices::Residual {
  public:
    Residual(const MinCostProblem& problem, const MinCostSolution& solution)
        : problem_(problem),
          solution_(solution),
          potential_(solution.potential),
          distance_(problem.node_count + std::size_t{1}) {
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            const bool open = problem.capacity[a] == unlimited;
            add(problem.tail[a], problem.head[a],
                open ? without_end : problem.capacity[a] - solution.flow[a],
                solution.flow[a] - problem.lower_bound(a));
        }
        potential_.push_back(0);
        if (problem.supplies != MinCostProblem::Supplies::exact) {
            add_root();
        }
        begin_.assign(problem.node_count + std::size_t{2}, 0);
        for (const std::uint32_t v : from_) {
            ++begin_[v + std::size_t{1}];
        }
        for (std::size_t v = 1; v < begin_.size(); ++v) {
            begin_[v] += begin_[v - 1];
        }
        steps_.resize(residual_.size());
        std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t s = 0; s < residual_.size(); ++s) {
            steps_[next[from_[s]]++] = s;
        }
    }

    ArcPrice price(std::uint32_t arc) {
        const std::uint32_t tail = problem_.tail[arc];
        const std::uint32_t head = problem_.head[arc];
        expects(tail != head && solution_.flow[arc] == problem_.capacity[arc],
                "prices are asked of full arcs");
        ArcPrice result;
        const auto back = shortest(head, tail, arc);
        const Int128 saving = back ? -(*back + problem_.cost[arc]) : Int128{0};
        if (saving > 0) {
            result.saved_by_more = static_cast<std::int64_t>(saving);
            const std::int64_t amount = widest(head, tail, arc, without_end);
            if (amount < without_end) {
                result.more = amount;
            }
        }
        const std::int64_t removable = solution_.flow[arc] - problem_.lower_bound(arc);
        const auto around = removable > 0 ? shortest(tail, head, arc) : std::nullopt;
        if (around) {
            result.cost_of_less = static_cast<std::int64_t>(*around - problem_.cost[arc]);
            result.less = widest(tail, head, arc, removable);
        }
        return result;
    }

    std::optional<std::int64_t> next_unit(std::uint32_t source, std::uint32_t target) {
        const auto cost = shortest(source, target, none);
        return cost ? std::optional(static_cast<std::int64_t>(*cost)) : std::nullopt;
    }

  private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::int64_t without_end = std::int64_t{1} << 62;
    static constexpr Int128 unreached = Int128{1} << 100;

    void add(std::uint32_t tail, std::uint32_t head, std::int64_t ahead, std::int64_t back) {
        from_.push_back(tail);
        from_.push_back(head);
        residual_.push_back(ahead);
        residual_.push_back(back);
    }

    /// The root's potential lies between those of nodes that use all and that use nothing of what
    /// they may.
    void add_root() {
        const std::uint32_t root = problem_.node_count;
        const bool of_supplies = problem_.supplies == MinCostProblem::Supplies::supply_at_most;
        std::vector<std::int64_t> sent(problem_.node_count, 0);
        for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
            sent[problem_.tail[a]] += solution_.flow[a];
            sent[problem_.head[a]] -= solution_.flow[a];
        }
        std::optional<std::int64_t> least;
        std::optional<std::int64_t> most;
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            const std::int64_t supply = problem_.supply[v];
            if (of_supplies ? supply <= 0 : supply >= 0) {
                continue;
            }
            const std::int64_t used = of_supplies ? sent[v] : -sent[v];
            const std::int64_t unused = (of_supplies ? supply : -supply) - used;
            of_supplies ? add(root, v, unused, used) : add(v, root, unused, used);
            const std::int64_t price = potential_[v];
            if (of_supplies ? unused > 0 : used > 0) {
                least = std::max(least.value_or(price), price);
            }
            if (of_supplies ? used > 0 : unused > 0) {
                most = std::min(most.value_or(price), price);
            }
        }
        potential_[root] = least ? *least : most.value_or(0);
    }

    [[nodiscard]] std::uint32_t from(std::uint32_t s) const { return from_[s]; }
    [[nodiscard]] std::uint32_t to(std::uint32_t s) const { return from_[s ^ 1]; }
    [[nodiscard]] Int128 reduced(std::uint32_t s) const {
        const std::uint32_t a = s / 2;
        const Int128 own = a < problem_.arc_count() ? problem_.cost[a] : 0;
        const Int128 cost = own + potential_[from_[2 * a]] - potential_[from_[2 * a + 1]];
        return s % 2 == 0 ? cost : -cost;
    }

    /// Cost of the cheapest path of residual steps without those of `left_out`; fills `distance_`.
    std::optional<Int128> shortest(std::uint32_t source, std::uint32_t target,
                                   std::uint32_t left_out) {
        std::fill(distance_.begin(), distance_.end(), unreached);
        using Entry = std::pair<Int128, std::uint32_t>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
        distance_[source] = 0;
        queue.emplace(0, source);
        while (!queue.empty()) {
            const auto [reached, v] = queue.top();
            queue.pop();
            if (reached > distance_[v]) {
                continue;
            }
            for (std::uint32_t i = begin_[v]; i < begin_[v + std::size_t{1}]; ++i) {
                const std::uint32_t s = steps_[i];
                if (residual_[s] == 0 || s / 2 == left_out) {
                    continue;
                }
                const Int128 length = reached + reduced(s);
                if (length < distance_[to(s)]) {
                    distance_[to(s)] = length;
                    queue.emplace(length, to(s));
                }
            }
        }
        if (distance_[target] == unreached) {
            return std::nullopt;
        }
        return distance_[target] + potential_[target] - potential_[source];
    }

    [[nodiscard]] bool on_shortest(std::uint32_t s, std::uint32_t left_out) const {
        return s / 2 != left_out && distance_[from(s)] < unreached &&
               distance_[from(s)] + reduced(s) == distance_[to(s)];
    }

    /// How much the shortest paths of the last search carry together, at most `most`. The steps
    /// taken are undone.
    std::int64_t widest(std::uint32_t source, std::uint32_t target, std::uint32_t left_out,
                        std::int64_t most) {
        std::vector<std::pair<std::uint32_t, std::int64_t>> changed;
        std::vector<std::uint32_t> via(distance_.size());
        std::int64_t total = 0;
        while (total < most) {
            std::fill(via.begin(), via.end(), none);
            std::vector<std::uint32_t> queue = {source};
            for (std::size_t i = 0; i < queue.size() && via[target] == none; ++i) {
                for (std::uint32_t k = begin_[queue[i]]; k < begin_[queue[i] + std::size_t{1}];
                     ++k) {
                    const std::uint32_t s = steps_[k];
                    // Back along a step that was taken is tight as well: lengths of both are 0.
                    if (residual_[s] > 0 && to(s) != source && via[to(s)] == none &&
                        on_shortest(s, left_out)) {
                        via[to(s)] = s;
                        queue.push_back(to(s));
                    }
                }
            }
            if (via[target] == none) {
                break;
            }
            std::int64_t amount = most - total;
            for (std::uint32_t v = target; v != source; v = from(via[v])) {
                amount = std::min(amount, residual_[via[v]]);
            }
            for (std::uint32_t v = target; v != source; v = from(via[v])) {
                const std::uint32_t s = via[v];
                for (const auto& [step, change] :
                     {std::pair{s, -amount}, std::pair{s ^ 1, amount}}) {
                    if (residual_[step] < without_end) {
                        residual_[step] += change;
                        changed.emplace_back(step, change);
                    }
                }
            }
            total += amount;
        }
        for (const auto& [step, change] : changed) {
            residual_[step] -= change;
        }
        return total;
    }

    const MinCostProblem& problem_;
    const MinCostSolution& solution_;
    std::vector<std::int64_t> potential_;
    std::vector<std::uint32_t> from_;
    std::vector<std::uint32_t> begin_;
    std::vector<std::uint32_t> steps_;
    std::vector<std::int64_t> residual_;
    std::vector<Int128> distance_;
};

ArcPrices::ArcPrices(const MinCostProblem& problem, const MinCostSolution& solution)
    : residual_(std::make_unique<Residual>(problem, solution)) {}
ArcPrices::~ArcPrices() = default;
ArcPrices::ArcPrices(ArcPrices&& other) noexcept = default;
ArcPrices& ArcPrices::operator=(ArcPrices&& other) noexcept = default;

ArcPrice ArcPrices::price(std::uint32_t arc) {
    return residual_->price(arc);
}

std::optional<std::int64_t> ArcPrices::next_unit(std::uint32_t from, std::uint32_t to) {
    return residual_->next_unit(from, to);
}

}  // namespace corridor::flow
