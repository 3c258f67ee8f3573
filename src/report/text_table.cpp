#include <corridor/base/contract.hpp>
#include <corridor/report/text_table.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace corridor::report {
namespace {

struct CodePoint {
    std::uint32_t value;
    std::size_t bytes;
};

constexpr std::uint32_t not_utf8 = 0xFFFD;

CodePoint decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
        return {lead, 1};
    }
    const std::size_t length = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead >= 0xF5 || text.size() < length) {
        return {not_utf8, 1};
    }
    std::uint32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {not_utf8, 1};
        }
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    return {value, length};
}

struct Block {
    std::uint32_t first;
    std::uint32_t last;
};

constexpr std::array<Block, 6> no_width = {{{0x0300, 0x036F},
                                            {0x1AB0, 0x1AFF},
                                            {0x200B, 0x200F},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F}}};
constexpr std::array<Block, 10> double_width = {{{0x1100, 0x115F},
                                                 {0x2E80, 0xA4CF},
                                                 {0xAC00, 0xD7A3},
                                                 {0xF900, 0xFAFF},
                                                 {0xFE30, 0xFE6F},
                                                 {0xFF00, 0xFF60},
                                                 {0xFFE0, 0xFFE6},
                                                 {0x1F300, 0x1F6FF},
                                                 {0x1F900, 0x1F9FF},
                                                 {0x20000, 0x3FFFD}}};

template <class Blocks>
bool lies_in(std::uint32_t value, const Blocks& blocks) {
    return std::any_of(blocks.begin(), blocks.end(), [value](const Block& block) {
        return block.first <= value && value <= block.last;
    });
}

bool is_control(std::uint32_t value) {
    return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0x2028 || value == 0x2029 ||
           (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const CodePoint point = decode(text);
        if (!lies_in(point.value, no_width)) {
            width += lies_in(point.value, double_width) ? 2U : 1U;
        }
        text.remove_prefix(point.bytes);
    }
    return width;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = decode(text);
        if (is_control(point.value) || (point.value == not_utf8 && point.bytes == 1)) {
            result += '?';
        } else {
            result += text.substr(0, point.bytes);
        }
        text.remove_prefix(point.bytes);
    }
    return result;
}

std::string heading(std::string_view text, Style style) {
    return style.colour ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
}

TextTable::TextTable(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

void TextTable::add_row(std::vector<std::string> cells) {
    expects(cells.size() == columns_.size(), "a row has one cell for each column");
    for (std::string& cell : cells) {
        cell = printable(cell);
    }
    rows_.push_back(std::move(cells));
}

std::string TextTable::render(Style style, std::size_t indent) const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::size_t width = display_width(columns_[c].title);
        for (const auto& row : rows_) {
            width = std::max(width, display_width(row[c]));
        }
        widths.push_back(width);
    }
    const auto line = [&](const auto& cell_at) {
        std::string text(indent, ' ');
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const std::string& cell = cell_at(c);
            const std::string padding(widths[c] - display_width(cell), ' ');
            text += columns_[c].align == Align::right ? padding + cell : cell + padding;
            text += "  ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    };
    const std::string title =
        line([&](std::size_t c) -> const std::string& { return columns_[c].title; });
    std::string text =
        std::string(std::min(indent, title.size()), ' ') +
        heading(std::string_view(title).substr(std::min(indent, title.size())), style) + "\n";
    for (const auto& row : rows_) {
        text += line([&](std::size_t c) -> const std::string& { return row[c]; }) + "\n";
    }
    return text;
}

}  // namespace corridor::report
