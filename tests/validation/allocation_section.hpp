#pragma once

#include <string>

/// Who is served when everything moves at once, as a section of docs/validation.md. Checks every
/// figure on the way.
[[nodiscard]] std::string allocation_section();
