#include "omx/small_network.hpp"
#include "support/catch.hpp"

#include <corridor/omx/omx.hpp>

#include <cstdlib>
#include <random>
#include <string>

#if CORRIDOR_HAS_OMX

namespace {

std::string small_file() {
    const corridor::Dataset data = corridor::test::small_network();
    return corridor::omx::render(corridor::io::matrices_of("x", data.demand)->matrices);
}

/// Read, or refused with a reason.
bool is_told(const std::string& bytes) {
    const auto read = corridor::omx::parse("x.omx", bytes);
    CHECK(read.ok() == read.diagnostics().ok());
    return read.ok();
}

}  // namespace

TEST_CASE("what is no OMX file is refused") {
    CHECK_FALSE(is_told(""));
    CHECK_FALSE(is_told("origin,destination\n"));
    CHECK_FALSE(is_told("\x89HDF\r\n\x1a\n"));
    CHECK_FALSE(is_told(std::string("\x89HDF\r\n\x1a\n") + std::string(4096, '\0')));
}

TEST_CASE("a file that is cut off anywhere is refused or read") {
    const std::string whole = small_file();
    for (std::size_t length = 0; length + 1 < whole.size(); length += 37) {
        is_told(whole.substr(0, length));
    }
    CHECK_FALSE(is_told(whole.substr(0, whole.size() / 4)));
}

TEST_CASE("files with bytes changed are refused or read") {
    const std::string whole = small_file();
    const char* const wanted = std::getenv("CORRIDOR_LONG");
    const int rounds = wanted != nullptr && std::string(wanted) == "1" ? 20'000 : 1'000;
    std::mt19937 random(5);
    std::size_t refused = 0;
    for (int round = 0; round < rounds; ++round) {
        std::string bytes = whole;
        for (int change = 0; change < 1 + round % 4; ++change) {
            bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
        }
        refused += is_told(bytes) ? 0U : 1U;
    }
    CHECK(refused > 10);
}

#endif
