#include "support/catch.hpp"
#include "support/golden.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Contents = std::map<std::string, std::string>;

/// Everything below a folder that readers of results see: a stopped run may leave files whose name
/// begins with a dot.
Contents results_in(const fs::path& folder) {
    Contents result;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && !name.starts_with('.')) {
            result[fs::relative(entry.path(), folder).string()] =
                corridor::test::read_text(entry.path());
        }
    }
    return result;
}

pid_t start_run(const std::vector<std::string>& scenarios, const fs::path& folder) {
    std::vector<std::string> words = {CORRIDOR_TOOL, "run", "-q", "--out", folder.string()};
    words.insert(words.end(), scenarios.begin(), scenarios.end());
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execv(CORRIDOR_TOOL, arguments.data());
        ::_exit(127);
    }
    return child;
}

int end_of(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
    }
    return status;
}

bool ends_well(const std::vector<std::string>& scenarios, const fs::path& folder) {
    const int status = end_of(start_run(scenarios, folder));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<std::string> shipped_scenarios() {
    std::vector<std::string> paths;
    for (const auto& entry :
         fs::directory_iterator(corridor::test::source_dir() / "examples/scenarios")) {
        paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

TEST_CASE("a run that is killed at any time leaves whole files, and run again gives the same") {
    const corridor::test::TemporaryFolder folder;
    const std::vector<std::string> scenarios = shipped_scenarios();
    REQUIRE(scenarios.size() >= 8);
    const auto start = Clock::now();
    REQUIRE(ends_well(scenarios, folder.path() / "expected"));
    const auto whole = Clock::now() - start;
    const Contents expected = results_in(folder.path() / "expected");
    REQUIRE(expected.size() > 80);

    std::mt19937 random(10);
    const int rounds = std::getenv("CORRIDOR_LONG") != nullptr ? 200 : 12;
    int killed = 0;
    for (int round = 0; round < rounds; ++round) {
        INFO("round " << round);
        const fs::path runs = folder.path() / ("runs" + std::to_string(round));
        fs::create_directories(runs);
        const Contents before = round % 2 == 0 ? Contents{} : expected;
        if (round % 2 != 0) {
            fs::copy(folder.path() / "expected", runs, fs::copy_options::recursive);
        }
        const pid_t child = start_run(scenarios, runs);
        std::this_thread::sleep_for(whole * static_cast<int>(random() % 100) / 100);
        ::kill(child, SIGKILL);
        killed += WIFSIGNALED(end_of(child)) ? 1 : 0;
        const Contents left = results_in(runs);
        for (const auto& [name, text] : left) {
            INFO(name);
            CHECK(expected.count(name) == 1);
            CHECK(text == expected.at(name));
        }
        CHECK(left.size() >= before.size());
        REQUIRE(ends_well(scenarios, runs));
        CHECK(results_in(runs) == expected);
        fs::remove_all(runs);
    }
    CHECK(killed > rounds / 4);
}
