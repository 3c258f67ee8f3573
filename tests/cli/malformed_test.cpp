#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using corridor::test::read_text;
using corridor::test::run_tool;
using corridor::test::TemporaryFolder;

const fs::path malformed = "malformed";

std::vector<std::string> entries(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

fs::path cases(const char* kind) {
    return corridor::test::source_dir() / "tests" / malformed / kind;
}

/// Every path below a folder with the size of each file.
std::vector<std::string> inventory(const fs::path& folder) {
    std::vector<std::string> list;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        list.push_back(entry.path().string() +
                       (entry.is_regular_file() ? " " + std::to_string(entry.file_size()) : ""));
    }
    std::sort(list.begin(), list.end());
    return list;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        result.push_back(line);
    }
    return result;
}

/// Runs the tool in a copy of a folder and checks that it adds and changes nothing there.
corridor::test::ToolRun run_beside(const fs::path& folder, const std::string& name,
                                   const std::vector<std::string>& arguments) {
    const TemporaryFolder scratch;
    fs::copy(folder, scratch.path() / name, fs::copy_options::recursive);
    const auto before = inventory(scratch.path());
    auto run = run_tool(arguments, {.folder = scratch.path()});
    CHECK(inventory(scratch.path()) == before);
    return run;
}

/// The messages of the reader, then advice where all could be read, then one line that says how
/// many there are.
void check_refused(const corridor::test::ToolRun& run, const std::string& path,
                   const std::string& told) {
    CHECK(run.exit_code == 3);
    CHECK(run.out.empty());
    REQUIRE(run.err.size() > told.size());
    CHECK(run.err.substr(0, told.size()) == told);
    const std::string rest = run.err.substr(told.size());
    const std::size_t verdict = rest.find(path + ": not valid: ");
    REQUIRE(verdict != std::string::npos);
    CHECK(rest.find('\n', verdict) + 1 == rest.size());
    for (const std::string& line : lines(rest.substr(0, verdict))) {
        CHECK(line.find(": warning: ") != std::string::npos);
    }
}

}  // namespace

TEST_CASE("every malformed command line is refused with its message, and writes nothing") {
    const std::vector<std::string> names = entries(cases("cli"));
    REQUIRE(names.size() >= 12);
    for (const std::string& name : names) {
        INFO(name);
        const fs::path folder = cases("cli") / name;
        const auto run = run_beside(folder, "case", lines(read_text(folder / "arguments.txt")));
        CHECK(run.exit_code == std::stoi(read_text(folder / "exit-code.txt")));
        CHECK((run.exit_code == 2 || run.exit_code == 3));
        CHECK(run.out.empty());
        CHECK(run.err ==
              corridor::test::golden(malformed / "cli" / name / "expected.txt", run.err));
    }
}

TEST_CASE("every malformed folder is refused with the reader's messages, and writes nothing") {
    const std::vector<std::string> names = entries(cases("csv"));
    REQUIRE(names.size() >= 25);
    for (const std::string& name : names) {
        INFO(name);
        const fs::path folder = cases("csv") / name;
        const auto run = run_beside(folder, name, {"validate", "--strict", name});
        check_refused(run, name, read_text(folder / "expected.txt"));
    }
}

TEST_CASE("every malformed DIMACS file is refused with its messages, and writes nothing") {
    const std::vector<std::string> names = entries(cases("dimacs"));
    REQUIRE(names.size() >= 12);
    for (const std::string& name : names) {
        INFO(name);
        const fs::path folder = cases("dimacs") / name;
        const std::string file = fs::exists(folder / "problem.min") ? "problem.min" : "problem.max";
        const auto run = run_beside(folder, name, {"solve", name + "/" + file, "--flow", "x.sol"});
        CHECK(run.exit_code == 3);
        CHECK(run.out.empty());
        CHECK_FALSE(run.err.empty());
        CHECK(run.err ==
              corridor::test::golden(malformed / "dimacs" / name / "expected.txt", run.err));
    }
}

TEST_CASE("every malformed allocation file is refused with its messages, and prints nothing") {
    const std::vector<std::string> names = entries(cases("allocation"));
    REQUIRE(names.size() >= 12);
    for (const std::string& name : names) {
        INFO(name);
        const fs::path folder = cases("allocation") / name;
        const bool is_mcnf = fs::exists(folder / "problem.mcnf");
        const auto run = run_beside(
            folder, name, {"allocate", name + (is_mcnf ? "/problem.mcnf" : "/problem.txt")});
        CHECK(run.exit_code == 3);
        CHECK(run.out.empty());
        CHECK_FALSE(run.err.empty());
        CHECK(run.err ==
              corridor::test::golden(malformed / "allocation" / name / "expected.txt", run.err));
    }
}

TEST_CASE("every malformed table of capacities is refused with its messages, and prints nothing") {
    const std::vector<std::string> names = entries(cases("sweep"));
    REQUIRE(names.size() >= 12);
    const std::string network =
        (corridor::test::source_dir() / "tests/cli/networks/two-routes").string();
    for (const std::string& name : names) {
        INFO(name);
        const fs::path folder = cases("sweep") / name;
        const auto run = run_beside(folder, name,
                                    {"sweep", network, "--from", "mine", "--to", "harbour",
                                     "--capacities", name + "/rows.csv", "--format", "json"});
        CHECK(run.exit_code == 3);
        CHECK(run.out.empty());
        CHECK_FALSE(run.err.empty());
        CHECK(run.err ==
              corridor::test::golden(malformed / "sweep" / name / "expected.txt", run.err));
    }
}

TEST_CASE("every malformed scenario is refused with the reader's messages, and writes nothing") {
    std::size_t count = 0;
    for (const std::string& name : entries(cases("scenario"))) {
        if (!name.ends_with(".toml")) {
            continue;
        }
        INFO(name);
        ++count;
        const fs::path file = cases("scenario") / name;
        const auto run = run_beside(file, name, {"validate", "--strict", name});
        check_refused(run, name, read_text(fs::path(file).replace_extension(".txt")));
    }
    CHECK(count >= 12);
}

TEST_CASE("doubtful data are read with advice on each doubt, which --strict makes a fault") {
    const std::vector<std::string> names = entries(cases("advice"));
    REQUIRE(names.size() >= 9);
    for (const std::string& name : names) {
        INFO(name);
        const fs::path folder = cases("advice") / name;
        const auto run = run_beside(folder, name, {"validate", name});
        CHECK(run.exit_code == 0);
        CHECK(run.out.find(name + ": valid network: ") == 0);
        CHECK_FALSE(run.err.empty());
        CHECK(run.err ==
              corridor::test::golden(malformed / "advice" / name / "expected.txt", run.err));
        const auto strict = run_beside(folder, name, {"validate", "--strict", name});
        CHECK(strict.exit_code == 3);
        CHECK(strict.out.empty());
        CHECK(strict.err.find(run.err + name + ": not valid: ") == 0);
    }
}
