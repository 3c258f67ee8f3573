#include "cli/demand_input.hpp"

#include "cli/inputs.hpp"

#include <corridor/io/demand_file.hpp>
#include <corridor/io/files.hpp>
#include <corridor/omx/omx.hpp>

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

}  // namespace corridor::cli
