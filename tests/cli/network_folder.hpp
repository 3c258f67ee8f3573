#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace corridor::test {

/// A copy of a network folder whose capacities can be changed.
class NetworkFolder {
  public:
    /// Copies `original` to `folder`, which must not exist.
    NetworkFolder(const std::filesystem::path& original, const std::filesystem::path& folder);

    [[nodiscard]] std::vector<std::string> link_ids() const;
    /// The links that start or end at a node.
    [[nodiscard]] std::vector<std::string> links_at(const std::string& node) const;
    /// Writes links.csv anew with these capacities in t/yr, or "unlimited"; all others as they
    /// were.
    void write(const std::map<std::string, std::string>& capacities) const;

  private:
    [[nodiscard]] std::size_t column(const std::string& name) const;

    std::filesystem::path file_;
    std::vector<std::vector<std::string>> rows_;  // the header first
};

}  // namespace corridor::test
