#pragma once

#include <corridor/io/files.hpp>
#include <corridor/io/table.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/network/dataset.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

struct Rows;

/// The tables of a data set as far as they are there and readable.
struct DatasetTables {
    std::optional<Table> nodes;
    std::optional<Table> links;
    std::optional<Table> demand;
    std::optional<Table> projects;
    std::optional<Table> disruptions;
    std::optional<Table> costs;
    std::optional<Table> sources;
    std::optional<Table> units;
    std::optional<Table> resources;
    std::optional<Table> resource_use;
    std::optional<Table> fleets;
    std::optional<Table> service_times;
    std::optional<Table> arrivals;
    std::optional<Table> equipment;
    std::optional<Table> nests;
    std::optional<Table> corridors;
};

/// Columns that every table with figures has.
class ProvenanceColumns {
  public:
    explicit ProvenanceColumns(const Table& table);
    [[nodiscard]] Provenance read(const Table& table, std::size_t row) const;

  private:
    Table::Column source_;
    Table::Column confidence_;
    std::optional<Table::Column> basis_;
};

void add_fault(Diagnostics& diagnostics, const Table& table, std::size_t row,
               const Table::Column& column, std::string expected, std::string found,
               std::string advice);

/// The nearest units, or all there are.
[[nodiscard]] std::string unit_advice(std::string_view symbol, const UnitTable& units);

/// Where a stated amount, its unit and the figure it is controlled with stand.
struct QuantityColumns {
    Table::Column amount;
    Table::Column unit;
    Table::Column control;
};

/// The amount with its unit, or nothing where none is given. Faults: an amount without unit, above
/// the bounds, or not what the control figure says. An unknown unit is not told again here.
[[nodiscard]] std::optional<Quantity> read_quantity(const Table& table, std::size_t row,
                                                    const QuantityColumns& columns,
                                                    const UnitTable& units,
                                                    Diagnostics& diagnostics);

/// amount × factor as a whole number of at most 2^40; 0 where the cell is empty.
[[nodiscard]] std::int64_t read_scaled(const Table& table, std::size_t row,
                                       const Table::Column& column, std::int64_t factor,
                                       Diagnostics& diagnostics);

[[nodiscard]] UnitTable read_units(const Table& table, UnitTable known, Diagnostics& diagnostics);
void read_nodes(const Table& table, NetworkBuilder& builder, Diagnostics& diagnostics);
void read_links(const Table& table, NetworkBuilder& builder, Diagnostics& diagnostics);

[[nodiscard]] std::vector<Demand> read_demand(const Table& table, const UnitTable& units,
                                              Diagnostics& diagnostics);
[[nodiscard]] std::vector<Project> read_projects(const DatasetTables& tables,
                                                 const UnitTable& units, Diagnostics& diagnostics);
[[nodiscard]] std::vector<Disruption> read_disruptions(const Table& table,
                                                       Diagnostics& diagnostics);
[[nodiscard]] std::vector<CostFigure> read_costs(const Table& table);
[[nodiscard]] std::vector<Resource> read_resources(const Table& table, const UnitTable& units);
/// Faults: a link that a resource counts twice for the same commodity.
[[nodiscard]] std::vector<ResourceUse> read_resource_uses(const Table& table,
                                                          Diagnostics& diagnostics);
/// Faults: a mode that is none, no tonnes for a unit, shares above 1, and two kinds that hold the
/// same commodity on the same mode.
[[nodiscard]] std::vector<EquipmentType> read_equipment(const Table& table,
                                                        Diagnostics& diagnostics);
/// Faults: no row `all`, or a scale above that of `all`.
[[nodiscard]] std::vector<Nest> read_nests(const Table& table, Diagnostics& diagnostics);
/// Faults: a corridor in the nest `all`.
[[nodiscard]] std::vector<CompetingCorridor> read_corridors(const Table& table,
                                                            Diagnostics& diagnostics);
[[nodiscard]] std::vector<Source> read_sources(const Table& table);
/// How the consignments of a row of demand come.
[[nodiscard]] ConsignmentArrivals read_arrivals(const Table& table, std::size_t row);
/// What the tables say about handling, vessels and times; fleets that links name are not held
/// against the table of fleets here.
[[nodiscard]] Operations read_operations(const DatasetTables& tables, Diagnostics& diagnostics);

/// Reads the tables other than nodes and links from files called `prefix` + name + ".csv".
void read_native_tables(std::span<const NamedText> files, std::string_view prefix,
                        DatasetTables& tables, Diagnostics& diagnostics);
/// Checks one of them that came in another way; a name that no such table has is told.
void read_native_table(const std::string& name, const Rows& rows, DatasetTables& tables,
                       Diagnostics& diagnostics);
[[nodiscard]] bool names_native_table(std::string_view file, std::string_view prefix);

/// Holds the references of the tables against each other and makes the data set of them; what was
/// found before is handed on.
[[nodiscard]] Parsed<Dataset> build_dataset(const DatasetTables& tables, UnitTable units,
                                            Diagnostics diagnostics);

}  // namespace corridor::io
