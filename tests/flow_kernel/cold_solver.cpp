#include "flow/kernel/cold_solver.hpp"

#include "flow_kernel/reference.hpp"
#include "support/catch.hpp"

namespace kernel = corridor::flow::kernel;

namespace {

struct Solved {
    kernel::Status status = kernel::Status::optimal;
    std::int64_t value = 0;
    std::vector<std::uint8_t> side;
    std::vector<std::int64_t> flow;
};

kernel::ArcView view(const reference::Problem& problem) {
    return {problem.nodes, problem.source, problem.sink,
            problem.tail,  problem.head,   problem.capacity};
}

Solved solve(const reference::Problem& problem, kernel::Workspace& workspace, bool with_flow) {
    Solved solved;
    solved.side.assign(problem.nodes, 9);
    solved.flow.assign(with_flow ? problem.tail.size() : 0, -7);
    kernel::Answer answer{0, solved.side, solved.flow};
    solved.status = kernel::solve(view(problem), workspace, answer);
    solved.value = answer.value;
    return solved;
}

/// Bounds, conservation, and the value at both ends.
bool is_flow_of(const reference::Problem& problem, const Solved& solved) {
    std::vector<std::int64_t> net(problem.nodes, 0);
    for (std::size_t a = 0; a < problem.tail.size(); ++a) {
        const std::int64_t x = solved.flow[a];
        if (x < 0 || (problem.capacity[a] >= 0 && x > problem.capacity[a])) {
            return false;
        }
        net[problem.tail[a]] += x;
        net[problem.head[a]] -= x;
    }
    for (std::uint32_t v = 0; v < problem.nodes; ++v) {
        const std::int64_t expected = v == problem.source ? solved.value
                                      : v == problem.sink ? -solved.value
                                                          : 0;
        if (net[v] != expected) {
            return false;
        }
    }
    return true;
}

bool agrees(const reference::Problem& problem, kernel::Workspace& workspace) {
    const reference::Cut expected = reference::nearest_min_cut(problem);
    const Solved cut = solve(problem, workspace, false);
    const Solved flow = solve(problem, workspace, true);
    if (expected.unbounded) {
        return cut.status == kernel::Status::unbounded && flow.status == cut.status &&
               cut.side == expected.source_side;
    }
    return cut.status == kernel::Status::optimal && flow.status == cut.status &&
           cut.value == expected.value && flow.value == expected.value &&
           cut.side == expected.source_side && flow.side == expected.source_side &&
           is_flow_of(problem, flow);
}

}  // namespace

TEST_CASE("value, nearest cut and flow are right on random multigraphs of every kind") {
    reference::Generator generator(20240611);
    kernel::Workspace workspace;
    for (int round = 0; round < 100000; ++round) {
        const reference::Problem problem = generator.next(14);
        if (!agrees(problem, workspace)) {
            FAIL("round " << round << ": " << problem.nodes << " nodes, " << problem.tail.size()
                          << " arcs");
        }
    }
}

TEST_CASE("larger thin networks are reduced and still answered exactly") {
    reference::Generator generator(77);
    kernel::Workspace workspace;
    for (int round = 0; round < 2000; ++round) {
        const reference::Problem problem = generator.next(120);
        if (!agrees(problem, workspace)) {
            FAIL("round " << round << ": " << problem.nodes << " nodes, " << problem.tail.size()
                          << " arcs");
        }
    }
}

TEST_CASE("dense networks are answered exactly in narrow and wide numbers") {
    reference::Generator generator(31);
    kernel::Workspace workspace;
    for (int round = 0; round < 60; ++round) {
        reference::Problem problem;
        problem.nodes = 40 + generator.below(70);
        problem.source = generator.below(problem.nodes);
        problem.sink = (problem.source + 1 + generator.below(problem.nodes - 1)) % problem.nodes;
        const std::uint32_t arcs = problem.nodes * (65 + generator.below(20));
        const std::int64_t unit = round % 3 == 0 ? std::int64_t{1} << 34 : 1;
        for (std::uint32_t a = 0; a < arcs; ++a) {
            const std::uint32_t u = generator.below(problem.nodes);
            problem.add(u, generator.below(problem.nodes), unit * generator.below(40));
        }
        if (!agrees(problem, workspace)) {
            FAIL("round " << round << ": " << problem.nodes << " nodes, " << arcs << " arcs");
        }
    }
}

TEST_CASE("the value equals the best of all cuts, counted one by one") {
    reference::Generator generator(5);
    kernel::Workspace workspace;
    int compared = 0;
    while (compared < 5000) {
        const reference::Problem problem = generator.next(6);
        const auto& capacity = problem.capacity;
        if (std::find(capacity.begin(), capacity.end(), -1) != capacity.end()) {
            continue;
        }
        REQUIRE(solve(problem, workspace, false).value == reference::best_of_all_cuts(problem));
        ++compared;
    }
}

TEST_CASE("a sink that nothing reaches gets no flow, and only reached nodes are on the near side") {
    reference::Problem problem{4, 0, 3, {}, {}, {}};
    problem.add(0, 1, 5);
    problem.add(3, 2, 5);
    kernel::Workspace workspace;
    const Solved solved = solve(problem, workspace, true);
    CHECK(solved.value == 0);
    CHECK(solved.side == std::vector<std::uint8_t>{1, 1, 0, 0});
    CHECK(solved.flow == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("unlimited links carry what the limited ones let through") {
    reference::Problem problem{4, 0, 3, {}, {}, {}};
    problem.add(0, 1, -1);
    problem.add(1, 2, 40);
    problem.add(2, 3, -1);
    problem.add(1, 3, 2);
    kernel::Workspace workspace;
    const Solved solved = solve(problem, workspace, true);
    CHECK(solved.status == kernel::Status::optimal);
    CHECK(solved.value == 42);
    CHECK(solved.flow == std::vector<std::int64_t>{42, 40, 40, 2});
}

TEST_CASE("a path of unlimited links has no answer in tonnes") {
    reference::Problem problem{3, 0, 2, {}, {}, {}};
    problem.add(0, 1, -1);
    problem.add(1, 2, -1);
    kernel::Workspace workspace;
    CHECK(solve(problem, workspace, true).status == kernel::Status::unbounded);
}
