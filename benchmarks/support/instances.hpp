#pragma once

#include <corridor/flow/arc_list.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace corridor::bench {

/// A maximum-flow problem whose value is known.
struct Instance {
    std::string name;
    std::string family;
    flow::ArcList problem;
    std::int64_t optimum = 0;
};

/// A corridor as the library meets them: lanes of two-way lines from one end to the other, long
/// chains of stations between junctions, a few links across, dead ends. About `nodes` nodes; the
/// same seed gives the same network everywhere.
struct MadeCorridor {
    std::uint32_t nodes = 1000;
    std::uint32_t lanes = 4;
    std::uint32_t longest_chain = 12;
    std::uint64_t seed = 1;
};

[[nodiscard]] flow::ArcList make_corridor(const MadeCorridor& made);

/// The corridors of 1e3 to `most` nodes, each with a value that a flow and a cut prove.
[[nodiscard]] std::vector<Instance> made_corridors(std::uint32_t most);

/// The folder of public instances: $CORRIDOR_SHARED, else ../shared; none where it is not there.
[[nodiscard]] std::optional<std::filesystem::path> shared_benchmarks();

/// The maximum-flow instances of MANIFEST.csv whose names contain `filter`, by size.
[[nodiscard]] std::vector<Instance> shared_instances(const std::string& filter);

/// Reads a DIMACS file, packed or not.
[[nodiscard]] flow::ArcList read_problem(const std::filesystem::path& file);

/// A generator of random numbers that is the same everywhere.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// Uniform in [0, bound).
    std::uint64_t below(std::uint64_t bound);
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least +
               static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least + 1)));
    }

  private:
    std::uint64_t state_;
};

}  // namespace corridor::bench
