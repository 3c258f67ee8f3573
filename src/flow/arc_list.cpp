#include <corridor/flow/arc_list.hpp>

#include <fmt/format.h>

namespace corridor::flow {
namespace {

constexpr std::uint64_t largest_node_count = std::uint64_t{1} << 22;
constexpr std::uint64_t largest_arc_count = std::uint64_t{1} << 24;

}  // namespace

Diagnostics check(const ArcList& problem) {
    Diagnostics diagnostics;
    const auto fault = [&](std::string field, std::string expected, std::string found) {
        diagnostics.add({Severity::error, Place{}, std::move(field), std::move(expected),
                         std::move(found), ""});
    };
    const std::size_t arcs = problem.arc_count();
    if (problem.head.size() != arcs || problem.capacity.size() != arcs) {
        fault("arcs", "as many tails as heads and capacities",
              fmt::format("{}, {} and {}", arcs, problem.head.size(), problem.capacity.size()));
        return diagnostics;
    }
    if (problem.node_count > largest_node_count) {
        fault("nodes", fmt::format("at most {}", largest_node_count),
              fmt::format("{}", problem.node_count));
    }
    if (arcs > largest_arc_count) {
        fault("arcs", fmt::format("at most {}", largest_arc_count), fmt::format("{}", arcs));
    }
    if (problem.source >= problem.node_count || problem.sink >= problem.node_count) {
        fault("source and sink", fmt::format("nodes below {}", problem.node_count),
              fmt::format("{} and {}", problem.source, problem.sink));
    } else if (problem.source == problem.sink) {
        fault("source and sink", "two different nodes", fmt::format("{} twice", problem.source));
    }
    std::int64_t sum = 0;
    bool fits = true;
    for (std::size_t a = 0; a < arcs; ++a) {
        if (problem.tail[a] >= problem.node_count || problem.head[a] >= problem.node_count) {
            fault(fmt::format("arc {}", a), fmt::format("end points below {}", problem.node_count),
                  fmt::format("{} and {}", problem.tail[a], problem.head[a]));
        }
        const std::int64_t capacity = problem.capacity[a];
        if (capacity < unlimited) {
            fault(fmt::format("capacity of arc {}", a), "0 or more, or -1 for unlimited",
                  fmt::format("{}", capacity));
        } else if (capacity != unlimited) {
            fits = fits && capacity < largest_capacity_sum - sum;
            sum = fits ? sum + capacity : sum;
        }
    }
    if (!fits) {
        fault("capacities", fmt::format("a sum below {}", largest_capacity_sum),
              "more, which could overflow");
    }
    return diagnostics;
}

}  // namespace corridor::flow
