#include "multicommodity/random_problem.hpp"
#include "support/catch.hpp"

#include <corridor/flow/multicommodity.hpp>
#include <corridor/flow/multicommodity_certificate.hpp>
#include <corridor/program/linear_program.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace {

using namespace corridor::flow;
using corridor::test::Random;
using corridor::test::random_multicommodity;

constexpr double tolerance = 1e-7;

bool is_near(double a, double b) {
    return a == b || std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

void check_holds(const MulticommodityProblem& problem, const MulticommoditySolution& answer) {
    const Verdict verdict = verify(problem, answer, tolerance);
    for (const std::string& violation : verdict.violations) {
        FAIL_CHECK(violation);
    }
}

int instance_count() {
    return std::getenv("CORRIDOR_LONG") != nullptr ? 5000 : 1000;
}

/// Every simple path of every demand as a column: small problems only.
class EveryPath {
  public:
    explicit EveryPath(const MulticommodityProblem& problem) : problem_(problem) {
        for (std::uint32_t d = 0; d < problem.demands.size(); ++d) {
            visited_.assign(problem.node_count, false);
            path_.clear();
            walk(d, problem.demands[d].origin);
            groups_ = std::max<std::size_t>(groups_, problem.demands[d].group + 1);
        }
        amount_.assign(groups_, 0.0);
        for (const auto& demand : problem.demands) {
            amount_[demand.group] += demand.amount;
        }
    }

    /// Level by level: the largest share that all open groups can have at once, then for each of
    /// them whether it alone could have more. Uses no prices.
    [[nodiscard]] std::vector<double> fair_shares() const {
        std::vector<double> share(groups_, -1.0);
        for (std::size_t g = 0; g < groups_; ++g) {
            share[g] = amount_[g] == 0.0 ? 1.0 : -1.0;
        }
        while (std::count(share.begin(), share.end(), -1.0) > 0) {
            const double level = most(share, 0.0, groups_);
            std::vector<double> next = share;
            for (std::size_t g = 0; g < groups_; ++g) {
                if (share[g] < 0.0 && most(share, level * (1 - 1e-9), g) <= level + 1e-7) {
                    next[g] = level;
                }
            }
            REQUIRE(next != share);
            share = next;
        }
        return share;
    }

  private:
    void walk(std::uint32_t d, std::uint32_t at) {
        const auto& demand = problem_.demands[d];
        if (at == demand.destination) {
            columns_.push_back({d, path_});
            return;
        }
        visited_[at] = true;
        const auto& open = problem_.commodities[demand.commodity].open;
        for (std::uint32_t a = 0; a < problem_.arc_count(); ++a) {
            if (problem_.tail[a] == at && !visited_[problem_.head[a]] && open[a] != 0) {
                path_.push_back(a);
                walk(d, problem_.head[a]);
                path_.pop_back();
            }
        }
        visited_[at] = false;
    }

    /// The largest share of group `raised` (or of all open groups together), when settled groups
    /// have their shares and open ones at least `least`.
    [[nodiscard]] double most(const std::vector<double>& share, double least,
                              std::size_t raised) const {
        const std::size_t limits = problem_.limits.size();
        const std::size_t demands = problem_.demands.size();
        const std::size_t columns = columns_.size() + 1;
        corridor::program::LinearProgram linear;
        std::vector<Eigen::Triplet<double>> entries;
        const auto put = [&](std::size_t row, std::size_t column, double value) {
            entries.emplace_back(static_cast<int>(row), static_cast<int>(column), value);
        };
        linear.cost.assign(columns, 0.0);
        linear.cost.back() = -1.0;
        linear.column_lower.assign(columns, 0.0);
        linear.column_upper.assign(columns, corridor::program::infinite);
        linear.column_upper.back() = 1.0;
        linear.row_lower.assign(limits + demands + groups_, -corridor::program::infinite);
        linear.row_upper = problem_.limits;
        for (const auto& demand : problem_.demands) {
            linear.row_upper.push_back(demand.amount);
        }
        linear.row_upper.resize(limits + demands + groups_, corridor::program::infinite);
        for (std::size_t j = 0; j < columns_.size(); ++j) {
            const auto& [d, path] = columns_[j];
            for (const auto& use : problem_.arc_uses) {
                const auto times = std::count(path.begin(), path.end(), use.arc);
                if (times > 0 && (use.commodity == MulticommodityProblem::every_commodity ||
                                  use.commodity == problem_.demands[d].commodity)) {
                    put(use.limit, j, use.per_unit * static_cast<double>(times));
                }
            }
            for (const auto& use : problem_.demand_uses) {
                if (use.demand == d) {
                    put(use.limit, j, use.per_unit);
                }
            }
            put(limits + d, j, 1.0);
            put(limits + demands + problem_.demands[d].group, j, 1.0);
        }
        for (std::size_t g = 0; g < groups_; ++g) {
            const std::size_t row = limits + demands + g;
            const bool rises = g == raised || (raised == groups_ && share[g] < 0.0);
            const double asked = share[g] >= 0.0 ? share[g] * (1 - 1e-9) : least;
            linear.row_lower[row] = rises ? 0.0 : asked * amount_[g];
            if (rises) {
                put(row, columns - 1, -amount_[g]);
            }
        }
        linear.rows.resize(static_cast<int>(linear.row_lower.size()), static_cast<int>(columns));
        linear.rows.setFromTriplets(entries.begin(), entries.end());
        const auto answer = corridor::program::solve(linear);
        REQUIRE(answer.status == corridor::program::ProgramStatus::optimal);
        return answer.x.back();
    }

    struct Column {
        std::uint32_t demand = 0;
        std::vector<std::uint32_t> path{};
    };

    const MulticommodityProblem& problem_;
    std::size_t groups_ = 0;
    std::vector<double> amount_;
    std::vector<Column> columns_;
    std::vector<bool> visited_;
    std::vector<std::uint32_t> path_;
};

}  // namespace

