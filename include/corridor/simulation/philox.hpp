#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace corridor::simulation {

/// What is drawn: its place in a stream.
using PhiloxCounter = std::array<std::uint32_t, 4>;
/// Which stream it is drawn from.
using PhiloxKey = std::array<std::uint32_t, 2>;

/// Four random words that depend on a counter and a key alone: Philox4x32-10.
/// Source       J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011): Parallel random numbers:
///              as easy as 1, 2, 3, SC '11, section 3.3; its test vectors are in tests/simulation
[[nodiscard]] constexpr PhiloxCounter philox4x32(PhiloxCounter counter, PhiloxKey key) {
    constexpr int rounds = 10;
    constexpr std::uint64_t first_multiplier = 0xD2511F53;
    constexpr std::uint64_t second_multiplier = 0xCD9E8D57;
    constexpr std::uint32_t first_increment = 0x9E3779B9;
    constexpr std::uint32_t second_increment = 0xBB67AE85;
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t a = first_multiplier * counter[0];
        const std::uint64_t b = second_multiplier * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(a)};
        key[0] += first_increment;
        key[1] += second_increment;
    }
    return counter;
}

/// A stream of random numbers named by (seed, replication, stream): draw i is the same whatever
/// was drawn elsewhere, by however many threads. At most 2^64 draws a stream.
class Stream {
  public:
    constexpr Stream() = default;
    constexpr Stream(std::uint64_t seed, std::uint32_t replication, std::uint32_t stream)
        : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
          replication_(replication),
          stream_(stream) {}

    /// The next 64 random bits.
    constexpr std::uint64_t bits() {
        const std::uint64_t place = drawn_++ % ready_.size();
        if (place == 0) {
            refill((drawn_ - 1) / 2);
        }
        return ready_[place];
    }

    /// Uniform in the open interval (0, 1), in steps of 2^-52.
    constexpr double uniform() {
        constexpr double step = 1.0 / 4503599627370496.0;
        return (static_cast<double>(bits() >> 12) + 0.5) * step;
    }

  private:
    /// Four blocks at once, which a processor works on side by side.
    constexpr void refill(std::uint64_t block) {
        for (std::size_t i = 0; i < ready_.size() / 2; ++i, ++block) {
            const PhiloxCounter words =
                philox4x32({static_cast<std::uint32_t>(block),
                            static_cast<std::uint32_t>(block >> 32), stream_, replication_},
                           key_);
            ready_[2 * i] = words[0] | std::uint64_t{words[1]} << 32;
            ready_[2 * i + 1] = words[2] | std::uint64_t{words[3]} << 32;
        }
    }

    PhiloxKey key_{};
    std::uint32_t replication_ = 0;
    std::uint32_t stream_ = 0;
    std::uint64_t drawn_ = 0;
    std::array<std::uint64_t, 8> ready_{};
};

}  // namespace corridor::simulation
