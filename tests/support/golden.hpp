#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace corridor::test {

/// The root of the project's source tree.
[[nodiscard]] std::filesystem::path source_dir();

/// The bytes of a file; throws where it cannot be read.
[[nodiscard]] std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, std::string_view text);

/// The content of the golden file `path` (relative to tests/), with which `actual` is to be
/// compared: CHECK(actual == golden("io/x.txt", actual)). With CORRIDOR_UPDATE_GOLDEN=1 in the
/// environment `actual` is written there first.
[[nodiscard]] std::string golden(const std::filesystem::path& path, std::string_view actual);

/// A new empty folder, removed with everything in it at the end of the scope.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace corridor::test
