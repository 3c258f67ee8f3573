#include "io/dataset_tables.hpp"
#include "io/rows.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/demand_file.hpp>
#include <corridor/io/demand_matrices.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::string_view whole_route = "CORRIDOR";

/// Numbers names in the order in which they come.
class Numbering {
  public:
    std::uint32_t of(const std::string& name) {
        const auto [found, is_new] =
            numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
        if (is_new) {
            names_.push_back(name);
        }
        return found->second;
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> names_;
};

std::optional<int> latest_base_year(std::span<const Demand> demand) {
    std::optional<int> year;
    for (const Demand& row : demand) {
        year = std::max(year, row.base_year);
    }
    return year;
}

bool says_more(const Demand& row) {
    return row.year != 0 || !row.note.empty() || !row.provenance.source.empty() ||
           row.arrivals.lot_t || row.arrivals.priority != 0 ||
           row.arrivals.law != ArrivalLaw::poisson;
}

/// A name that can stand in a file of matrices, where '/' parts groups.
std::string matrix_name(std::string name) {
    std::replace(name.begin(), name.end(), '/', '_');
    return name == "." ? "_" : name;
}

Rows rows_of(const std::string& file, const DemandMatrices& matrices) {
    Rows rows;
    rows.file = file;
    for (const char* const name :
         {"demand_id", "origin_node", "destination_node", "commodity", "value", "unit"}) {
        rows.header.push_back({name, 0, 0});
    }
    for (const DemandMatrices::Matrix& matrix : matrices.matrices) {
        for (const DemandMatrices::Cell& cell : matrix.cells) {
            const std::string& origin = matrices.origins[cell.origin];
            const std::string& destination = matrices.destinations[cell.destination];
            if (origin != destination) {
                rows.rows.push_back({{fmt::format("{}_{}_{}", matrix.name, origin, destination)},
                                     {origin},
                                     {destination},
                                     {matrix.name},
                                     {decimal_text(cell.amount)},
                                     {matrix.unit}});
            }
        }
    }
    return rows;
}

/// Zones that have cargo and that the network does not have, each once.
void check_zones(const std::string& file, const DemandMatrices& matrices, const Network& network,
                 Diagnostics& diagnostics) {
    std::vector<bool> starts(matrices.origins.size());
    std::vector<bool> ends(matrices.destinations.size());
    for (const DemandMatrices::Matrix& matrix : matrices.matrices) {
        for (const DemandMatrices::Cell& cell : matrix.cells) {
            starts[cell.origin] = true;
            ends[cell.destination] = true;
        }
    }
    const auto check = [&](const std::string& zone, const char* field) {
        if (!network.find_node(zone)) {
            diagnostics.add({Severity::error, Place{file, 0, 0}, field, "the id of a node",
                             shown(zone), did_you_mean(zone, network.node_ids())});
        }
    };
    for (std::size_t i = 0; i < starts.size(); ++i) {
        if (starts[i]) {
            check(matrices.origins[i], "origin");
        }
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (ends[i] && (i >= matrices.origins.size() || !starts[i] ||
                        matrices.origins[i] != matrices.destinations[i])) {
            check(matrices.destinations[i], "destination");
        }
    }
}

void check_matrix(const std::string& file, const DemandMatrices::Matrix& matrix,
                  const Network& network, Diagnostics& diagnostics) {
    if (matrix.name != "all" && !network.find_commodity(matrix.name)) {
        const std::vector<std::string> commodities(network.commodities().begin(),
                                                   network.commodities().end());
        diagnostics.add({Severity::error, Place{file, 0, 0}, "matrix",
                         "a commodity of the network, or all", shown(matrix.name),
                         did_you_mean(matrix.name, commodities)});
    }
    if (network.units().find(matrix.unit) == nullptr) {
        diagnostics.add({Severity::error, Place{file, 0, 0}, matrix.name, "a known unit",
                         shown(matrix.unit), unit_advice(matrix.unit, network.units())});
    }
}

}  // namespace

