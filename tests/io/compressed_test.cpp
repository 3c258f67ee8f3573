#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/compressed.hpp>

#include <string>

namespace {

using corridor::test::TemporaryFolder;

/// "corridor" and a line end as gzip packs it.
const std::string gzipped(
    "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\x4B\xCE\x2F\x2A\xCA\x4C\xC9\x2F\xE2\x02"
    "\x00\x0F\x7D\x00\x29\x09\x00\x00\x00",
    29);

/// The same as xz packs it.
const std::string xzipped(
    "\xFD\x37\x7A\x58\x5A\x00\x00\x04\xE6\xD6\xB4\x46\x02\x00\x21\x01\x16\x00\x00\x00"
    "\x74\x2F\xE5\xA3\x01\x00\x08\x63\x6F\x72\x72\x69\x64\x6F\x72\x0A\x00\x00\x00\x00"
    "\x39\x17\xAE\x8A\xB6\xEF\xED\xC1\x00\x01\x21\x09\x6C\x18\xC5\xD5\x1F\xB6\xF3\x7D"
    "\x01\x00\x00\x00\x00\x04\x59\x5A",
    68);

/// The bytes that are read, or what is wrong with the file.
std::string reading_of(const std::string& bytes, std::size_t limit = corridor::io::largest_file) {
    const TemporaryFolder folder;
    corridor::test::write_text(folder.path() / "x", bytes);
    const auto text = corridor::io::read_compressed(folder.path() / "x", limit);
    if (text.ok()) {
        return *text;
    }
    const std::string told = corridor::render(text.diagnostics());
    return told.substr(told.find("/x: ") + 4);
}

}  // namespace

TEST_CASE("a file that is not packed is read as it is") {
    CHECK(reading_of("p max 2 1\n") == "p max 2 1\n");
    CHECK(reading_of("").empty());
}

#if CORRIDOR_HAS_ZLIB
TEST_CASE("gzip files are unpacked, several in one as well") {
    CHECK(reading_of(gzipped) == "corridor\n");
    CHECK(reading_of(gzipped + gzipped) == "corridor\ncorridor\n");
}

TEST_CASE("a damaged gzip file is told") {
    const std::string told = "expected a whole gzip file, got one that is damaged or cut off\n";
    CHECK(reading_of(gzipped.substr(0, gzipped.size() - 1)) == told);
    CHECK(reading_of(gzipped.substr(0, 12)) == told);
    CHECK(reading_of(gzipped + "more") == told);
    std::string changed = gzipped;
    changed[14] = static_cast<char>(changed[14] ^ 1);
    CHECK(reading_of(changed) == told);
}
#else
TEST_CASE("a build without zlib says so") {
    CHECK(reading_of(gzipped) ==
          "expected a file that is not packed, got gzip (this build is without zlib: unpack it "
          "with 'gzip -dk' first)\n");
}
#endif

#if CORRIDOR_HAS_LZMA
TEST_CASE("xz files are unpacked, several in one as well") {
    CHECK(reading_of(xzipped) == "corridor\n");
    CHECK(reading_of(xzipped + xzipped) == "corridor\ncorridor\n");
}

TEST_CASE("a damaged xz file is told") {
    const std::string told = "expected a whole xz file, got one that is damaged or cut off\n";
    CHECK(reading_of(xzipped.substr(0, xzipped.size() - 1)) == told);
    CHECK(reading_of(xzipped.substr(0, 20)) == told);
    std::string changed = xzipped;
    changed[30] = static_cast<char>(changed[30] ^ 1);
    CHECK(reading_of(changed) == told);
}
#else
TEST_CASE("a build without liblzma says so") {
    CHECK(reading_of(xzipped) ==
          "expected a file that is not packed, got xz (this build is without liblzma: unpack it "
          "with 'xz -dk' first)\n");
}
#endif

TEST_CASE("no file grows beyond the limit when it is unpacked") {
    // A few packed bytes that hold 200,000 zeros.
    const std::string bomb(
        "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xED\xC1\x31\x01\x00\x00\x00\xC2\xA0\xF5"
        "\x4F\x6D\x06\x7F\xA0\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\xD7"
        "\x00\x7B\x58\xE0\x5C\x40\x0D\x03\x00",
        229);
    if (reading_of(gzipped) == "corridor\n") {
        CHECK(reading_of(bomb).size() == 200000);
        CHECK(reading_of(bomb, 200000).size() == 200000);
        CHECK(reading_of(bomb, 199999) ==
              "expected a file of at most 199999 bytes when unpacked, got a larger one\n");
    }
    CHECK(reading_of("plain", 4) == "expected a file of at most 4 bytes, got a larger one\n");
}
