#include "flow/engines.hpp"

#include <algorithm>

namespace corridor::flow {
namespace {

/// Arcs by the node they leave in a search; each arc may be walked along or against.
class Search {
  public:
    explicit Search(const ArcList& problem) : problem_(problem) {
        begin_.assign(problem.node_count + std::size_t{1}, 0);
        for (std::size_t a = 0; a < problem.arc_count(); ++a) {
            ++begin_[problem.tail[a] + std::size_t{1}];
            ++begin_[problem.head[a] + std::size_t{1}];
        }
        for (std::size_t v = 0; v < problem.node_count; ++v) {
            begin_[v + 1] += begin_[v];
        }
        incident_.resize(begin_.back());
        std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t a = 0; a < problem.arc_count(); ++a) {
            incident_[next[problem.tail[a]]++] = a;
            incident_[next[problem.head[a]]++] = a;
        }
    }

    /// Marks what `from` reaches; `passable(arc, along)` says whether a step is allowed. Tells
    /// `entered(node, arc)` by which arc each node was first reached.
    template <class Passable, class Entered>
    std::vector<std::uint8_t> reach(std::uint32_t from, const Passable& passable,
                                    const Entered& entered) const {
        std::vector<std::uint8_t> reached(problem_.node_count, 0);
        std::vector<std::uint32_t> open = {from};
        reached[from] = 1;
        while (!open.empty()) {
            const std::uint32_t node = open.back();
            open.pop_back();
            for (std::uint32_t i = begin_[node]; i < begin_[node + std::size_t{1}]; ++i) {
                const std::uint32_t arc = incident_[i];
                const bool along = problem_.tail[arc] == node;
                const std::uint32_t next = along ? problem_.head[arc] : problem_.tail[arc];
                if (reached[next] == 0 && passable(arc, along)) {
                    reached[next] = 1;
                    entered(next, arc);
                    open.push_back(next);
                }
            }
        }
        return reached;
    }

  private:
    const ArcList& problem_;
    std::vector<std::uint32_t> begin_;
    std::vector<std::uint32_t> incident_;
};

}  // namespace

std::vector<std::uint8_t> residual_reach(const ArcList& problem,
                                         const std::vector<std::int64_t>& flow, std::uint32_t from,
                                         bool backwards) {
    const auto has_residual = [&](std::uint32_t arc, bool along) {
        const bool may_rise =
            problem.capacity[arc] == unlimited || flow[arc] < problem.capacity[arc];
        const bool may_fall = flow[arc] > 0;
        return along != backwards ? may_rise : may_fall;
    };
    return Search(problem).reach(from, has_residual, [](std::uint32_t, std::uint32_t) {});
}

std::vector<std::uint32_t> unlimited_path(const ArcList& problem) {
    std::vector<std::uint32_t> entered_by(problem.node_count, 0);
    const auto reached = Search(problem).reach(
        problem.source,
        [&](std::uint32_t arc, bool along) { return along && problem.capacity[arc] == unlimited; },
        [&](std::uint32_t node, std::uint32_t arc) { entered_by[node] = arc; });
    std::vector<std::uint32_t> path;
    if (reached[problem.sink] != 0) {
        for (std::uint32_t node = problem.sink; node != problem.source;
             node = problem.tail[entered_by[node]]) {
            path.push_back(entered_by[node]);
        }
        std::reverse(path.begin(), path.end());
    }
    return path;
}

std::optional<ArcSolution> find_unbounded(const ArcList& problem) {
    if (unlimited_path(problem).empty()) {
        return std::nullopt;
    }
    ArcSolution solution;
    solution.outcome = Outcome::unbounded;
    solution.source_side = Search(problem).reach(
        problem.source,
        [&](std::uint32_t arc, bool along) { return along && problem.capacity[arc] == unlimited; },
        [](std::uint32_t, std::uint32_t) {});
    return solution;
}

std::int64_t beyond_any_flow(const ArcList& problem) {
    std::int64_t sum = 1;
    for (const std::int64_t capacity : problem.capacity) {
        sum += capacity == unlimited ? 0 : capacity;
    }
    return sum;
}

}  // namespace corridor::flow
