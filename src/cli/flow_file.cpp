#include "cli/flow_file.hpp"

#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <system_error>
#include <utility>
#include <vector>

namespace corridor::cli {

namespace fs = std::filesystem;

Diagnostics check_flow_file(const fs::path& path) {
    std::error_code ignored;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
    Diagnostics faults;
    if (path.filename().empty() || fs::is_directory(path, ignored)) {
        faults.add({Severity::error, Place{}, "--flow", "a file",
                    fmt::format("'{}'", path.string()), "this is a folder"});
    } else if (!fs::is_directory(folder, ignored)) {
        faults.add({Severity::error, Place{}, "--flow", "a file in a folder that is there",
                    fmt::format("'{}'", path.string()), ""});
    }
    return faults;
}

void write_flow_file(const fs::path& path, std::string text) {
    const std::vector<io::NamedText> files = {{path.filename().string(), std::move(text)}};
    io::write_files(path.has_parent_path() ? path.parent_path() : ".", files);
}

}  // namespace corridor::cli
