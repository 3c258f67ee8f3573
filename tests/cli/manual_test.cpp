#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cstdlib>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string said(const std::vector<std::string>& words) {
    const auto run = corridor::test::run_tool(words);
    REQUIRE(run.exit_code == 0);
    return run.out;
}

/// The options that a help text lists.
std::set<std::string> options_in(const std::string& help) {
    std::set<std::string> found;
    const std::regex line("\n  (?:-[a-z],)?(--[a-z0-9-]+|-[a-z])[ \n]");
    for (std::sregex_iterator at(help.begin(), help.end(), line), end; at != end; ++at) {
        found.insert((*at)[1]);
    }
    return found;
}

std::vector<std::string> verbs() {
    const std::string help = said({"--help"});
    std::vector<std::string> found;
    std::istringstream lines(help.substr(help.find("Subcommands:") + 13));
    for (std::string line; std::getline(lines, line) && line.starts_with("  ");) {
        found.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    return found;
}

std::string without_escapes(std::string page) {
    for (std::size_t at = page.find("\\-"); at != std::string::npos; at = page.find("\\-", at)) {
        page.erase(at, 1);
    }
    return page;
}

}  // namespace

TEST_CASE("the manual page of every verb has its options, its examples and how it ends") {
    REQUIRE(verbs().size() >= 17);
    for (const std::string& verb : verbs()) {
        INFO(verb);
        const std::string page = without_escapes(said({verb, "--help-as", "man"}));
        CHECK(page.starts_with(".TH corridor-" + verb + " 1 "));
        for (const char* section : {".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXAMPLES",
                                    ".SH EXIT STATUS", ".SH SEE ALSO"}) {
            CHECK(page.find(section) != std::string::npos);
        }
        const std::set<std::string> options = options_in(said({verb, "--help"}));
        CHECK(options.contains("--help"));
        for (const std::string& option : options) {
            INFO(option);
            CHECK(page.find(option + "\\fR") != std::string::npos);
        }
    }
}

TEST_CASE("the manual page of the tool names every verb") {
    const std::string page = without_escapes(said({"--help-as", "man"}));
    for (const std::string& verb : verbs()) {
        CHECK(page.find("\\fBcorridor-" + verb + "\\fR(1)") != std::string::npos);
    }
}

TEST_CASE("the reference has every option of every verb") {
    const std::string reference = said({"--help-as", "markdown"});
    for (const std::string& verb : verbs()) {
        INFO(verb);
        const std::size_t begin = reference.find("\n## corridor " + verb + "\n");
        REQUIRE(begin != std::string::npos);
        const std::string section =
            reference.substr(begin, reference.find("\n## ", begin + 1) - begin);
        for (const std::string& option : options_in(said({verb, "--help"}))) {
            INFO(option);
            CHECK(section.find(option) != std::string::npos);
        }
    }
}

TEST_CASE("help in a form that is not known is a fault in the command line") {
    const auto run = corridor::test::run_tool({"run", "--help-as", "pdf"});
    CHECK(run.exit_code == 2);
    CHECK(run.err ==
          "corridor: --help-as: expected man or markdown, got 'pdf'\n"
          "Try 'corridor run --help'.\n");
}

TEST_CASE("roff formats the manual pages without a warning") {
    if (std::system("command -v groff >/dev/null 2>&1") != 0) {
        SUCCEED("there is no groff");
        return;
    }
    const corridor::test::TemporaryFolder folder;
    std::vector<std::string> pages = verbs();
    pages.emplace_back();
    for (const std::string& verb : pages) {
        INFO(verb);
        const std::string file = (folder.path() / (verb + ".1")).string();
        std::vector<std::string> words = {"--help-as", "man"};
        if (!verb.empty()) {
            words.insert(words.begin(), verb);
        }
        corridor::test::write_text(file, said(words));
        const std::string log = (folder.path() / "log").string();
        CHECK(std::system(("groff -man -Tutf8 -ww -z " + file + " >" + log + " 2>&1").c_str()) ==
              0);
        CHECK(corridor::test::read_text(log).empty());
    }
}
