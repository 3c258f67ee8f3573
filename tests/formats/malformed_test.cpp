#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/network_file.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::io::NamedText;
using corridor::io::NetworkFile;

std::vector<fs::path> cases(const std::string& room) {
    std::vector<fs::path> paths;
    for (const auto& entry :
         fs::directory_iterator(corridor::test::source_dir() / "tests/malformed" / room)) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Files are told by their names alone, wherever the tests run.
corridor::Parsed<NetworkFile> read_case(const fs::path& folder) {
    std::vector<NamedText> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name != "expected.txt") {
            files.push_back({name, corridor::test::read_text(entry.path())});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const NamedText& a, const NamedText& b) { return a.name < b.name; });
    if (!files.empty() && files.front().name.ends_with(".geojson")) {
        return corridor::io::parse_geojson(files.front().name, files.front().text);
    }
    if (!files.empty() && files.front().name.ends_with(".tntp")) {
        return corridor::io::parse_tntp(files.front(), files.size() > 1 ? files[1] : NamedText{});
    }
    return corridor::io::parse_gmns(files);
}

}  // namespace

TEST_CASE("every malformed network file is told with its place, expectation and finding") {
    std::size_t count = 0;
    for (const std::string room : {"gmns", "geojson", "tntp"}) {
        for (const fs::path& folder : cases(room)) {
            const auto network = read_case(folder);
            const std::string messages = corridor::render(network.diagnostics());
            const fs::path golden =
                fs::path("malformed") / room / folder.filename() / "expected.txt";
            INFO(golden.string());
            CHECK_FALSE(network.ok());
            CHECK_FALSE(messages.empty());
            CHECK(messages == corridor::test::golden(golden, messages));
            ++count;
        }
    }
    CHECK(count >= 20);
}
