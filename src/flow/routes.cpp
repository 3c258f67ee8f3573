#include "flow/routes.hpp"

#include <algorithm>

namespace corridor::flow {
namespace {

class Decomposition {
  public:
    Decomposition(const ArcList& problem, std::span<const std::int64_t> flow)
        : problem_(problem),
          left_(flow.begin(), flow.end()),
          first_(problem.node_count + std::size_t{1}, 0),
          place_(problem.node_count, 0) {
        for (std::size_t a = 0; a < flow.size(); ++a) {
            first_[problem.tail[a] + std::size_t{1}] += flow[a] > 0 ? 1U : 0U;
        }
        for (std::size_t v = 0; v < problem.node_count; ++v) {
            first_[v + 1] += first_[v];
        }
        out_.resize(first_.back());
        next_.assign(first_.begin(), first_.end() - 1);
        std::vector<std::size_t> at = next_;
        for (std::size_t a = 0; a < flow.size(); ++a) {
            if (flow[a] > 0) {
                out_[at[problem.tail[a]]++] = static_cast<std::uint32_t>(a);
            }
        }
    }

    std::vector<Route> run() {
        std::vector<Route> routes;
        while (true) {
            walk_.clear();
            std::uint32_t v = problem_.source;
            place_[v] = 1;
            while (v != problem_.sink) {
                const std::uint32_t arc = next_arc(v);
                if (arc == none) {
                    return routes;  // only at the source: what enters any other node leaves it
                }
                walk_.push_back(arc);
                v = problem_.head[arc];
                if (place_[v] != 0) {
                    cancel_circle(v);
                } else {
                    place_[v] = walk_.size() + 1;
                }
            }
            routes.push_back({take(0), walk_});
            place_[problem_.source] = 0;
            for (const std::uint32_t arc : walk_) {
                place_[problem_.head[arc]] = 0;
            }
        }
    }

  private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    std::uint32_t next_arc(std::uint32_t v) {
        std::size_t& at = next_[v];
        while (at < first_[v + std::size_t{1}] && left_[out_[at]] == 0) {
            ++at;
        }
        return at < first_[v + std::size_t{1}] ? out_[at] : none;
    }

    /// Takes as much as runs along the walk from a step on away from it.
    std::int64_t take(std::size_t begin) {
        std::int64_t amount = left_[walk_[begin]];
        for (std::size_t i = begin; i < walk_.size(); ++i) {
            amount = std::min(amount, left_[walk_[i]]);
        }
        for (std::size_t i = begin; i < walk_.size(); ++i) {
            left_[walk_[i]] -= amount;
        }
        return amount;
    }

    void cancel_circle(std::uint32_t v) {
        const std::size_t begin = place_[v] - 1;
        take(begin);
        for (std::size_t i = begin; i < walk_.size(); ++i) {
            place_[problem_.head[walk_[i]]] = 0;
        }
        walk_.resize(begin);
        place_[v] = begin + 1;
    }

    const ArcList& problem_;
    std::vector<std::int64_t> left_;
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> out_;
    std::vector<std::size_t> next_;
    std::vector<std::size_t> place_;  // on the walk, counted from 1; 0: not on it
    std::vector<std::uint32_t> walk_;
};

}  // namespace

std::vector<Route> routes_of(const ArcList& problem, std::span<const std::int64_t> flow) {
    return Decomposition(problem, flow).run();
}

}  // namespace corridor::flow
