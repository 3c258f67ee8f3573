#pragma once

#include <corridor/network/dataset.hpp>
#include <corridor/scenario/run.hpp>
#include <corridor/scenario/scenario.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// One thing in which a scenario differs from another.
struct Patch {
    enum class Kind : std::uint8_t { network, demand, filters, change_taken_out, change_added };

    Kind kind = Kind::demand;
    Change change{};  ///< where a change was added or taken out
};

/// A patch in words: "link kuryk_alat_ferry: capacity 3 Mt/yr from 2028".
[[nodiscard]] std::string describe(const Patch& patch);

/// What a patch does to the tonnes served and unserved in one year, all demands at once.
struct PatchEffect {
    int year = 0;
    /// By itself, put on the first scenario: tonnes a year gained. None where it cannot stand
    /// alone.
    std::optional<std::int64_t> served_alone;
    std::optional<std::int64_t> unserved_alone;
    /// Put on after those before it in the list. None where it cannot, so that its part shows in
    /// the next one that can.
    std::optional<std::int64_t> served_in_order;
    std::optional<std::int64_t> unserved_in_order;
};

/// What one change adds to the difference between two scenarios, alone and in order.
struct PatchContribution {
    Patch patch;
    std::vector<PatchEffect> years;  ///< the years that both scenarios have
    std::string why_not_alone;       ///< empty where it can
};

/// A year in both scenarios.
struct YearDifference {
    int year = 0;
    TonnesPerYear demand_before, demand_after;
    TonnesPerYear served_before, served_after;
    TonnesPerYear unserved_before, unserved_after;
    TonnesPerYear pooled_before, pooled_after;  ///< the pooled upper bounds on what is served
    /// What the patches do together beyond the sum of what each does alone: served after − served
    /// before − Σ alone.
    std::int64_t interaction = 0;
    /// What holds cargo back, by name, in one and not in the other.
    std::vector<std::string> binds_no_more;
    std::vector<std::string> binds_now;
};

/// What a second scenario changes of a first, and which of its patches does it.
struct Comparison {
    std::string before;  ///< name of the first scenario
    std::string after;
    std::optional<int> breaks_in_before;
    std::optional<int> breaks_in_after;
    std::vector<YearDifference> years;
    std::vector<PatchContribution> patches;
};

/// A scenario with its data, and its run.
struct ComparedRun {
    const Scenario& scenario;
    const Dataset& data;
    const ScenarioResult& result;
};

/// Compares two runs over the years that both have.
/// Model        each patch is put on the first scenario alone, and then all of them one after the
///              other in the order network, demand, filters, changes taken out, changes added. The
///              remainder between the whole and the sum of the parts is their interaction
/// Requires     results of run() for these scenarios and data
/// Returns      no years where the horizons do not meet
/// Complexity   two runs for each patch, none for patches that are the only one
/// Determinism  same input, same bytes
[[nodiscard]] Comparison compare(const ComparedRun& before, const ComparedRun& after);

}  // namespace corridor
