#include "support/catch.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/arc_list.hpp>
#include <corridor/flow/certificate.hpp>

#include <cstdint>
#include <string>

using namespace corridor;
using flow::ArcList;
using flow::unlimited;

namespace {

ArcList problem(std::uint32_t nodes, std::uint32_t source, std::uint32_t sink) {
    ArcList list;
    list.node_count = nodes;
    list.source = source;
    list.sink = sink;
    return list;
}

std::int64_t certified_value(const ArcList& list) {
    const flow::ArcSolution solution = flow::solve(list);
    const flow::Verdict verdict = flow::verify(list, solution);
    CAPTURE(verdict.violations);
    CHECK(verdict.holds());
    return solution.value;
}

std::string faults(const ArcList& list) {
    return render(flow::check(list));
}

}  // namespace

TEST_CASE("the flow of a textbook network is found and proved") {
    ArcList list = problem(6, 0, 5);
    list.add(0, 1, 16);
    list.add(0, 2, 13);
    list.add(1, 3, 12);
    list.add(2, 1, 4);
    list.add(3, 2, 9);
    list.add(2, 4, 14);
    list.add(4, 3, 7);
    list.add(3, 5, 20);
    list.add(4, 5, 4);
    CHECK(certified_value(list) == 23);
}

TEST_CASE("parallel arcs, loops, zero capacities and arcs into the source do no harm") {
    ArcList list = problem(3, 0, 2);
    list.add(0, 1, 3);
    list.add(0, 1, 4);
    list.add(1, 1, 9);
    list.add(1, 0, 5);
    list.add(1, 2, 6);
    list.add(2, 1, 8);
    list.add(0, 2, 0);
    CHECK(certified_value(list) == 6);
}

TEST_CASE("a sink that cannot be reached receives nothing") {
    ArcList list = problem(3, 0, 2);
    list.add(0, 1, 3);
    list.add(2, 1, 3);
    CHECK(certified_value(list) == 0);
    CHECK(certified_value(problem(2, 0, 1)) == 0);
}

TEST_CASE("unlimited arcs never bind, and a path of them is told as unbounded") {
    ArcList list = problem(4, 0, 3);
    list.add(0, 1, unlimited);
    list.add(1, 2, 7);
    list.add(2, 3, unlimited);
    CHECK(certified_value(list) == 7);
    list.add(1, 3, unlimited);
    const flow::ArcSolution solution = flow::solve(list);
    CHECK(solution.outcome == flow::Outcome::unbounded);
    CHECK(flow::verify(list, solution).holds());
}

TEST_CASE("capacities beyond what a double can hold stay exact") {
    const std::int64_t beyond = (std::int64_t{1} << 53) + 1;
    ArcList list = problem(3, 0, 2);
    list.add(0, 1, beyond);
    list.add(1, 2, beyond + 2);
    CHECK(certified_value(list) == beyond);
}

TEST_CASE("the sum of capacities may be just below two to the 62nd and no more") {
    ArcList list = problem(2, 0, 1);
    list.add(0, 1, flow::largest_capacity_sum - 1);
    CHECK(certified_value(list) == flow::largest_capacity_sum - 1);
    list.add(0, 1, 1);
    CHECK(faults(list).find("a sum below 4611686018427387904") != std::string::npos);
    CHECK_THROWS_AS(flow::solve(list), ContractViolation);
    ArcList huge = problem(2, 0, 1);
    huge.add(0, 1, INT64_MAX);
    CHECK_FALSE(flow::check(huge).ok());
}

TEST_CASE("a problem that is none is told why") {
    ArcList list = problem(2, 0, 0);
    list.add(0, 7, 1);
    list.add(0, 1, -2);
    list.add(0, 1, INT64_MIN);
    const std::string text = faults(list);
    CHECK(text.find("source and sink: expected two different nodes") != std::string::npos);
    CHECK(text.find("arc 0: expected end points below 2") != std::string::npos);
    CHECK(text.find("capacity of arc 1: expected 0 or more") != std::string::npos);
    CHECK(text.find("got -9223372036854775808") != std::string::npos);
    CHECK_FALSE(flow::check(problem(2, 0, 5)).ok());
    list.head.pop_back();
    CHECK(faults(list).find("as many tails as heads") != std::string::npos);
}

TEST_CASE("the cut nearest to the source is the one told") {
    ArcList list = problem(4, 0, 3);
    list.add(0, 1, 5);
    list.add(1, 2, 5);
    list.add(2, 3, 5);
    const flow::ArcSolution solution = flow::solve(list);
    CHECK(solution.source_side == std::vector<std::uint8_t>{1, 0, 0, 0});
}

TEST_CASE("the certificate of a flow rejects what is wrong") {
    ArcList list = problem(3, 0, 2);
    list.add(0, 1, 3);
    list.add(1, 2, 2);
    const flow::ArcSolution right = flow::solve(list);
    REQUIRE(flow::verify(list, right).holds());
    auto wrong = right;
    wrong.value = 3;
    CHECK_FALSE(flow::verify(list, wrong).holds());
    wrong = right;
    wrong.flow[0] = 3;
    CHECK_FALSE(flow::verify(list, wrong).holds());
    wrong = right;
    wrong.source_side[1] = 0;
    CHECK_FALSE(flow::verify(list, wrong).holds());
    wrong = right;
    wrong.source_side[2] = 1;
    CHECK_FALSE(flow::verify(list, wrong).holds());
    wrong = right;
    wrong.flow.clear();
    CHECK_FALSE(flow::verify(list, wrong).holds());
    wrong = right;
    wrong.source_side.clear();
    CHECK_FALSE(flow::verify(list, wrong).holds());
    wrong = right;
    wrong.outcome = flow::Outcome::unbounded;
    CHECK_FALSE(flow::verify(list, wrong).holds());
}
