#include "io/dimacs_lines.hpp"

#include <corridor/io/csv.hpp>

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace corridor::io {

std::string shown_word(std::string_view text) {
    return text.empty() ? "the end of the line" : shown(text);
}

void DimacsLines::fault(std::size_t column, const char* field, std::string expected,
                        std::string found, std::string advice) {
    fault_at(number, column, field, std::move(expected), std::move(found), std::move(advice));
}

void DimacsLines::fault_at(std::size_t line, std::size_t column, const char* field,
                           std::string expected, std::string found, std::string advice) {
    diagnostics.add({Severity::error,
                     {std::string(file_), line, column},
                     field,
                     std::move(expected),
                     std::move(found),
                     std::move(advice)});
}

std::optional<std::int64_t> DimacsLines::whole(const Word& found, const char* field,
                                               std::int64_t least, std::int64_t most,
                                               const char* otherwise) {
    std::int64_t value = 0;
    const char* const end = found.text.data() + found.text.size();
    const auto parsed = std::from_chars(found.text.data(), end, value);
    if (found.text.empty() || parsed.ec != std::errc() || parsed.ptr != end || value < least ||
        value > most) {
        fault(found.column, field,
              fmt::format("a whole number from {} to {}{}", least, most, otherwise),
              shown_word(found.text));
        return std::nullopt;
    }
    return value;
}

void DimacsLines::nothing_more(Words& words) {
    const Word found = words.next();
    if (!found.text.empty()) {
        fault(found.column, "line", "its end", shown(found.text));
    }
}

}  // namespace corridor::io
