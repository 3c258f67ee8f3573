#pragma once

#include <corridor/report/max_flow.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::report {

/// What one link does in an answer, in the direction of travel.
struct FlowRow {
    const Link* link;
    const Node* from;
    const Node* to;
    TonnesPerYear flow;  ///< not negative
    std::optional<TonnesPerYear> capacity;
    std::optional<double> utilisation;
    bool in_min_cut;
};

/// The links with flow in network order; with all_links, every open link that permits the
/// commodity. Refers to the report.
[[nodiscard]] std::vector<FlowRow> flow_rows(const MaxFlowReport& report);

}  // namespace corridor::report
