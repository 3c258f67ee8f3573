#pragma once

#include <corridor/io/files.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <sys/types.h>

namespace corridor::io {

/// The system calls that can fail while files are written; tests put failing ones in their place.
struct FileCalls {
    std::function<ssize_t(int, const void*, std::size_t)> write;
    std::function<int(int)> fsync;
    std::function<int(const char*, const char*)> rename;
};

[[nodiscard]] FileCalls system_file_calls();

/// write_files() with these calls.
void write_files_with(const FileCalls& calls, const std::filesystem::path& folder,
                      std::span<const NamedText> files);

}  // namespace corridor::io
