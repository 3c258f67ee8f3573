#include "io/dataset_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::io {
namespace {

/// The ids that a project names must be of the kind that it says it changes.
void check_affected(const DatasetTables& tables, std::size_t row, const Project& project,
                    const Table::Column& column, Diagnostics& diagnostics) {
    const Table& table = *tables.projects;
    const bool known =
        tables.nodes && tables.nodes->sound() && tables.links && tables.links->sound();
    for (const std::string& id : project.affected) {
        const bool link = known && tables.links->find(id);
        const bool node = known && tables.nodes->find(id);
        const bool corridor = id == "CORRIDOR";
        if ((project.affects_type == "link" && (corridor || (node && !link))) ||
            (project.affects_type == "node" && (corridor || (link && !node))) ||
            (project.affects_type == "corridor" && (link || node))) {
            add_fault(diagnostics, table, row, column,
                      fmt::format("the id of a {}, as affects_type says", project.affects_type),
                      shown(id), "");
        }
    }
}

void check_project_unit(const Table& table, std::size_t row, const Project& project,
                        const Table::Column& column, const UnitTable& units,
                        Diagnostics& diagnostics) {
    if (project.unit.empty()) {
        return;
    }
    if (project.attribute == "transit_time") {
        if (project.unit != "days" && project.unit != "hours") {
            add_fault(diagnostics, table, row, column, "days or hours for a transit time",
                      shown(project.unit), "");
        }
    } else if (units.find(project.unit) == nullptr) {
        add_fault(diagnostics, table, row, column, "a known unit", shown(project.unit),
                  unit_advice(project.unit, units));
    }
}

}  // namespace

std::vector<Demand> read_demand(const Table& table, const UnitTable& units,
                                Diagnostics& diagnostics) {
    const auto id = table.column("demand_id");
    const auto year = table.column("year");
    const auto base_year = table.column("base_year");
    const auto kind = table.column("kind");
    const auto origin = table.column("origin_node");
    const auto destination = table.column("destination_node");
    const auto commodity = table.column("commodity");
    const QuantityColumns value{table.column("value"), table.column("unit"),
                                table.column("value_mt_per_year")};
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<Demand> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Demand demand;
        demand.id = table.text(row, id);
        demand.year = table.year(row, year).value_or(0);
        demand.base_year = table.year(row, base_year);
        demand.kind = table.text(row, kind);
        demand.origin = table.text(row, origin);
        demand.destination = table.text(row, destination);
        demand.commodity = table.text(row, commodity);
        demand.provenance = provenance.read(table, row);
        demand.note = table.text(row, note);
        demand.arrivals = read_arrivals(table, row);
        if (table.given(row, value.unit)) {
            if (auto stated = read_quantity(table, row, value, units, diagnostics)) {
                demand.rate = to_tonnes_per_year(*stated, units).value_or(TonnesPerYear());
                demand.stated = std::move(*stated);
            }
        }
        const bool counted = demand.base_year.has_value() && demand.origin != "CORRIDOR";
        if (counted && demand.origin == demand.destination && !demand.origin.empty()) {
            diagnostics.add({Severity::warning, table.place(row, destination), "destination_node",
                             "another node than origin_node", shown(demand.destination),
                             "cargo that goes nowhere uses no link"});
        }
        result.push_back(std::move(demand));
    }
    return result;
}

std::vector<Project> read_projects(const DatasetTables& tables, const UnitTable& units,
                                   Diagnostics& diagnostics) {
    const Table& table = *tables.projects;
    const auto id = table.column("project_id");
    const auto name = table.column("name");
    const auto affects_type = table.column("affects_type");
    const auto affected = table.column("affects_id");
    const auto attribute = table.column("attribute");
    const auto before = table.column("before");
    const auto after = table.column("after");
    const auto unit = table.column("unit");
    const auto cost = table.column("cost_usd_million");
    const auto cost_note = table.column("cost_note");
    const auto year = table.column("year");
    const auto status = table.column("status");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<Project> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Project project;
        project.id = table.text(row, id);
        project.name = table.given(row, name) ? table.text(row, name) : project.id;
        project.affects_type = table.text(row, affects_type);
        project.affected = table.list(row, affected);
        project.attribute = table.text(row, attribute);
        project.before = table.decimal(row, before);
        project.after = table.decimal(row, after);
        project.unit = table.text(row, unit);
        project.cost_usd_million = table.decimal(row, cost);
        project.cost_note = table.text(row, cost_note);
        project.year = table.year(row, year);
        project.status = table.text(row, status);
        project.provenance = provenance.read(table, row);
        project.note = table.text(row, note);
        check_affected(tables, row, project, affected, diagnostics);
        check_project_unit(table, row, project, unit, units, diagnostics);
        result.push_back(std::move(project));
    }
    return result;
}

std::vector<Disruption> read_disruptions(const Table& table, Diagnostics& diagnostics) {
    const auto id = table.column("disruption_id");
    const auto name = table.column("name");
    const auto type = table.column("type");
    const auto affected = table.column("affected_ids");
    const auto start = table.column("start");
    const auto end = table.column("end");
    const auto duration = table.column("duration_days");
    const auto frequency = table.column("frequency_per_year");
    const auto factor = table.column("capacity_factor");
    const auto kind = table.column("kind");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<Disruption> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Disruption disruption;
        disruption.id = table.text(row, id);
        disruption.name = table.given(row, name) ? table.text(row, name) : disruption.id;
        disruption.type = table.text(row, type);
        disruption.affected = table.list(row, affected);
        disruption.start = table.text(row, start);
        disruption.end = table.text(row, end);
        disruption.duration_days = table.decimal(row, duration);
        disruption.frequency_per_year = table.decimal(row, frequency);
        disruption.capacity_factor = table.decimal(row, factor);
        disruption.kind = table.text(row, kind);
        disruption.provenance = provenance.read(table, row);
        disruption.note = table.text(row, note);
        if (disruption.type != "demand" && disruption.capacity_factor &&
            Decimal(1) < *disruption.capacity_factor) {
            add_fault(diagnostics, table, row, factor, "a share between 0 and 1",
                      shown(table.text(row, factor)),
                      "only a disruption of type demand multiplies, and may be above 1");
        }
        result.push_back(std::move(disruption));
    }
    return result;
}

std::vector<CostFigure> read_costs(const Table& table) {
    const auto id = table.column("cost_id");
    const auto category = table.column("category");
    const auto item = table.column("item");
    const auto mode = table.column("mode");
    const auto value = table.column("value");
    const auto unit = table.column("unit");
    const auto year = table.column("year");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    std::vector<CostFigure> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        CostFigure figure;
        figure.id = table.text(row, id);
        figure.category = table.text(row, category);
        figure.item = table.text(row, item);
        figure.mode = table.text(row, mode);
        figure.value = table.decimal(row, value);
        figure.unit = table.text(row, unit);
        figure.year = table.year(row, year);
        figure.provenance = provenance.read(table, row);
        figure.note = table.text(row, note);
        result.push_back(std::move(figure));
    }
    return result;
}

std::vector<Source> read_sources(const Table& table) {
    const auto key = table.column("source_key");
    const auto title = table.column("title");
    const auto publisher = table.column("publisher");
    const auto date = table.column("date");
    const auto url = table.column("url");

    std::vector<Source> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        result.push_back({std::string(table.text(row, key)), std::string(table.text(row, title)),
                          std::string(table.text(row, publisher)),
                          std::string(table.text(row, date)), std::string(table.text(row, url))});
    }
    return result;
}

}  // namespace corridor::io