Parsed<RenderedMatrices> matrices_of(std::string_view file, std::span<const Demand> demand) {
    const std::string name(file);
    RenderedMatrices result;
    Diagnostics& told = result.dropped;
    const std::optional<int> year = latest_base_year(demand);
    Numbering zones;
    Numbering commodities;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::int64_t> tonnes;
    std::size_t other_years = 0;
    std::size_t whole_routes = 0;
    std::size_t said_more = 0;
    for (const Demand& row : demand) {
        if (year && row.base_year != year) {
            ++other_years;
        } else if (row.origin == whole_route || row.destination == whole_route) {
            ++whole_routes;
        } else {
            const std::uint32_t origin = zones.of(row.origin);
            tonnes[{commodities.of(row.commodity), origin, zones.of(row.destination)}] +=
                row.rate.count();
            said_more += says_more(row) ? 1U : 0U;
        }
    }
    if (tonnes.empty() || zones.names().size() > most_zones) {
        Diagnostics faults;
        faults.add({Severity::error, Place{name, 0, 0}, "demand",
                    fmt::format("demand between 2 to {} places", most_zones),
                    fmt::format("{} places", zones.names().size()), ""});
        return faults;
    }
    const auto drop = [&](std::size_t count, const char* expected, const std::string& what,
                          const char* advice) {
        if (count != 0) {
            told.add(note(name, "demand", expected, fmt::format("{} {}", count, what), advice));
        }
    };
    drop(other_years, "rows that may be added up",
         fmt::format("rows without the base year {}", year.value_or(0)), "they are left out");
    drop(whole_routes, "amounts between places", "rows about the route as a whole",
         "they are left out");
    drop(said_more, "amounts alone", "rows with years, sources, remarks or arrivals",
         "matrices have no place for them");
    told.add(note(name, "demand", "amounts in one unit", "amounts as they are stated",
                  "they are written in t/yr"));

    result.matrices.origins = zones.names();
    result.matrices.destinations = zones.names();
    Numbering names;
    for (const std::string& commodity : commodities.names()) {
        std::string matrix = matrix_name(commodity);
        for (std::size_t known = names.names().size(); names.of(matrix) < known;) {
            matrix += '_';
        }
        if (matrix != commodity) {
            told.add(note(name, "commodity", "a name without '/'", shown(commodity),
                          fmt::format("the matrix is called {}", shown(matrix))));
        }
        result.matrices.matrices.push_back({.name = matrix, .unit = "t/yr"});
    }
    for (const auto& [key, amount] : tonnes) {
        const auto& [commodity, origin, destination] = key;
        if (amount > 0) {
            result.matrices.matrices[commodity].cells.push_back(
                {origin, destination, static_cast<double>(amount)});
        }
    }
    return result;
}

Parsed<std::vector<Demand>> demand_of(std::string_view file, const DemandMatrices& matrices,
                                      const Network& network) {
    const std::string name(file);
    Diagnostics diagnostics;
    check_zones(name, matrices, network, diagnostics);
    for (const DemandMatrices::Matrix& matrix : matrices.matrices) {
        check_matrix(name, matrix, network, diagnostics);
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    const Rows rows = rows_of(name, matrices);
    std::size_t cells = 0;
    for (const DemandMatrices::Matrix& matrix : matrices.matrices) {
        cells += matrix.cells.size();
    }
    if (cells != rows.rows.size()) {
        diagnostics.add(note(name, "data", "amounts between places",
                             fmt::format("{} within a place", cells - rows.rows.size()),
                             "they use no link and are left out"));
    }
    const auto table = check_table(RowTable::make(rows), *dictionary().find("demand"), diagnostics);
    if (!table) {
        return diagnostics;
    }
    std::vector<Demand> demand = read_demand(*table, network.units(), diagnostics);
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return Parsed<std::vector<Demand>>(std::move(demand), std::move(diagnostics));
}

std::string render_demand(const DemandMatrices& matrices) {
    return render_csv(rows_of("demand.csv", matrices));
}

}  // namespace corridor::io
