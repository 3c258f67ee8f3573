#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// A command of a page and the lines shown under it, where a line "…" stands for any number of
/// lines; or a file that the page tells the reader to write, and its lines.
struct Shown {
    std::string command;
    std::vector<std::string> lines;
    std::string file{};
};

/// The commands and files of a page in its order. A file stands in the block after a comment:
/// <!-- write: its name -->
std::vector<Shown> steps_of(const std::string& page) {
    const std::string mark = "<!-- write: ";
    std::vector<Shown> result;
    std::istringstream in(page);
    bool inside = false;
    bool console = false;
    std::string file;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(mark)) {
            file = line.substr(mark.size(), line.find(" -->") - mark.size());
        } else if (line.starts_with("```")) {
            inside = !inside;
            console = inside && line == "```console";
            if (inside && !file.empty()) {
                result.push_back({"", {}, file});
                file.clear();
            } else if (inside && !console) {
                result.push_back({});
            }
        } else if (console && line.starts_with("$ ")) {
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

std::string first_word(const std::string& line) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    return word;
}

/// Where what follows a "…" goes on: at the same line, else at one that begins with the same word.
std::size_t resumed(const std::vector<std::string>& printed, std::size_t at,
                    const std::string& line) {
    const auto begin = printed.begin() + static_cast<std::ptrdiff_t>(at);
    auto place = std::find(begin, printed.end(), line);
    if (place == printed.end()) {
        place = std::find_if(begin, printed.end(), [&](const std::string& candidate) {
            return first_word(candidate) == first_word(line);
        });
    }
    return static_cast<std::size_t>(place - printed.begin());
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

/// The printed lines with those replaced by "…" that the page leaves out.
std::vector<std::string> shortened(const std::vector<std::string>& printed,
                                   const std::vector<std::string>& shown) {
    std::vector<std::string> result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i] == "…") {
            at = i + 1 == shown.size() ? printed.size() : resumed(printed, at, shown[i + 1]);
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
    for (const auto& entry : fs::recursive_directory_iterator(source / "docs")) {
        if (entry.path().extension() == ".md") {
            result.push_back(entry.path());
        }
    }
    return result;
}

}  // namespace

TEST_CASE("what the pages show is what the tool prints") {
    const fs::path source = corridor::test::source_dir();
    const bool update = std::getenv("CORRIDOR_UPDATE_GOLDEN") != nullptr;
    std::size_t count = 0;
    for (const fs::path& path : pages()) {
        const corridor::test::TemporaryFolder folder;
        for (const char* input :
             {"data", "examples/capacities", "examples/scenarios", "examples/simulations"}) {
            fs::create_directories((folder.path() / input).parent_path());
            fs::copy(source / input, folder.path() / input, fs::copy_options::recursive);
        }
        std::string page = corridor::test::read_text(path);
        std::size_t from = 0;
        for (const Shown& shown : steps_of(page)) {
            if (!shown.file.empty()) {
                const fs::path file = folder.path() / shown.file;
                fs::create_directories(file.parent_path());
                corridor::test::write_text(file, joined(shown.lines));
            }
            if (shown.command.empty()) {
                continue;
            }
            INFO(path.filename().string() << ": " << shown.command);
            std::vector<std::string> words = words_of(shown.command);
            REQUIRE(words.front() == "corridor");
            words.erase(words.begin());
            const auto run = corridor::test::run_tool(words, {.folder = folder.path()});
            std::vector<std::string> printed = lines_of(run.err + run.out);
            if (run.exit_code != 0) {
                printed.push_back("[exit code " + std::to_string(run.exit_code) + "]");
            }
            const std::vector<std::string> expected = shortened(printed, shown.lines);
            if (update) {
                const std::size_t body =
                    page.find("$ " + shown.command + "\n", from) + shown.command.size() + 3;
                from = body;
                page.replace(body, joined(shown.lines).size(), joined(expected));
            } else {
                CHECK(expected == shown.lines);
            }
            ++count;
        }
        if (update) {
            corridor::test::write_text(path, page);
        }
    }
    CHECK(count >= 10);
}

TEST_CASE("every block of a page ends before the next one begins") {
    for (const fs::path& path : pages()) {
        INFO(path.string());
        bool inside = false;
        for (const std::string& line : lines_of(corridor::test::read_text(path))) {
            if (line.starts_with("```")) {
                CAPTURE(line);
                CHECK((!inside || line == "```"));
                inside = !inside;
            }
            CHECK_FALSE((inside && line.starts_with("## ")));
        }
        CHECK_FALSE(inside);
    }
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
