#include "cli/tool.hpp"

#include "support/golden.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace corridor::test {
namespace {

constexpr int could_not_start = 127;

void redirect(const std::string& path, int descriptor) {
    const int flags = descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY | O_CREAT;
    const int file = ::open(path.c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, descriptor) < 0) {
        ::_exit(could_not_start);
    }
}

[[noreturn]] void become_tool(const std::vector<std::string>& arguments, const ToolSetting& setting,
                              const std::string& out, const std::string& err) {
    redirect(setting.in_from.string(), STDIN_FILENO);
    redirect(out, STDOUT_FILENO);
    if (setting.closed_pipe) {
        int ends[2];
        if (::pipe(ends) != 0 || ::dup2(ends[1], STDOUT_FILENO) < 0) {
            ::_exit(could_not_start);
        }
        ::close(ends[0]);
        ::close(ends[1]);
    }
    redirect(err, STDERR_FILENO);
    if (::chdir(setting.folder.c_str()) != 0) {
        ::_exit(could_not_start);
    }
    for (const auto& variable : setting.environment) {
        ::setenv(variable.first.c_str(), variable.second.c_str(), 1);
    }
    std::string program = CORRIDOR_TOOL;
    std::vector<std::string> words = arguments;
    std::vector<char*> pointers = {program.data()};
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    ::execv(program.c_str(), pointers.data());
    ::_exit(could_not_start);
}

}  // namespace

ToolRun run_tool(const std::vector<std::string>& arguments, const ToolSetting& setting) {
    const TemporaryFolder folder;
    const std::string captured = (folder.path() / "out").string();
    const std::string out = setting.out_to.empty() ? captured : setting.out_to;
    const std::string err = (folder.path() / "err").string();
    const pid_t child = ::fork();
    if (child < 0) {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (child == 0) {
        become_tool(arguments, setting, out, err);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "waitpid");
        }
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            setting.out_to.empty() ? read_text(captured) : "", read_text(err)};
}

}  // namespace corridor::test
