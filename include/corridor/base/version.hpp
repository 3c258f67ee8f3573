#pragma once

#include <string_view>

namespace corridor {

/// Version of the library: "0.1.0".
[[nodiscard]] std::string_view version();

/// The compiler that built the library: "g++ 12.2.0".
[[nodiscard]] std::string_view compiler();

}  // namespace corridor
