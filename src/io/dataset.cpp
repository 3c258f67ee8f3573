#include "io/dataset_tables.hpp"
#include "io/embedded_data.hpp"
#include "io/rows.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/dataset.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace corridor {
namespace {

using io::DatasetTables;
using io::NamedText;
using io::Table;

struct KnownTable {
    std::string_view name;
    std::optional<Table> DatasetTables::*member;
    bool required;
};

constexpr std::array<KnownTable, 16> known_tables = {{
    {"nodes", &DatasetTables::nodes, true},
    {"links", &DatasetTables::links, true},
    {"demand", &DatasetTables::demand, false},
    {"projects", &DatasetTables::projects, false},
    {"disruptions", &DatasetTables::disruptions, false},
    {"costs", &DatasetTables::costs, false},
    {"sources", &DatasetTables::sources, false},
    {"units", &DatasetTables::units, false},
    {"resources", &DatasetTables::resources, false},
    {"resource_use", &DatasetTables::resource_use, false},
    {"equipment", &DatasetTables::equipment, false},
    {"nests", &DatasetTables::nests, false},
    {"corridors", &DatasetTables::corridors, false},
    {"fleets", &DatasetTables::fleets, false},
    {"service_times", &DatasetTables::service_times, false},
    {"arrivals", &DatasetTables::arrivals, false},
}};

std::string file_name(const KnownTable& known) {
    return std::string(known.name) + ".csv";
}

std::vector<std::string> known_file_names() {
    std::vector<std::string> names;
    for (const KnownTable& known : known_tables) {
        names.push_back(file_name(known));
    }
    return names;
}

/// Suggestions cost time for each candidate, and nobody reads more of them than are kept.
std::string suggestion(std::string_view name, const std::vector<const Table*>& targets,
                       std::vector<std::string> candidates, const Diagnostics& diagnostics) {
    constexpr std::size_t most_candidates = 20'000;
    for (const Table* target : targets) {
        if (candidates.size() + target->row_count() > most_candidates ||
            diagnostics.error_count() >= Diagnostics::limit) {
            return {};
        }
        const std::vector<std::string> ids = target->ids();
        candidates.insert(candidates.end(), ids.begin(), ids.end());
    }
    return did_you_mean(name, candidates);
}

/// Every reference of a column must resolve. Where a table it points to is absent or not
/// all of its ids could be read, nothing can be said.
void check_references(const DatasetTables& tables, const Table& table,
                      const io::Attribute& attribute, Diagnostics& diagnostics) {
    std::vector<const Table*> targets;
    for (const io::ReferenceTarget& target : attribute.targets) {
        const auto known = std::find_if(
            known_tables.begin(), known_tables.end(),
            [&](const KnownTable& candidate) { return candidate.name == target.table; });
        if (known == known_tables.end() || !(tables.*known->member) ||
            !(tables.*known->member)->ids_known()) {
            return;
        }
        targets.push_back(&*(tables.*known->member));
    }
    const Table::Column column = table.column(attribute.name);
    const bool single = attribute.type == io::ValueType::ref;
    const auto resolves = [&](std::string_view id) {
        return std::any_of(targets.begin(), targets.end(),
                           [&](const Table* target) { return target->find(id).has_value(); }) ||
               std::find(attribute.words.begin(), attribute.words.end(), id) !=
                   attribute.words.end();
    };
    const auto check = [&](std::size_t row, std::string_view id) {
        if (!resolves(id)) {
            io::add_fault(diagnostics, table, row, column, io::expectation(attribute),
                          io::shown(id), suggestion(id, targets, attribute.words, diagnostics));
        }
    };
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        if (!table.given(row, column)) {
            continue;
        }
        const std::string_view text = table.text(row, column);
        if (single) {
            check(row, text);
            continue;
        }
        for (const std::string_view id : io::split_list(text)) {
            if (!id.empty()) {
                check(row, id);
            }
        }
    }
}

void check_units(const Table& table, const io::Attribute& attribute, const UnitTable& units,
                 Diagnostics& diagnostics) {
    const Table::Column column = table.column(attribute.name);
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::string_view symbol = table.text(row, column);
        if (!table.given(row, column) || units.find(symbol) != nullptr) {
            continue;
        }
        io::add_fault(diagnostics, table, row, column, "a known unit", io::shown(symbol),
                      io::unit_advice(symbol, units));
    }
}

