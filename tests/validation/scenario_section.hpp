#pragma once

#include <string>

/// The shipped scenarios with all demands at once, and a scenario of one ferry fleet, as a section
/// of docs/validation.md. Checks every figure on the way.
[[nodiscard]] std::string scenario_section();
