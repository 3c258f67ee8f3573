#include <corridor/flow/min_cost_problem.hpp>

#include <fmt/format.h>

namespace corridor::flow {
namespace {

constexpr std::uint64_t largest_node_count = std::uint64_t{1} << 22;
constexpr std::uint64_t largest_arc_count = std::uint64_t{1} << 24;

class Checker {
  public:
    explicit Checker(const MinCostProblem& problem) : problem_(problem) {}

    Diagnostics run() {
        if (sizes_fit()) {
            check_supplies();
            for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
                if (!is_plain(a)) {
                    check_arc(a);
                }
            }
            check_sums();
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string field, std::string expected, std::string found) {
        faults_.add({Severity::error, Place{}, std::move(field), std::move(expected),
                     std::move(found), ""});
    }

    bool sizes_fit() {
        const std::size_t arcs = problem_.arc_count();
        if (problem_.head.size() != arcs || problem_.capacity.size() != arcs ||
            problem_.cost.size() != arcs) {
            fault("arcs", "as many tails as heads, capacities and costs",
                  fmt::format("{}, {}, {} and {}", arcs, problem_.head.size(),
                              problem_.capacity.size(), problem_.cost.size()));
        }
        if (!problem_.lower.empty() && problem_.lower.size() != arcs) {
            fault("lower bounds", fmt::format("none, or {}, one an arc", arcs),
                  fmt::format("{}", problem_.lower.size()));
        }
        if (problem_.supply.size() != problem_.node_count) {
            fault("supplies", fmt::format("{}, one a node", problem_.node_count),
                  fmt::format("{}", problem_.supply.size()));
        }
        if (problem_.node_count > largest_node_count) {
            fault("nodes", fmt::format("at most {}", largest_node_count),
                  fmt::format("{}", problem_.node_count));
        }
        if (arcs > largest_arc_count) {
            fault("arcs", fmt::format("at most {}", largest_arc_count), fmt::format("{}", arcs));
        }
        return faults_.empty();
    }

    void check_supplies() {
        for (std::size_t v = 0; v < problem_.supply.size(); ++v) {
            const std::int64_t supply = problem_.supply[v];
            if (supply > largest_cost_problem_amount || supply < -largest_cost_problem_amount) {
                fault(fmt::format("supply of node {}", v),
                      fmt::format("at most {} either way", largest_cost_problem_amount),
                      fmt::format("{}", supply));
            } else {
                (supply > 0 ? sent_ : received_) += supply;
            }
        }
    }

    /// What most arcs are, in one test.
    [[nodiscard]] bool is_plain(std::size_t a) {
        const std::int64_t capacity = problem_.capacity[a];
        const bool plain = problem_.tail[a] < problem_.node_count &&
                           problem_.head[a] < problem_.node_count && capacity >= 0 &&
                           capacity <= largest_cost_problem_amount &&
                           problem_.cost[a] <= largest_unit_cost &&
                           problem_.cost[a] >= -largest_unit_cost && problem_.lower.empty();
        amounts_ += plain ? capacity : 0;
        return plain;
    }

    void check_arc(std::size_t a) {
        if (problem_.tail[a] >= problem_.node_count || problem_.head[a] >= problem_.node_count) {
            fault(fmt::format("arc {}", a), fmt::format("end points below {}", problem_.node_count),
                  fmt::format("{} and {}", problem_.tail[a], problem_.head[a]));
        }
        const std::int64_t capacity = problem_.capacity[a];
        const std::int64_t lower = problem_.lower_bound(a);
        if (capacity < unlimited || capacity > largest_cost_problem_amount) {
            fault(fmt::format("capacity of arc {}", a),
                  fmt::format("0 to {}, or -1 for unlimited", largest_cost_problem_amount),
                  fmt::format("{}", capacity));
        } else if (lower < 0 || lower > largest_cost_problem_amount ||
                   (capacity != unlimited && lower > capacity)) {
            fault(fmt::format("lower bound of arc {}", a),
                  capacity == unlimited ? fmt::format("0 to {}", largest_cost_problem_amount)
                                        : fmt::format("0 to its capacity {}", capacity),
                  fmt::format("{}", lower));
        } else {
            amounts_ += std::max(capacity, lower);
        }
        if (problem_.cost[a] > largest_unit_cost || problem_.cost[a] < -largest_unit_cost) {
            fault(fmt::format("cost of arc {}", a),
                  fmt::format("at most {} either way", largest_unit_cost),
                  fmt::format("{}", problem_.cost[a]));
        }
    }

    void check_sums() {
        if (!faults_.empty()) {
            return;
        }
        using Supplies = MinCostProblem::Supplies;
        const std::int64_t surplus = sent_ + received_;
        if (problem_.supplies == Supplies::exact && surplus != 0) {
            fault("supplies", "supplies and demands that add up to 0",
                  fmt::format("{} supplied, {} demanded", sent_, -received_));
        } else if (problem_.supplies == Supplies::supply_at_most && surplus < 0) {
            fault("supplies", "at least as much supplied as demanded",
                  fmt::format("{} supplied, {} demanded", sent_, -received_));
        } else if (problem_.supplies == Supplies::demand_at_most && surplus > 0) {
            fault("supplies", "at least as much demanded as supplied",
                  fmt::format("{} supplied, {} demanded", sent_, -received_));
        }
        if (amounts_ + (sent_ - received_) >= largest_cost_problem_sum) {
            fault("capacities and supplies",
                  fmt::format("a sum below {}", largest_cost_problem_sum),
                  "more, which could overflow");
        }
    }

    const MinCostProblem& problem_;
    Diagnostics faults_;
    std::int64_t sent_ = 0;
    std::int64_t received_ = 0;
    std::int64_t amounts_ = 0;
};

}  // namespace

Diagnostics check(const MinCostProblem& problem) {
    return Checker(problem).run();
}

}  // namespace corridor::flow
