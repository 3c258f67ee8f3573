#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::test::read_text;
using corridor::test::source_dir;

/// What a shell command prints, standard error left out.
std::string output_of(const std::string& command, const fs::path& folder) {
    const std::string line = "cd '" + folder.string() +
                             "' && PATH='" CORRIDOR_TOOL_FOLDER "':\"$PATH\" NO_COLOR=1 sh -c '" +
                             command + "' 2>/dev/null";
    FILE* pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("cannot run " + command);
    }
    std::string text;
    char buffer[4096];
    for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        text.append(buffer, got);
    }
    const int status = pclose(pipe);
    if (!WIFEXITED(status)) {
        throw std::runtime_error(command + " was ended by a signal");
    }
    return text;
}

/// A folder in which the commands of the pages work as they do in a clone.
class Clone {
  public:
    Clone() {
        for (const char* name : {"examples", "data", "docs"}) {
            fs::create_directory_symlink(source_dir() / name, folder_.path() / name);
        }
    }
    [[nodiscard]] const fs::path& path() const { return folder_.path(); }

  private:
    corridor::test::TemporaryFolder folder_;
};

/// Replaces the content of every fenced block that follows `<!-- prints: COMMAND -->` or
/// `<!-- file: PATH -->` by what the command prints or the file holds.
std::string refreshed(const std::string& page, const fs::path& clone, int& quotes) {
    std::string result;
    std::size_t at = 0;
    while (true) {
        const std::size_t mark = page.find("<!-- ", at);
        const std::size_t colon = page.find(": ", mark);
        const std::size_t end = page.find(" -->\n```", mark);
        const std::string kind = mark == std::string::npos || colon == std::string::npos
                                     ? std::string()
                                     : page.substr(mark + 5, colon - mark - 5);
        if (mark == std::string::npos) {
            return result + page.substr(at);
        }
        if ((kind != "prints" && kind != "file") || end == std::string::npos ||
            page.find('\n', mark) < end) {
            result += page.substr(at, mark + 5 - at);
            at = mark + 5;
            continue;
        }
        const std::string what = page.substr(colon + 2, end - colon - 2);
        const std::size_t body = page.find('\n', end + 5) + 1;
        const std::size_t close = page.find("\n```", body - 1) + 1;
        result += page.substr(at, body - at);
        result += kind == "file" ? read_text(source_dir() / what) : output_of(what, clone);
        at = close;
        ++quotes;
    }
}

std::vector<std::string> pages() {
    std::vector<std::string> names = {"README.md"};
    for (const auto& entry : fs::directory_iterator(source_dir() / "docs")) {
        if (entry.path().extension() == ".md") {
            names.push_back("docs/" + entry.path().filename().string());
        }
    }
    return names;
}

}  // namespace

TEST_CASE("what the pages quote is what the tool prints and the files hold") {
    const Clone clone;
    int quotes = 0;
    for (const std::string& name : pages()) {
        CAPTURE(name);
        const std::string page = read_text(source_dir() / name);
        const std::string now = refreshed(page, clone.path(), quotes);
        CHECK(corridor::test::golden("../" + name, now) == now);
    }
    CHECK(quotes >= 3);
}

TEST_CASE("a quote that has gone stale is noticed") {
    const Clone clone;
    int quotes = 0;
    const std::string page = "a\n<!-- prints: echo new -->\n```text\nold\n```\nb <!-- c: d -->\n";
    CHECK(refreshed(page, clone.path(), quotes) ==
          "a\n<!-- prints: echo new -->\n```text\nnew\n```\nb <!-- c: d -->\n");
    CHECK(quotes == 1);
    CHECK(refreshed("no quote", clone.path(), quotes) == "no quote");
}
