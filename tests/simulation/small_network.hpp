#pragma once

#include <corridor/simulation/freight.hpp>

#include <string>
#include <vector>

namespace corridor::test {

/// A network with its demand as the texts of its files.
struct Files {
    std::string nodes;
    std::string links;
    std::string demand;
    std::string fleets{};
    std::string more_name{};
    std::string more{};
};

/// The data set that the files are read to. Throws DataError where they are wrong.
[[nodiscard]] Dataset dataset(const Files& files);

/// The simulation of all of its demand.
[[nodiscard]] Simulation simulated(const Files& files, const SimulationOptions& options,
                                   const std::vector<std::string>& disruptions = {},
                                   bool reroute = false);

/// What check() says of it, as text.
[[nodiscard]] std::string faults_of(const Files& files,
                                    const std::vector<std::string>& disruptions = {});

[[nodiscard]] const SimulatedPlace& place(const Simulation& answer, const std::string& id);

/// One station between a source and a sink; consignments of 100 t, `rate` of them an hour.
/// `settings` are the columns and cells of the station.
[[nodiscard]] Files station(double rate, const std::string& columns, const std::string& cells,
                            const std::string& arrivals = "poisson");

[[nodiscard]] bool all_hold(const Simulation& answer);

}  // namespace corridor::test
