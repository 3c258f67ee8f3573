#include "flow/wide_flow.hpp"

#include <algorithm>

namespace corridor::flow {
namespace {

constexpr std::uint32_t nowhere = ~std::uint32_t{0};

/// Arc a of the problem is 2a here, its reverse 2a + 1.
class Dinitz {
  public:
    explicit Dinitz(const WideProblem& problem)
        : problem_(problem),
          first_(problem.node_count + std::size_t{1}, 0),
          out_(2 * problem.tail.size()),
          left_(2 * problem.tail.size(), 0),
          level_(problem.node_count),
          next_(problem.node_count) {
        Int128 beyond = 1;
        for (const Int128 capacity : problem.capacity) {
            beyond += std::max<Int128>(capacity, 0);
        }
        for (std::size_t a = 0; a < problem.tail.size(); ++a) {
            left_[2 * a] = problem.capacity[a] < 0 ? beyond : problem.capacity[a];
            ++first_[problem.tail[a] + std::size_t{1}];
            ++first_[problem.head[a] + std::size_t{1}];
        }
        for (std::size_t v = 0; v < problem.node_count; ++v) {
            first_[v + 1] += first_[v];
        }
        std::vector<std::size_t> place(first_.begin(), first_.end() - 1);
        for (std::size_t a = 0; a < problem.tail.size(); ++a) {
            out_[place[problem.tail[a]]++] = 2 * a;
            out_[place[problem.head[a]]++] = 2 * a + 1;
        }
    }

    WideSolution run() {
        WideSolution solution;
        while (find_levels()) {
            std::copy(first_.begin(), first_.end() - 1, next_.begin());
            while (const Int128 more = send_one_path()) {
                solution.value += more;
            }
        }
        solution.source_side.resize(problem_.node_count);
        for (std::size_t v = 0; v < level_.size(); ++v) {
            solution.source_side[v] = level_[v] != nowhere ? 1 : 0;
        }
        for (std::size_t a = 0; a < problem_.tail.size(); ++a) {
            solution.flow.push_back(left_[2 * a + 1]);
        }
        return solution;
    }

  private:
    [[nodiscard]] std::uint32_t end_of(std::size_t arc) const {
        return arc % 2 == 0 ? problem_.head[arc / 2] : problem_.tail[arc / 2];
    }

    bool find_levels() {
        std::fill(level_.begin(), level_.end(), nowhere);
        std::vector<std::uint32_t> queue = {problem_.source};
        level_[problem_.source] = 0;
        for (std::size_t at = 0; at < queue.size(); ++at) {
            const std::uint32_t v = queue[at];
            for (std::size_t i = first_[v]; i < first_[v + std::size_t{1}]; ++i) {
                const std::uint32_t to = end_of(out_[i]);
                if (left_[out_[i]] > 0 && level_[to] == nowhere) {
                    level_[to] = level_[v] + 1;
                    queue.push_back(to);
                }
            }
        }
        return level_[problem_.sink] != nowhere;
    }

    Int128 send_one_path() {
        path_.clear();
        std::uint32_t v = problem_.source;
        while (v != problem_.sink) {
            std::size_t& at = next_[v];
            while (at < first_[v + std::size_t{1}] &&
                   (left_[out_[at]] == 0 || level_[end_of(out_[at])] != level_[v] + 1)) {
                ++at;
            }
            if (at < first_[v + std::size_t{1}]) {
                path_.push_back(out_[at]);
                v = end_of(out_[at]);
            } else if (path_.empty()) {
                return 0;
            } else {
                v = end_of(path_.back() ^ 1U);
                path_.pop_back();
                ++next_[v];
            }
        }
        Int128 most = left_[path_.front()];
        for (const std::size_t arc : path_) {
            most = std::min(most, left_[arc]);
        }
        for (const std::size_t arc : path_) {
            left_[arc] -= most;
            left_[arc ^ 1U] += most;
        }
        return most;
    }

    const WideProblem& problem_;
    std::vector<std::size_t> first_;
    std::vector<std::size_t> out_;
    std::vector<Int128> left_;
    std::vector<std::uint32_t> level_;
    std::vector<std::size_t> next_;
    std::vector<std::size_t> path_;
};

}  // namespace

WideSolution solve(const WideProblem& problem) {
    return Dinitz(problem).run();
}

bool proves(const WideProblem& problem, const WideSolution& solution) {
    std::vector<Int128> balance(problem.node_count, 0);
    Int128 cut = 0;
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        const Int128 amount = solution.flow[a];
        const bool is_limited = problem.capacity[a] >= 0;
        if (amount < 0 || (is_limited && amount > problem.capacity[a])) {
            return false;
        }
        balance[problem.tail[a]] += amount;
        balance[problem.head[a]] -= amount;
        if (solution.source_side[problem.tail[a]] != 0 &&
            solution.source_side[problem.head[a]] == 0) {
            if (!is_limited) {
                return false;
            }
            cut += problem.capacity[a];
        }
    }
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        const Int128 expected = v == problem.source ? solution.value
                                : v == problem.sink ? -solution.value
                                                    : Int128{0};
        if (balance[v] != expected) {
            return false;
        }
    }
    return cut == solution.value && solution.source_side[problem.source] != 0 &&
           solution.source_side[problem.sink] == 0;
}

}  // namespace corridor::flow
