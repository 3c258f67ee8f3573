#pragma once

#include "support/runner.hpp"

#include <cstdint>
#include <string>

namespace corridor::bench {

struct Options {
    Limits limits{};
    std::string filter{};             ///< only problems with this in their name
    std::uint32_t largest = 1000000;  ///< nodes of the largest problem
    std::uint32_t largest_for_scripts = 20000;
};

/// [--cap SECONDS] [--repeat SECONDS] [--filter TEXT] [--largest NODES]; throws
/// std::runtime_error for anything else.
[[nodiscard]] Options parse_options(int argc, char** argv);

}  // namespace corridor::bench
