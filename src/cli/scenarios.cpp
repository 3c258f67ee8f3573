#include "cli/scenarios.hpp"

#include "cli/inputs.hpp"

#include <corridor/io/digest.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace corridor::cli {
namespace {

namespace fs = std::filesystem;

/// The last part of a path that is a name, so that manifests hold no folders of this machine.
std::string last_name(const fs::path& path) {
    const fs::path clean = path.lexically_normal();
    return (clean.has_filename() ? clean.filename() : clean.parent_path().filename()).string();
}

}  // namespace

Parsed<LoadedScenario> load_scenario(std::string_view text, const std::string& name,
                                     const std::string& folder) {
    Parsed<Scenario> scenario = parse_scenario(text, name);
    if (!scenario.ok()) {
        return scenario.diagnostics();
    }
    const std::string network = scenario->network == embedded_network
                                    ? scenario->network
                                    : (fs::path(folder) / scenario->network).string();
    const Parsed<Dataset> data = read_network(network, fmt::format("{}: network", name));
    Diagnostics diagnostics = scenario.diagnostics();
    diagnostics.append(data.diagnostics());
    if (!data.ok()) {
        return diagnostics;
    }
    Parsed<ScenarioPlan> plan = lay_out(*scenario, *data);
    diagnostics.append(plan.diagnostics());
    if (!plan.ok()) {
        return diagnostics;
    }
    LoadedScenario loaded{std::move(plan).value(), {}, *data, std::string(text)};
    loaded.inputs.push_back({last_name(name), io::sha256_hex(text)});
    for (report::InputDigest& digest : network_digests(network, last_name(network))) {
        loaded.inputs.push_back(std::move(digest));
    }
    return {std::move(loaded), std::move(diagnostics)};
}

Parsed<LoadedScenario> load_scenario(const std::string& path) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (!fs::exists(status) || fs::is_directory(status)) {
        Diagnostics diagnostics;
        diagnostics.add({Severity::error, Place{}, "SCENARIO", "a scenario file",
                         fmt::format("'{}'", path),
                         fs::exists(status) ? "this is a folder" : "nothing has this name"});
        return diagnostics;
    }
    const Parsed<std::string> text = io::read_file(path);
    if (!text.ok()) {
        return text.diagnostics();
    }
    return load_scenario(*text, path, fs::path(path).parent_path().string());
}

}  // namespace corridor::cli
