#include "multicommodity/competitors.hpp"

#include <ClpSimplex.hpp>
#include <ClpSolve.hpp>
#include <CoinPackedMatrix.hpp>
#include <cstdint>
#include <map>
#include <vector>

namespace corridor::bench {

double clp_answer(const flow::MulticommodityProblem& problem, flow::AllocationObjective objective,
                  ClpMethod method) {
    const bool is_cost = objective == flow::AllocationObjective::least_cost;
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_origin;
    for (std::uint32_t d = 0; d < problem.demands.size(); ++d) {
        by_origin[problem.demands[d].origin].push_back(d);
    }
    const auto nodes = static_cast<int>(problem.node_count);
    const auto arcs = static_cast<int>(problem.arc_count());
    const auto limits = static_cast<int>(problem.limits.size());
    const auto origins = static_cast<int>(by_origin.size());
    const int flows = origins * arcs;
    const int columns = flows + (is_cost ? static_cast<int>(problem.demands.size()) : 1);
    const int rows = origins * nodes + limits;
    std::vector<int> row_of, column_of;
    std::vector<double> values;
    const auto put = [&](int row, int column, double value) {
        row_of.push_back(row);
        column_of.push_back(column);
        values.push_back(value);
    };
    std::vector<double> cost(static_cast<std::size_t>(columns), 0.0);
    std::vector<double> column_upper(static_cast<std::size_t>(columns), COIN_DBL_MAX);
    std::vector<double> column_lower(static_cast<std::size_t>(columns), 0.0);
    std::vector<double> row_lower(static_cast<std::size_t>(rows), 0.0);
    std::vector<double> row_upper(static_cast<std::size_t>(rows), 0.0);
    int bundle = 0;
    for (const auto& [origin, demands] : by_origin) {
        for (int a = 0; a < arcs; ++a) {
            const auto at = static_cast<std::size_t>(a);
            const int column = bundle * arcs + a;
            put(bundle * nodes + static_cast<int>(problem.tail[at]), column, 1.0);
            put(bundle * nodes + static_cast<int>(problem.head[at]), column, -1.0);
            if (is_cost) {
                cost[static_cast<std::size_t>(column)] = problem.commodities[0].cost[at];
            }
        }
        for (const auto& use : problem.arc_uses) {
            put(origins * nodes + static_cast<int>(use.limit),
                bundle * arcs + static_cast<int>(use.arc), use.per_unit);
        }
        const int origin_row = bundle * nodes + static_cast<int>(origin);
        for (const std::uint32_t d : demands) {
            const auto& demand = problem.demands[d];
            const int row = bundle * nodes + static_cast<int>(demand.destination);
            row_lower[static_cast<std::size_t>(origin_row)] += demand.amount;
            row_lower[static_cast<std::size_t>(row)] -= demand.amount;
            if (is_cost) {
                const int column = flows + static_cast<int>(d);
                put(origin_row, column, 1.0);
                put(row, column, -1.0);
                cost[static_cast<std::size_t>(column)] = demand.unserved_cost;
                column_upper[static_cast<std::size_t>(column)] = demand.amount;
            }
        }
        ++bundle;
    }
    for (int i = 0; i < origins * nodes; ++i) {
        row_upper[static_cast<std::size_t>(i)] = row_lower[static_cast<std::size_t>(i)];
    }
    for (int r = 0; r < limits; ++r) {
        const auto row = static_cast<std::size_t>(origins * nodes + r);
        const double limit = problem.limits[static_cast<std::size_t>(r)];
        row_lower[row] = -COIN_DBL_MAX;
        row_upper[row] = is_cost ? limit : 0.0;
        if (!is_cost) {
            put(origins * nodes + r, flows, -limit);
        }
    }
    if (!is_cost) {
        cost.back() = 1.0;
    }
    CoinPackedMatrix matrix(true, row_of.data(), column_of.data(), values.data(),
                            static_cast<CoinBigIndex>(values.size()));
    matrix.setDimensions(rows, columns);
    ClpSimplex model;
    model.setLogLevel(0);
    model.loadProblem(matrix, column_lower.data(), column_upper.data(), cost.data(),
                      row_lower.data(), row_upper.data());
    ClpSolve how;
    how.setSolveType(method == ClpMethod::dual     ? ClpSolve::useDual
                     : method == ClpMethod::primal ? ClpSolve::usePrimal
                                                   : ClpSolve::useBarrier);
    how.setPresolveType(ClpSolve::presolveOn);
    model.initialSolve(how);
    return model.objectiveValue();
}

}  // namespace corridor::bench
