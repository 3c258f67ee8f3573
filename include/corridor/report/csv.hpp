#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::report {

/// Builds a text table of comma-separated values. Fields with commas, quotes, line ends or spaces
/// at their ends are quoted as RFC 4180 says; rows end with LF.
class CsvText {
  public:
    explicit CsvText(const std::vector<std::string>& header);

    /// Requires one field for each column.
    void add_row(const std::vector<std::string>& fields);
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void append(const std::vector<std::string>& fields);

    std::size_t columns_;
    std::string text_;
};

/// A share or utilisation as files show it: six decimals at most, "0.25".
[[nodiscard]] std::string decimal_text(double value);

}  // namespace corridor::report
