#include "io/file_calls.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace corridor::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const char* what, const fs::path& path) {
    throw std::system_error(error, std::generic_category(),
                            fmt::format("cannot {} {}", what, path.string()));
}

/// 0 at the end of the file.
std::size_t read_some(int descriptor, std::span<char> room, const fs::path& path) {
    for (;;) {
        const ssize_t count = ::read(descriptor, room.data(), room.size());
        if (count >= 0) {
            return static_cast<std::size_t>(count);
        }
        if (errno != EINTR) {
            fail(errno, "read", path);
        }
    }
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] int close() { return ::close(std::exchange(number_, -1)); }

  private:
    int number_;
};

/// Files on their way to their names. What was not committed is undone when it goes out of scope.
class Staging {
  public:
    Staging(const FileCalls& calls, const fs::path& folder) : calls_(calls), folder_(folder) {
        created_folder_ = fs::create_directories(folder_);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    Staging(Staging&&) = delete;
    Staging& operator=(Staging&&) = delete;
    ~Staging() {
        if (!committed_) {
            undo();
        }
        for (const Staged& file : files_) {
            remove(file.backup);
        }
    }

    void write(const NamedText& file) {
        const std::string unique = fmt::format(".{}.{}.{}", file.name, ::getpid(), files_.size());
        files_.push_back({folder_ / file.name, folder_ / (unique + ".new"),
                          folder_ / (unique + ".old"), false, false});
        const Staged& staged = files_.back();
        constexpr mode_t permissions = 0666;  // less the process's umask
        Descriptor out(::open(staged.temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                              permissions));
        if (out.number() < 0) {
            fail(errno, "create", staged.target);
        }
        write_all(out.number(), file.text, staged.target);
        if (calls_.fsync(out.number()) != 0 || out.close() != 0) {
            fail(errno, "write", staged.target);
        }
    }

    void commit() {
        for (Staged& file : files_) {
            back_up(file);
        }
        for (Staged& file : files_) {
            if (calls_.rename(file.temporary.c_str(), file.target.c_str()) != 0) {
                fail(errno, "replace", file.target);
            }
            file.renamed = true;
        }
        const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder.number() < 0 || calls_.fsync(folder.number()) != 0) {
            fail(errno, "write", folder_);
        }
        committed_ = true;
    }

  private:
    struct Staged {
        fs::path target;
        fs::path temporary;
        fs::path backup;
        bool existed;
        bool renamed;
    };

    static void back_up(Staged& file) {
        const fs::file_status status = fs::symlink_status(file.target);
        if (!fs::exists(status)) {
            return;
        }
        if (fs::is_directory(status)) {
            fail(EISDIR, "replace", file.target);
        }
        remove(file.backup);
        if (::link(file.target.c_str(), file.backup.c_str()) != 0) {
            // Some file systems have no hard links.
            std::error_code error;
            fs::copy_file(file.target, file.backup, error);
            if (error) {
                fail(error.value(), "keep a copy of", file.target);
            }
        }
        file.existed = true;
    }

    void write_all(int descriptor, std::string_view text, const fs::path& path) {
        while (!text.empty()) {
            const ssize_t written = calls_.write(descriptor, text.data(), text.size());
            if (written < 0 && errno == EINTR) {
                continue;
            }
            if (written <= 0) {
                fail(written < 0 ? errno : EIO, "write", path);
            }
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void undo() {
        for (const Staged& file : files_) {
            remove(file.temporary);
            if (file.renamed && file.existed) {
                std::error_code ignored;
                fs::rename(file.backup, file.target, ignored);
            } else if (file.renamed) {
                remove(file.target);
            }
        }
        if (created_folder_) {
            std::error_code ignored;
            fs::remove(folder_, ignored);
        }
    }

    static void remove(const fs::path& path) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }

    const FileCalls& calls_;
    fs::path folder_;
    std::vector<Staged> files_;
    bool created_folder_ = false;
    bool committed_ = false;
};

}  // namespace

Parsed<std::string> read_file(const fs::path& path, std::size_t limit) {
    const Descriptor in(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (in.number() < 0) {
        fail(errno, "open", path);
    }
    std::string text;
    struct stat status {};
    if (::fstat(in.number(), &status) == 0 && status.st_size > 0) {
        text.reserve(std::min(static_cast<std::size_t>(status.st_size), limit) + 1);
    }
    std::vector<char> block(std::size_t{1} << 16);
    while (text.size() <= limit) {
        const std::size_t count = read_some(in.number(), block, path);
        if (count == 0) {
            return text;
        }
        text.append(block.data(), count);
    }
    Diagnostics diagnostics;
    diagnostics.add({Severity::error, Place{path.string(), 0, 0}, "",
                     fmt::format("a file of at most {} bytes", limit), "a larger one", ""});
    return diagnostics;
}

ByteSource open_file(const fs::path& path) {
    const auto in = std::make_shared<Descriptor>(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (in->number() < 0) {
        fail(errno, "open", path);
    }
    return [in, path](std::span<char> room) { return read_some(in->number(), room, path); };
}

ByteSource standard_input() {
    return [](std::span<char> room) { return read_some(STDIN_FILENO, room, "standard input"); };
}

FileCalls system_file_calls() {
    return {::write, ::fsync, std::rename};
}

void write_files_with(const FileCalls& calls, const fs::path& folder,
                      std::span<const NamedText> files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string& name = files[i].name;
        expects(!name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos,
                "files are written under plain names");
        for (std::size_t j = 0; j < i; ++j) {
            expects(files[j].name != name, "each file is written once");
        }
    }
    Staging staging(calls, folder);
    for (const NamedText& file : files) {
        staging.write(file);
    }
    staging.commit();
}

void write_files(const fs::path& folder, std::span<const NamedText> files) {
    write_files_with(system_file_calls(), folder, files);
}

}  // namespace corridor::io
