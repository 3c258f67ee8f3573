#pragma once

#include <string_view>

namespace corridor::io {

/// The content of a file compiled into the library, named relative to the project. Throws
/// ContractViolation for a file that is not there.
[[nodiscard]] std::string_view embedded_text(std::string_view name);

}  // namespace corridor::io
