#include "flow/kernel/min_cost_solver.hpp"
#include "min_cost_kernel/random_problem.hpp"
#include "support/catch.hpp"

#include <vector>

namespace kernel = corridor::flow::kernel;

TEST_CASE("a minimum-cost solve that finds no memory says so, however little there is") {
    corridor::flow::MinCostProblem problem;
    problem.node_count = 400;
    problem.supply.assign(problem.node_count, 0);
    problem.supply[0] = 3;
    problem.supply[7] = 2;
    problem.supply[399] = -5;
    for (std::uint32_t v = 0; v + 1 < problem.node_count; ++v) {
        problem.add(v, v + 1, 9, 1 + v % 5);
        problem.add(v + 1, v, 9, 2);
    }
    kernel::CostView view = {problem.node_count, problem.tail, problem.head,
                             problem.capacity,   problem.cost, problem.supply};
    const kernel::CostFeatures features = kernel::measure(view);
    std::vector<std::int64_t> flow(problem.arc_count());
    std::vector<std::int64_t> potential(problem.node_count);
    for (const auto method : {kernel::CostMethod::network_simplex, kernel::CostMethod::cost_scaling,
                              kernel::CostMethod::augmenting_paths}) {
        int refused = 0;
        bool was_solved = false;
        for (std::size_t bytes = 64; bytes < (std::size_t{1} << 22); bytes += bytes / 8 + 1) {
            kernel::Workspace workspace(bytes);
            kernel::CostLimits limits;
            kernel::CostAnswer answer = {flow, potential};
            const auto status = kernel::solve(view, features, method, workspace, limits, answer);
            refused += status == kernel::CostStatus::out_of_memory ? 1 : 0;
            was_solved = status == kernel::CostStatus::optimal;
            REQUIRE((was_solved || status == kernel::CostStatus::out_of_memory));
        }
        REQUIRE(refused > 20);
        REQUIRE(was_solved);
    }
}
