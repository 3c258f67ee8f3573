#include <corridor/base/names.hpp>
#include <corridor/io/capacity_rows.hpp>
#include <corridor/io/csv.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::string_view unlimited_word = "unlimited";
constexpr std::int64_t unlimited_capacity = -1;
constexpr std::size_t most_digits = 12;  // of TonnesPerYear::largest

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads a capacity at the beginning of `text` and moves behind it; false where none is there.
bool take_capacity(std::string_view& text, std::int64_t& capacity) {
    if (text.starts_with(unlimited_word)) {
        capacity = unlimited_capacity;
        text.remove_prefix(unlimited_word.size());
        return true;
    }
    std::size_t digits = 0;
    capacity = 0;
    while (digits < text.size() && digits < most_digits && is_digit(text[digits])) {
        capacity = capacity * 10 + (text[digits] - '0');
        ++digits;
    }
    text.remove_prefix(digits);
    return digits > 0 && capacity <= TonnesPerYear::largest;
}

}  // namespace

CapacityRows::CapacityRows(const Network& network, std::string file, ByteSource bytes)
    : network_(network),
      file_(std::move(file)),
      bytes_(std::move(bytes)),
      buffer_(std::size_t{1} << 16) {
    read_header();
}

Place CapacityRows::place(std::size_t column) const {
    return {file_, 1, positions_[column]};
}

std::size_t CapacityRows::read(std::span<std::int64_t> rows) {
    std::vector<std::int64_t> unused;
    const std::size_t width = header_.size();
    std::size_t count = 0;
    while (!diagnostics_.ok() || (count + 1) * width <= rows.size()) {
        if (!next_line()) {
            break;
        }
        if (is_blank()) {
            continue;
        }
        if (diagnostics_.ok()) {
            count += read_row(rows.data() + count * width) ? 1U : 0U;
        } else {
            unused.resize(width);
            static_cast<void>(read_row(unused.data()));
        }
    }
    return diagnostics_.ok() ? count : 0;
}

/// Lines that are too long are told and passed over.
bool CapacityRows::next_line() {
    std::size_t searched = begin_;
    for (;;) {
        const void* found = std::memchr(buffer_.data() + searched, '\n', end_ - searched);
        if (found != nullptr || (at_end_ && begin_ < end_)) {
            const auto stop =
                found == nullptr
                    ? end_
                    : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
            line_ = std::string_view(buffer_.data() + begin_, stop - begin_);
            line_.remove_suffix(line_.ends_with('\r') ? 1 : 0);
            begin_ = std::min(stop + 1, end_);
            ++line_number_;
            return true;
        }
        if (at_end_) {
            return false;
        }
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        if (end_ == longest_line) {
            skip_line();
            searched = begin_;
            continue;
        }
        if (end_ == buffer_.size()) {
            buffer_.resize(std::min(2 * buffer_.size(), longest_line));
        }
        searched = end_;
        const std::size_t count = bytes_(std::span(buffer_).subspan(end_));
        at_end_ = count == 0;
        end_ += count;
    }
}

/// Drops what the buffer holds and what follows up to the end of the line.
void CapacityRows::skip_line() {
    ++line_number_;
    fault(0, "", fmt::format("a line of at most {} bytes", longest_line), "a longer one", "");
    begin_ = end_ = 0;
    while (!at_end_) {
        const std::size_t count = bytes_(buffer_);
        at_end_ = count == 0;
        const void* found = std::memchr(buffer_.data(), '\n', count);
        if (found != nullptr) {
            const auto stop =
                static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
            std::memmove(buffer_.data(), buffer_.data() + stop + 1, count - stop - 1);
            end_ = count - stop - 1;
            return;
        }
    }
}

void CapacityRows::read_header() {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const bool any = next_line();
    const bool marked = any && line_.starts_with(byte_order_mark);
    line_.remove_prefix(marked ? byte_order_mark.size() : 0);
    if (!any || (line_.empty() && at_end_ && begin_ == end_)) {
        line_number_ = 1;
        fault(1, "", "a header line with the ids of links", "an empty file", "");
        return;
    }
    split_line(header_);
    std::unordered_map<std::uint32_t, std::size_t> first;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const Field field = std::exchange(header_[i], {});
        const std::size_t column = field.column + (marked ? byte_order_mark.size() : 0);
        if (!field.well_formed) {
            continue;
        }
        const auto link = network_.find_link(field.text);
        if (field.text.empty()) {
            fault(
                column, "", "the id of a link", "nothing",
                i > 0 && i + 1 == header_.size() ? "remove the comma at the end of the line" : "");
        } else if (!link) {
            const bool is_told = diagnostics_.error_count() < Diagnostics::limit;
            fault(column, "", "the id of a link", shown(field.text),
                  is_told ? did_you_mean(field.text, network_.link_ids()) : "");
        } else if (!first.emplace(link->index, i).second) {
            fault(column, "", "a link of its own", shown(field.text) + " again",
                  fmt::format("first in column {} of the table", first.at(link->index) + 1));
        } else {
            header_[i].text = field.text;
            columns_.push_back(*link);
            positions_.push_back(column);
        }
    }
}