TEST_CASE("paths and arcs give the same least cost, most served and concurrent flow") {
    Random random(20240611);
    for (int i = 0; i < instance_count(); ++i) {
        INFO(i);
        const MulticommodityProblem problem = random_multicommodity(random);
        REQUIRE(check(problem).ok());
        for (const auto objective :
             {AllocationObjective::least_cost, AllocationObjective::most_served,
              AllocationObjective::concurrent}) {
            INFO(static_cast<int>(objective));
            const MulticommoditySolution ours = solve(problem, objective);
            const MulticommoditySolution arcs = solve_over_arcs(problem, objective);
            CHECK(ours.outcome == arcs.outcome);
            CHECK(ours.outcome != AllocationOutcome::limit_reached);
            CHECK(is_near(ours.value, arcs.value));
            check_holds(problem, ours);
            check_holds(problem, arcs);
        }
    }
}

TEST_CASE("fair shares are those of one linear program after the other") {
    Random random(7);
    for (int i = 0; i < 200; ++i) {
        INFO(i);
        const MulticommodityProblem problem = random_multicommodity(random);
        const MulticommoditySolution ours = solve(problem, AllocationObjective::fair);
        const MulticommoditySolution arcs = solve_over_arcs(problem, AllocationObjective::fair);
        check_holds(problem, ours);
        CHECK(ours.outcome == AllocationOutcome::optimal);
        const std::vector<double> expected = EveryPath(problem).fair_shares();
        REQUIRE(ours.group_share.size() == expected.size());
        for (std::size_t g = 0; g < expected.size(); ++g) {
            INFO(g);
            CHECK(is_near(ours.group_share[g], expected[g]));
            CHECK(std::abs(arcs.group_share[g] - expected[g]) < 1e-6);
        }
    }
}

TEST_CASE("a standing problem gives the answer of a new one after amounts and limits change") {
    Random random(99);
    for (int i = 0; i < 100; ++i) {
        INFO(i);
        const MulticommodityProblem problem = random_multicommodity(random);
        for (const auto objective :
             {AllocationObjective::least_cost, AllocationObjective::most_served,
              AllocationObjective::concurrent, AllocationObjective::fair}) {
            INFO(static_cast<int>(objective));
            StandingMulticommodity standing(problem, objective);
            for (int change = 0; change < 5; ++change) {
                INFO(change);
                const MulticommoditySolution warm = standing.solve();
                const MulticommoditySolution cold = solve(standing.problem(), objective);
                CHECK(warm.outcome == cold.outcome);
                CHECK(is_near(warm.value, cold.value));
                check_holds(standing.problem(), warm);
                standing.set_amount(
                    random.below(static_cast<std::uint32_t>(problem.demands.size())),
                    random.below(20));
                if (!problem.limits.empty()) {
                    standing.set_limit(
                        random.below(static_cast<std::uint32_t>(problem.limits.size())),
                        random.below(20));
                }
            }
        }
    }
}
