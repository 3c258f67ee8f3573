#include "omx/small_network.hpp"
#include "support/catch.hpp"

#include <corridor/io/demand_file.hpp>
#include <corridor/omx/omx.hpp>

#include <string>
#include <vector>

namespace {

using corridor::io::DemandMatrices;
using corridor::test::cells_of;
using corridor::test::small_network;

std::string text(const corridor::Diagnostics& diagnostics) {
    return corridor::render(diagnostics);
}

bool says(const corridor::Diagnostics& diagnostics, const std::string& part) {
    return text(diagnostics).find(part) != std::string::npos;
}

const std::vector<std::string> expected_cells = {"ore mine town 1750000.000000 t/yr",
                                                 "grain port mine 100.000000 t/yr"};

}  // namespace

TEST_CASE("demand becomes a matrix for each commodity, and what has no place in it is told") {
    const corridor::Dataset data = small_network();
    const auto rendered = corridor::io::matrices_of("demand.csv", data.demand);
    REQUIRE(rendered.ok());
    CHECK(cells_of(rendered->matrices) == expected_cells);
    CHECK(rendered->matrices.origins == std::vector<std::string>{"mine", "town", "port"});
    CHECK(says(rendered->dropped, "1 rows without the base year 2024"));
    CHECK(says(rendered->dropped, "1 rows about the route as a whole"));
    CHECK(says(rendered->dropped, "1 rows with years, sources, remarks or arrivals"));
    CHECK(says(rendered->dropped, "t/yr"));
}

TEST_CASE("no demand is no file of matrices") {
    CHECK_FALSE(corridor::io::matrices_of("demand.csv", {}).ok());
}

TEST_CASE("commodities whose names no matrix can have are told with the names they get") {
    corridor::Dataset data = small_network();
    data.demand[0].commodity = "ore/raw";
    data.demand[1].commodity = "ore_raw";
    const auto rendered = corridor::io::matrices_of("demand.csv", data.demand);
    REQUIRE(rendered.ok());
    CHECK(rendered->matrices.matrices[0].name == "ore_raw");
    CHECK(rendered->matrices.matrices[1].name == "ore_raw_");
    CHECK(says(rendered->dropped, "'ore/raw'"));
}

TEST_CASE("matrices become the rows of a table that says the same") {
    const corridor::Dataset data = small_network();
    const auto matrices = corridor::io::matrices_of("demand.csv", data.demand)->matrices;
    const std::string table = corridor::io::render_demand(matrices);
    CHECK(table ==
          "demand_id,origin_node,destination_node,commodity,value,unit\n"
          "ore_mine_town,mine,town,ore,1750000,t/yr\n"
          "grain_port_mine,port,mine,grain,100,t/yr\n");
    const auto rows = corridor::io::parse_demand("demand.csv", table);
    REQUIRE(rows.ok());
    CHECK(cells_of(corridor::io::matrices_of("x", *rows)->matrices) == expected_cells);
    const auto checked = corridor::io::demand_of("x.omx", matrices, data.network);
    REQUIRE(checked.ok());
    REQUIRE(checked->size() == 2);
    CHECK(checked->front().rate.count() == 1'750'000);
    CHECK(checked->front().origin == "mine");
}

TEST_CASE("matrices that do not fit the network are refused with what it has") {
    const corridor::Dataset data = small_network();
    DemandMatrices matrices{.origins = {"mine", "prot"}, .destinations = {"mine", "prot"}};
    matrices.matrices = {{.name = "or", .unit = "t/yr", .cells = {{0, 1, 5.0}, {1, 1, 2.0}}},
                         {.name = "grain", .unit = "barrels", .cells = {{0, 0, 1.0}}}};
    const auto refused = corridor::io::demand_of("x.omx", matrices, data.network);
    REQUIRE_FALSE(refused.ok());
    CHECK(says(refused.diagnostics(), "'prot'"));
    CHECK(says(refused.diagnostics(), "'or'"));
    CHECK(says(refused.diagnostics(), "'barrels'"));
    CHECK(refused.diagnostics().error_count() == 3);
    matrices.origins = matrices.destinations = {"mine", "port"};
    matrices.matrices = {{.name = "all", .unit = "kt/yr", .cells = {{0, 1, 5.5}, {1, 1, 2.0}}}};
    const auto read = corridor::io::demand_of("x.omx", matrices, data.network);
    REQUIRE(read.ok());
    CHECK(read->size() == 1);
    CHECK(read->front().rate.count() == 5'500);
    CHECK(says(read.diagnostics(), "1 within a place"));
}

TEST_CASE("a build without OMX says what to install") {
    const std::string told = text(corridor::omx::unavailable("demand.omx"));
    CHECK(told.find("demand.omx") == 0);
    CHECK(told.find("libhdf5-dev") != std::string::npos);
    CHECK(corridor::omx::is_available() == (CORRIDOR_HAS_OMX == 1));
    if (!corridor::omx::is_available()) {
        CHECK(text(corridor::omx::parse("demand.omx", "").diagnostics()) == told);
        CHECK_THROWS(corridor::omx::render({}));
    }
}

#if CORRIDOR_HAS_OMX
TEST_CASE("demand is the same after a trip through OMX, and so are the bytes") {
    const corridor::Dataset data = small_network();
    const auto matrices = corridor::io::matrices_of("demand.csv", data.demand)->matrices;
    const std::string bytes = corridor::omx::render(matrices);
    CHECK(bytes == corridor::omx::render(matrices));
    const auto read = corridor::omx::parse("demand.omx", bytes, &data.network);
    INFO(text(read.diagnostics()));
    REQUIRE(read.ok());
    CHECK(read.diagnostics().empty());
    CHECK(read->origins == matrices.origins);
    // Matrices of a file are in the order of their names.
    CHECK(cells_of(*read) == std::vector<std::string>{expected_cells[1], expected_cells[0]});
}

TEST_CASE("a thousand zones with an amount here and there go through OMX") {
    DemandMatrices matrices;
    for (int zone = 0; zone < 1'000; ++zone) {
        matrices.origins.push_back("zone " + std::to_string(zone));
    }
    matrices.destinations = matrices.origins;
    matrices.matrices = {{.name = "all", .unit = "TEU/yr"}, {.name = "ore", .unit = "t/yr"}};
    for (std::uint32_t i = 0; i < 1'000; ++i) {
        matrices.matrices[i % 2].cells.push_back({i, (i * 7) % 1'000, 0.1 * i + 1.0});
    }
    const auto read = corridor::omx::parse("x.omx", corridor::omx::render(matrices));
    REQUIRE(read.ok());
    CHECK(cells_of(*read) == cells_of(matrices));
}
#endif
