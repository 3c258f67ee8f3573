#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/network_file.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace corridor::io {

/// Where the figures of a network stand in the files that it was read from, for messages about data
/// that were read without fault. Each table is read once more, when it is first asked about.
class CellPlaces {
  public:
    /// The tables of a folder, or a file that is told by its name alone. Throws std::system_error,
    /// from place() on, where a file cannot be read any more.
    CellPlaces(std::filesystem::path network, NetworkFormat format);
    /// The embedded reference network.
    CellPlaces();
    ~CellPlaces();
    CellPlaces(CellPlaces&&) noexcept;
    CellPlaces& operator=(CellPlaces&&) noexcept;

    /// Where `column` of the row with this id stands, both as the data dictionary calls them; the
    /// beginning of the row where the file has no such column, the file where it has no such row.
    [[nodiscard]] Place place(std::string_view table, std::string_view id,
                              std::string_view column);

  private:
    struct Index;
    const Index& index_of(std::string_view table);

    std::filesystem::path network_;
    std::optional<NetworkFormat> format_;
    std::map<std::string, std::unique_ptr<Index>, std::less<>> indexes_;
};

}  // namespace corridor::io
