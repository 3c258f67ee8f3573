#pragma once

#include <corridor/network/dataset.hpp>

#include <string>
#include <vector>

namespace corridor::test {

/// Everything that a data set says, a line for each row of each table.
[[nodiscard]] std::vector<std::string> fingerprint(const Dataset& data);

}  // namespace corridor::test
