#include "flow/kernel/cold_solver.hpp"
#include "flow/kernel/frontier_cut.hpp"
#include "flow/kernel/pooled_sweep.hpp"
#include "flow/kernel/standing_solver.hpp"
#include "flow/kernel/without_each.hpp"
#include "flow_kernel/random_network.hpp"
#include "support/catch.hpp"

#include <corridor/flow/certificate.hpp>
#include <corridor/flow/solver.hpp>

#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

using namespace corridor;
namespace kernel = corridor::flow::kernel;

namespace {

using Row = std::vector<std::int64_t>;

/// One network and two rows of capacities, the second a small change of the first.
struct Instance {
    reference::Network network;
    Row rows[2];
    reference::Cut expected[2];

    [[nodiscard]] std::int64_t value(int row) const {
        return expected[row].unbounded ? -1 : expected[row].value;
    }
    [[nodiscard]] bool is_right(int row, std::int64_t found,
                                const std::vector<std::uint8_t>& side) const {
        return found == value(row) && (found < 0 || side == expected[row].source_side);
    }
};

Instance random_instance(reference::Generator& generator, int round) {
    Instance instance;
    instance.network = reference::random_network(generator, round % 4 == 0 ? 14 : 8);
    constexpr std::uint32_t tops[] = {2, 50, 5000, 2'000'000'000};
    const std::uint32_t top = tops[generator.below(4)];
    const std::int64_t unit = generator.below(8) == 0 ? std::int64_t{1} << 20 : 1;
    const bool has_unlimited = generator.below(4) == 0;
    const auto draw = [&] {
        return has_unlimited && generator.below(8) == 0 ? std::int64_t{-1}
               : generator.below(6) == 0                ? std::int64_t{0}
                                                        : unit * generator.below(top);
    };
    for (kernel::Column column = 0; column < instance.network.columns; ++column) {
        instance.rows[0].push_back(draw());
        instance.rows[1].push_back(generator.below(4) == 0 ? draw() : instance.rows[0].back());
    }
    for (int row = 0; row < 2; ++row) {
        instance.expected[row] =
            reference::nearest_min_cut(with_row(instance.network, instance.rows[row]));
    }
    return instance;
}

flow::ArcList arcs_of(const Instance& instance, int row) {
    const reference::Problem problem = with_row(instance.network, instance.rows[row]);
    return {problem.nodes, problem.source, problem.sink,
            problem.tail,  problem.head,   problem.capacity};
}

/// The engines, each with what it keeps from instance to instance.
class Engines {
  public:
    /// Names what is wrong; empty when all agree.
    std::string disagreement(const Instance& instance, bool with_each_part) {
        const auto wrong = [](const char* engine, int row) {
            return std::string(engine) + (row == 0 ? "" : ", changed capacities");
        };
        for (int row = 0; row < 2; ++row) {
            if (!solves(instance, row, flow::Engine::automatic, true) ||
                !solves(instance, row, flow::Engine::general, false)) {
                return wrong("general", row);
            }
            if (!solves(instance, row, flow::Engine::boost, true)) {
                return wrong("Boost.Graph", row);
            }
            if (!frontier_cuts(instance, row)) {
                return wrong("frontier, one row", row);
            }
        }
        if (!sweeps(instance)) {
            return "frontier, a row in each lane";
        }
        if (!pools(instance)) {
            return "pools of paths and cuts";
        }
        if (!stands(instance)) {
            return "standing";
        }
        return with_each_part && !goes_without_each(instance) ? "without each" : "";
    }

  private:
    bool solves(const Instance& instance, int row, flow::Engine engine, bool with_flow) {
        const flow::ArcList arcs = arcs_of(instance, row);
        const flow::ArcSolution solution =
            solver_.solve(arcs, {.engine = engine, .with_flow = with_flow});
        const bool is_unbounded = solution.outcome == flow::Outcome::unbounded;
        return instance.is_right(row, is_unbounded ? -1 : solution.value, solution.source_side) &&
               (!with_flow || is_unbounded || flow::verify(arcs, solution).holds());
    }

    bool frontier_cuts(const Instance& instance, int row) {
        const kernel::FrontierPlan plan = kernel::plan_frontier(
            instance.network.topology(), 1, kernel::Style::plain, 14, workspace_);
        std::int64_t value = 0;
        std::vector<std::uint8_t> side(instance.network.nodes);
        static_cast<void>(kernel::frontier_cut(plan, instance.rows[row], value, side, workspace_));
        return instance.is_right(row, value, side);
    }

    /// Both rows together; every column is named.
    template <class Solve>
    bool solves_rows(const Instance& instance, Solve solve) {
        const std::size_t columns = instance.rows[0].size();
        Row both = instance.rows[0];
        both.insert(both.end(), instance.rows[1].begin(), instance.rows[1].end());
        std::vector<std::int32_t> position_of(columns);
        std::iota(position_of.begin(), position_of.end(), 0);
        Row values(2);
        const kernel::RowView<std::int64_t> view{both.data(), columns, 2};
        return solve(kernel::RowLayout{position_of, instance.rows[0]}, view,
                     std::span<std::int64_t>(values)) == kernel::Status::optimal &&
               values[0] == instance.value(0) && values[1] == instance.value(1);
    }

    bool sweeps(const Instance& instance) {
        const kernel::FrontierPlan plan = kernel::plan_frontier(
            instance.network.topology(), 1, kernel::Style::fused, 14, workspace_);
        return solves_rows(instance, [&](auto layout, auto view, auto values) {
            return kernel::sweep(plan, layout, view, values, workspace_, lanes_);
        });
    }

    bool pools(const Instance& instance) {
        const kernel::Structure structure =
            kernel::reduce_structure(instance.network.topology(), workspace_);
        return solves_rows(instance, [&](auto layout, auto view, auto values) {
            kernel::PooledSweep sweep(structure, layout, lanes_);
            return sweep.solve(view, values);
        });
    }

    bool stands(const Instance& instance) {
        kernel::StandingSolver solver(instance.network.topology(), workspace_);
        for (int row = 0; row < 2; ++row) {
            for (std::size_t i = 0; i < instance.rows[row].size(); ++i) {
                solver.set_capacity(static_cast<kernel::Column>(i), instance.rows[row][i]);
            }
            std::int64_t value = 0;
            std::vector<std::uint8_t> side(instance.network.nodes);
            const kernel::Status status = solver.solve(value, side);
            const std::int64_t found = status == kernel::Status::too_large ? -1 : value;
            if (!instance.is_right(row, found, side)) {
                return false;
            }
        }
        return true;
    }

    bool goes_without_each(const Instance& instance) {
        const reference::Network& network = instance.network;
        const kernel::FrontierPlan plan =
            kernel::plan_frontier(network.topology(), 1, kernel::Style::plain, 14, workspace_);
        std::vector<kernel::EdgeResponse> response(network.edges.size());
        kernel::WithoutEach answer{0, response, {}};
        static_cast<void>(kernel::without_each(plan, instance.rows[0], answer, workspace_));
        if (answer.value != instance.value(0)) {
            return false;
        }
        for (std::size_t edge = 0; edge < response.size(); ++edge) {
            const std::int64_t without = response[edge].value_without();
            if ((without < kernel::out_of_reach ? without : -1) !=
                value_of(with_row(network, instance.rows[0], edge))) {
                return false;
            }
        }
        return true;
    }

    flow::Solver solver_;
    kernel::Workspace workspace_;
    const kernel::LaneKernel lanes_ = kernel::best_lanes();
};

}  // namespace

TEST_CASE("every engine gives 100,000 random multigraphs the same flow and the same cut") {
    reference::Generator generator(300);
    Engines engines;
    const int rounds = std::getenv("CORRIDOR_LONG") != nullptr ? 3'000'000 : 100'000;
    for (int round = 0; round < rounds; ++round) {
        const Instance instance = random_instance(generator, round);
        const std::string wrong = engines.disagreement(instance, round % 16 == 0);
        if (!wrong.empty()) {
            FAIL("round " << round << ", " << wrong << ": " << instance.network.nodes << " nodes, "
                          << instance.network.edges.size() << " edges");
        }
    }
    SUCCEED();
}
