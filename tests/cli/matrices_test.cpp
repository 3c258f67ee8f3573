#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <string>

using corridor::test::read_text;
using corridor::test::run_tool;
using corridor::test::TemporaryFolder;

TEST_CASE("demand that went through OMX is allocated like the table it came from") {
    const TemporaryFolder folder;
    const auto to_omx =
        run_tool({"convert", "middle-corridor", "demand.omx"}, {.folder = folder.path()});
    if (to_omx.err.find("a build that reads and writes OMX") != std::string::npos) {
        CHECK(to_omx.exit_code == 3);
        return;
    }
    INFO(to_omx.err);
    REQUIRE(to_omx.exit_code == 0);
    CHECK(to_omx.err.find("in t/yr") != std::string::npos);
    REQUIRE(
        run_tool({"convert", "demand.omx", "demand.csv"}, {.folder = folder.path()}).exit_code ==
        0);
    REQUIRE(run_tool({"convert", "demand.csv", "again.omx"}, {.folder = folder.path()}).exit_code ==
            0);
    CHECK(read_text(folder.path() / "again.omx").size() > 1'000);

    const auto allocated = [&](const std::string& demand) {
        return run_tool({"allocate", "middle-corridor", "--demand", demand, "--format", "json"},
                        {.folder = folder.path()});
    };
    const auto of_matrices = allocated("demand.omx");
    const auto of_table = allocated("demand.csv");
    INFO(of_matrices.err);
    CHECK(of_matrices.exit_code == 0);
    const auto value = [](const std::string& json) {
        const std::size_t at = json.find("\"value\"");
        return json.substr(at, json.find('\n', at) - at);
    };
    REQUIRE(of_table.out.find("\"value\"") != std::string::npos);
    CHECK(value(of_matrices.out) == value(of_table.out));
}

TEST_CASE("an SNDlib file is a network for the verbs that take one") {
    const TemporaryFolder folder;
    corridor::test::write_text(folder.path() / "net.txt",
                               "?SNDlib native format; type: network; version: 1.0\n"
                               "NODES ( a ( 10 50 ) b ( 11 50 ) c ( 12 50 ) )\n"
                               "LINKS ( ab ( a b ) 400 0 1 0 ( )  bc ( c b ) 0 0 1 0 ( 155 1 ) )\n"
                               "DEMANDS ( d ( a c ) 1 100 UNLIMITED )\n");
    const auto flow =
        run_tool({"max-flow", "net.txt", "--from", "a", "--to", "c", "--format", "json"},
                 {.folder = folder.path()});
    INFO(flow.err);
    CHECK(flow.exit_code == 0);
    CHECK(flow.out.find("155") != std::string::npos);
    CHECK(run_tool({"validate", "net.txt"}, {.folder = folder.path()}).exit_code == 0);
    REQUIRE(run_tool({"convert", "net.txt", "net.gmns"}, {.folder = folder.path()}).exit_code == 0);
    const auto same =
        run_tool({"max-flow", "net.gmns", "--from", "a", "--to", "c", "--format", "json"},
                 {.folder = folder.path()});
    CHECK(same.out.find("155") != std::string::npos);
}
