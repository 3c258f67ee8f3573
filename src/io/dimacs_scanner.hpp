#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace corridor::io {

/// Walks through a text line by line; lines come without their ends and without a byte order mark.
class LineScanner {
  public:
    explicit LineScanner(std::string_view text) : rest_(text) {
        if (rest_.starts_with("\xEF\xBB\xBF")) {
            rest_.remove_prefix(3);
        }
    }

    bool next() {
        if (rest_.empty()) {
            return false;
        }
        const void* const found = std::memchr(rest_.data(), '\n', rest_.size());
        const std::size_t length =
            found == nullptr
                ? rest_.size()
                : static_cast<std::size_t>(static_cast<const char*>(found) - rest_.data());
        line_ = rest_.substr(0, length);
        if (!line_.empty() && line_.back() == '\r') {
            line_.remove_suffix(1);
        }
        rest_.remove_prefix(std::min(length + 1, rest_.size()));
        ++number_;
        return true;
    }

    [[nodiscard]] std::string_view text() const { return line_; }
    /// Counts from 1.
    [[nodiscard]] std::size_t number() const { return number_; }

  private:
    std::string_view rest_;
    std::string_view line_;
    std::size_t number_ = 0;
};

struct Word {
    std::string_view text;   ///< empty at the end of the line
    std::size_t column = 0;  ///< counts from 1; behind the line at its end
};

/// The words of a line, parted by spaces and tabs.
class Words {
  public:
    explicit Words(std::string_view line) : line_(line) {}

    Word next() {
        constexpr std::string_view blanks = " \t\r\v\f";
        const std::size_t begin = std::min(line_.find_first_not_of(blanks, at_), line_.size());
        at_ = std::min(line_.find_first_of(blanks, begin), line_.size());
        return {line_.substr(begin, at_ - begin), begin + 1};
    }

  private:
    std::string_view line_;
    std::size_t at_ = 0;
};

}  // namespace corridor::io
