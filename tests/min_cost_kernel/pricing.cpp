#include "flow/kernel/min_cost_pricing.hpp"
#include "support/catch.hpp"

#include <limits>
#include <random>
#include <vector>

namespace kernel = corridor::flow::kernel;

namespace {

std::vector<kernel::Pricing> pricings() {
    std::vector<kernel::Pricing> all = {kernel::portable_pricing(), kernel::best_pricing()};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        all.push_back(kernel::avx2_pricing());
    }
#endif
    return all;
}

kernel::PriceBlock<std::int32_t> block(const kernel::Pricing& pricing, std::int32_t) {
    return pricing.narrow;
}
kernel::PriceBlock<std::int64_t> block(const kernel::Pricing& pricing, std::int64_t) {
    return pricing.wide;
}

template <class Number>
struct Arcs {
    std::vector<std::int32_t> tail;
    std::vector<std::int32_t> head;
    std::vector<Number> cost;
    std::vector<std::int8_t> state;
    std::vector<Number> price;

    [[nodiscard]] kernel::PricedArcs<Number> view() const {
        return {tail.data(), head.data(), cost.data(), state.data(), price.data()};
    }
};

/// Small numbers, so that several arcs violate alike.
template <class Number>
Arcs<Number> random_arcs(std::mt19937& random, Number base) {
    const auto upto = [&random](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(most + 1));
    };
    Arcs<Number> arcs;
    const int nodes = 1 + upto(40);
    for (int v = 0; v < nodes; ++v) {
        arcs.price.push_back(static_cast<Number>(base + upto(6)));
    }
    for (int k = upto(90); k > 0; --k) {
        arcs.tail.push_back(upto(nodes - 1));
        arcs.head.push_back(upto(nodes - 1));
        arcs.cost.push_back(static_cast<Number>(upto(8) - 3));
        arcs.state.push_back(static_cast<std::int8_t>(upto(2) - 1));
    }
    return arcs;
}

template <class Number>
void compare_with_definition(Number base) {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        const Arcs<Number> arcs = random_arcs<Number>(random, base);
        const auto count = static_cast<std::int32_t>(arcs.tail.size());
        const auto begin = static_cast<std::int32_t>(random() % static_cast<unsigned>(count + 1));
        const auto limit = -static_cast<Number>(random() % 3);
        kernel::Violation<Number> expected = {limit, -1};
        for (std::int32_t k = begin; k < count; ++k) {
            const auto i = static_cast<std::size_t>(k);
            const auto tail = static_cast<std::size_t>(arcs.tail[i]);
            const auto head = static_cast<std::size_t>(arcs.head[i]);
            const auto reduced =
                static_cast<Number>(arcs.cost[i] + (arcs.price[tail] - arcs.price[head]));
            const auto size = static_cast<Number>(arcs.state[i] * reduced);
            if (size < expected.size) {
                expected = {size, k};
            }
        }
        for (const kernel::Pricing& pricing : pricings()) {
            const auto found = block(pricing, Number{})(arcs.view(), begin, count, {limit, -1});
            INFO(pricing.name << ", round " << round);
            REQUIRE(found.size == expected.size);
            REQUIRE(found.arc == expected.arc);
        }
    }
}

}  // namespace

TEST_CASE("every instruction set finds the same first arc of the worst reduced cost") {
    compare_with_definition<std::int32_t>(0);
    compare_with_definition<std::int64_t>(0);
}

TEST_CASE("prices that differ by little may stand anywhere within their numbers") {
    compare_with_definition<std::int32_t>(std::numeric_limits<std::int32_t>::max() - 7);
    compare_with_definition<std::int64_t>(std::numeric_limits<std::int64_t>::min());
}
