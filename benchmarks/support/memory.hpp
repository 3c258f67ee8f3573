#pragma once

#include <functional>

namespace corridor::bench {

/// By how many bytes the resident memory of a process of its own grows at most while it does the
/// work; below 0 where the system does not tell.
[[nodiscard]] double peak_growth(const std::function<void()>& work);

}  // namespace corridor::bench
