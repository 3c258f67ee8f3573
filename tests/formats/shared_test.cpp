#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/io/network_file.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

namespace {

namespace fs = std::filesystem;

/// The folder of instances that are not part of the project: $CORRIDOR_SHARED, else ../shared
/// beside the source tree.
fs::path shared_folder() {
    const char* const named = std::getenv("CORRIDOR_SHARED");
    return named != nullptr ? fs::path(named) : corridor::test::source_dir() / ".." / "shared";
}

struct Published {
    std::string path;
    std::size_t nodes;
    std::size_t links;
    std::size_t pairs;
    double trips;  ///< between zones, an hour
};

}  // namespace

TEST_CASE("published road networks are read with every node, link and trip") {
    for (const Published& published : {Published{"SiouxFalls/SiouxFalls", 24, 76, 528, 360'600.0},
                                       Published{"Anaheim/Anaheim", 416, 914, 1'406, 104'694.4}}) {
        const fs::path file = shared_folder() / "validation/tntp" / (published.path + "_net.tntp");
        if (!fs::exists(file)) {
            std::cout << "SKIPPED: " << file.string()
                      << " is not there; CORRIDOR_SHARED names its folder\n";
            return;
        }
        const auto parsed =
            corridor::io::read_network_file(file, corridor::io::NetworkFormat::tntp);
        INFO(corridor::render(parsed.diagnostics()));
        REQUIRE(parsed.ok());
        const corridor::Network& network = parsed->data.network;
        CHECK(network.nodes().size() == published.nodes);
        CHECK(network.links().size() == published.links);
        CHECK(parsed->data.demand.size() == published.pairs);
        double vehicles = 0.0;
        for (const corridor::Demand& demand : parsed->data.demand) {
            vehicles += demand.stated.amount.approximate() / 8'760.0;
        }
        CHECK(vehicles == Approx(published.trips));
        CHECK(corridor::max_flow(network, {.from = {"1"}, .to = {"2"}}).value.count() > 0);
    }
}
