#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace reference {

/// A problem small enough for the plainest of methods.
struct Problem {
    std::uint32_t nodes = 0;
    std::uint32_t source = 0;
    std::uint32_t sink = 0;
    std::vector<std::uint32_t> tail;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> capacity;  // −1: unlimited

    void add(std::uint32_t u, std::uint32_t v, std::int64_t c) {
        tail.push_back(u);
        head.push_back(v);
        capacity.push_back(c);
    }
};

struct Cut {
    bool unbounded = false;
    std::int64_t value = 0;
    std::vector<std::uint8_t> source_side;
};

/// Shortest augmenting paths on a capacity matrix (Edmonds & Karp 1972), then what the source still
/// reaches. Unlimited arcs are tried alone first.
inline Cut nearest_min_cut(const Problem& problem) {
    const std::uint32_t n = problem.nodes;
    std::vector<std::int64_t> residual(std::size_t{n} * n, 0);
    const auto at = [&](std::uint32_t u, std::uint32_t v) -> std::int64_t& {
        return residual[std::size_t{u} * n + v];
    };
    std::vector<std::uint32_t> before(n);
    std::vector<std::uint8_t> seen(n);
    const auto search = [&] {
        std::fill(seen.begin(), seen.end(), std::uint8_t{0});
        std::vector<std::uint32_t> queue{problem.source};
        seen[problem.source] = 1;
        for (std::size_t next = 0; next < queue.size(); ++next) {
            for (std::uint32_t v = 0; v < n; ++v) {
                if (seen[v] == 0 && at(queue[next], v) > 0) {
                    seen[v] = 1;
                    before[v] = queue[next];
                    queue.push_back(v);
                }
            }
        }
        return seen[problem.sink] != 0;
    };
    std::int64_t total = 0;
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        total += std::max<std::int64_t>(problem.capacity[a], 0);
        if (problem.capacity[a] < 0) {
            at(problem.tail[a], problem.head[a]) = 1;
        }
    }
    if (search()) {
        return {true, 0, seen};
    }
    std::fill(residual.begin(), residual.end(), 0);
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        std::int64_t& entry = at(problem.tail[a], problem.head[a]);
        const std::int64_t c = problem.capacity[a] < 0 ? total + 1 : problem.capacity[a];
        entry = std::min(entry + c, total + 1);
    }
    std::int64_t value = 0;
    while (search()) {
        std::int64_t most = total + 1;
        for (std::uint32_t v = problem.sink; v != problem.source; v = before[v]) {
            most = std::min(most, at(before[v], v));
        }
        for (std::uint32_t v = problem.sink; v != problem.source; v = before[v]) {
            at(before[v], v) -= most;
            at(v, before[v]) += most;
        }
        value += most;
    }
    return {false, value, seen};
}

/// Capacity of the best of all 2^(n−2) cuts; finite problems only.
inline std::int64_t best_of_all_cuts(const Problem& problem) {
    std::int64_t best = INT64_MAX;
    for (std::uint32_t set = 0; set < 1U << problem.nodes; ++set) {
        const auto inside = [&](std::uint32_t v) { return (set >> v & 1U) != 0; };
        if (!inside(problem.source) || inside(problem.sink)) {
            continue;
        }
        std::int64_t capacity = 0;
        for (std::size_t a = 0; a < problem.tail.size(); ++a) {
            if (inside(problem.tail[a]) && !inside(problem.head[a])) {
                capacity += problem.capacity[a];
            }
        }
        best = std::min(best, capacity);
    }
    return best;
}

/// Random multigraphs of many kinds: sparse and dense, chains and meshes, both directions listed
/// together or not, loops, parallels, zero and huge capacities, arcs into the source and out of the
/// sink, now and then unlimited ones.
class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    Problem next(std::uint32_t most_nodes) {
        Problem problem;
        problem.nodes = 2 + below(most_nodes - 1);
        const std::uint32_t arcs = below(problem.nodes * (1 + below(5)) + 1);
        const std::int64_t top = largest_capacity(arcs);
        const std::uint32_t local = below(3);
        const std::uint32_t both_ways = below(3);
        const bool any_unlimited = below(8) == 0;
        for (std::uint32_t a = 0; a < arcs; ++a) {
            const std::uint32_t u = below(problem.nodes);
            const std::uint32_t near = std::min(problem.nodes - 1, u + below(3));
            const std::uint32_t v = local > 0 ? near : below(problem.nodes);
            problem.add(u, v, capacity(top, any_unlimited));
            if (both_ways == 1 || (both_ways == 2 && below(2) == 0)) {
                problem.add(v, u, capacity(top, any_unlimited));
            }
        }
        if (below(4) == 0) {
            sort_by_tail(problem);
        }
        problem.source = below(problem.nodes);
        problem.sink = (problem.source + 1 + below(problem.nodes - 1)) % problem.nodes;
        return problem;
    }

    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(random_() % bound);
    }

  private:
    std::int64_t largest_capacity(std::uint32_t arcs) {
        constexpr std::int64_t most = std::int64_t{1} << 62;
        switch (below(5)) {
            case 0:
                return 1;
            case 1:
                return 3;
            case 2:
                return 100;
            case 3:
                return std::int64_t{1} << 36;
            default:
                return (most - 1) / (2 * static_cast<std::int64_t>(arcs) + 1);
        }
    }
    std::int64_t capacity(std::int64_t top, bool any_unlimited) {
        if (any_unlimited && below(6) == 0) {
            return -1;
        }
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(top + 1));
    }
    static void sort_by_tail(Problem& problem) {
        std::vector<std::size_t> order(problem.tail.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
            return problem.tail[i] < problem.tail[j];
        });
        const Problem old = problem;
        for (std::size_t i = 0; i < order.size(); ++i) {
            problem.tail[i] = old.tail[order[i]];
            problem.head[i] = old.head[order[i]];
            problem.capacity[i] = old.capacity[order[i]];
        }
    }

    std::mt19937_64 random_;
};

}  // namespace reference
