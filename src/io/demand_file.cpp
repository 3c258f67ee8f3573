#include "io/dataset_tables.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/demand_file.hpp>

#include <algorithm>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::string_view whole_route = "CORRIDOR";
constexpr std::string_view every_commodity = "all";

void check_node(const Table& table, std::size_t row, const char* column, const Network& network,
                Diagnostics& diagnostics) {
    const Table::Column at = table.column(column);
    const std::string id(table.text(row, at));
    if (!id.empty() && id != whole_route && !network.find_node(id)) {
        add_fault(diagnostics, table, row, at, "the id of a node", shown(id),
                  did_you_mean(id, network.node_ids()));
    }
}

}  // namespace

Parsed<std::vector<Demand>> parse_demand(const std::string& file, std::string_view text,
                                         const Network& network) {
    Diagnostics diagnostics;
    auto csv = parse_csv(file, text, diagnostics);
    const auto table = csv ? check_table(std::move(*csv), *dictionary().find("demand"), diagnostics)
                           : std::nullopt;
    if (!table) {
        return diagnostics;
    }
    const auto commodity = table->column("commodity");
    const auto unit = table->column("unit");
    const std::vector<std::string> commodities(network.commodities().begin(),
                                               network.commodities().end());
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        check_node(*table, row, "origin_node", network, diagnostics);
        check_node(*table, row, "destination_node", network, diagnostics);
        const std::string name(table->text(row, commodity));
        if (name != every_commodity && !network.find_commodity(name)) {
            add_fault(diagnostics, *table, row, commodity, "a commodity of the network",
                      shown(name), did_you_mean(name, commodities));
        }
        const std::string_view symbol = table->text(row, unit);
        if (table->given(row, unit) && network.units().find(symbol) == nullptr) {
            add_fault(diagnostics, *table, row, unit, "a known unit", shown(symbol),
                      unit_advice(symbol, network.units()));
        }
    }
    std::vector<Demand> rows = read_demand(*table, network.units(), diagnostics);
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return {std::move(rows), std::move(diagnostics)};
}

Parsed<std::vector<Demand>> parse_demand(const std::string& file, std::string_view text) {
    Diagnostics diagnostics;
    auto csv = parse_csv(file, text, diagnostics);
    const auto table = csv ? check_table(std::move(*csv), *dictionary().find("demand"), diagnostics)
                           : std::nullopt;
    if (!table) {
        return diagnostics;
    }
    const auto unit = table->column("unit");
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        const std::string_view symbol = table->text(row, unit);
        if (table->given(row, unit) && default_units().find(symbol) == nullptr) {
            add_fault(diagnostics, *table, row, unit, "a known unit", shown(symbol),
                      unit_advice(symbol, default_units()));
        }
    }
    std::vector<Demand> rows = read_demand(*table, default_units(), diagnostics);
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return {std::move(rows), std::move(diagnostics)};
}

}  // namespace corridor::io
