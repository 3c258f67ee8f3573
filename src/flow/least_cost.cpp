#include "flow/least_cost.hpp"

#include "flow/engines.hpp"

#include <corridor/base/checked.hpp>

#include <algorithm>
#include <queue>
#include <utility>

namespace corridor::flow {
namespace {

// Both costs of a path are sums of at most 2^22 arcs of at most 2^40, so that they stay apart in
// one 128-bit number, which then compares lexicographically.
Int128 combined(ArcCost cost) {
    return (Int128{cost.primary} << 64) + cost.secondary;
}

constexpr Int128 unreached = Int128{1} << 126;

class SuccessiveShortestPaths {
  public:
    SuccessiveShortestPaths(const ArcList& problem, const std::vector<ArcCost>& cost)
        : problem_(problem),
          begin_(problem.node_count + std::size_t{1}, 0),
          potential_(problem.node_count, 0),
          distance_(problem.node_count),
          next_(problem.node_count),
          on_path_(problem.node_count) {
        const std::int64_t beyond = beyond_any_flow(problem);
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            ++begin_[problem.tail[a] + std::size_t{1}];
            ++begin_[problem.head[a] + std::size_t{1}];
        }
        for (std::size_t v = 0; v < problem.node_count; ++v) {
            begin_[v + 1] += begin_[v];
        }
        step_.resize(begin_.back());
        position_.resize(problem.arc_count());
        std::vector<std::uint32_t> fill(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
            const std::int64_t capacity = problem.capacity[a];
            const std::uint32_t along = fill[problem.tail[a]]++;
            const std::uint32_t against = fill[problem.head[a]]++;
            step_[along] = {problem.head[a], against, capacity == unlimited ? beyond : capacity,
                            combined(cost[a])};
            step_[against] = {problem.tail[a], along, 0, -combined(cost[a])};
            position_[a] = against;
        }
    }

    std::vector<std::int64_t> run() {
        while (search()) {
            while (augment()) {
            }
        }
        std::vector<std::int64_t> flow(problem_.arc_count());
        for (std::size_t a = 0; a < flow.size(); ++a) {
            flow[a] = step_[position_[a]].residual;
        }
        return flow;
    }

  private:
    struct Step {
        std::uint32_t head;
        std::uint32_t reverse;
        std::int64_t residual;
        Int128 cost;
    };

    [[nodiscard]] Int128 reduced_cost(std::uint32_t node, const Step& step) const {
        return step.cost + potential_[node] - potential_[step.head];
    }

    /// Dijkstra from the source as far as the sink; potentials make the shortest paths free.
    bool search() {
        std::fill(distance_.begin(), distance_.end(), unreached);
        using Entry = std::pair<Int128, std::uint32_t>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        distance_[problem_.source] = 0;
        open.emplace(0, problem_.source);
        while (!open.empty()) {
            const Entry entry = open.top();
            open.pop();
            const std::uint32_t node = entry.second;
            if (entry.first > distance_[node]) {
                continue;
            }
            if (node == problem_.sink) {
                break;
            }
            for (std::uint32_t i = begin_[node]; i < begin_[node + std::size_t{1}]; ++i) {
                const Step& step = step_[i];
                if (step.residual == 0) {
                    continue;
                }
                const Int128 distance = entry.first + reduced_cost(node, step);
                if (distance < distance_[step.head]) {
                    distance_[step.head] = distance;
                    open.emplace(distance, step.head);
                }
            }
        }
        const Int128 reached = distance_[problem_.sink];
        if (reached == unreached) {
            return false;
        }
        for (std::uint32_t v = 0; v < problem_.node_count; ++v) {
            potential_[v] += std::min(distance_[v], reached);
        }
        std::copy(begin_.begin(), begin_.end() - 1, next_.begin());
        return true;
    }

    /// Sends flow along one path of free steps. Every node resumes at the step it stopped at, so
    /// that dead ends are entered once in each search.
    bool augment() {
        std::fill(on_path_.begin(), on_path_.end(), std::uint8_t{0});
        path_.clear();
        std::uint32_t node = problem_.source;
        on_path_[node] = 1;
        while (node != problem_.sink) {
            std::uint32_t& i = next_[node];
            const std::uint32_t end = begin_[node + std::size_t{1}];
            while (i < end && (step_[i].residual == 0 || on_path_[step_[i].head] != 0 ||
                               reduced_cost(node, step_[i]) != 0)) {
                ++i;
            }
            if (i < end) {
                path_.push_back(i);
                node = step_[i].head;
                on_path_[node] = 1;
                continue;
            }
            if (path_.empty()) {
                return false;
            }
            on_path_[node] = 0;
            node = step_[step_[path_.back()].reverse].head;
            path_.pop_back();
            ++next_[node];
        }
        std::int64_t amount = step_[path_.front()].residual;
        for (const std::uint32_t i : path_) {
            amount = std::min(amount, step_[i].residual);
        }
        for (const std::uint32_t i : path_) {
            step_[i].residual -= amount;
            step_[step_[i].reverse].residual += amount;
        }
        return true;
    }

    const ArcList& problem_;
    std::vector<std::uint32_t> begin_;
    std::vector<Step> step_;
    std::vector<std::uint32_t> position_;
    std::vector<Int128> potential_;
    std::vector<Int128> distance_;
    std::vector<std::uint32_t> next_;
    std::vector<std::uint8_t> on_path_;
    std::vector<std::uint32_t> path_;
};

}  // namespace

std::vector<std::int64_t> least_cost_max_flow(const ArcList& problem,
                                              const std::vector<ArcCost>& cost) {
    return SuccessiveShortestPaths(problem, cost).run();
}

}  // namespace corridor::flow
