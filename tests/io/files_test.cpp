#include "io/file_calls.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/files.hpp>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::io::FileCalls;
using corridor::io::NamedText;
using corridor::io::system_file_calls;
using corridor::io::write_files;
using corridor::io::write_files_with;
using corridor::test::TemporaryFolder;
using Contents = std::map<std::string, std::string>;

Contents contents(const fs::path& folder) {
    Contents result;
    for (const auto& entry : fs::directory_iterator(folder)) {
        result[entry.path().filename().string()] =
            entry.is_directory() ? "(folder)" : corridor::test::read_text(entry.path());
    }
    return result;
}

const std::vector<NamedText> new_files = {{"a.csv", "new a"}, {"b.csv", "new b"}, {"c.csv", "c"}};
const Contents before = {{"a.csv", "old a"}, {"b.csv", "old b"}, {"other.txt", "kept"}};
const Contents after = {
    {"a.csv", "new a"}, {"b.csv", "new b"}, {"c.csv", "c"}, {"other.txt", "kept"}};

void lay_out(const fs::path& folder, const Contents& files) {
    for (const auto& file : files) {
        corridor::test::write_text(folder / file.first, file.second);
    }
}

std::string failure(const FileCalls& calls, const fs::path& folder,
                    const std::vector<NamedText>& files) {
    try {
        write_files_with(calls, folder, files);
    } catch (const std::system_error& error) {
        return error.what();
    }
    return "no failure";
}

/// Lets `call` pass `passes` times, then fails with `error` once and passes again.
template <class Call>
auto failing_after(int passes, int error, Call call) {
    return [passes, error, call](auto... arguments) mutable {
        if (passes-- == 0) {
            errno = error;
            return decltype(call(arguments...)){-1};
        }
        return call(arguments...);
    };
}

}  // namespace

TEST_CASE("files are written into a folder that is created") {
    const TemporaryFolder temporary;
    const fs::path folder = temporary.path() / "deep" / "er";
    write_files(folder, new_files);
    CHECK(contents(folder) == Contents{{"a.csv", "new a"}, {"b.csv", "new b"}, {"c.csv", "c"}});
}

TEST_CASE("files replace earlier ones and leave others and nothing else") {
    const TemporaryFolder temporary;
    lay_out(temporary.path(), before);
    write_files(temporary.path(), new_files);
    CHECK(contents(temporary.path()) == after);
}

TEST_CASE("a failing write, flush or rename leaves every old file as it was") {
    for (int passes = 0; passes < 3; ++passes) {
        for (int call = 0; call < 3; ++call) {
            const TemporaryFolder temporary;
            lay_out(temporary.path(), before);
            FileCalls calls = system_file_calls();
            if (call == 0) {
                calls.write = failing_after(passes, ENOSPC, calls.write);
            } else if (call == 1) {
                calls.fsync = failing_after(passes, EIO, calls.fsync);
            } else {
                calls.rename = failing_after(passes, EXDEV, calls.rename);
            }
            const std::string told = failure(calls, temporary.path(), new_files);
            INFO(told);
            CHECK(told.find(temporary.path().string()) != std::string::npos);
            CHECK(contents(temporary.path()) == before);
        }
    }
}

TEST_CASE("a folder that cannot be flushed at the end takes everything back") {
    const TemporaryFolder temporary;
    lay_out(temporary.path(), before);
    FileCalls calls = system_file_calls();
    calls.fsync = failing_after(3, EIO, calls.fsync);
    CHECK(failure(calls, temporary.path(), new_files).find("cannot write") == 0);
    CHECK(contents(temporary.path()) == before);
}

TEST_CASE("a failed write into a new folder leaves no folder behind") {
    const TemporaryFolder temporary;
    FileCalls calls = system_file_calls();
    calls.write = failing_after(1, ENOSPC, calls.write);
    CHECK(failure(calls, temporary.path() / "run", new_files).find("a.csv") == std::string::npos);
    CHECK(contents(temporary.path()).empty());
}

TEST_CASE("short and interrupted writes are continued") {
    const TemporaryFolder temporary;
    FileCalls calls = system_file_calls();
    const auto write = calls.write;
    int count = 0;
    calls.write = [&count, write](int file, const void* data, std::size_t) {
        if (++count % 2 == 0) {
            errno = EINTR;
            return ssize_t{-1};
        }
        return write(file, data, 1);
    };
    write_files_with(calls, temporary.path(), new_files);
    CHECK(contents(temporary.path()) ==
          Contents{{"a.csv", "new a"}, {"b.csv", "new b"}, {"c.csv", "c"}});
}

TEST_CASE("a folder where a file should go is told and kept") {
    const TemporaryFolder temporary;
    lay_out(temporary.path(), {{"a.csv", "old a"}});
    fs::create_directory(temporary.path() / "b.csv");
    const std::string told = failure(system_file_calls(), temporary.path(), new_files);
    CHECK(told.find((temporary.path() / "b.csv").string()) != std::string::npos);
    CHECK(contents(temporary.path()) == Contents{{"a.csv", "old a"}, {"b.csv", "(folder)"}});
}

TEST_CASE("a folder below a regular file cannot be written to") {
    const TemporaryFolder temporary;
    lay_out(temporary.path(), {{"file", "text"}});
    const std::string told = failure(system_file_calls(), temporary.path() / "file/run", new_files);
    CHECK(told.find("file") != std::string::npos);
    CHECK(contents(temporary.path()) == Contents{{"file", "text"}});
}

TEST_CASE("names with a folder in them and names given twice are refused") {
    const TemporaryFolder temporary;
    for (const char* name : {"../x", "a/b", "", ".", ".."}) {
        CHECK_THROWS_AS(write_files(temporary.path(), std::vector<NamedText>{{name, ""}}),
                        corridor::ContractViolation);
    }
    CHECK_THROWS_AS(write_files(temporary.path(), std::vector<NamedText>{{"a", ""}, {"a", ""}}),
                    corridor::ContractViolation);
    CHECK(contents(temporary.path()).empty());
}

TEST_CASE("a file is read whole, up to the limit") {
    const TemporaryFolder temporary;
    const std::string text = std::string("a\0b\r\n", 5) + std::string(200'000, 'x');
    corridor::test::write_text(temporary.path() / "f", text);
    CHECK(corridor::io::read_file(temporary.path() / "f").value() == text);
    CHECK(corridor::io::read_file(temporary.path() / "f", text.size()).ok());
    const auto larger = corridor::io::read_file(temporary.path() / "f", text.size() - 1);
    REQUIRE_FALSE(larger.ok());
    CHECK(corridor::render(larger.diagnostics()) ==
          (temporary.path() / "f").string() +
              ": expected a file of at most 200004 bytes, got a larger one\n");
}

TEST_CASE("a file that cannot be opened or read is told with its path") {
    const TemporaryFolder temporary;
    CHECK_THROWS_AS(corridor::io::read_file(temporary.path() / "none"), std::system_error);
    try {
        static_cast<void>(corridor::io::read_file(temporary.path()));
        FAIL("a folder was read as a file");
    } catch (const std::system_error& error) {
        CHECK(std::string(error.what()).find(temporary.path().string()) != std::string::npos);
        CHECK(error.code().value() == EISDIR);
    }
}
