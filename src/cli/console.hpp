#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/report/text_table.hpp>

#include <string>
#include <string_view>

namespace corridor::cli {

/// Where the tool speaks: results on standard output, messages on standard error.
class Console {
  public:
    explicit Console(bool quiet) : quiet_(quiet) {}

    /// Writes results. Throws std::system_error where they do not arrive, a closed pipe included.
    void out(std::string_view text);
    /// A message that --quiet leaves out.
    void progress(std::string_view message);
    /// A message that --quiet does not leave out, with the line end.
    void say(std::string_view message);
    /// Every kept diagnostic, one a line.
    void tell(const Diagnostics& diagnostics);

    /// Colour where standard output is a terminal that shows it and NO_COLOR is not set.
    [[nodiscard]] report::Style style() const;

  private:
    bool quiet_;
};

}  // namespace corridor::cli
