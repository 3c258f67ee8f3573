#pragma once

#include <string>

/// The bottlenecks of the Middle Corridor for docs/validation.md, each figure checked on the way.
[[nodiscard]] std::string bottlenecks_section();
