#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/scenario/scenario.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace corridor::scenario {

/// Collects what is wrong with a scenario in any order and tells it in the order of the file.
class Faults {
  public:
    void add(Diagnostic diagnostic) { found_.push_back(std::move(diagnostic)); }
    void error(Place place, std::string field, std::string expected, std::string found,
               std::string advice = {});
    void warn(Place place, std::string field, std::string expected, std::string found,
              std::string advice = {});
    [[nodiscard]] std::size_t count() const { return found_.size(); }
    [[nodiscard]] Diagnostics sorted() const;

  private:
    std::vector<Diagnostic> found_;
};

/// A text as it is shown in a diagnostic: in quotes, shortened, without control characters.
[[nodiscard]] std::string quoted(std::string_view text);

/// Where a key stands, or else the nearest table around it that is known.
[[nodiscard]] Place place_of(const Scenario& scenario, std::string_view path);

}  // namespace corridor::scenario
