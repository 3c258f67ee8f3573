#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>

#include <optional>
#include <vector>

namespace corridor::cli {

/// A question whose network was read and whose names the network has.
struct Question {
    Network network;
    FlowQuery query;
    std::vector<CostFigure> costs;
    std::vector<Project> projects;
};

/// Reads the network and checks the names; tells every fault and warning. Nothing where there are
/// faults.
[[nodiscard]] std::optional<Question> read_question(const QueryArguments& arguments,
                                                    Console& console);

}  // namespace corridor::cli
