#include <corridor/base/contract.hpp>
#include <corridor/io/csv.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::uint32_t doubled_flag = std::uint32_t{1} << 31;
constexpr std::uint32_t quoted_flag = std::uint32_t{1} << 30;
constexpr std::uint32_t size_mask = quoted_flag - 1;

enum class Kind : std::uint8_t { plain, comma, quote, carriage_return, line_feed, nul, high };

constexpr std::array<Kind, 256> kinds = [] {
    std::array<Kind, 256> table{};
    for (std::size_t c = 0x80; c < table.size(); ++c) {
        table[c] = Kind::high;
    }
    table[0] = Kind::nul;
    table[','] = Kind::comma;
    table['"'] = Kind::quote;
    table['\r'] = Kind::carriage_return;
    table['\n'] = Kind::line_feed;
    return table;
}();

constexpr Kind kind_of(char c) {
    return kinds[static_cast<unsigned char>(c)];
}

/// Bytes of the UTF-8 sequence that `text` begins with; 0 where it is none.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80U) {
        return 1;
    }
    if (lead >= 0xC2U && lead <= 0xDFU) {
        return continues(1) ? 2 : 0;
    }
    if ((lead & 0xF0U) == 0xE0U) {
        const bool overlong = lead == 0xE0U && byte(1) < 0xA0U;
        const bool surrogate = lead == 0xEDU && byte(1) > 0x9FU;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0U && lead <= 0xF4U) {
        const bool overlong = lead == 0xF0U && byte(1) < 0x90U;
        const bool beyond = lead == 0xF4U && byte(1) > 0x8FU;
        return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::string shown(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string result = "'";
    std::size_t at = 0;
    while (at < text.size() && at < longest) {
        const std::size_t length = utf8_length(text.substr(at));
        const auto byte = static_cast<unsigned char>(text[at]);
        if (length == 0 || byte < 0x20U || byte == 0x7FU) {
            result += byte == '\n' ? "\\n" : fmt::format("\\x{:02X}", byte);
            ++at;
        } else {
            result += text.substr(at, length);
            at += length;
        }
    }
    return result + (at < text.size() ? "…'" : "'");
}

std::string_view CsvTable::content(std::size_t cell) const {
    const Cell& found = cells_[cell];
    if ((found.size_and_flags & doubled_flag) != 0) {
        const auto place =
            std::lower_bound(unescaped_.begin(), unescaped_.end(), cell,
                             [](const Unescaped& a, std::size_t b) { return a.cell < b; });
        return place->text;
    }
    return text_.substr(found.begin, found.size_and_flags & size_mask);
}

std::string_view CsvTable::field(std::size_t row, std::size_t column) const {
    return content((row + 1) * header_.size() + column);
}

std::size_t CsvTable::begin_of(const Cell& cell) const {
    return cell.begin - ((cell.size_and_flags & quoted_flag) != 0 ? 1U : 0U);
}

Place CsvTable::place_of(std::size_t record, std::size_t column) const {
    if (owned_ != nullptr) {
        if (column >= header_.size()) {
            return {file_, 0, 0};
        }
        const LineAndColumn& place = places_[record * header_.size() + column];
        return {file_, place.line, place.column};
    }
    const Row& row = rows_[record];
    const Cell& cell = cells_[record * header_.size() + column];
    const std::string_view before = text_.substr(row.begin, begin_of(cell) - row.begin);
    const auto last_end = before.rfind('\n');
    const auto ends = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {file_, row.line + ends,
            last_end == std::string_view::npos ? before.size() + 1 : before.size() - last_end};
}

Place CsvTable::place(std::size_t row, std::size_t column) const {
    return place_of(row + 1, column);
}

Place CsvTable::header_place(std::size_t column) const {
    return place_of(0, column);
}

std::vector<Place> CsvTable::places_of(std::size_t record) const {
    std::vector<Place> result;
    result.reserve(header_.size());
    std::size_t line = rows_[record].line;
    std::size_t line_begin = rows_[record].begin;
    for (std::size_t column = 0; column < header_.size(); ++column) {
        if (owned_ != nullptr) {
            result.push_back(place_of(record, column));
            continue;
        }
        const std::size_t begin = begin_of(cells_[record * header_.size() + column]);
        const std::size_t passed = column == 0
                                       ? rows_[record].begin
                                       : begin_of(cells_[record * header_.size() + column - 1]);
        const std::string_view between = text_.substr(passed, begin - passed);
        if (const auto last = between.rfind('\n'); last != std::string_view::npos) {
            line += static_cast<std::size_t>(std::count(between.begin(), between.end(), '\n'));
            line_begin = passed + last + 1;
        }
        result.push_back({file_, line, begin - line_begin + 1});
    }
    return result;
}

std::vector<Place> CsvTable::places(std::size_t row) const {
    return places_of(row + 1);
}

std::vector<Place> CsvTable::header_places() const {
    return places_of(0);
}

class CsvReader {
  public:
    CsvReader(std::string file, std::string_view text, Diagnostics& diagnostics,
              const CsvLimits& limits)
        : text_(text), diagnostics_(diagnostics), limits_(limits) {
        table_.file_ = std::move(file);
        table_.text_ = text;
    }

    std::optional<CsvTable> read() {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text_.size() > limits_.file_bytes) {
            fault({table_.file_, 0, 0},
                  fmt::format("a file of at most {} bytes", limits_.file_bytes),
                  fmt::format("{} bytes", text_.size()), "");
            return std::nullopt;
        }
        if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) {
            at_ = line_begin_ = byte_order_mark.size();
        }
        if (at_ == text_.size()) {
            fault({table_.file_, 1, 1}, "a header line with the names of the columns",
                  "an empty file", "");
            return std::nullopt;
        }
        read_record();
        width_ = table_.cells_.size();
        const bool header_usable = check_header();
        while (at_ < text_.size()) {
            if (table_.rows_.size() > limits_.rows) {
                fault(here(at_), fmt::format("at most {} rows", limits_.rows), "one more", "");
                table_.complete_ = false;
                break;
            }
            read_record();
        }
        if (!header_usable) {
            return std::nullopt;
        }
        return std::move(table_);
    }

  private:
    Place here(std::size_t offset) const { return {table_.file_, line_, offset - line_begin_ + 1}; }

    void fault(Place place, std::string expected, std::string found, std::string advice) {
        diagnostics_.add({Severity::error, std::move(place), "", std::move(expected),
                          std::move(found), std::move(advice)});
        faulty_ = true;
    }

    bool check_header() {
        if (faulty_) {
            return false;
        }
        std::unordered_map<std::string_view, std::size_t> first;
        for (std::size_t column = 0; column < width_; ++column) {
            table_.header_.emplace_back(table_.content(column));
        }
        for (std::size_t column = 0; column < width_; ++column) {
            const std::string& name = table_.header_[column];
            if (name.empty()) {
                fault(table_.header_place(column), "a column name", "nothing",
                      column + 1 == width_ ? "remove the comma at the end of the header line"
                                           : "name the column or remove it");
            } else if (!first.emplace(name, column).second) {
                fault(table_.header_place(column), "a column name of its own",
                      shown(name) + " again",
                      fmt::format("first in column {}", first.at(name) + 1));
            }
        }
        return !faulty_;
    }

    void read_record() {
        faulty_ = false;
        encoding_told_ = false;
        const std::size_t begin = at_;
        const std::size_t line = line_;
        const std::size_t line_begin = line_begin_;
        const std::size_t first_cell = table_.cells_.size();
        const std::size_t first_unescaped = table_.unescaped_.size();
        do {
            at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
        } while (took_comma());
        const std::size_t end = at_;
        end_line();

        const std::size_t fields = table_.cells_.size() - first_cell;
        const bool header = table_.rows_.empty();
        const bool blank = end == begin && width_ != 1 && !header;
        if (!faulty_ && end - begin > limits_.line_bytes) {
            fault({table_.file_, line, begin - line_begin + 1},
                  fmt::format("a line of at most {} bytes", limits_.line_bytes),
                  fmt::format("{} bytes", end - begin), "");
        }
        if (!faulty_ && !blank && !header && fields != width_) {
            const char* advice = fields > width_
                                     ? "put a field that contains a comma between double quotes"
                                     : "an empty field still needs its comma";
            fault({table_.file_, line, begin - line_begin + 1},
                  fmt::format("{} fields as in the header", width_), fmt::format("{}", fields),
                  advice);
        }
        if ((faulty_ || blank) && !header) {
            table_.cells_.resize(first_cell);
            table_.unescaped_.resize(first_unescaped);
            table_.complete_ = table_.complete_ && !faulty_;
            return;
        }
        table_.rows_.push_back(
            {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(line)});
    }

    bool took_comma() {
        if (at_ < text_.size() && text_[at_] == ',') {
            ++at_;
            return true;
        }
        return false;
    }

    void end_line() {
        if (at_ < text_.size() && text_[at_] == '\r') {
            ++at_;
        }
        if (at_ < text_.size() && text_[at_] == '\n') {
            ++at_;
        }
        ++line_;
        line_begin_ = at_;
    }

    void add_cell(std::size_t begin, std::size_t size, std::uint32_t flags, std::size_t place) {
        if (size > limits_.field_bytes) {
            fault(place_on_open_line(place),
                  fmt::format("a field of at most {} bytes", limits_.field_bytes),
                  fmt::format("{} bytes", size), "");
        }
        const auto kept = static_cast<std::uint32_t>(std::min<std::size_t>(size, size_mask));
        table_.cells_.push_back({static_cast<std::uint32_t>(begin), kept | flags});
    }

    Place place_on_open_line(std::size_t place) const {
        return {table_.file_, open_line_, place - open_line_begin_ + 1};
    }

    /// Steps over a byte that is neither plain nor structure.
    void step(Kind kind) {
        if (kind == Kind::nul) {
            told_once("text", "a NUL byte", "this does not look like a text file");
        } else if (kind == Kind::high) {
            const std::size_t length = utf8_length(text_.substr(at_, 4));
            if (length > 0) {
                at_ += length;
                return;
            }
            told_once("text in UTF-8",
                      fmt::format("the byte 0x{:02X}", static_cast<unsigned char>(text_[at_])),
                      "save the file in the encoding UTF-8");
        }
        ++at_;
    }

    void told_once(const char* expected, std::string found, const char* advice) {
        if (!encoding_told_) {
            fault(here(at_), expected, std::move(found), advice);
        }
        encoding_told_ = true;
    }

    void read_plain() {
        const std::size_t begin = at_;
        open_line_ = line_;
        open_line_begin_ = line_begin_;
        bool told = false;
        for (; at_ < text_.size();) {
            const Kind kind = kind_of(text_[at_]);
            if (kind == Kind::plain) {
                ++at_;
                continue;
            }
            if (kind == Kind::comma || kind == Kind::line_feed) {
                break;
            }
            if (kind == Kind::carriage_return) {
                if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
                    fault(here(at_), "lines that end with LF or CRLF", "a CR alone",
                          "save the file with Unix or Windows line ends");
                }
                break;
            }
            if (kind == Kind::quote && !told) {
                fault(here(at_), "quotes around the whole field", "a quote inside the field",
                      "put the field between quotes and double the quotes inside it");
                told = true;
            }
            step(kind);
        }
        add_cell(begin, at_ - begin, 0, begin);
    }

    void read_quoted() {
        const std::size_t open = at_++;
        const std::size_t begin = at_;
        open_line_ = line_;
        open_line_begin_ = line_begin_;
        std::size_t doubled = 0;
        for (;;) {
            if (at_ == text_.size()) {
                fault(place_on_open_line(open), "a closing quote for the quote that opens here",
                      "the end of the file", "");
                add_cell(begin, 0, quoted_flag, open);
                return;
            }
            const Kind kind = kind_of(text_[at_]);
            if (kind == Kind::quote) {
                if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                    ++doubled;
                    at_ += 2;
                    continue;
                }
                break;
            }
            if (kind == Kind::line_feed) {
                ++line_;
                line_begin_ = at_ + 1;
            }
            step(kind);
        }
        const std::size_t size = at_ - begin;
        ++at_;
        if (doubled > 0) {
            table_.unescaped_.push_back(
                {table_.cells_.size(), without_doubled(text_.substr(begin, size))});
        }
        add_cell(begin, size - doubled, quoted_flag | (doubled > 0 ? doubled_flag : 0), open);
        if (at_ < text_.size() && kind_of(text_[at_]) != Kind::comma &&
            kind_of(text_[at_]) != Kind::line_feed &&
            kind_of(text_[at_]) != Kind::carriage_return) {
            const std::size_t rest = std::min(text_.find_first_of(",\r\n", at_), text_.size());
            fault(here(at_), "a comma or the end of the line after a closing quote",
                  shown(text_.substr(at_, rest - at_)),
                  open_line_ == line_
                      ? "double the quotes inside a quoted field"
                      : fmt::format("the quoted field begins on line {}", open_line_));
            at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
        }
    }

    static std::string without_doubled(std::string_view quoted) {
        std::string result;
        result.reserve(quoted.size());
        for (std::size_t i = 0; i < quoted.size(); ++i) {
            result += quoted[i];
            i += quoted[i] == '"' ? 1U : 0U;
        }
        return result;
    }

    CsvTable table_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    CsvLimits limits_;
    std::size_t width_ = 0;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
    std::size_t open_line_ = 1;
    std::size_t open_line_begin_ = 0;
    bool faulty_ = false;
    bool encoding_told_ = false;
};

std::optional<CsvTable> parse_csv(std::string file, std::string_view text, Diagnostics& diagnostics,
                                  const CsvLimits& limits) {
    expects(limits.file_bytes <= CsvLimits{}.file_bytes, "a text table has at most 1 GiB");
    return CsvReader(std::move(file), text, diagnostics, limits).read();
}

}  // namespace corridor::io
