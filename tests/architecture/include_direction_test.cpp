#include "architecture/include_rules.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using corridor::architecture::broken_rules;
using Sentences = std::vector<std::string>;

std::string read_text(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE(in);
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

bool is_source(const std::filesystem::path& path) {
    return path.extension() == ".hpp" || path.extension() == ".cpp";
}

}  // namespace

TEST_CASE("no room includes a room above it, and public headers stay light", "[architecture]") {
    const std::filesystem::path root{CORRIDOR_SOURCE_DIR};
    for (const std::string_view tree : {"include/corridor", "src"}) {
        int scanned = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator{root / tree}) {
            if (!entry.is_regular_file() || !is_source(entry.path())) {
                continue;
            }
            ++scanned;
            const auto path = std::filesystem::relative(entry.path(), root).generic_string();
            for (const auto& sentence : broken_rules(path, read_text(entry.path()))) {
                FAIL_CHECK(sentence);
            }
        }
        INFO(tree);
        CHECK(scanned > 0);
    }
}

TEST_CASE("an upward include is named with its file, line and rooms", "[architecture]") {
    CHECK(broken_rules("include/corridor/units/length.hpp",
                       "#pragma once\n\n#include <corridor/network/node.hpp>\n") ==
          Sentences{"include/corridor/units/length.hpp:3: units must not include network "
                    "(corridor/network/node.hpp)"});
    CHECK(broken_rules("src/flow/max_flow.cpp", "  #  include \"io/csv.hpp\"  // rows\n") ==
          Sentences{"src/flow/max_flow.cpp:1: flow must not include io (io/csv.hpp)"});
    CHECK(broken_rules("src/analysis/growth.cpp", "#include <corridor/corridor.hpp>\n") ==
          Sentences{"src/analysis/growth.cpp:1: analysis must not include corridor.hpp "
                    "(corridor/corridor.hpp)"});
}

TEST_CASE("rooms beside each other do not include each other", "[architecture]") {
    CHECK(broken_rules("src/io/csv.cpp", "#include <corridor/flow/max_flow.hpp>\n").size() == 1);
    CHECK(broken_rules("src/flow/cut.cpp", "#include <corridor/io/csv.hpp>\n").size() == 1);
    CHECK(broken_rules("src/program/lp.cpp", "#include <corridor/flow/cut.hpp>\n").size() == 1);
    CHECK(broken_rules("src/analysis/growth.cpp", "#include <corridor/simulation/event.hpp>\n")
              .size() == 1);
}

TEST_CASE("every broken include of a file is reported, not only the first", "[architecture]") {
    CHECK(broken_rules("include/corridor/base/check.hpp",
                       "#include <corridor/units/length.hpp>\n"
                       "#include <string>\n"
                       "#include <corridor/report/html.hpp>\n")
              .size() == 2);
}

TEST_CASE("includes downward, within a room and of the standard library pass", "[architecture]") {
    CHECK(broken_rules("src/flow/max_flow.cpp",
                       "#include <corridor/flow/max_flow.hpp>\n"
                       "#include <corridor/network/network.hpp>\n"
                       "#include <vector>\n"
                       "#include \"flow/lowering.hpp\"\n"
                       "// #include <corridor/cli/main.hpp>\n")
              .empty());
    CHECK(broken_rules("src/scenario/run.cpp",
                       "#include <corridor/io/csv.hpp>\n#include <corridor/analysis/growth.hpp>\n")
              .empty());
    CHECK(broken_rules("src/cli/main.cpp",
                       "#include <CLI/CLI.hpp>\n#include <corridor/corridor.hpp>\n")
              .empty());
}

TEST_CASE("a public header that needs a heavy library is named", "[architecture]") {
    for (const std::string include :
         {"boost/graph/adjacency_list.hpp", "Eigen/SparseCore", "toml++/toml.h", "CLI/CLI.hpp",
          "nlohmann/json.hpp", "catch2/catch.hpp", "coin/ClpSimplex.hpp"}) {
        INFO(include);
        CHECK(broken_rules("include/corridor/network/network.hpp", "#include <" + include + ">\n")
                  .size() == 1);
        CHECK(broken_rules("src/network/network.cpp", "#include <" + include + ">\n").empty());
    }
    CHECK(broken_rules("include/corridor/network/boost_graph.hpp",
                       "#include <boost/graph/graph_traits.hpp>\n")
              .empty());
    CHECK(broken_rules("include/corridor/network/incidence.hpp", "#include <Eigen/SparseCore>\n")
              .empty());
    CHECK(broken_rules("include/corridor/network/incidence.hpp",
                       "#include <boost/graph/graph_traits.hpp>\n")
              .size() == 1);
}

TEST_CASE("a public header cannot lean on a private one", "[architecture]") {
    CHECK(
        broken_rules("include/corridor/flow/cut.hpp", "#include \"flow/lowering.hpp\"\n").size() ==
        1);
    CHECK(broken_rules("src/flow/cut.cpp", "#include \"../base/check.hpp\"\n").size() == 1);
}

TEST_CASE("a folder or include outside the rooms is refused", "[architecture]") {
    CHECK(broken_rules("src/misc/helper.cpp", "").size() == 1);
    CHECK(broken_rules("src/flow/cut.cpp", "#include <corridor/misc/helper.hpp>\n").size() == 1);
}

TEST_CASE("a header may have 400 lines and no more", "[architecture]") {
    const std::string longest(400, '\n');
    CHECK(broken_rules("src/flow/lowering.hpp", longest).empty());
    CHECK(broken_rules("src/flow/lowering.hpp", longest + "\n").size() == 1);
    CHECK(broken_rules("src/flow/lowering.cpp", longest + "\n").empty());
}
