#pragma once

#include "support/questions.hpp"

#include <corridor/flow/parametric.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace corridor::bench {

/// What whoever solves again has to solve: one of many flows, with some capacities changed.
struct Case {
    std::vector<std::int64_t> capacities;  ///< of all arcs
    std::int64_t value = 0;
};

/// A question with a sample of the flows that answer it by solving again, each proved.
struct LossQuestion {
    enum class Kind { each, pairs, worst_three, growth };

    const Question* question = nullptr;
    Kind kind = Kind::each;
    std::vector<std::vector<std::uint32_t>> links{};  ///< taken out in each case
    std::vector<std::int64_t> lambdas{};              ///< of each case, when something grows
    std::vector<Case> sample{};
    double flows = 0;  ///< that solving again takes in all
};

/// Every link grows at a rate of its own, for λ from 0 to 100.
[[nodiscard]] Scaling growing_links(const Network& network);

/// What corridor answers, for each case of the sample.
[[nodiscard]] std::vector<std::int64_t> corridor_answers(const LossQuestion& question);

/// How many flows solve the question's curve again: two a segment.
[[nodiscard]] std::size_t flows_of_curve(const Question& question);

}  // namespace corridor::bench
