#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/analysis/marginal_values.hpp>
#include <corridor/network/builder.hpp>

#include <array>
#include <cstdint>
#include <vector>

using namespace corridor;

namespace {

/// A whole number over another.
struct Fraction {
    std::int64_t numerator;
    std::int64_t denominator;
};

/// By link, what its working instead of failing adds on average, over all states of the others:
/// to the flow, or with `any_flow` to the chance that anything arrives. Each link works with a
/// probability of so many in `of`; the result is in parts of `of` to the number of other links.
std::vector<std::int64_t> importance(const Network& network, const std::vector<std::int64_t>& works,
                                     std::int64_t of, bool any_flow) {
    std::vector<std::int64_t> result;
    for (std::size_t link = 0; link < works.size(); ++link) {
        std::int64_t sum = 0;
        for (unsigned state = 0; state < (1U << works.size()); ++state) {
            if (((state >> link) & 1U) == 0) {
                continue;
            }
            std::int64_t chance = 1;
            NetworkBuilder builder(network);
            for (std::size_t i = 0; i < works.size(); ++i) {
                const bool up = ((state >> i) & 1U) != 0;
                builder.links()[i].status = up ? Status::operating : Status::idle;
                chance *= i == link ? 1 : up ? works[i] : of - works[i];
            }
            const MarginalValues values =
                marginal_values(builder.build().value(), {.from = {"s"}, .to = {"t"}});
            for (const MarginalValue& value : values.values) {
                if (value.element == Element::of(LinkId{static_cast<std::uint32_t>(link)})) {
                    const std::int64_t with = values.value.count();
                    const std::int64_t without = value.value_without.count();
                    sum += chance *
                           (any_flow ? (with > 0 ? 1 : 0) - (without > 0 ? 1 : 0) : with - without);
                }
            }
        }
        result.push_back(sum);
    }
    return result;
}

}  // namespace

TEST_CASE("the bridge is the least vital of five links, as reliability theory says") {
    // validation/reliability/bridge: Birnbaum importance at 0.9 by exact fractions.
    const Network network = test::ascii_network(
        "s -1-> a\n"
        "s -1-> b\n"
        "a -1- b\n"
        "a -1-> t\n"
        "b -1-> t");
    const std::array<Fraction, 5> recorded = {
        {{531, 5000}, {531, 5000}, {81, 5000}, {531, 5000}, {531, 5000}}};
    const auto found = importance(network, {9, 9, 9, 9, 9}, 10, true);
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        CHECK(found[i] * recorded[i].denominator == recorded[i].numerator * 10'000);
    }
}

TEST_CASE("what each link of a failing bridge network is worth to its flow on average is exact") {
    // validation/reliability/bridge_flow_distribution, by enumeration with exact fractions.
    const Network network = test::ascii_network(
        "s -4-> a\n"
        "s -3-> b\n"
        "a -2- b\n"
        "a -3-> t\n"
        "b -4-> t");
    const std::array<Fraction, 5> recorded = {
        {{16033, 5000}, {1569, 625}, {31977, 40000}, {13143, 5000}, {1974, 625}}};
    const auto found = importance(network, {18, 17, 16, 18, 17}, 20, false);
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        CHECK(found[i] * recorded[i].denominator == recorded[i].numerator * 160'000);
    }
}
