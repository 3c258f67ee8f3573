#pragma once

#include <corridor/io/csv.hpp>
#include <corridor/io/dictionary.hpp>
#include <corridor/units/decimal.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Rows by id. Holds views of the ids, not copies; open addressing, because in a large table every
/// step along a chain is a cache miss.
class IdIndex {
  public:
    void reserve(std::size_t rows);
    /// Adds an id, unless it is there: then returns the row that has it. Requires that no more ids
    /// are added than were reserved.
    std::optional<std::uint32_t> insert(std::string_view id, std::uint32_t row);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;

  private:
    struct Slot {
        std::string_view id;  // empty: free
        std::uint32_t row = 0;
        std::uint32_t hash = 0;
    };
    [[nodiscard]] std::size_t slot_of(std::string_view id, std::size_t hash) const;

    std::vector<Slot> slots_;
};

/// A text table whose columns are known and whose cells were checked against a dictionary. Refers
/// to the text and to the definition it was made from; both must outlive it.
class Table {
  public:
    /// An attribute and where the table has it; looked up once, used for every row.
    struct Column {
        const Attribute* attribute = nullptr;
        std::optional<std::size_t> position;  ///< none: not in this table, the default counts
    };

    [[nodiscard]] const TableDefinition& definition() const { return *definition_; }
    [[nodiscard]] std::size_t row_count() const { return csv_.row_count(); }
    /// Columns that the dictionary does not know, in file order.
    [[nodiscard]] const std::vector<std::string>& unknown_columns() const { return unknown_; }
    /// True when the table had no fault of its own.
    [[nodiscard]] bool sound() const { return sound_; }
    /// True when every row could be read and has its id, so that references can be held against it.
    [[nodiscard]] bool ids_known() const { return ids_known_; }

    /// Requires an attribute of the definition.
    [[nodiscard]] Column column(std::string_view attribute) const;

    /// What the cell says; the default where it is empty or the table has no such column.
    [[nodiscard]] std::string_view text(std::size_t row, const Column& column) const;
    /// Whether the cell itself says something.
    [[nodiscard]] bool given(std::size_t row, const Column& column) const;
    /// Nothing where the cell is empty without default, or was found faulty.
    [[nodiscard]] std::optional<Decimal> decimal(std::size_t row, const Column& column) const;
    [[nodiscard]] std::optional<int> year(std::size_t row, const Column& column) const;
    [[nodiscard]] bool boolean(std::size_t row, const Column& column) const;
    /// The names of a list or of references.
    [[nodiscard]] std::vector<std::string> list(std::size_t row, const Column& column) const;

    /// Where the cell stands; the beginning of the row where the table has no such column.
    [[nodiscard]] Place place(std::size_t row, const Column& column) const;

    /// The row with this id; O(1) on average.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;
    [[nodiscard]] std::vector<std::string> ids() const;

  private:
    friend std::optional<Table> check_table(CsvTable csv, const TableDefinition& definition,
                                            Diagnostics& diagnostics);
    Table(CsvTable csv, const TableDefinition& definition)
        : csv_(std::move(csv)), definition_(&definition) {}

    CsvTable csv_;
    const TableDefinition* definition_;
    std::vector<std::optional<std::size_t>> positions_;  // by attribute
    std::vector<std::string> unknown_;
    IdIndex index_;
    bool sound_ = true;
    bool ids_known_ = true;
};

/// Holds a text table against its definition. Unknown columns are warnings; required columns that
/// are missing, cells of the wrong kind and ids given twice are errors; all are added to
/// `diagnostics` with their place. References and units are left to the reader of the data set.
/// Returns      the table; nothing where a required column is missing. O(cells) on average.
[[nodiscard]] std::optional<Table> check_table(CsvTable csv, const TableDefinition& definition,
                                               Diagnostics& diagnostics);

/// The pieces of `text` between semicolons; none for an empty text.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view text);

}  // namespace corridor::io
