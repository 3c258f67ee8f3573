#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/files.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// Reads capacity scenarios as they are needed: a header with link ids, then a row for each
/// scenario with a capacity for each of these links, a whole number of t/yr or `unlimited`.
/// Fields are separated by commas and may stand in quotes, which end on their line; lines end with
/// LF or CRLF. A byte order mark is skipped, and so are empty lines where the header names more
/// than one link.
/// Memory       a line of the file and a word for each link, whatever the number of rows
/// Complexity   O(bytes)
class CapacityRows {
  public:
    static constexpr std::size_t longest_line = std::size_t{1} << 26;

    /// Reads the header. Refers to the network, which must outlive the reader; `file` names the
    /// source in messages. Throws what `bytes` throws, as read() does.
    CapacityRows(const Network& network, std::string file, ByteSource bytes);

    /// The links that the header names, in its order; those that are no fault.
    [[nodiscard]] std::span<const LinkId> columns() const { return columns_; }
    /// Where the header names columns()[column].
    [[nodiscard]] Place place(std::size_t column) const;

    /// Fills `rows` with as many whole rows as there are and fit, −1 for `unlimited`, and returns
    /// their number. At the first fault the rest of the file is looked through for more of them,
    /// and the answer is 0 from then on, as it is at the end.
    std::size_t read(std::span<std::int64_t> rows);

    /// All faults found so far: every one in the file once read() has returned 0.
    [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  private:
    struct Field {
        std::string text;
        std::size_t column = 0;
        bool well_formed = true;
    };

    bool next_line();
    void skip_line();
    void read_header();
    [[nodiscard]] bool read_row(std::int64_t* row);
    [[nodiscard]] bool read_plain_row(std::int64_t* row) const;
    [[nodiscard]] bool is_blank() const { return line_.empty() && header_.size() > 1; }
    void split_line(std::vector<Field>& fields);
    std::size_t split_quoted(std::size_t begin, Field& field);
    void read_cell(const Field& field, const std::string& link, std::int64_t& capacity);
    void fault(std::size_t column, std::string field, std::string expected, std::string found,
               std::string advice);

    const Network& network_;
    std::string file_;
    ByteSource bytes_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool at_end_ = false;
    std::string_view line_;
    std::size_t line_number_ = 0;
    std::vector<Field> header_;  // without text where it is a fault
    std::vector<Field> fields_;
    std::vector<LinkId> columns_;
    std::vector<std::size_t> positions_;
    Diagnostics diagnostics_;
};

}  // namespace corridor::io
