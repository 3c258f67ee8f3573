#pragma once

#include <cstddef>
#include <string_view>

namespace corridor {

/// A data file compiled into the library; `content` holds `size` bytes.
struct EmbeddedFile {
    std::string_view name;
    const char* content;
    std::size_t size;

    [[nodiscard]] constexpr std::string_view text() const { return {content, size}; }
};

}  // namespace corridor
