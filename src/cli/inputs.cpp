#include "cli/inputs.hpp"

#include "io/embedded_data.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/digest.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <array>
#include <utility>

namespace corridor::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 8> tables = {"costs.csv",   "demand.csv", "disruptions.csv",
                                               "links.csv",   "nodes.csv",  "projects.csv",
                                               "sources.csv", "units.csv"};

}  // namespace

Parsed<Dataset> read_network(const std::string& name, const std::string& field) {
    if (name == embedded_network) {
        return middle_corridor_dataset();
    }
    std::error_code ignored;
    const fs::file_status status = fs::status(name, ignored);
    if (!fs::is_directory(status)) {
        Diagnostics diagnostics;
        diagnostics.add({Severity::error,
                         {},
                         field,
                         "middle-corridor or a folder with nodes.csv and links.csv",
                         fmt::format("'{}'", name),
                         fs::exists(status) ? "this is a file" : "nothing has this name"});
        return diagnostics;
    }
    return read_dataset(name);
}

std::vector<report::InputDigest> network_digests(const std::string& name,
                                                 const std::string& shown_as) {
    std::vector<report::InputDigest> digests;
    for (const std::string table : tables) {
        if (name == embedded_network) {
            digests.push_back({shown_as + "/" + table,
                               io::sha256_hex(io::embedded_text("data/middle-corridor/" + table))});
        } else if (fs::exists(fs::path(name) / table)) {
            digests.push_back({shown_as + "/" + table,
                               io::sha256_hex(io::read_file(fs::path(name) / table).value())});
        }
    }
    return digests;
}

Diagnostics check_output_folder(const fs::path& path) {
    Diagnostics diagnostics;
    for (fs::path part = path; !part.empty(); part = part.parent_path()) {
        std::error_code ignored;
        const fs::file_status status = fs::status(part, ignored);
        if (fs::is_directory(status)) {
            break;
        }
        if (fs::exists(status)) {
            diagnostics.add({Severity::error,
                             {},
                             "--out",
                             "a folder",
                             fmt::format("'{}'", path.string()),
                             part == path ? std::string("a file has this name")
                                          : fmt::format("'{}' is a file", part.string())});
            break;
        }
        if (part == part.parent_path()) {
            break;
        }
    }
    return diagnostics;
}

}  // namespace corridor::cli
