#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <random>

namespace corridor::test {

/// Random numbers that are the same on every machine: mt19937_64 is exactly defined, the standard
/// distributions are not.
class Random {
  public:
    explicit Random(std::uint64_t seed) : generator_(seed) {}
    /// Uniform enough in [0, count).
    std::uint32_t below(std::uint32_t count) {
        return static_cast<std::uint32_t>(generator_() % count);
    }
    bool one_in(std::uint32_t count) { return below(count) == 0; }
    std::uint64_t bits() { return generator_(); }

  private:
    std::mt19937_64 generator_;
};

struct NetworkShape {
    std::uint32_t nodes = 6;
    std::uint32_t links = 9;
    std::uint32_t largest_capacity = 20;
    /// Throughput limits, container terminals, vessels, permissions, planned and unlimited links;
    /// without them plain links of random capacity.
    bool everything = true;
};

/// A small network with parallel links, loops, zero capacities and the rest of `shape`.
[[nodiscard]] Network random_network(Random& random, const NetworkShape& shape);

}  // namespace corridor::test
