#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/allocation_file.hpp>
#include <corridor/io/csv.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/io/files.hpp>
#include <corridor/io/network_file.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::io::NamedText;

bool long_run() {
    return std::getenv("CORRIDOR_LONG") != nullptr;
}

double seconds_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string told(const corridor::Diagnostics& diagnostics) {
    return corridor::render(diagnostics);
}

std::string road_tables(std::size_t nodes) {
    return "<NUMBER OF ZONES> 1\n<NUMBER OF NODES> " + std::to_string(nodes) +
           "\n<END OF METADATA>\n1 2 900 1 1 0.15 4 0 0 1;\n";
}

/// A feature collection of points that have `keys` properties each, none of them shared.
std::string points_with_own_keys(int points, int keys) {
    std::string text = "{\"type\":\"FeatureCollection\",\"features\":[";
    for (int i = 0; i < points; ++i) {
        text += std::string(i == 0 ? "" : ",") +
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},"
                "\"properties\":{\"node_id\":\"n" +
                std::to_string(i) + "\"";
        for (int k = 0; k < keys; ++k) {
            text += ",\"k" + std::to_string(i) + "_" + std::to_string(k) + "\":1";
        }
        text += "}}";
    }
    return text + "]}";
}

}  // namespace

TEST_CASE("files may count so many nodes that no link names, and no more") {
    constexpr std::size_t most = 2 + 4096;
    for (const std::size_t nodes : {most, most + 1}) {
        INFO(nodes);
        const std::string count = std::to_string(nodes);
        const auto max = corridor::io::parse_dimacs_network(
            "x.max", "p max " + count + " 1\nn 1 s\nn 2 t\na 1 2 5\n");
        const auto mcnf =
            corridor::io::parse_mcnf("x.mcnf", "p mmcf " + count + " 1 0\na 1 2 5 0 l\n");
        const auto tables = corridor::io::parse_tntp({"x_net.tntp", road_tables(nodes)});
        CHECK(max.ok() == (nodes == most));
        CHECK(mcnf.ok() == (nodes == most));
        CHECK(tables.ok() == (nodes == most));
        if (nodes > most) {
            for (const std::string& message :
                 {told(max.diagnostics()), told(mcnf.diagnostics()), told(tables.diagnostics())}) {
                CHECK(message.find("expected at most 4098: two for each link") !=
                      std::string::npos);
            }
        }
    }
}

TEST_CASE("a problem may have 2^22 nodes, and no more") {
    const auto max = [](const char* nodes) {
        return corridor::io::parse_dimacs_max(
            "x.max", std::string("p max ") + nodes + " 1\nn 1 s\nn 4194304 t\na 1 2 5\n");
    };
    CHECK(max("4194304").ok());
    CHECK_FALSE(max("4194305").ok());
    const auto min = [](const char* nodes) {
        return corridor::io::parse_dimacs_min("x.min",
                                              std::string("p min ") + nodes + " 1\na 1 2 0 5 1\n");
    };
    CHECK(min("4194304").ok());
    CHECK_FALSE(min("4194305").ok());
}

TEST_CASE("GeoJSON may nest 64 levels and an object have 4096 keys, and no more") {
    const auto nested = [](std::size_t arrays) {
        return corridor::io::parse_geojson(
            "x.geojson",
            "{\"features\":[],\"x\":" + std::string(arrays, '[') + std::string(arrays, ']') + "}");
    };
    CHECK(told(nested(63).diagnostics()).find("levels") == std::string::npos);
    CHECK(told(nested(64).diagnostics()).find("at most 64 levels") != std::string::npos);
    CHECK(corridor::io::parse_geojson("x.geojson", points_with_own_keys(1, 4095)).ok());
    CHECK(
        told(corridor::io::parse_geojson("x.geojson", points_with_own_keys(1, 4096)).diagnostics())
            .find("4096 keys") != std::string::npos);
}

TEST_CASE("objects that share no keys are refused before their table fills the memory") {
    CHECK(corridor::io::parse_geojson("x.geojson", points_with_own_keys(500, 2)).ok());
    const auto sparse = corridor::io::parse_geojson("x.geojson", points_with_own_keys(3000, 2));
    CHECK_FALSE(sparse.ok());
    CHECK(told(sparse.diagnostics()).find("objects of a table have the same keys") !=
          std::string::npos);
}

TEST_CASE("wide headers and many systems take time as they are long, not as its square") {
    std::string wide = "node_id";
    std::string cells = "a";
    for (int i = 0; i < 60'000; ++i) {
        wide += ",c" + std::to_string(i);
        cells += ",1";
    }
    const std::vector<NamedText> gmns = {
        {"node.csv", wide + "\n" + cells + "\n"},
        {"link.csv", "link_id,from_node_id,to_node_id,directed\nx,a,a,1\n"}};
    CHECK(seconds_of([&] { CHECK(corridor::io::parse_gmns(gmns).ok()); }) < 5.0);
    const std::vector<NamedText> native = {
        {"nodes.csv", wide + "\n" + cells + "\n"},
        {"links.csv", "link_id,from_node_id,to_node_id\nx,a,a\n"}};
    CHECK(seconds_of([&] { CHECK(corridor::parse_dataset(native).ok()); }) < 5.0);

    std::string links = "link_id,from_node_id,to_node_id,system\n";
    for (int i = 0; i < 60'000; ++i) {
        const std::string number = std::to_string(i);
        links += number + ",a,b,system " + number + "\n";
    }
    const std::vector<NamedText> systems = {{"nodes.csv", "node_id\na\nb\n"}, {"links.csv", links}};
    CHECK(seconds_of([&] { CHECK(corridor::parse_dataset(systems).ok()); }) < 5.0);
}

TEST_CASE("a table may have 2^24 rows, and no more") {
    if (!long_run()) {
        return;
    }
    std::string text = "a\n";
    for (std::size_t row = 0; row < std::size_t{1} << 24; ++row) {
        text += "1\n";
    }
    corridor::Diagnostics faults;
    const auto full = corridor::io::parse_csv("a.csv", text, faults);
    REQUIRE(full);
    CHECK(full->row_count() == std::size_t{1} << 24);
    CHECK(faults.empty());
    text += "1\n";
    const auto more = corridor::io::parse_csv("a.csv", text, faults);
    REQUIRE(more);
    CHECK_FALSE(more->complete());
    CHECK(told(faults).find("a.csv:16777218:1: expected at most 16777216 rows") !=
          std::string::npos);
}

TEST_CASE("a file may have 1 GiB, and no more") {
    if (!long_run()) {
        return;
    }
    const corridor::test::TemporaryFolder folder;
    const fs::path path = folder.path() / "large.csv";
    corridor::test::write_text(path, "a");
    fs::resize_file(path, corridor::io::largest_file);
    CHECK(corridor::io::read_file(path).value().size() == corridor::io::largest_file);
    fs::resize_file(path, corridor::io::largest_file + 1);
    CHECK(told(corridor::io::read_file(path).diagnostics())
              .find("expected a file of at most 1073741824 bytes") != std::string::npos);
}
