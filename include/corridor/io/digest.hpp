#pragma once

#include <string>
#include <string_view>

namespace corridor::io {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
/// Source       FIPS 180-4 (2015), Secure Hash Standard; computed by libmd
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace corridor::io