/// Numbers the commodities in the order in which links, then demand name them.
void add_commodities(const DatasetTables& tables, NetworkBuilder& builder,
                     Diagnostics& diagnostics) {
    std::vector<std::string> names;
    bool told = false;
    const auto add = [&](const Table& table, std::size_t row, const Table::Column& column,
                         std::string_view name) {
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            return;
        }
        if (names.size() == CommoditySet::largest) {
            if (!told) {
                io::add_fault(diagnostics, table, row, column,
                              fmt::format("at most {} commodities", CommoditySet::largest),
                              io::shown(name) + " as one more", "");
            }
            told = true;
            return;
        }
        names.emplace_back(name);
        builder.add_commodity(std::string(name));
    };
    const Table& links = *tables.links;
    const Table::Column carried = links.column("commodities");
    std::string_view last;
    for (std::size_t row = 0; row < links.row_count(); ++row) {
        const std::string_view list = links.text(row, carried);
        if (list != last) {
            for (const std::string_view name : io::split_list(list)) {
                add(links, row, carried, name);
            }
            last = list;
        }
    }
    if (!tables.demand) {
        return;
    }
    const Table& demand = *tables.demand;
    const Table::Column moved = demand.column("commodity");
    const std::vector<std::string> of_links = names;
    for (std::size_t row = 0; row < demand.row_count(); ++row) {
        const std::string_view name = demand.text(row, moved);
        if (name == "all" || name.empty()) {
            continue;
        }
        const bool first = std::find(names.begin(), names.end(), name) == names.end();
        if (first && !of_links.empty()) {
            diagnostics.add({Severity::warning, demand.place(row, moved), "commodity",
                             "a commodity that links.csv names", io::shown(name),
                             did_you_mean(name, of_links)});
        }
        add(demand, row, moved, name);
    }
}

void tell_missing(Diagnostics& diagnostics, const KnownTable& known) {
    diagnostics.add({Severity::error, Place{file_name(known), 0, 0}, "", "this file",
                     "no such file",
                     "a network folder needs nodes.csv and links.csv; demand.csv, projects.csv, "
                     "disruptions.csv, costs.csv, resources.csv, resource_use.csv, "
                     "equipment.csv, nests.csv, corridors.csv, fleets.csv, service_times.csv, "
                     "arrivals.csv, sources.csv and units.csv are read where they exist"});
}

DatasetTables read_tables(std::span<const NamedText> files, Diagnostics& diagnostics) {
    DatasetTables tables;
    for (const KnownTable& known : known_tables) {
        const auto file = std::find_if(files.begin(), files.end(), [&](const NamedText& each) {
            return each.name == file_name(known);
        });
        if (file == files.end()) {
            if (known.required) {
                tell_missing(diagnostics, known);
            }
            continue;
        }
        auto csv = io::parse_csv(file->name, file->text, diagnostics);
        const io::TableDefinition* definition = io::dictionary().find(known.name);
        if (csv && definition != nullptr) {
            tables.*known.member = io::check_table(std::move(*csv), *definition, diagnostics);
        }
    }
    const std::vector<std::string> names = known_file_names();
    for (const NamedText& file : files) {
        if (std::find(names.begin(), names.end(), file.name) == names.end()) {
            const std::string advice = did_you_mean(file.name, names);
            diagnostics.add({Severity::warning, Place{file.name, 0, 0}, "",
                             "a file of a network folder", "an unknown one",
                             "it is not used" + (advice.empty() ? "" : "; " + advice)});
        }
    }
    return tables;
}

}  // namespace

bool io::names_native_table(std::string_view file, std::string_view prefix) {
    return std::any_of(known_tables.begin(), known_tables.end(), [&](const KnownTable& known) {
        return !known.required && file == std::string(prefix) + file_name(known);
    });
}

void io::read_native_tables(std::span<const NamedText> files, std::string_view prefix,
                            DatasetTables& tables, Diagnostics& diagnostics) {
    for (const KnownTable& known : known_tables) {
        const auto file = std::find_if(files.begin(), files.end(), [&](const NamedText& each) {
            return each.name == std::string(prefix) + file_name(known);
        });
        if (known.required || file == files.end()) {
            continue;
        }
        if (auto csv = io::parse_csv(file->name, file->text, diagnostics)) {
            tables.*known.member =
                io::check_table(std::move(*csv), *io::dictionary().find(known.name), diagnostics);
        }
    }
}

