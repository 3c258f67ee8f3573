#pragma once

#include <corridor/io/csv.hpp>
#include <corridor/io/dictionary.hpp>
#include <corridor/io/network_file.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// A cell and where it stands in the file it was read from.
struct Cell {
    std::string text{};
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// A table on its way between a format and the native one. Every row is as wide as the header.
struct Rows {
    std::string file{};
    std::vector<Cell> header{};
    std::vector<std::vector<Cell>> rows{};
    bool complete = true;  ///< false where faulty rows were left out

    [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
    /// The column of this name, added with empty cells where there is none.
    std::size_t column(std::string_view name);
    /// The same where no column has the name yet.
    std::size_t append_column(std::string_view name);
    /// What the cell says; nothing where there is no such column.
    [[nodiscard]] std::string_view text(std::size_t row, std::optional<std::size_t> column) const;
    /// Leaves out every other column. Requires columns in ascending order.
    void keep_columns(const std::vector<std::size_t>& columns);
};

[[nodiscard]] Rows rows_of(const CsvTable& table);
[[nodiscard]] std::string render_csv(const Rows& rows);

/// Makes a table that readers can check of rows that were read from any format.
class RowTable {
  public:
    [[nodiscard]] static CsvTable make(const Rows& rows);
};

/// An attribute of a native table and what a format calls it; the first name is the one written.
struct Heading {
    std::string_view attribute;
    std::vector<std::string_view> names;
};

/// The definition of a native table in the words of a format: of the names of a heading the first
/// that `rows` has; columns without a heading of their own are called `prefix` + name.
[[nodiscard]] TableDefinition with_headings(std::string_view table,
                                            std::span<const Heading> headings,
                                            std::string_view prefix, const Rows& rows);

/// Takes out the columns that the definition does not know, in file order, and copies those that
/// the model does not keep (the basis of lengths and tariffs, control figures) under native names.
[[nodiscard]] ExtraColumns take_extra_columns(Rows& rows, const TableDefinition& definition);

/// The other way. A column whose name has a meaning of its own here is called `source_` + name.
void add_extra_columns(Rows& rows, const ExtraColumns& extra, const TableDefinition& definition);

/// Makes the column `into`, which takes a closed set of words, of one that takes any: words of the
/// attribute are taken over, of others a warning is given, `otherwise` stands in their place and
/// the column is kept beside ours. Nothing happens where `into` is there.
void take_known_words(Rows& rows, std::string_view from, std::string_view into,
                      const Attribute& attribute, std::string_view otherwise,
                      Diagnostics& diagnostics);

/// The native tables of a data set, columns and tables that say no more than the defaults left out:
/// nodes and links first, then those of the others that have rows.
[[nodiscard]] std::vector<Rows> dataset_rows(const Dataset& data);

/// A decimal text of a floating-point number that reads back as the same number.
[[nodiscard]] std::string decimal_text(double value);

/// A warning without a place in its file.
[[nodiscard]] Diagnostic note(const std::string& file, std::string field, std::string expected,
                              std::string found, std::string advice);

}  // namespace corridor::io
