#include "cli/demand_input.hpp"

#include "cli/inputs.hpp"

#include <corridor/io/demand_file.hpp>
#include <corridor/io/files.hpp>
#include <corridor/omx/omx.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace corridor::cli {

bool names_omx_file(std::string_view name) {
    return name.ends_with(".omx");
}

Parsed<std::vector<Demand>> read_demand_input(const std::string& path, const Network& network) {
    const Diagnostics no_file =
        check_input_file(path, "--demand", "a CSV file with demands or an .omx file");
    if (!no_file.ok()) {
        return no_file;
    }
    const Parsed<std::string> bytes = io::read_file(path);
    if (!bytes.ok()) {
        return bytes.diagnostics();
    }
    if (!names_omx_file(path)) {
        return io::parse_demand(path, *bytes, network);
    }
    const Parsed<io::DemandMatrices> matrices = omx::parse(path, *bytes, &network);
    Diagnostics told = matrices.diagnostics();
    if (!matrices.ok()) {
        return told;
    }
    Parsed<std::vector<Demand>> demand = io::demand_of(path, *matrices, network);
    told.append(demand.diagnostics());
    if (!demand.ok()) {
        return told;
    }
    return Parsed<std::vector<Demand>>(std::move(demand).value(), std::move(told));
}

Diagnostics no_such_base_year(const std::vector<Demand>& rows, int year) {
    std::set<int> years;
    for (const Demand& row : rows) {
        if (row.base_year) {
            years.insert(*row.base_year);
        }
    }
    Diagnostics faults;
    faults.add(
        {Severity::error, Place{}, "--base-year",
         years.empty() ? "demand rows with a base_year"
                       : fmt::format("a base_year of the demand: {}", fmt::join(years, ", ")),
         years.empty() ? fmt::format("{}, and no row has one", year) : fmt::format("{}", year),
         years.empty() ? "state it in the column base_year of demand.csv" : ""});
    return faults;
}

}  // namespace corridor::cli
