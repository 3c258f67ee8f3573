#pragma once

#include "flow/columns.hpp"
#include "support/questions.hpp"

#include <cstdint>
#include <vector>

namespace corridor::bench {

/// The value without each link, by link position: the public function, on a loaded network.
[[nodiscard]] std::vector<std::int64_t> corridor_without_each(const Question& question);

/// The same from the bare list of links, of a network that is narrow enough for the frontier
/// programme. Empty where it is not.
[[nodiscard]] std::vector<std::int64_t> corridor_link_list(const flow::Columns& links);

}  // namespace corridor::bench
