#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/report/run_files.hpp>
#include <corridor/scenario/run.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace corridor::cli {

/// A scenario that was read, checked and laid out, with the digests of all it was read from.
struct LoadedScenario {
    ScenarioPlan plan;
    std::vector<report::InputDigest> inputs;
    Dataset data;
    std::string text;  ///< of the scenario file
};

/// Reads a scenario file and the network it names, and lays the scenario out.
/// Throws       std::system_error with the path where a file cannot be read
[[nodiscard]] Parsed<LoadedScenario> load_scenario(const std::string& path);

/// The same from the text of the file `name`; a network folder is relative to `folder`.
[[nodiscard]] Parsed<LoadedScenario> load_scenario(std::string_view text, const std::string& name,
                                                   const std::string& folder);

}  // namespace corridor::cli
