#include "io/json_text.hpp"

#include <corridor/io/csv.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::io {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
    if (code < 0x80U) {
        byte(code);
    } else if (code < 0x800U) {
        byte(0xC0U | (code >> 6U));
        byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000U) {
        byte(0xE0U | (code >> 12U));
        byte(0x80U | ((code >> 6U) & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U));
        byte(0x80U | ((code >> 12U) & 0x3FU));
        byte(0x80U | ((code >> 6U) & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    }
}

class JsonReader {
  public:
    JsonReader(const std::string& file, std::string_view text, Diagnostics& diagnostics)
        : file_(file), text_(text), diagnostics_(diagnostics) {
        if (text_.starts_with("\xEF\xBB\xBF")) {
            text_.remove_prefix(3);
        }
    }

    std::optional<JsonValue> read() {
        JsonValue value;
        if (!read_value(value, 0)) {
            return std::nullopt;
        }
        skip_blanks();
        if (at_ != text_.size()) {
            fault("the end of the file");
            return std::nullopt;
        }
        return value;
    }

  private:
    static constexpr int most_levels = 64;
    // The root, its features, one of them and its properties stand above a property.
    static constexpr int level_of_properties = 4;
    static constexpr std::size_t most_keys = 4'096;

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                      text_[at_] == '\n' || text_[at_] == '\r')) {
            if (text_[at_] == '\n') {
                ++line_;
                line_begin_ = at_ + 1;
            }
            ++at_;
        }
    }

    bool fault(std::string expected) {
        std::string found = "the end of the file";
        if (at_ < text_.size()) {
            const std::size_t end = text_.find_first_of(" \t\r\n", at_ + 1);
            found = shown(text_.substr(at_, std::min<std::size_t>(end - at_, 20)));
        }
        diagnostics_.add({Severity::error, Place{file_, line_, at_ - line_begin_ + 1}, "",
                          std::move(expected), std::move(found), ""});
        return false;
    }

    bool read_value(JsonValue& value, int level) {
        skip_blanks();
        value.line = static_cast<std::uint32_t>(line_);
        value.column = static_cast<std::uint32_t>(at_ - line_begin_ + 1);
        const std::size_t begin = at_;
        const char c = peek();
        if (c == '{' || c == '[') {
            if (level == most_levels) {
                return fault(fmt::format("at most {} levels", most_levels));
            }
            const bool read = c == '{' ? read_object(value, level) : read_array(value, level);
            if (read && level == level_of_properties) {
                value.text = text_.substr(begin, at_ - begin);
            }
            return read;
        }
        if (c == '"') {
            value.kind = JsonValue::Kind::string;
            return read_string(value.text);
        }
        for (const std::string_view word : {"true", "false", "null"}) {
            if (text_.substr(at_, word.size()) == word) {
                value.kind = word == "null" ? JsonValue::Kind::null : JsonValue::Kind::boolean;
                value.text = word;
                at_ += word.size();
                return true;
            }
        }
        return read_number(value);
    }

    bool read_number(JsonValue& value) {
        const std::size_t end =
            std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size());
        const std::string_view number = text_.substr(at_, end - at_);
        if (!is_json_number(number)) {
            return fault("a JSON value");
        }
        value.kind = JsonValue::Kind::number;
        value.text = number;
        at_ = end;
        return true;
    }

    bool read_hex(std::uint32_t& code) {
        code = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = peek();
            const int digit = is_digit(c)              ? c - '0'
                              : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                              : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                                       : -1;
            if (digit < 0) {
                return fault("four hexadecimal digits");
            }
            code = code * 16 + static_cast<std::uint32_t>(digit);
        }
        return true;
    }

    bool read_escape(std::string& out) {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::size_t known = letters.find(peek());
        if (peek() != '\0' && known != std::string_view::npos) {
            out += meanings[known];
            ++at_;
            return true;
        }
        if (peek() != 'u') {
            return fault("an escape such as \\n or \\u00e9");
        }
        ++at_;
        std::uint32_t code = 0;
        if (!read_hex(code)) {
            return false;
        }
        if (code >= 0xD800U && code < 0xDC00U && text_.substr(at_, 2) == "\\u") {
            at_ += 2;
            std::uint32_t low = 0;
            if (!read_hex(low)) {
                return false;
            }
            if (low < 0xDC00U || low > 0xDFFFU) {
                return fault("the second half of a surrogate pair");
            }
            code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
        } else if (code >= 0xD800U && code < 0xE000U) {
            return fault("a surrogate pair");
        }
        append_utf8(out, code);
        return true;
    }

    bool read_string(std::string& out) {
        ++at_;
        while (true) {
            const std::size_t begin = at_;
            while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
                   static_cast<unsigned char>(text_[at_]) >= 0x20U) {
                ++at_;
            }
            out += text_.substr(begin, at_ - begin);
            if (peek() == '"' && at_ < text_.size()) {
                ++at_;
                return true;
            }
            if (peek() != '\\') {
                return fault("the end of the string");
            }
            ++at_;
            if (!read_escape(out)) {
                return false;
            }
        }
    }

    bool read_array(JsonValue& value, int level) {
        value.kind = JsonValue::Kind::array;
        ++at_;
        skip_blanks();
        if (peek() == ']') {
            ++at_;
            return true;
        }
        while (true) {
            if (!read_value(value.items.emplace_back(), level + 1)) {
                return false;
            }
            skip_blanks();
            if (peek() == ']') {
                ++at_;
                return true;
            }
            if (peek() != ',') {
                return fault("',' or ']'");
            }
            ++at_;
        }
    }

    bool read_object(JsonValue& value, int level) {
        value.kind = JsonValue::Kind::object;
        ++at_;
        skip_blanks();
        if (peek() == '}') {
            ++at_;
            return true;
        }
        while (true) {
            skip_blanks();
            if (peek() != '"') {
                return fault("a key in quotes");
            }
            if (value.keys.size() == most_keys) {
                return fault(fmt::format("at most {} keys", most_keys));
            }
            const std::size_t key_begin = at_;
            if (!read_string(value.keys.emplace_back())) {
                return false;
            }
            const auto first = std::find(value.keys.begin(), value.keys.end(), value.keys.back());
            if (first + 1 != value.keys.end()) {
                at_ = key_begin;
                return fault("each key once");
            }
            skip_blanks();
            if (peek() != ':') {
                return fault("':'");
            }
            ++at_;
            if (!read_value(value.items.emplace_back(), level + 1)) {
                return false;
            }
            skip_blanks();
            if (peek() == '}') {
                ++at_;
                return true;
            }
            if (peek() != ',') {
                return fault("',' or '}'");
            }
            ++at_;
        }
    }

    const std::string& file_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
    const auto place = std::find(keys.begin(), keys.end(), key);
    return place == keys.end() ? nullptr : &items[static_cast<std::size_t>(place - keys.begin())];
}

std::optional<JsonValue> parse_json(const std::string& file, std::string_view text,
                                    Diagnostics& diagnostics) {
    return JsonReader(file, text, diagnostics).read();
}

bool is_json_number(std::string_view text) {
    const auto digits = [&text] {
        std::size_t count = 0;
        while (!text.empty() && is_digit(text.front())) {
            text.remove_prefix(1);
            ++count;
        }
        return count;
    };
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    const bool zero = text.starts_with('0');
    const std::size_t whole = digits();
    if (whole == 0 || (zero && whole > 1)) {
        return false;
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (digits() == 0) {
            return false;
        }
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('-') || text.starts_with('+')) {
            text.remove_prefix(1);
        }
        if (digits() == 0) {
            return false;
        }
    }
    return text.empty();
}

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20U) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace corridor::io
