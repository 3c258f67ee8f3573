#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// A command of a page and the lines shown under it; a line "…" stands for any number of lines.
struct Shown {
    std::string command;
    std::vector<std::string> lines;
};

std::vector<Shown> commands_of(const std::string& page) {
    std::vector<Shown> result;
    std::istringstream in(page);
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```")) {
            inside = line == "```console";
        } else if (inside && line.starts_with("$ ")) {
            result.push_back({line.substr(2), {}});
        } else if (inside) {
            result.back().lines.push_back(line);
        }
    }
    return result;
}

/// Words between spaces; single quotes keep a word together.
std::vector<std::string> words_of(const std::string& command) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    for (const char c : command + " ") {
        if (c == '\'') {
            quoted = !quoted;
        } else if (c == ' ' && !quoted) {
            if (!word.empty()) {
                words.push_back(word);
            }
            word.clear();
        } else {
            word += c;
        }
    }
    return words;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// The printed lines with those replaced by "…" that the page leaves out.
std::vector<std::string> shortened(const std::vector<std::string>& printed,
                                   const std::vector<std::string>& shown) {
    std::vector<std::string> result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i] == "…") {
            while (at < printed.size() && (i + 1 == shown.size() || printed[at] != shown[i + 1])) {
                ++at;
            }
            result.emplace_back("…");
        } else if (at < printed.size()) {
            result.push_back(printed[at++]);
        }
    }
    result.insert(result.end(), printed.begin() + static_cast<std::ptrdiff_t>(at), printed.end());
    return result;
}

std::vector<fs::path> pages() {
    const fs::path source = corridor::test::source_dir();
    std::vector<fs::path> result = {source / "README.md"};
    for (const auto& entry : fs::directory_iterator(source / "docs")) {
        if (entry.path().extension() == ".md") {
            result.push_back(entry.path());
        }
    }
    return result;
}

}  // namespace

TEST_CASE("what the pages show is what the tool prints") {
    const fs::path source = corridor::test::source_dir();
    std::size_t count = 0;
    for (const fs::path& page : pages()) {
        const corridor::test::TemporaryFolder folder;
        for (const char* input : {"data", "examples/scenarios"}) {
            fs::create_directories((folder.path() / input).parent_path());
            fs::copy(source / input, folder.path() / input, fs::copy_options::recursive);
        }
        for (const Shown& shown : commands_of(corridor::test::read_text(page))) {
            INFO(page.filename().string() << ": " << shown.command);
            std::vector<std::string> words = words_of(shown.command);
            REQUIRE(words.front() == "corridor");
            words.erase(words.begin());
            const auto run = corridor::test::run_tool(words, {.folder = folder.path()});
            std::vector<std::string> printed = lines_of(run.err + run.out);
            if (run.exit_code != 0) {
                printed.push_back("[exit code " + std::to_string(run.exit_code) + "]");
            }
            CHECK(shortened(printed, shown.lines) == shown.lines);
            ++count;
        }
    }
    CHECK(count >= 10);
}

TEST_CASE("what the pages quote from files stands in the files") {
    const std::string mark = "<!-- file: ";
    std::size_t count = 0;
    for (const fs::path& path : pages()) {
        const std::string page = corridor::test::read_text(path);
        for (std::size_t at = page.find(mark); at != std::string::npos;
             at = page.find(mark, at + 1)) {
            const std::size_t name = at + mark.size();
            const std::string file = page.substr(name, page.find(" -->", name) - name);
            const std::size_t body = page.find('\n', page.find("```", at)) + 1;
            INFO(path.filename().string() << ": " << file);
            CHECK(page.substr(body, page.find("```", body) - body) ==
                  corridor::test::read_text(corridor::test::source_dir() / file));
            ++count;
        }
    }
    CHECK(count >= 2);
}
