#include "simulation/small_network.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/scenario/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace corridor::test {
namespace {

struct Prepared {
    CostModel model;
    SimulationQuery query;
};

Prepared prepared(const Files& files, const std::vector<std::string>& disruptions, bool reroute) {
    const Dataset data = dataset(files);
    Prepared result{cost_model(data).value(), simulation_query(data, data.demand)};
    result.query.disruptions = disruptions_of(data.disruptions, disruptions).value();
    result.query.reroute = reroute;
    return result;
}

}  // namespace

Dataset dataset(const Files& files) {
    std::vector<io::NamedText> named = {{"nodes.csv", files.nodes}, {"links.csv", files.links}};
    if (!files.demand.empty()) {
        named.push_back({"demand.csv", files.demand});
    }
    if (!files.fleets.empty()) {
        named.push_back({"fleets.csv", files.fleets});
    }
    if (!files.more_name.empty()) {
        named.push_back({files.more_name, files.more});
    }
    return parse_dataset(named).value();
}

Simulation simulated(const Files& files, const SimulationOptions& options,
                     const std::vector<std::string>& disruptions, bool reroute) {
    const Prepared made = prepared(files, disruptions, reroute);
    const Diagnostics faults = check(made.model, made.query);
    if (!faults.ok()) {
        throw DataError(faults);
    }
    return simulate(made.model, made.query, options);
}

std::string faults_of(const Files& files, const std::vector<std::string>& disruptions) {
    const Prepared made = prepared(files, disruptions, false);
    return render(check(made.model, made.query));
}

const SimulatedPlace& place(const Simulation& answer, const std::string& id) {
    const auto found = std::find_if(answer.places.begin(), answer.places.end(),
                                    [&](const SimulatedPlace& each) { return each.id == id; });
    if (found == answer.places.end()) {
        throw std::runtime_error("nothing came to " + id);
    }
    return *found;
}

Files station(double rate, const std::string& columns, const std::string& cells,
              const std::string& arrivals) {
    constexpr double hours_a_year = 8'760.0;
    constexpr double lot_t = 100.0;
    const auto empty =
        static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',')) + 1;
    return {.nodes = fmt::format("node_id,{}\nsource{}\nstation,{}\nsink{}\n", columns,
                                 std::string(empty, ','), cells, std::string(empty, ',')),
            .links =
                "link_id,from_node_id,to_node_id,directed\nin,source,station,1\n"
                "out,station,sink,1\n",
            .demand = fmt::format("demand_id,origin_node,destination_node,value,unit,lot_t,"
                                  "arrivals\nflow,source,sink,{},t/yr,{},{}\n",
                                  std::llround(rate * hours_a_year * lot_t), lot_t, arrivals)};
}

bool all_hold(const Simulation& answer) {
    return std::all_of(answer.checks.begin(), answer.checks.end(),
                       [](const SimulationCheck& check) { return check.holds; });
}

}  // namespace corridor::test
