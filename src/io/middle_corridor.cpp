#include "io/embedded_data.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <string>
#include <vector>

namespace corridor {

const Dataset& middle_corridor_dataset() {
    static const Dataset embedded = [] {
        std::vector<io::NamedText> files;
        for (const char* name :
             {"nodes.csv", "links.csv", "demand.csv", "projects.csv", "disruptions.csv",
              "costs.csv", "resources.csv", "resource_use.csv", "equipment.csv", "nests.csv",
              "corridors.csv", "fleets.csv", "sources.csv", "units.csv"}) {
            const std::string path = std::string("data/middle-corridor/") + name;
            files.push_back({name, std::string(io::embedded_text(path))});
        }
        return parse_dataset(files).value();
    }();
    return embedded;
}

Network middle_corridor() {
    return middle_corridor_dataset().network;
}

}  // namespace corridor
