#include "flow/min_cost_engines.hpp"

#include <algorithm>
#include <limits>

namespace corridor::flow {
namespace {

constexpr std::uint32_t no_arc = std::numeric_limits<std::uint32_t>::max();

/// Shortest distances over unlimited arcs from everywhere at once; a cycle shows in the
/// predecessors, looked for once every n relaxations.
class CycleSearch {
  public:
    explicit CycleSearch(const MinCostProblem& problem)
        : problem_(problem),
          distance_(problem.node_count, 0),
          before_(problem.node_count, no_arc),
          is_queued_(problem.node_count, 1),
          first_(problem.node_count + std::size_t{1}, 0) {
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            if (problem.capacity[a] == unlimited) {
                ++first_[problem.tail[a] + std::size_t{1}];
            }
        }
        for (std::size_t v = 0; v < problem.node_count; ++v) {
            first_[v + 1] += first_[v];
            queue_.push_back(static_cast<std::uint32_t>(v));
        }
        out_.resize(first_.back());
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            if (problem.capacity[a] == unlimited) {
                out_[next[problem.tail[a]]++] = static_cast<std::uint32_t>(a);
            }
        }
    }

    std::vector<std::uint32_t> run() {
        std::size_t relaxed = 0;
        while (!queue_.empty()) {
            std::vector<std::uint32_t> now;
            now.swap(queue_);
            for (const std::uint32_t u : now) {
                is_queued_[u] = 0;
                for (std::size_t i = first_[u]; i < first_[u + std::size_t{1}]; ++i) {
                    if (relax(out_[i]) && ++relaxed >= problem_.node_count) {
                        relaxed = 0;
                        auto cycle = cycle_of_predecessors();
                        if (!cycle.empty()) {
                            return cycle;
                        }
                    }
                }
            }
        }
        return {};
    }

  private:
    bool relax(std::uint32_t arc) {
        const std::uint32_t head = problem_.head[arc];
        const std::int64_t distance = distance_[problem_.tail[arc]] + problem_.cost[arc];
        if (distance >= distance_[head]) {
            return false;
        }
        distance_[head] = distance;
        before_[head] = arc;
        if (is_queued_[head] == 0) {
            is_queued_[head] = 1;
            queue_.push_back(head);
        }
        return true;
    }

    [[nodiscard]] std::vector<std::uint32_t> cycle_of_predecessors() const {
        std::vector<std::uint32_t> seen_from(problem_.node_count, no_arc);
        for (std::uint32_t start = 0; start < problem_.node_count; ++start) {
            std::uint32_t v = start;
            while (seen_from[v] == no_arc && before_[v] != no_arc) {
                seen_from[v] = start;
                v = problem_.tail[before_[v]];
            }
            if (seen_from[v] != start || before_[v] == no_arc) {
                continue;
            }
            std::vector<std::uint32_t> cycle;
            std::uint32_t w = v;
            do {
                cycle.push_back(before_[w]);
                w = problem_.tail[before_[w]];
            } while (w != v);
            std::reverse(cycle.begin(), cycle.end());
            return cycle;
        }
        return {};
    }

    const MinCostProblem& problem_;
    std::vector<std::int64_t> distance_;
    std::vector<std::uint32_t> before_;
    std::vector<std::uint8_t> is_queued_;
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> out_;
    std::vector<std::uint32_t> queue_;
};

}  // namespace

std::vector<std::uint32_t> unlimited_negative_cycle(const MinCostProblem& problem) {
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        if (problem.capacity[a] == unlimited && problem.cost[a] < 0) {
            return CycleSearch(problem).run();
        }
    }
    return {};
}

}  // namespace corridor::flow
