#pragma once

#include <corridor/network/network.hpp>

#include <optional>
#include <string>
#include <vector>

namespace corridor {

/// Which links of a network count: the state of the network in a year, and what is left out.
struct Selection {
    /// Opens planned links whose opening year has come. None: no planned link is open.
    std::optional<int> year{};
    /// Opens every planned link; together with `year`, those that state no opening year as well.
    bool with_planned = false;
    /// Closes links whose id matches one of these patterns (`*` any characters, `?` one).
    std::vector<std::string> exclude_links{};
    /// Closes links of these modes.
    std::vector<Mode> exclude_modes{};
    /// Closes links that start or end in these countries (ISO 3166 alpha-3).
    std::vector<std::string> exclude_countries{};

    friend bool operator==(const Selection&, const Selection&) = default;
};

/// For each link, whether it can be used. Operating and upgrading links are open in every year,
/// because their data describe today; idle links are closed.
[[nodiscard]] std::vector<bool> open_links(const Network& network, const Selection& selection);

/// What `selection` names and the network does not have, one warning each with the nearest names:
/// patterns, modes and countries that match no link, and a year that opens nothing.
[[nodiscard]] Diagnostics unmatched(const Network& network, const Selection& selection);

}  // namespace corridor
