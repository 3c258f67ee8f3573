#include "flow/kernel/cold_solver.hpp"
#include "flow/kernel/min_cost_solver.hpp"

#include <cstdint>

namespace kernel = corridor::flow::kernel;

/// The maximum flow of a textbook network: 23 (Cormen et al., Introduction to Algorithms, 26.1).
extern "C" int textbook_value() {
    const std::uint32_t tail[] = {0, 0, 1, 2, 3, 2, 4, 3, 4};
    const std::uint32_t head[] = {1, 2, 3, 1, 2, 4, 3, 5, 5};
    const std::int64_t capacity[] = {16, 13, 12, 4, 9, 14, 7, 20, 4};
    std::uint8_t side[6] = {};
    kernel::Workspace workspace;
    kernel::Answer answer;
    answer.source_side = side;
    const kernel::Status status = kernel::solve({6, 0, 5, tail, head, capacity}, workspace, answer);
    return status == kernel::Status::optimal ? static_cast<int>(answer.value) : -1;
}

/// The least cost of sending 4 units through the sample of DIMACS: 14.
extern "C" int sample_cost() {
    const std::uint32_t tail[] = {0, 0, 1, 1, 2};
    const std::uint32_t head[] = {1, 2, 2, 3, 3};
    const std::int64_t capacity[] = {4, 2, 2, 3, 5};
    const std::int64_t cost[] = {2, 2, 1, 3, 1};
    const std::int64_t supply[] = {4, 0, 0, -4};
    std::int64_t flow[5] = {};
    std::int64_t potential[4] = {};
    kernel::CostView problem = {4, tail, head, capacity, cost, supply};
    const kernel::CostFeatures features = kernel::measure(problem);
    kernel::Workspace workspace;
    kernel::CostLimits limits;
    kernel::CostAnswer answer = {flow, potential};
    const kernel::CostStatus status = kernel::solve(
        problem, features, kernel::CostMethod::network_simplex, workspace, limits, answer);
    std::int64_t sum = 0;
    for (int a = 0; a < 5; ++a) {
        sum += flow[a] * cost[a];
    }
    return status == kernel::CostStatus::optimal ? static_cast<int>(sum) : -1;
}
