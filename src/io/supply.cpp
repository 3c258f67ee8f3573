#include "io/dataset_tables.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/supply.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace corridor::io {

Parsed<std::vector<NodeSupply>> parse_supply(const std::string& file, std::string_view text,
                                             const Network& network) {
    Diagnostics diagnostics;
    auto csv = parse_csv(file, text, diagnostics);
    const auto table = csv ? check_table(std::move(*csv), *dictionary().find("supply"), diagnostics)
                           : std::nullopt;
    if (!table) {
        return diagnostics;
    }
    const auto node = table->column("node_id");
    const auto supply = table->column("supply");
    const auto unit = table->column("unit");
    std::vector<NodeSupply> rows;
    bool sends = false;
    bool receives = false;
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        const std::string id(table->text(row, node));
        if (!id.empty() && !network.find_node(id)) {
            add_fault(diagnostics, *table, row, node, "the id of a node", shown(id),
                      did_you_mean(id, network.node_ids()));
        }
        const std::string symbol(table->text(row, unit));
        const Unit* const known = network.units().find(symbol);
        if (known == nullptr && table->given(row, unit)) {
            add_fault(diagnostics, *table, row, unit, "a known unit", shown(symbol),
                      unit_advice(symbol, network.units()));
        }
        const auto amount = table->decimal(row, supply);
        if (known == nullptr || !amount) {
            continue;
        }
        const auto tonnes = scaled_to_whole(*amount, known->factor, known->divisor);
        if (!tonnes || *tonnes > TonnesPerYear::largest || *tonnes < -TonnesPerYear::largest) {
            add_fault(diagnostics, *table, row, supply,
                      fmt::format("at most {} t/yr either way", TonnesPerYear::largest),
                      amount->text() + " " + symbol, "");
            continue;
        }
        sends = sends || *tonnes > 0;
        receives = receives || *tonnes < 0;
        if (*tonnes != 0) {
            rows.push_back({id, *tonnes});
        }
    }
    if (diagnostics.ok() && (!sends || !receives)) {
        Diagnostic fault;
        fault.place.file = file;
        fault.field = "supply";
        fault.expected = "a node that sends and one that receives, with a negative supply";
        fault.found = sends ? "none that receives" : "none that sends";
        diagnostics.add(std::move(fault));
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return {std::move(rows), std::move(diagnostics)};
}

}  // namespace corridor::io
