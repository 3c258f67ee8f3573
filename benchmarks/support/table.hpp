#pragma once

#include "support/runner.hpp"

#include <string>
#include <vector>

namespace corridor::bench {

/// A table of Markdown, aligned so that it reads on a terminal as well.
class MarkdownTable {
  public:
    explicit MarkdownTable(std::vector<std::string> header);
    void add_row(std::vector<std::string> cells);
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// A time with three digits in the unit given by `scale`, "> cap", "wrong" or "-".
[[nodiscard]] std::string shown(const Result& result, double scale);

/// Ours over theirs, as 1/N where ours is the smaller; "< 1/N" where theirs was cut off.
[[nodiscard]] std::string ratio(const Result& ours, const Result& theirs);

/// Three significant digits, no exponent.
[[nodiscard]] std::string three_digits(double value);

/// Remarks on what was cut off, wrong, failed or absent; one line each.
[[nodiscard]] std::string remarks(const std::string& problem, const std::vector<std::string>& names,
                                  const std::vector<Result>& results);

}  // namespace corridor::bench
