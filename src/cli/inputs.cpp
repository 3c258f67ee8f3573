#include "cli/inputs.hpp"

#include "io/embedded_data.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/digest.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace corridor::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 14> embedded_tables = {
    "corridors.csv",    "costs.csv",     "demand.csv",  "disruptions.csv", "equipment.csv",
    "fleets.csv",       "links.csv",     "nests.csv",   "nodes.csv",       "projects.csv",
    "resource_use.csv", "resources.csv", "sources.csv", "units.csv"};
constexpr std::array<const char*, 2> other_tables = {"arrivals.csv", "service_times.csv"};

Parsed<NetworkInput> read_other_network(const std::string& name, io::NetworkFormat format) {
    Parsed<io::NetworkFile> file = io::read_network_file(name, format);
    Diagnostics told = file.diagnostics();
    if (!file.ok()) {
        return told;
    }
    io::NetworkFile read = std::move(file).value();
    return Parsed<NetworkInput>(NetworkInput{.data = std::move(read.data),
                                             .source = std::move(read.source),
                                             .sink = std::move(read.sink)},
                                std::move(told));
}

/// The tables of a folder that a network was read from, or those of the embedded one.
std::vector<std::string> table_names(const std::string& name) {
    std::vector<std::string> names(embedded_tables.begin(), embedded_tables.end());
    if (name == embedded_network) {
        return names;
    }
    if (io::detect_format(name).value_or(io::NetworkFormat::native) == io::NetworkFormat::native) {
        names.insert(names.end(), other_tables.begin(), other_tables.end());
        std::sort(names.begin(), names.end());
        return names;
    }
    names.clear();
    for (const auto& entry : fs::directory_iterator(name)) {
        if (entry.path().extension() == ".csv") {
            names.push_back(entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

bool names_dimacs_file(std::string_view name) {
    return name.ends_with(".max") || name.ends_with(".max.gz") || name.ends_with(".max.xz");
}

bool names_dimacs_min_file(std::string_view name) {
    return name.ends_with(".min") || name.ends_with(".min.gz") || name.ends_with(".min.xz");
}

Parsed<NetworkInput> read_network_input(const std::string& name, const std::string& field) {
    const auto from_tables = [](Parsed<Dataset> data) -> Parsed<NetworkInput> {
        Diagnostics told = data.diagnostics();
        if (!data.ok()) {
            return told;
        }
        return Parsed<NetworkInput>(NetworkInput{.data = std::move(data).value()}, std::move(told));
    };
    std::error_code ignored;
    if (name == embedded_network) {
        return from_tables(middle_corridor_dataset());
    }
    const std::optional<io::NetworkFormat> format = io::detect_format(name);
    if (format && fs::exists(name, ignored)) {
        return format == io::NetworkFormat::native ? from_tables(read_dataset(name))
                                                   : read_other_network(name, *format);
    }
    Diagnostics diagnostics;
    diagnostics.add({Severity::error, Place{}, field,
                     "middle-corridor, a folder with nodes.csv and links.csv or with node.csv and "
                     "link.csv, or a .geojson, .tntp, .max or SNDlib (.txt) file",
                     fmt::format("'{}'", name),
                     fs::exists(name, ignored) ? "this is a file" : "nothing has this name"});
    return diagnostics;
}

Parsed<Dataset> read_network(const std::string& name, const std::string& field) {
    Parsed<NetworkInput> input = read_network_input(name, field);
    Diagnostics told = input.diagnostics();
    if (!input.ok()) {
        return told;
    }
    return Parsed<Dataset>(std::move(input).value().data, std::move(told));
}

std::vector<report::InputDigest> network_digests(const std::string& name,
                                                 const std::string& shown_as) {
    std::vector<report::InputDigest> digests;
    std::error_code ignored;
    if (name != embedded_network && !fs::is_directory(name, ignored)) {
        digests.push_back({shown_as, io::sha256_hex(io::read_file(name).value())});
        return digests;
    }
    for (const std::string& table : table_names(name)) {
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

Diagnostics check_input_file(const std::string& path, const std::string& field,
                             const std::string& expected) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    Diagnostics diagnostics;
    if (!fs::exists(status) || fs::is_directory(status)) {
        diagnostics.add({Severity::error, Place{}, field, expected, fmt::format("'{}'", path),
                         fs::exists(status) ? "this is a folder" : "nothing has this name"});
    }
    return diagnostics;
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
            diagnostics.add({Severity::error, Place{}, "--out", "a folder",
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
