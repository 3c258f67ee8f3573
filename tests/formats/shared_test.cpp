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
using corridor::io::NetworkFormat;

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

TEST_CASE(
    "the SNDlib network polska is a network, and the same after a trip through ours and GMNS") {
    const fs::path file = shared_folder() / "validation/sndlib/polska.txt";
    if (!fs::exists(file)) {
        std::cout << "SKIPPED: " << file.string()
                  << " is not there; CORRIDOR_SHARED names its folder\n";
        return;
    }
    REQUIRE(corridor::io::detect_format(file) == NetworkFormat::sndlib);
    const auto polska = corridor::io::read_network_file(file, NetworkFormat::sndlib);
    INFO(corridor::render(polska.diagnostics()));
    REQUIRE(polska.ok());
    const corridor::Network& network = polska->data.network;
    CHECK(network.nodes().size() == 12);
    CHECK(network.links().size() == 18);
    CHECK(polska->data.demand.size() == 66);
    const corridor::FlowQuery query{.from = {"Gdansk"}, .to = {"Krakow"}};
    const auto flow = corridor::max_flow(network, query).value;
    CHECK(flow.count() == 1866);
    for (const NetworkFormat format : {NetworkFormat::native, NetworkFormat::gmns}) {
        const corridor::test::TemporaryFolder folder;
        const auto rendered = corridor::io::render_network(*polska, format, "polska");
        REQUIRE(rendered.ok());
        corridor::io::write_files(folder.path() / "polska", rendered->files);
        const auto read = corridor::io::read_network_file(folder.path() / "polska", format);
        INFO(corridor::render(read.diagnostics()));
        REQUIRE(read.ok());
        CHECK(read->data.network.links().size() == 18);
        CHECK(read->data.demand.size() == 66);
        CHECK(read->links.cells == polska->links.cells);
        CHECK(corridor::max_flow(read->data.network, query).value == flow);
    }
}
