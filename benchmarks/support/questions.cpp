#include "support/questions.hpp"

#include <corridor/flow/certificate.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace corridor::bench {

Question question_of(std::string name, const flow::ArcList& problem) {
    NetworkBuilder builder;
    builder.nodes().reserve(problem.node_count);
    builder.links().reserve(problem.arc_count());
    for (std::uint32_t v = 0; v < problem.node_count; ++v) {
        builder.add_node({.id = fmt::to_string(v)});
    }
    for (std::size_t a = 0; a < problem.arc_count(); ++a) {
        const std::size_t next = a + 1;
        const bool two_way = next < problem.arc_count() && problem.tail[next] == problem.head[a] &&
                             problem.head[next] == problem.tail[a] &&
                             problem.capacity[next] == problem.capacity[a];
        builder.add_link({.id = fmt::format("a{}", a),
                          .from = fmt::to_string(problem.tail[a]),
                          .to = fmt::to_string(problem.head[a]),
                          .directed = !two_way,
                          .capacity = Quantity{Decimal{problem.capacity[a]}, "t/yr"}});
        a += two_way ? 1 : 0;
    }
    return {std::move(name),
            builder.build().value(),
            {.from = {fmt::to_string(problem.source)}, .to = {fmt::to_string(problem.sink)}}};
}

Question middle_corridor_question() {
    return {"middle-corridor containers",
            middle_corridor(),
            {.from = {"xian"}, .to = {"alat_port"}, .commodity = "containers"}};
}

ArcQuestion::ArcQuestion(const Question& question)
    : lowered_(flow::lower(question.network, question.query, FlowChoice::any)) {
    std::int64_t all = 1;
    for (const std::int64_t capacity : lowered_.problem.capacity) {
        all += capacity == flow::unlimited ? 0 : capacity;
    }
    for (std::int64_t& capacity : lowered_.problem.capacity) {
        capacity = capacity == flow::unlimited ? 4 * all : capacity;
    }
}

Arcs ArcQuestion::arcs() const {
    const flow::ArcList& problem = lowered_.problem;
    return {problem.node_count,  problem.source,      problem.sink,           problem.arc_count(),
            problem.tail.data(), problem.head.data(), problem.capacity.data()};
}

std::vector<std::int64_t> ArcQuestion::capacities(const std::vector<std::int64_t>& of_link) const {
    using Kind = flow::ArcMeaning::Kind;
    std::vector<std::int64_t> result = lowered_.problem.capacity;
    for (std::size_t a = 0; a < result.size(); ++a) {
        const flow::ArcMeaning meaning = lowered_.meaning[a];
        if ((meaning.kind == Kind::link_forward || meaning.kind == Kind::link_backward) &&
            of_link[meaning.index] >= 0) {
            result[a] = of_link[meaning.index];
        }
    }
    return result;
}

std::int64_t ArcQuestion::proved_value(const std::vector<std::int64_t>& capacities) const {
    flow::ArcList problem = lowered_.problem;
    problem.capacity = capacities;
    const flow::ArcSolution solution = flow::solve(problem, flow::Engine::general);
    const flow::Verdict verdict = flow::verify(problem, solution);
    if (!verdict.holds()) {
        throw std::runtime_error("no proof for a made question: " + verdict.violations.front());
    }
    return solution.value;
}

}  // namespace corridor::bench
