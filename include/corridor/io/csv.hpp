#pragma once

#include <corridor/base/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// What a text table may hold at most. A line is what stands between two row ends.
struct CsvLimits {
    std::size_t file_bytes = std::size_t{1} << 30;
    std::size_t line_bytes = std::size_t{1} << 20;
    std::size_t field_bytes = std::size_t{1} << 16;
    std::size_t rows = std::size_t{1} << 24;
};

/// The rows of a text table, all as wide as the header. Holds views into the text it was read from,
/// which must outlive it; costs eight bytes a field and eight bytes a row.
class CsvTable {
  public:
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] std::span<const std::string> header() const { return header_; }
    [[nodiscard]] std::size_t row_count() const { return rows_.size() - 1; }
    /// False where faulty rows were left out.
    [[nodiscard]] bool complete() const { return complete_; }

    /// The content of a field, without the quotes around it. Requires row < row_count() and
    /// column < header().size().
    [[nodiscard]] std::string_view field(std::size_t row, std::size_t column) const;
    [[nodiscard]] Place place(std::size_t row, std::size_t column) const;
    [[nodiscard]] Place header_place(std::size_t column) const;
    /// The places of all fields of a row, of all names of the header: in the time of one pass,
    /// where place() takes one for each field behind the first.
    [[nodiscard]] std::vector<Place> places(std::size_t row) const;
    [[nodiscard]] std::vector<Place> header_places() const;
    /// The line on which a row begins.
    [[nodiscard]] std::size_t line(std::size_t row) const { return rows_[row + 1].line; }

  private:
    friend class CsvReader;
    friend class RowTable;

    struct Cell {
        std::uint32_t begin;
        std::uint32_t size_and_flags;
    };
    struct Row {
        std::uint32_t begin;
        std::uint32_t line;
    };
    struct LineAndColumn {
        std::uint32_t line;
        std::uint32_t column;
    };
    struct Unescaped {
        std::size_t cell;
        std::string text;
    };

    [[nodiscard]] std::string_view content(std::size_t cell) const;
    [[nodiscard]] Place place_of(std::size_t record, std::size_t column) const;
    [[nodiscard]] std::vector<Place> places_of(std::size_t record) const;
    [[nodiscard]] std::size_t begin_of(const Cell& cell) const;

    std::string file_;
    std::string_view text_;
    std::vector<std::string> header_;
    std::vector<Cell> cells_;  // of the header, then of every row
    std::vector<Row> rows_;    // the header, then every row
    std::vector<Unescaped> unescaped_;
    std::vector<LineAndColumn>
        places_;  // of the cells of a table that was no text of its own; else empty
    std::shared_ptr<const std::string> owned_;
    bool complete_ = true;
};

/// Reads comma-separated values as RFC 4180 describes them: quoted fields with doubled quotes and
/// line ends inside, rows that end with CRLF or LF, the last one with or without. A UTF-8 byte
/// order mark is skipped; empty lines are skipped where the header names more than one column.
/// Requires     limits.file_bytes ≤ 1 GiB
/// Returns      the well-formed rows, or nothing where there is no usable header; every fault is
///              added to `diagnostics` with its line and byte column
/// Complexity   O(bytes)
/// Source       RFC 4180 (2005), with LF alone accepted as the end of a row
[[nodiscard]] std::optional<CsvTable> parse_csv(std::string file, std::string_view text,
                                                Diagnostics& diagnostics,
                                                const CsvLimits& limits = {});

/// Text from a file as it can be shown in a message: in quotes, control characters replaced, cut
/// after 60 bytes.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace corridor::io
