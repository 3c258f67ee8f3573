#include "io/dataset_tables.hpp"

#include <fmt/format.h>

#include <set>
#include <tuple>
#include <utility>

namespace corridor::io {

std::vector<Resource> read_resources(const Table& table, const UnitTable& units) {
    const auto id = table.column("resource_id");
    const auto name = table.column("name");
    const auto amount = table.column("amount");
    const auto unit = table.column("unit");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<Resource> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Resource resource;
        resource.id = table.text(row, id);
        resource.name = table.given(row, name) ? table.text(row, name) : resource.id;
        resource.amount = table.decimal(row, amount).value_or(Decimal());
        resource.unit = table.text(row, unit);
        if (units.find(resource.unit) != nullptr) {
            resource.rate = to_tonnes_per_year({resource.amount, resource.unit}, units);
        }
        resource.provenance = provenance.read(table, row);
        resource.note = table.text(row, note);
        result.push_back(std::move(resource));
    }
    return result;
}

std::vector<ResourceUse> read_resource_uses(const Table& table, Diagnostics& diagnostics) {
    const auto resource = table.column("resource_id");
    const auto link = table.column("link_id");
    const auto commodity = table.column("commodity");
    const auto per_tonne = table.column("use_per_tonne");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::set<std::tuple<std::string, std::string, std::string>> seen;
    std::vector<ResourceUse> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        ResourceUse use;
        use.resource = table.text(row, resource);
        use.link = table.text(row, link);
        use.commodity = table.text(row, commodity);
        use.per_tonne = table.decimal(row, per_tonne).value_or(Decimal(1));
        use.provenance = provenance.read(table, row);
        use.note = table.text(row, note);
        if (!seen.emplace(use.resource, use.link, use.commodity).second) {
            add_fault(diagnostics, table, row, link, "each link and commodity once for a resource",
                      fmt::format("{} of {} on {} again", use.commodity, use.resource, use.link),
                      "leave one of the rows out");
        }
        result.push_back(std::move(use));
    }
    return result;
}

}  // namespace corridor::io
