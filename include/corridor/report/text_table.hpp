#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::report {

/// How text for people is dressed.
struct Style {
    bool colour = false;  ///< ANSI escape sequences for headings
};

/// The side that a column keeps to.
enum class Align { left, right };

/// A column of a table for people.
struct TableColumn {
    std::string title;
    Align align = Align::left;
};

/// Columns that a UTF-8 text takes on a terminal: none for combining marks, two for East Asian wide
/// characters and emoji, one for everything else, bytes that are not UTF-8 included.
/// Source       Unicode Standard Annex 11, East Asian Width, in blocks
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text with every control character replaced by '?', so that names from data can neither
/// break a table nor steer a terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// A heading, bold where the style says so.
[[nodiscard]] std::string heading(std::string_view text, Style style);

/// A table for people: aligned by display width, two spaces between columns, no space at line ends.
class TextTable {
  public:
    explicit TextTable(std::vector<TableColumn> columns);

    /// Requires one cell for each column.
    void add_row(std::vector<std::string> cells);
    [[nodiscard]] std::size_t row_count() const { return rows_.size(); }
    /// Header and rows, each line ended; every line begins with `indent` spaces.
    [[nodiscard]] std::string render(Style style = {}, std::size_t indent = 0) const;

  private:
    std::vector<TableColumn> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace corridor::report
