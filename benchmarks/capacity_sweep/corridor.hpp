#pragma once

#include "support/questions.hpp"

#include <corridor/flow/sweep.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace corridor::bench {

/// The values of all rows, one thread, planning included.
[[nodiscard]] std::vector<std::int64_t> corridor_sweep(const Question& question,
                                                       std::span<const LinkId> columns,
                                                       std::span<const std::int32_t> rows);

}  // namespace corridor::bench
