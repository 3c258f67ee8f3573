#pragma once

#include <corridor/io/files.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/scenario/run.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace corridor::report {

/// An input of a run and its SHA-256, named without a folder of this machine.
struct InputDigest {
    std::string name;
    std::string sha256;
};

/// What a manifest tells beyond the result.
struct RunFacts {
    std::vector<InputDigest> inputs;
    std::vector<std::pair<std::string, std::string>> options;  ///< as given, by name
    std::optional<std::int64_t> seed;
    std::string scenario_text;    ///< the scenario file as it was read
    std::vector<Source> sources;  ///< what the rows of the network name as their sources
};

/// The files of a run: links.csv, nodes.csv, od.csv, prices.csv, diversions.csv, cuts.csv,
/// growth.csv, saturation.csv, readiness.csv,
/// bottlenecks.csv, criticality.csv, routes.csv, kpi.csv, result.json, manifest.json, report.html
/// and scenario.toml. They hold no time and no path, so that the same inputs give the same bytes.
[[nodiscard]] std::vector<io::NamedText> run_files(const ScenarioResult& result,
                                                   const RunFacts& facts);

/// The names of those files in their order.
[[nodiscard]] std::span<const std::string_view> run_file_names();

/// A run that was made, and where its files are.
struct FinishedRun {
    const ScenarioResult* result;
    std::string folder;
    std::vector<std::string> files;
};

/// The JSON object "corridor/<verb>/1" with one entry of `runs` for each.
[[nodiscard]] std::string render_runs_json(std::string_view verb,
                                           std::span<const FinishedRun> runs);

}  // namespace corridor::report
