#pragma once

#include "fuzz/target.hpp"

#include <corridor/io/allocation_file.hpp>

#include <fmt/format.h>

#include <iterator>

namespace corridor::fuzz {

/// Whether everything refers to something that is there, and all amounts are within bounds.
inline void check_problem(const io::AllocationFile& problem) {
    const auto amount = [](double value) {
        return value >= 0.0 && value <= io::largest_allocation_amount;
    };
    for (const auto& arc : problem.arcs) {
        require(arc.tail < problem.nodes.size() && arc.head < problem.nodes.size() &&
                    arc.link < problem.links.size(),
                "arcs join nodes and use links of the problem");
    }
    for (const auto& link : problem.links) {
        require(amount(link.capacity), "capacities are within bounds");
    }
    for (const auto& demand : problem.demands) {
        require(demand.origin < problem.nodes.size() && demand.destination < problem.nodes.size() &&
                    amount(demand.amount),
                "demands join nodes of the problem");
    }
}

/// The problem as a .mcnf file.
inline std::string rendered(const io::AllocationFile& problem) {
    std::string text;
    auto out = std::back_inserter(text);
    if (problem.kind != io::AllocationFile::Kind::unstated) {
        const bool cost = problem.kind == io::AllocationFile::Kind::least_cost;
        fmt::format_to(out, "c kind={}\n", cost ? "mincost" : "concurrent");
    }
    if (problem.unserved_cost) {
        fmt::format_to(out, "c pen={}\n", *problem.unserved_cost);
    }
    fmt::format_to(out, "p mmcf {} {} {}\n", problem.nodes.size(), problem.arcs.size(),
                   problem.demands.size());
    for (const auto& arc : problem.arcs) {
        const auto& link = problem.links[arc.link];
        fmt::format_to(out, "a {} {} {} {} {}\n", arc.tail + 1, arc.head + 1, link.capacity,
                       arc.cost, link.id);
    }
    for (const auto& demand : problem.demands) {
        fmt::format_to(out, "d {} {} {}\n", demand.origin + 1, demand.destination + 1,
                       demand.amount);
    }
    return text;
}

}  // namespace corridor::fuzz
