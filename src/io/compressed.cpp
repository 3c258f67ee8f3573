#include <corridor/io/compressed.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <string_view>
#include <utility>

#if CORRIDOR_HAS_ZLIB
#include <zlib.h>
#endif
#if CORRIDOR_HAS_LZMA
#include <lzma.h>
#endif

namespace corridor::io {
namespace {

enum class Unpacked { whole, damaged, too_large, needs_memory };

constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr std::string_view xz_mark(
    "\xFD"
    "7zXZ\0",
    6);

/// Makes room for more output, at most `limit` bytes and one that shows that there are more. Its
/// size grows with what is found, never with what a header claims.
[[maybe_unused]] std::size_t grow(std::string& text, std::size_t used, std::size_t packed,
                                  std::size_t limit) {
    const std::size_t wished = std::max({2 * used, 4 * packed, std::size_t{1} << 16});
    text.resize(std::min(wished, limit + 1));
    return text.size() - used;
}

#if CORRIDOR_HAS_ZLIB
Unpacked gunzip(std::string_view packed, std::size_t limit, std::string& text) {
    struct Stream : z_stream {
        Stream() : z_stream() {}
        Stream(const Stream&) = delete;
        Stream& operator=(const Stream&) = delete;
        Stream(Stream&&) = delete;
        Stream& operator=(Stream&&) = delete;
        ~Stream() { inflateEnd(this); }
    } stream;
    constexpr int gzip_only = 15 + 16;
    if (inflateInit2(&stream, gzip_only) != Z_OK) {
        throw std::bad_alloc();
    }
    std::size_t used = 0;
    std::size_t taken = 0;
    while (true) {
        if (used == text.size()) {
            if (used > limit) {
                return Unpacked::too_large;
            }
            grow(text, used, packed.size(), limit);
        }
        constexpr std::size_t most = std::size_t{1} << 30;
        const std::size_t offered = std::min(packed.size() - taken, most);
        const std::size_t room = std::min(text.size() - used, most);
        // zlib reads through this pointer only; its type lacks a const for historical reasons.
        stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data() + taken));
        stream.avail_in = static_cast<uInt>(offered);
        stream.next_out = reinterpret_cast<Bytef*>(text.data() + used);
        stream.avail_out = static_cast<uInt>(room);
        const int status = inflate(&stream, Z_NO_FLUSH);
        taken += offered - stream.avail_in;
        used += room - stream.avail_out;
        if (status == Z_STREAM_END) {
            if (taken == packed.size()) {
                text.resize(used);
                return used > limit ? Unpacked::too_large : Unpacked::whole;
            }
            if (inflateReset(&stream) != Z_OK) {
                return Unpacked::damaged;
            }
        } else if (status == Z_MEM_ERROR) {
            throw std::bad_alloc();
        } else if (status != Z_OK && !(status == Z_BUF_ERROR && stream.avail_out == 0)) {
            return Unpacked::damaged;
        }
    }
}
#endif

#if CORRIDOR_HAS_LZMA
constexpr std::uint64_t xz_memory = std::uint64_t{256} << 20;

Unpacked unxz(std::string_view packed, std::size_t limit, std::string& text) {
    struct Stream : lzma_stream {
        Stream() : lzma_stream(LZMA_STREAM_INIT) {}
        Stream(const Stream&) = delete;
        Stream& operator=(const Stream&) = delete;
        Stream(Stream&&) = delete;
        Stream& operator=(Stream&&) = delete;
        ~Stream() { lzma_end(this); }
    } stream;
    if (lzma_stream_decoder(&stream, xz_memory, LZMA_CONCATENATED) != LZMA_OK) {
        throw std::bad_alloc();
    }
    stream.next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
    stream.avail_in = packed.size();
    std::size_t used = 0;
    while (true) {
        if (used == text.size()) {
            if (used > limit) {
                return Unpacked::too_large;
            }
            grow(text, used, packed.size(), limit);
        }
        stream.next_out = reinterpret_cast<std::uint8_t*>(text.data() + used);
        stream.avail_out = text.size() - used;
        const lzma_ret status = lzma_code(&stream, LZMA_FINISH);
        used = text.size() - stream.avail_out;
        if (status == LZMA_STREAM_END) {
            text.resize(used);
            return used > limit ? Unpacked::too_large : Unpacked::whole;
        }
        if (status == LZMA_MEM_ERROR) {
            throw std::bad_alloc();
        }
        if (status == LZMA_MEMLIMIT_ERROR) {
            return Unpacked::needs_memory;
        }
        if (status != LZMA_OK && !(status == LZMA_BUF_ERROR && stream.avail_out == 0)) {
            return Unpacked::damaged;
        }
    }
}
#endif

/// How to read one kind of packing; `unpack` is null where this build cannot.
struct Packing {
    std::string_view mark;
    const char* name;
    const char* library;
    const char* by_hand;
    Unpacked (*unpack)(std::string_view, std::size_t, std::string&);
};

#if CORRIDOR_HAS_ZLIB
constexpr auto unpack_gzip = gunzip;
#else
constexpr Unpacked (*unpack_gzip)(std::string_view, std::size_t, std::string&) = nullptr;
#endif
#if CORRIDOR_HAS_LZMA
constexpr auto unpack_xz = unxz;
#else
constexpr Unpacked (*unpack_xz)(std::string_view, std::size_t, std::string&) = nullptr;
#endif

constexpr Packing packings[] = {
    {gzip_mark, "gzip", "zlib", "gzip -dk", unpack_gzip},
    {xz_mark, "xz", "liblzma", "xz -dk", unpack_xz},
};

Diagnostics fault(const std::filesystem::path& path, std::string expected, std::string found,
                  std::string advice = "") {
    Diagnostics diagnostics;
    diagnostics.add({Severity::error, Place{path.string(), 0, 0}, "", std::move(expected),
                     std::move(found), std::move(advice)});
    return diagnostics;
}

}  // namespace

Parsed<std::string> read_compressed(const std::filesystem::path& path, std::size_t limit) {
    Parsed<std::string> bytes = read_file(path, limit);
    if (!bytes.ok()) {
        return bytes;
    }
    for (const Packing& packing : packings) {
        if (!bytes->starts_with(packing.mark)) {
            continue;
        }
        if (packing.unpack == nullptr) {
            return fault(path, "a file that is not packed", packing.name,
                         fmt::format("this build is without {}: unpack it with '{}' first",
                                     packing.library, packing.by_hand));
        }
        std::string text;
        switch (packing.unpack(*bytes, limit, text)) {
            case Unpacked::whole:
                return text;
            case Unpacked::damaged:
                return fault(path, fmt::format("a whole {} file", packing.name),
                             "one that is damaged or cut off");
            case Unpacked::too_large:
                return fault(path, fmt::format("a file of at most {} bytes when unpacked", limit),
                             "a larger one");
            case Unpacked::needs_memory:
                return fault(path, fmt::format("a {} file that unpacks in 256 MiB", packing.name),
                             "one that needs more");
        }
    }
    return bytes;
}

}  // namespace corridor::io
