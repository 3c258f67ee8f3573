#include "io/dimacs_scanner.hpp"
#include "io/stated_nodes.hpp"

#include <corridor/io/dimacs.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <utility>

namespace corridor::io {
namespace {

/// Capacities that are fine in a problem of plain numbers but no tonnes a year.
Diagnostics check_capacities(std::string_view file, std::string_view text,
                             const DimacsMax& problem) {
    Diagnostics diagnostics;
    std::size_t arc = 0;
    LineScanner lines(text);
    while (lines.next()) {
        Words words(lines.text());
        if (words.next().text != "a") {
            continue;
        }
        const std::int64_t capacity = problem.capacity[arc++];
        if (capacity > TonnesPerYear::largest) {
            words.next();
            words.next();
            diagnostics.add({Severity::error,
                             {std::string(file), lines.number(), words.next().column},
                             "capacity",
                             fmt::format("at most {} t/yr in a network", TonnesPerYear::largest),
                             fmt::format("{}", capacity),
                             "-1 is unlimited; corridor solve takes larger numbers"});
        }
    }
    return diagnostics;
}

}  // namespace

Parsed<DimacsNetwork> parse_dimacs_network(std::string_view file, std::string_view text) {
    const Parsed<DimacsMax> problem = parse_dimacs_max(file, text);
    if (!problem.ok()) {
        return problem.diagnostics();
    }
    Diagnostics faults = check_capacities(file, text, *problem);
    if (problem->node_count > most_nodes(problem->arc_count())) {
        faults.add({Severity::error, Place{std::string(file), 0, 0}, "nodes",
                    expected_nodes(problem->arc_count()), fmt::format("{}", problem->node_count),
                    "corridor solve takes more"});
    }
    if (!faults.ok()) {
        return faults;
    }
    NetworkBuilder builder;
    builder.nodes().reserve(problem->node_count);
    builder.links().reserve(problem->arc_count());
    for (std::uint32_t v = 1; v <= problem->node_count; ++v) {
        builder.add_node({.id = fmt::to_string(v)});
    }
    for (std::size_t a = 0; a < problem->arc_count(); ++a) {
        LinkSpec link{
            .id = fmt::format("a{}", a + 1),
            .from = fmt::to_string(problem->tail[a] + 1),
            .to = fmt::to_string(problem->head[a] + 1),
            .directed = true,
            .provenance = {
                .source = {}, .confidence = Confidence::high, .capacity_basis = Basis::source}};
        if (problem->capacity[a] != DimacsMax::unlimited) {
            link.capacity = Quantity{Decimal{problem->capacity[a]}, "t/yr"};
        }
        builder.add_link(std::move(link));
    }
    Parsed<Network> network = builder.build();
    if (!network.ok()) {
        return network.diagnostics();
    }
    return DimacsNetwork{std::move(network).value(), fmt::to_string(problem->source + 1),
                         fmt::to_string(problem->sink + 1)};
}

}  // namespace corridor::io
