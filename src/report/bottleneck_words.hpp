#pragma once

#include <corridor/report/bottlenecks.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace corridor::report {

/// The members of a cut by name; the limits of its endpoints as "origin xian".
[[nodiscard]] std::vector<std::string> names_of(const Network& network, const Cut& cut);
[[nodiscard]] std::vector<std::string> names_of(const Network& network, const Limits& limits);

/// "link", "node" or "container_terminal".
[[nodiscard]] std::string_view kind_name(Element element);

/// "steps", "demand", "endpoints", "unlimited" or "no_route".
[[nodiscard]] std::string_view end_name(StaircaseEnd end);

/// Why there is nothing to list, in one sentence; empty where there is.
[[nodiscard]] std::string explanation(const BottlenecksReport& report);

/// A limit with what it is worth, of an element or an endpoint.
struct WorthRow {
    std::string name;
    std::string_view kind;
    const CapacityWorth* worth = nullptr;
    const Provenance* provenance = nullptr;  ///< none for an endpoint
    bool in_every = false;
    bool in_some = false;
};

/// The limits with some worth at the margin; with `all_limits` the others as well.
[[nodiscard]] std::vector<WorthRow> worth_rows(const BottlenecksReport& report, bool all_limits);

}  // namespace corridor::report
