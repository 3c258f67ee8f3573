#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>

#include <optional>
#include <string>

namespace corridor::cli {

/// A question whose network was read and whose names the network has.
struct Question {
    Network network;
    FlowQuery query;
    Dataset data;  ///< all that was read with the network
};

/// Reads the network and checks the names; tells every fault and warning. Nothing where there are
/// faults.
[[nodiscard]] std::optional<Question> read_question(const QueryArguments& arguments,
                                                    Console& console);

/// An amount such as "4.5 Mt/yr" in a unit of the network; tells what is wrong with it.
[[nodiscard]] std::optional<TonnesPerYear> read_amount(const std::string& option,
                                                       const std::string& text,
                                                       const Network& network, Console& console);

/// Diagnostics of a value as those of the option that gave it.
[[nodiscard]] Diagnostics of_option(const std::string& option, const Diagnostics& diagnostics);

}  // namespace corridor::cli