bool CapacityRows::read_row(std::int64_t* row) {
    if (read_plain_row(row)) {
        return true;
    }
    const std::size_t faults = diagnostics_.error_count();
    split_line(fields_);
    if (diagnostics_.error_count() == faults && fields_.size() != header_.size()) {
        fault(1, "", fmt::format("{} fields as in the header", header_.size()),
              fmt::format("{}", fields_.size()),
              fields_.size() > header_.size() ? "write numbers without separators"
                                              : "every row has a capacity for every column");
        return false;
    }
    for (std::size_t i = 0; i < std::min(fields_.size(), header_.size()); ++i) {
        if (fields_[i].well_formed) {
            read_cell(fields_[i], header_[i].text, row[i]);
        }
    }
    return diagnostics_.error_count() == faults;
}

/// Rows without quotes and faults, which is to say nearly all.
bool CapacityRows::read_plain_row(std::int64_t* row) const {
    std::string_view rest = line_;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const bool last = i + 1 == header_.size();
        if (!take_capacity(rest, row[i]) || rest.starts_with(',') == last ||
            (last && !rest.empty())) {
            return false;
        }
        rest.remove_prefix(last ? 0 : 1);
    }
    return true;
}

void CapacityRows::read_cell(const Field& field, const std::string& link, std::int64_t& capacity) {
    std::string_view rest = field.text;
    if (take_capacity(rest, capacity) && rest.empty()) {
        return;
    }
    const bool has_digits = std::any_of(field.text.begin(), field.text.end(), is_digit);
    const bool all_digits = std::all_of(field.text.begin(), field.text.end(), is_digit);
    fault(field.column, link,
          fmt::format("a whole number of t/yr from 0 to {}, or unlimited", TonnesPerYear::largest),
          field.text.empty() ? "nothing" : shown(field.text),
          has_digits && !all_digits && !field.text.starts_with('-')
              ? "write digits alone, such as 1500000"
              : "write unlimited where nothing limits the link");
}

void CapacityRows::split_line(std::vector<Field>& fields) {
    fields.clear();
    std::size_t at = 0;
    for (;;) {
        Field& field = fields.emplace_back();
        field.column = at + 1;
        if (at < line_.size() && line_[at] == '"') {
            at = split_quoted(at, field);
        } else {
            const std::size_t stop = std::min(line_.find(',', at), line_.size());
            field.text = line_.substr(at, stop - at);
            at = stop;
        }
        if (at == line_.size()) {
            return;
        }
        ++at;
    }
}

/// Returns where the field ends: at a comma or at the end of the line.
std::size_t CapacityRows::split_quoted(std::size_t begin, Field& field) {
    std::size_t at = begin + 1;
    for (; at < line_.size(); ++at) {
        if (line_[at] == '"') {
            if (at + 1 == line_.size() || line_[at + 1] != '"') {
                break;
            }
            ++at;
        }
        field.text += line_[at];
    }
    if (at == line_.size()) {
        fault(begin + 1, "", "a closing quote on the line", "the end of the line", "");
        field.well_formed = false;
        return at;
    }
    const std::size_t stop = std::min(line_.find(',', at + 1), line_.size());
    if (stop != at + 1) {
        fault(at + 2, "", "a comma or the end of the line after a closing quote",
              shown(line_.substr(at + 1, stop - at - 1)), "");
        field.well_formed = false;
    }
    return stop;
}

void CapacityRows::fault(std::size_t column, std::string field, std::string expected,
                         std::string found, std::string advice) {
    diagnostics_.add({Severity::error,
                      {file_, line_number_, column},
                      std::move(field),
                      std::move(expected),
                      std::move(found),
                      std::move(advice)});
}

}  // namespace corridor::io
