#pragma once

#include <string>

/// Which corridor carries what from China to Europe, and who gains when one closes, as a section of
/// docs/validation.md. Checks every figure on the way.
[[nodiscard]] std::string rivals_section();
