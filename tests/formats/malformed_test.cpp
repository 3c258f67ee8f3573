#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/network_file.hpp>

#include <algorithm>
#include <filesystem>
#include <random>
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

/// Files are told by their names alone, wherever the tests run. Samples of the road-table format
/// are kept as .txt.
std::vector<NamedText> files_of(const fs::path& folder) {
    std::vector<NamedText> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name != "expected.txt") {
            const bool is_road_table = name.ends_with(".txt");
            files.push_back({is_road_table ? name.substr(0, name.size() - 4) + ".tntp" : name,
                             corridor::test::read_text(entry.path())});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const NamedText& a, const NamedText& b) { return a.name < b.name; });
    return files;
}

corridor::Parsed<NetworkFile> parse_case(const std::vector<NamedText>& files) {
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
    for (const std::string room : {"gmns", "geojson", "road_tables"}) {
        for (const fs::path& folder : cases(room)) {
            const auto network = parse_case(files_of(folder));
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

TEST_CASE("files with bytes changed, lost or doubled are read or refused with a reason") {
    std::mt19937 random(8);
    std::size_t refused = 0;
    std::size_t read = 0;
    for (const std::string room : {"gmns", "geojson", "road_tables"}) {
        for (const fs::path& folder : cases(room)) {
            const std::vector<NamedText> files = files_of(folder);
            for (int round = 0; round < 40; ++round) {
                std::vector<NamedText> broken = files;
                std::string& text = broken[random() % broken.size()].text;
                for (int change = 0; change < 3 && !text.empty(); ++change) {
                    const std::size_t at = random() % text.size();
                    const std::size_t length = 1 + random() % std::min<std::size_t>(9, text.size());
                    switch (random() % 4) {
                        case 0:
                            text[at] = static_cast<char>(random() % 256);
                            break;
                        case 1:
                            text.erase(at, length);
                            break;
                        case 2:
                            text.insert(at, text.substr(random() % text.size(), length));
                            break;
                        default:
                            text[at] = "0123456789,;:\"[]{}<>~-.e\n "[random() % 26];
                    }
                }
                const auto network = parse_case(broken);
                CHECK(network.ok() == network.diagnostics().ok());
                refused += network.ok() ? 0U : 1U;
                read += network.ok() ? 1U : 0U;
            }
        }
    }
    CHECK(refused > 100);
    CHECK(read > 0);
}
