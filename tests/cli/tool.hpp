#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace corridor::test {

/// What a run of the tool left behind.
struct ToolRun {
    int exit_code = -1;  ///< 128 + signal where a signal ended it
    std::string out;
    std::string err;
};

/// How the tool is started.
struct ToolSetting {
    std::filesystem::path folder = ".";  ///< where it runs
    std::vector<std::pair<std::string, std::string>> environment{};
    std::string out_to{};  ///< a path for standard output in place of capturing it
    std::filesystem::path in_from = "/dev/null";  ///< what standard input reads
    bool closed_pipe = false;                     ///< standard output is a pipe that nobody reads
};

/// Runs the built tool with these arguments and captures what it writes.
[[nodiscard]] ToolRun run_tool(const std::vector<std::string>& arguments,
                               const ToolSetting& setting = {});

}  // namespace corridor::test
