#pragma once

#include <corridor/network/dataset.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// What looks wrong in data that can be read.
enum class AdviceTopic : std::uint8_t {
    isolated_part,       ///< nodes that no link joins to the rest
    zero_capacity,       ///< an open link that carries nothing
    unlimited_capacity,  ///< an open link without a capacity
    length,              ///< shorter than the straight line between its ends, or much longer
    speed,               ///< length over transit time that the mode does not reach
    mixed_units,         ///< a capacity in another unit than the others of its system and mode
    no_path,             ///< demand that no open link carries to its destination
    opening_year,        ///< a status that the opening year contradicts, or no opening year
    no_source,           ///< a figure that does not say where it comes from
};

[[nodiscard]] std::string_view to_string(AdviceTopic topic);

/// A doubt about one value: which, why, and what would mend it.
struct Advice {
    AdviceTopic topic{};
    std::string table;   ///< nodes, links or demand
    std::string id;      ///< of the row
    std::string column;  ///< as the data dictionary calls it
    std::string expected;
    std::string found;
    std::string advice;
    /// More of this topic in this table, which are left out here.
    std::size_t others = 0;
};

struct DataAdviceOptions {
    /// Findings of one topic in one table; the last of them counts those that are left out.
    std::size_t most_of_a_topic = 3;
};

/// Looks through a data set for what can be read and is likely to be a mistake.
/// Model        Lengths: between 0.9 times the great circle less 2 km, and 3 times it and 50 km
///              more (by water 6 times and 200 km). Speeds: from 1 km/h to 250 by rail, 130 by
///              road, 60 by water, 40 of oil and 120 of gas; transfers, borders and gauge changes
///              are not looked at. Paths: over links that carry the commodity and are open in the
///              year of the row. Today is the latest base year of the demand.
/// Returns      findings by topic, in the order of the tables
/// Complexity   O(n + m) for each origin, commodity and year of the demand
/// Determinism  same input, same findings
[[nodiscard]] std::vector<Advice> data_advice(const Dataset& data,
                                              const DataAdviceOptions& options = {});

}  // namespace corridor
