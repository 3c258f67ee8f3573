#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/dataset.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<std::string> malformed_folders() {
    std::vector<std::string> names;
    for (const auto& entry :
         fs::directory_iterator(corridor::test::source_dir() / "tests/malformed/csv")) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Faulty only so far that the network is still read.
const std::set<std::string> readable = {"demand-of-unknown-commodity", "misspelt-file",
                                        "misspelt-optional-column", "self-loop"};

}  // namespace

TEST_CASE("every malformed folder is told with file, line, column, expectation and finding") {
    const std::vector<std::string> names = malformed_folders();
    REQUIRE(names.size() >= 25);
    for (const std::string& name : names) {
        const fs::path folder = fs::path("malformed/csv") / name;
        const auto dataset =
            corridor::read_dataset(corridor::test::source_dir() / "tests" / folder);
        const std::string messages = corridor::render(dataset.diagnostics());
        INFO(name);
        CHECK(messages == corridor::test::golden(folder / "expected.txt", messages));
        CHECK(dataset.ok() == (readable.count(name) == 1));
        CHECK_FALSE(messages.empty());
    }
}
