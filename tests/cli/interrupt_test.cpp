#include "cli/tool.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace {

using corridor::test::TemporaryFolder;
using corridor::test::ToolRun;
using corridor::test::write_text;
using Json = nlohmann::json;

/// Runs the tool with a terminal as its standard error, and interrupts it once it has written
/// `sign` there.
ToolRun interrupted_at(const std::string& sign, std::vector<std::string> words,
                       const TemporaryFolder& folder) {
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0) {
        throw std::system_error(errno, std::generic_category(), "a terminal");
    }
    const std::string name = ::ptsname(terminal);
    const std::string out = (folder.path() / "out").string();
    words.insert(words.begin(), CORRIDOR_TOOL);
    const pid_t child = ::fork();
    if (child == 0) {
        const int err = ::open(name.c_str(), O_RDWR | O_NOCTTY);
        const int file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        std::vector<char*> arguments;
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        if (::dup2(err, STDERR_FILENO) < 0 || ::dup2(file, STDOUT_FILENO) < 0 ||
            ::chdir(folder.path().c_str()) != 0) {
            ::_exit(127);
        }
        ::close(terminal);
        ::execv(CORRIDOR_TOOL, arguments.data());
        ::_exit(127);
    }
    std::string written;
    bool asked = false;
    char block[256];
    // The end of the last writer shows as an error of the terminal.
    for (ssize_t count = 0; (count = ::read(terminal, block, sizeof block)) > 0;) {
        written.append(block, static_cast<std::size_t>(count));
        if (!asked && written.find(sign) != std::string::npos) {
            ::kill(child, SIGINT);
            asked = true;
        }
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    ::close(terminal);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            corridor::test::read_text(out), written};
}

/// A crane that loads a consignment an hour.
void write_port(const TemporaryFolder& folder) {
    write_text(folder.path() / "nodes.csv",
               "node_id,servers,service_h,service_cv\nmine,,,\ncrane,1,1,1\nship,,,\n");
    write_text(folder.path() / "links.csv",
               "link_id,from_node_id,to_node_id\nin,mine,crane\nout,crane,ship\n");
    write_text(folder.path() / "demand.csv",
               "demand_id,origin_node,destination_node,value,unit,lot_t\nore,mine,ship,438000,t/"
               "yr,100\n");
}

}  // namespace

TEST_CASE("a simulation shows its progress, and an interrupt ends it with what is finished") {
    const TemporaryFolder folder;
    write_port(folder);
    const ToolRun run = interrupted_at("replication 2 of 100000, about ",
                                       {"simulate", ".", "--days", "2000", "--warm-up", "0",
                                        "--replications", "100000", "--format", "json"},
                                       folder);
    INFO(run.err);
    CHECK(run.exit_code == 5);
    CHECK(run.err.find(" s left") != std::string::npos);
    const Json answer = Json::parse(run.out);
    const auto made = answer.at("replications").get<int>();
    CHECK(made >= 2);
    CHECK(made < 100'000);
    CHECK(answer.at("complete") == false);
    CHECK(run.err.find("stopped after " + std::to_string(made) + " replications") !=
          std::string::npos);
    CHECK(answer.at("throughput_t_per_year").at("mean").get<double>() > 0.0);
    // What was finished is what a run of that many replications says.
    const ToolRun whole =
        corridor::test::run_tool({"simulate", ".", "--days", "2000", "--warm-up", "0",
                                  "--replications", std::to_string(made), "--format", "json"},
                                 {.folder = folder.path()});
    CHECK(Json::parse(whole.out).at("places") == answer.at("places"));
}

TEST_CASE("an interrupt before the first replication is finished leaves no answer") {
    const TemporaryFolder folder;
    write_port(folder);
    const ToolRun run =
        interrupted_at("looking for the warm-up: 2",
                       {"simulate", ".", "--days", "200000", "--format", "json"}, folder);
    INFO(run.err);
    CHECK(run.exit_code == 1);
    CHECK(run.out.empty());
    CHECK(run.err.find("stopped before a replication was finished") != std::string::npos);
}