void io::read_native_table(const std::string& name, const Rows& rows, DatasetTables& tables,
                           Diagnostics& diagnostics) {
    for (const KnownTable& known : known_tables) {
        if (!known.required && known.name == name) {
            tables.*known.member =
                check_table(RowTable::make(rows), *dictionary().find(known.name), diagnostics);
            return;
        }
    }
    diagnostics.add(
        note(rows.file, name, "a table of a corridor", "an unknown one", "it is not used"));
}

Parsed<Dataset> io::build_dataset(const DatasetTables& tables, UnitTable units,
                                  Diagnostics diagnostics) {
    bool units_known = true;
    if (tables.units) {
        units = io::read_units(*tables.units, std::move(units), diagnostics);
        units_known = tables.units->sound();
    }
    for (const KnownTable& known : known_tables) {
        if (!(tables.*known.member)) {
            continue;
        }
        const Table& table = *(tables.*known.member);
        for (const io::Attribute& attribute : table.definition().attributes) {
            if (attribute.type == io::ValueType::ref || attribute.type == io::ValueType::refs) {
                check_references(tables, table, attribute, diagnostics);
            } else if (attribute.type == io::ValueType::unit && units_known) {
                check_units(table, attribute, units, diagnostics);
            }
        }
    }

    Dataset dataset;
    NetworkBuilder builder(std::move(units));
    if (tables.nodes) {
        io::read_nodes(*tables.nodes, builder, diagnostics);
    }
    if (tables.links) {
        io::read_links(*tables.links, builder, diagnostics);
        add_commodities(tables, builder, diagnostics);
    }
    if (tables.demand) {
        dataset.demand = io::read_demand(*tables.demand, builder.units(), diagnostics);
    }
    if (tables.projects) {
        dataset.projects = io::read_projects(tables, builder.units(), diagnostics);
    }
    if (tables.disruptions) {
        dataset.disruptions = io::read_disruptions(*tables.disruptions, diagnostics);
    }
    if (tables.costs) {
        dataset.costs = io::read_costs(*tables.costs);
    }
    if (tables.resources) {
        dataset.resources = io::read_resources(*tables.resources, builder.units());
    }
    if (tables.resource_use) {
        dataset.resource_uses = io::read_resource_uses(*tables.resource_use, diagnostics);
    }
    dataset.operations = io::read_operations(tables, diagnostics);
    if (tables.equipment) {
        dataset.equipment = io::read_equipment(*tables.equipment, diagnostics);
    }
    if (tables.nests) {
        dataset.nests = io::read_nests(*tables.nests, diagnostics);
    }
    if (tables.corridors) {
        dataset.corridors = io::read_corridors(*tables.corridors, diagnostics);
    }
    if (tables.sources) {
        dataset.sources = io::read_sources(*tables.sources);
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    Parsed<Network> network = builder.build();
    diagnostics.append(network.diagnostics());
    if (!network) {
        return diagnostics;
    }
    dataset.network = std::move(network).value();
    return Parsed<Dataset>(std::move(dataset), std::move(diagnostics));
}

const UnitTable& default_units() {
    static const UnitTable embedded = [] {
        Diagnostics diagnostics;
        auto csv = io::parse_csv("units.csv", io::embedded_text("data/middle-corridor/units.csv"),
                                 diagnostics);
        std::optional<Table> table;
        if (csv) {
            table = io::check_table(std::move(*csv), *io::dictionary().find("units"), diagnostics);
        }
        UnitTable units;
        if (table) {
            units = io::read_units(*table, units, diagnostics);
        }
        if (!diagnostics.ok()) {
            throw DataError(diagnostics);
        }
        return units;
    }();
    return embedded;
}

Parsed<Dataset> parse_dataset(std::span<const io::NamedText> files) {
    Diagnostics diagnostics;
    const DatasetTables tables = read_tables(files, diagnostics);
    return io::build_dataset(tables, default_units(), std::move(diagnostics));
}

Parsed<Dataset> read_dataset(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (entry->path().extension() == ".csv") {
            names.push_back(name);
        }
    }
    if (error) {
        throw std::system_error(error, fmt::format("cannot read the folder {}", folder.string()));
    }
    std::sort(names.begin(), names.end());

    Diagnostics too_large;
    std::vector<io::NamedText> files;
    const std::vector<std::string> known = known_file_names();
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            files.push_back({name, ""});
            continue;
        }
        Parsed<std::string> text = io::read_file(folder / name);
        if (!text) {
            too_large.append(text.diagnostics());
            continue;
        }
        files.push_back({name, std::move(text).value()});
    }
    if (!too_large.ok()) {
        return too_large;
    }
    return parse_dataset(files);
}

}  // namespace corridor
