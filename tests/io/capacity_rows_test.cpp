#include "support/catch.hpp"

#include <corridor/io/capacity_rows.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using corridor::Network;
using corridor::io::CapacityRows;

Network three_links() {
    corridor::NetworkBuilder builder;
    builder.add_node({.id = "a"}).add_node({.id = "b"});
    for (const char* id : {"rail", "road", "sea, slow"}) {
        builder.add_link({.id = id, .from = "a", .to = "b"});
    }
    return builder.build().value();
}

/// Hands out a text in blocks of at most `block` bytes.
corridor::io::ByteSource source_of(std::string text, std::size_t block) {
    return [text, block, at = std::size_t{0}](std::span<char> room) mutable {
        const std::size_t count = std::min({block, room.size(), text.size() - at});
        std::copy_n(text.data() + at, count, room.data());
        at += count;
        return count;
    };
}

std::vector<std::int64_t> all_rows(CapacityRows& reader, std::size_t rows_at_once) {
    const std::size_t width = reader.columns().size();
    std::vector<std::int64_t> result;
    std::vector<std::int64_t> room(rows_at_once * width + width - 1);
    while (const std::size_t count = reader.read(room)) {
        REQUIRE(count <= rows_at_once);
        result.insert(result.end(), room.begin(),
                      room.begin() + static_cast<std::ptrdiff_t>(count * width));
    }
    return result;
}

}  // namespace

TEST_CASE("capacity rows are the same however the bytes arrive and however many are asked for") {
    const Network network = three_links();
    const std::string text =
        "\"sea, slow\",rail\r\n007,unlimited\n\"274877906944\",0\n\n5,6\r\n\"unlimited\",8";
    for (const std::size_t block : {1U, 2U, 3U, 7U, 1000U}) {
        for (const std::size_t rows_at_once : {1U, 2U, 3U, 10U}) {
            INFO(block << ", " << rows_at_once);
            CapacityRows reader(network, "rows.csv", source_of(text, block));
            REQUIRE(reader.columns().size() == 2);
            CHECK(reader.columns()[0].index == 2);
            CHECK(reader.place(1).column == 13);
            CHECK(all_rows(reader, rows_at_once) ==
                  std::vector<std::int64_t>{7, -1, 274877906944, 0, 5, 6, -1, 8});
            CHECK(reader.diagnostics().empty());
        }
    }
}

TEST_CASE("after a fault no more rows come, and the faults behind it are found all the same") {
    const Network network = three_links();
    CapacityRows reader(network, "rows.csv", source_of("rail,road\n1,2\n3\n4,5\n6,x\n", 5));
    std::vector<std::int64_t> room(2);
    CHECK(reader.read(room) == 1);
    CHECK(reader.read(room) == 0);
    CHECK(reader.read(room) == 0);
    CHECK(render(reader.diagnostics()) ==
          "rows.csv:3:1: expected 2 fields as in the header, got 1 (every row has a capacity for "
          "every column)\n"
          "rows.csv:5:3: road: expected a whole number of t/yr from 0 to 274877906944, or "
          "unlimited, got 'x' (write unlimited where nothing limits the link)\n");
}

TEST_CASE("a line without end is told without keeping it, and what follows is read") {
    const Network network = three_links();
    const std::string text =
        "rail\n1\n" + std::string(CapacityRows::longest_line + 10, '1') + "\n2\nx\n";
    CapacityRows reader(network, "rows.csv", source_of(text, 1U << 20));
    std::vector<std::int64_t> room(5);
    CHECK(reader.read(room) == 0);
    CHECK(render(reader.diagnostics()) ==
          "rows.csv:3: expected a line of at most 67108864 bytes, got a longer one\n"
          "rows.csv:5:1: rail: expected a whole number of t/yr from 0 to 274877906944, or "
          "unlimited, got 'x' (write unlimited where nothing limits the link)\n");
}

TEST_CASE("a row of 64 MiB with the end of its line is read, and one of a byte more is not") {
    if (std::getenv("CORRIDOR_LONG") == nullptr) {
        return;
    }
    const Network network = three_links();
    for (const std::size_t more : {0U, 1U}) {
        const std::string text =
            "rail\n" + std::string(CapacityRows::longest_line - 2 + more, '0') + "7\n";
        CapacityRows reader(network, "rows.csv", source_of(text, 1U << 20));
        std::vector<std::int64_t> room(4);
        INFO(more);
        reader.read(room);
        const std::string told = render(reader.diagnostics());
        CHECK((told.find("bytes, got a longer one") == std::string::npos) == (more == 0));
    }
}
