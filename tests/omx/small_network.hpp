#pragma once

#include <corridor/io/dataset.hpp>
#include <corridor/io/demand_matrices.hpp>

#include <string>
#include <vector>

namespace corridor::test {

/// A mine, a port and a town on a railway for ore and grain.
inline Dataset small_network() {
    const std::vector<io::NamedText> files = {
        {"nodes.csv", "node_id\nmine\nport\ntown\n"},
        {"links.csv",
         "link_id,from_node_id,to_node_id,commodities\n"
         "west,mine,port,ore;grain\neast,port,town,ore;grain\n"},
        {"demand.csv",
         "demand_id,base_year,origin_node,destination_node,commodity,value,unit,note\n"
         "d1,2024,mine,town,ore,1.5,Mt/yr,measured\n"
         "d2,2024,mine,town,ore,250,kt/yr,\n"
         "d3,2024,port,mine,grain,100,t/yr,\n"
         "d4,2020,port,mine,grain,7,t/yr,\n"
         "d5,2024,CORRIDOR,CORRIDOR,ore,9,t/yr,\n"}};
    return parse_dataset(files).value();
}

/// "matrix origin destination amount unit" of each amount.
inline std::vector<std::string> cells_of(const io::DemandMatrices& matrices) {
    std::vector<std::string> lines;
    for (const io::DemandMatrices::Matrix& matrix : matrices.matrices) {
        for (const io::DemandMatrices::Cell& cell : matrix.cells) {
            lines.push_back(matrix.name + " " + matrices.origins[cell.origin] + " " +
                            matrices.destinations[cell.destination] + " " +
                            std::to_string(cell.amount) + " " + matrix.unit);
        }
    }
    return lines;
}

}  // namespace corridor::test
