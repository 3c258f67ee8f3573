#pragma once

#include <string>

/// How far growth gets, what the corridor depends on and where it loses time, as a section of
/// docs/validation.md. Checks every figure on the way.
[[nodiscard]] std::string growth_section();
