#pragma once

#include "io/dimacs_scanner.hpp"

#include <corridor/base/diagnostics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corridor::io {

/// A word as messages show it.
[[nodiscard]] std::string shown_word(std::string_view text);

/// Reads up to 18 digits and stops behind them; false, for anything else.
[[nodiscard]] inline bool quick_number(const char*& at, const char* end, std::uint64_t& value) {
    const char* const begin = at;
    value = 0;
    while (at != end && *at >= '0' && *at <= '9') {
        value = value * 10 + static_cast<std::uint64_t>(*at - '0');
        ++at;
    }
    return at != begin && at - begin <= 18;
}

/// What the readers of the DIMACS formats share: faults with their places, and words as numbers.
class DimacsLines {
  public:
    explicit DimacsLines(std::string_view file) : file_(file) {}

    /// The line that is being read, from 1.
    std::size_t number = 0;
    Diagnostics diagnostics;

    void fault(std::size_t column, const char* field, std::string expected, std::string found,
               std::string advice = "");
    void fault_at(std::size_t line, std::size_t column, const char* field, std::string expected,
                  std::string found, std::string advice = "");

    /// The word as a whole number between the bounds; else a fault, which names `otherwise` as
    /// well.
    [[nodiscard]] std::optional<std::int64_t> whole(const Word& found, const char* field,
                                                    std::int64_t least, std::int64_t most,
                                                    const char* otherwise = "");
    void nothing_more(Words& words);

  private:
    std::string_view file_;
};

}  // namespace corridor::io
