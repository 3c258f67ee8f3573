#include "io/dataset_tables.hpp"
#include "io/rows.hpp"
#include "io/sndlib_file.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor::io {
namespace {

constexpr const char* assumed_unit = "t/yr";

Rows empty_rows(std::string_view file, std::initializer_list<std::string_view> columns) {
    Rows rows;
    rows.file = file;
    for (const std::string_view name : columns) {
        rows.header.push_back({std::string(name), 1, 1});
    }
    return rows;
}

bool are_degrees(const std::vector<SndlibFile::Node>& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), [](const SndlibFile::Node& node) {
        return std::abs(node.x.value_or(0.0)) <= 180.0 && std::abs(node.y.value_or(0.0)) <= 90.0;
    });
}

Rows node_rows(std::string_view file, const SndlibFile& read, bool degrees) {
    Rows rows = empty_rows(
        file, {"node_id", degrees ? "x_coord" : "sndlib_x", degrees ? "y_coord" : "sndlib_y"});
    for (std::size_t i = 0; i < read.nodes.size(); ++i) {
        const SndlibFile::Node& node = read.nodes[i];
        const auto cell = [&node](std::string text) {
            return Cell{std::move(text), node.line, node.column};
        };
        const bool placed = node.x && node.y;
        rows.rows.push_back({cell(read.problem.nodes[i]), cell(placed ? decimal_text(*node.x) : ""),
                             cell(placed ? decimal_text(*node.y) : "")});
    }
    return rows;
}

Rows link_rows(std::string_view file, const SndlibFile& read) {
    Rows rows =
        empty_rows(file, {"link_id", "from_node_id", "to_node_id", "directed", "capacity",
                          "capacity_unit", "tariff", "sndlib_pre_installed_capacity",
                          "sndlib_pre_installed_cost", "sndlib_setup_cost", "sndlib_modules"});
    for (std::size_t i = 0; i < read.links.size(); ++i) {
        const SndlibFile::Link& link = read.links[i];
        const AllocationFile::Arc& arc = read.problem.arcs[2 * i];
        const auto cell = [&link](std::string text) {
            return Cell{std::move(text), link.line, link.column};
        };
        rows.rows.push_back({cell(read.problem.links[i].id), cell(read.problem.nodes[arc.tail]),
                             cell(read.problem.nodes[arc.head]), cell("0"),
                             cell(decimal_text(read.problem.links[i].capacity)), cell(assumed_unit),
                             cell(link.routing_cost == 0.0 ? "" : decimal_text(link.routing_cost)),
                             cell(decimal_text(link.pre_installed_capacity)),
                             cell(decimal_text(link.pre_installed_cost)),
                             cell(decimal_text(link.setup_cost)), cell(link.modules)});
    }
    return rows;
}

Rows demand_rows(std::string_view file, const AllocationFile& problem) {
    Rows rows = empty_rows(file, {"demand_id", "origin_node", "destination_node", "value", "unit"});
    for (const AllocationFile::Demand& demand : problem.demands) {
        rows.rows.push_back({{demand.id, 0, 0},
                             {problem.nodes[demand.origin], 0, 0},
                             {problem.nodes[demand.destination], 0, 0},
                             {decimal_text(demand.amount), 0, 0},
                             {assumed_unit, 0, 0}});
    }
    return rows;
}

void tell_assumptions(const std::string& file, const SndlibFile& read, bool degrees,
                      Diagnostics& told) {
    told.add(note(file, "capacity and demand_value", "a unit", "none",
                  "t/yr are assumed, in whole tonnes"));
    const auto of_modules =
        std::count_if(read.links.begin(), read.links.end(), [](const SndlibFile::Link& link) {
            return link.pre_installed_capacity == 0.0 && !link.modules.empty();
        });
    if (of_modules != 0) {
        told.add(note(file, "capacity", "a pre-installed capacity",
                      fmt::format("modules alone on {} links", of_modules),
                      "the largest module is taken; all are kept as sndlib_modules"));
    }
    if (std::any_of(read.links.begin(), read.links.end(),
                    [](const SndlibFile::Link& link) { return link.routing_cost > 0.0; })) {
        told.add(note(file, "routing_cost", "a unit", "none", "USD/t are assumed"));
    }
    if (!degrees) {
        told.add(
            note(file, "NODES", "longitude and latitude in degrees", "larger numbers",
                 "the coordinates are kept as sndlib_x and sndlib_y, but nodes have no place"));
    }
}

}  // namespace

Parsed<NetworkFile> parse_sndlib_network(std::string_view file, std::string_view text) {
    const Parsed<SndlibFile> read = read_sndlib(file, text);
    Diagnostics diagnostics = read.diagnostics();
    if (!read.ok()) {
        return diagnostics;
    }
    const bool degrees = are_degrees(read->nodes);
    tell_assumptions(std::string(file), *read, degrees, diagnostics);
    NetworkFile result;
    const TableDefinition& of_nodes = *dictionary().find("nodes");
    const TableDefinition& of_links = *dictionary().find("links");
    Rows nodes = node_rows(file, *read, degrees);
    Rows links = link_rows(file, *read);
    result.nodes = take_extra_columns(nodes, of_nodes);
    result.links = take_extra_columns(links, of_links);
    DatasetTables tables;
    tables.nodes = check_table(RowTable::make(nodes), of_nodes, diagnostics);
    tables.links = check_table(RowTable::make(links), of_links, diagnostics);
    if (!read->problem.demands.empty()) {
        read_native_table("demand", demand_rows(file, read->problem), tables, diagnostics);
    }
    Parsed<Dataset> data = build_dataset(tables, default_units(), std::move(diagnostics));
    Diagnostics told = data.diagnostics();
    if (!data.ok()) {
        return told;
    }
    result.data = std::move(data).value();
    return Parsed<NetworkFile>(std::move(result), std::move(told));
}

}  // namespace corridor::io
