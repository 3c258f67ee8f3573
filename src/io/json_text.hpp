#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// A value of a JSON text with the place where it begins.
struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

    Kind kind = Kind::null;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    /// The characters of a string; a number, true and false as written; the whole text of an array
    /// or object that is a property of a feature.
    std::string text{};
    std::vector<std::string> keys{};  ///< of an object, one for each item
    std::vector<JsonValue> items{};

    /// The item of an object with this key; nothing where there is none or this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
};

/// Reads a JSON text (RFC 8259) of at most 64 levels and 4096 keys an object. The first fault ends
/// it.
[[nodiscard]] std::optional<JsonValue> parse_json(const std::string& file, std::string_view text,
                                                  Diagnostics& diagnostics);

/// Whether a text is a number as JSON writes them.
[[nodiscard]] bool is_json_number(std::string_view text);

/// The text as a JSON string, in quotes.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace corridor::io
