#pragma once

#include <cstddef>
#include <string_view>

namespace corridor::scenario {

/// Whether a text in quotes can begin at `at`. Behind a point it can only as a part of a key, not
/// within a value, which toml++ reads on over the quote.
[[nodiscard]] inline bool can_begin_text(std::string_view text, std::size_t at) {
    constexpr std::string_view before_texts = " \t\r\n=,[{";
    if (at == 0 || text[at - 1] == '\xBF' ||
        before_texts.find(text[at - 1]) != std::string_view::npos) {
        return true;
    }
    if (text[at - 1] != '.') {
        return false;
    }
    const std::size_t bound = text.find_last_of("\n=,[{", at);
    if (bound == std::string_view::npos || text[bound] == '\n' || text[bound] == '{') {
        return true;
    }
    const std::size_t line = text.find_last_of('\n', bound) + 1;
    return text[bound] == '[' &&
           text.substr(line, bound - line).find_first_not_of(" \t[") == std::string_view::npos;
}

/// Where a text has a byte beyond ASCII outside of texts in quotes and comments, where TOML 1.0
/// allows none; npos where it has not. toml++ 3.3.0 runs into undefined behaviour on some of them.
[[nodiscard]] inline std::size_t letter_out_of_place(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::size_t at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '#') {
            at = text.find('\n', at);
        } else if ((c == '"' || c == '\'') && !can_begin_text(text, at)) {
            // Not the beginning of a text: toml++ reads a word on over it.
            const std::size_t end = text.find('\n', at);
            while (at < text.size() && at < end) {
                if (static_cast<unsigned char>(text[at]) >= 0x80U) {
                    return at;
                }
                ++at;
            }
        } else if (c == '"' || c == '\'') {
            const std::string_view mark = text.substr(at, 3);
            const bool is_long = mark == "\"\"\"" || mark == "'''";
            const std::size_t width = is_long ? 3U : 1U;
            at += width;
            while (at < text.size() && text.substr(at, width) != mark.substr(0, width) &&
                   (is_long || text[at] != '\n')) {
                at += c == '"' && text[at] == '\\' ? 2U : 1U;
            }
            at += width;
            for (int more = 0; is_long && more < 2 && at < text.size() && text[at] == c; ++more) {
                ++at;  // two quotes may stand before the three that end a long text
            }
        } else if (static_cast<unsigned char>(c) >= 0x80U) {
            return at;
        } else {
            ++at;
        }
    }
    return std::string_view::npos;
}

}  // namespace corridor::scenario
