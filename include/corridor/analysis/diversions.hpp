#pragma once

#include <corridor/flow/allocation.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// What cargo is counted on: a link, all links of a system, or the links from one country to
/// another. A tonne that meets it more than once counts once.
struct Passage {
    enum class Kind : std::uint8_t { link, system, crossing };

    Kind kind = Kind::link;
    std::string name;  ///< of a crossing: "AZE-KAZ", both directions

    friend bool operator==(const Passage&, const Passage&) = default;
};

[[nodiscard]] std::string_view to_string(Passage::Kind kind);

/// What passes somewhere, and how much of it went another way before.
struct Diversion {
    Passage passage;
    double t_per_year = 0.0;
    /// What passed there before.
    double before_t_per_year = 0.0;
    /// Of the difference, what is not growth: what would not be there (or, below 0, would be) had
    /// each demand, as far as it is served now, kept its routes of before.
    double diverted_t_per_year = 0.0;
};

/// An allocation with its question.
struct Allocated {
    const AllocationQuery& query;
    const Allocation& answer;
};

/// How served tonnes move between links, systems and crossings from one allocation to another.
/// Model        a demand that was served on several routes keeps their shares; one that was not
///              served before is growth on whatever route it has now
/// Requires     the same demands in both, on networks with the same ids in the same order;
///              otherwise ContractViolation
/// Returns      every passage with tonnes in either: links in order, then systems and crossings
/// Complexity   O(total length of routes · log)
/// Determinism  same input, same bytes
[[nodiscard]] std::vector<Diversion> diversions(const Network& network, const Allocated& before,
                                                const Allocated& now);

}  // namespace corridor
