#include "io/dataset_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::io {

std::vector<Nest> read_nests(const Table& table, Diagnostics& diagnostics) {
    const auto id = table.column("nest_id");
    const auto name = table.column("name");
    const auto scale = table.column("scale_usd_per_teu");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<Nest> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Nest nest;
        nest.id = table.text(row, id);
        nest.name = table.given(row, name) ? table.text(row, name) : nest.id;
        nest.scale_usd_per_teu = table.decimal(row, scale).value_or(Decimal());
        nest.provenance = provenance.read(table, row);
        nest.note = table.text(row, note);
        result.push_back(std::move(nest));
    }
    const std::optional<std::size_t> all = table.find(Nest::all);
    if (!all && table.ids_known() && !result.empty()) {
        add_fault(diagnostics, table, 0, id, "a row all for the choice between nests", "none",
                  "add a nest with the id all and its scale");
    }
    for (std::size_t row = 0; all && row < result.size(); ++row) {
        if (result[*all].scale_usd_per_teu < result[row].scale_usd_per_teu) {
            add_fault(diagnostics, table, row, scale,
                      fmt::format("at most the {} of all", result[*all].scale_usd_per_teu.text()),
                      result[row].scale_usd_per_teu.text(),
                      "corridors of a nest replace each other more readily than those of others");
        }
    }
    return result;
}

std::vector<CompetingCorridor> read_corridors(const Table& table, Diagnostics& diagnostics) {
    const auto id = table.column("corridor_id");
    const auto name = table.column("name");
    const auto nest = table.column("nest");
    const auto from = table.column("from_node_id");
    const auto to = table.column("to_node_id");
    const auto through = table.column("through");
    const auto closed_systems = table.column("closed_systems");
    const auto closed_links = table.column("closed_links");
    const auto limited = table.column("limited");
    const auto observed = table.column("observed");
    const auto other_traffic = table.column("other_traffic");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<CompetingCorridor> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        CompetingCorridor corridor;
        corridor.id = table.text(row, id);
        corridor.name = table.given(row, name) ? table.text(row, name) : corridor.id;
        corridor.nest = table.text(row, nest);
        corridor.from = table.text(row, from);
        corridor.to = table.text(row, to);
        corridor.through = table.list(row, through);
        corridor.closed_systems = table.list(row, closed_systems);
        corridor.closed_links = table.list(row, closed_links);
        corridor.limited = table.boolean(row, limited);
        corridor.observed = table.list(row, observed);
        corridor.other_traffic = table.list(row, other_traffic);
        corridor.provenance = provenance.read(table, row);
        corridor.note = table.text(row, note);
        if (corridor.nest == Nest::all) {
            add_fault(diagnostics, table, row, nest, "the nest of a corridor", "all",
                      "all is the choice between nests; name one of the others");
        }
        result.push_back(std::move(corridor));
    }
    return result;
}

}  // namespace corridor::io
