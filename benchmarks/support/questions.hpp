#pragma once

#include "flow/lowering.hpp"
#include "support/arcs.hpp"
#include "support/instances.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace corridor::bench {

/// A network with a query, for questions that change its capacities.
struct Question {
    std::string name;
    Network network;
    FlowQuery query;
};

/// Opposite arcs of equal capacity, one after the other, as one two-way link; other arcs one-way.
/// Links are named a0, a1 … by the position of their first arc, nodes by their number.
[[nodiscard]] Question question_of(std::string name, const flow::ArcList& problem);

/// Containers from Xi'an to Alat on the embedded network, node and terminal capacities on.
[[nodiscard]] Question middle_corridor_question();

/// What solvers that take arcs make of a question: the arcs, and which link each belongs to.
class ArcQuestion {
  public:
    explicit ArcQuestion(const Question& question);

    [[nodiscard]] Arcs arcs() const;
    [[nodiscard]] const flow::ArcList& problem() const { return lowered_.problem; }
    /// The capacity of each arc when those of some links are replaced; `of_link` has one for each
    /// link, below 0: unchanged.
    [[nodiscard]] std::vector<std::int64_t> capacities(
        const std::vector<std::int64_t>& of_link) const;
    /// The value with these capacities by the general engine, proved by a flow and a cut.
    [[nodiscard]] std::int64_t proved_value(const std::vector<std::int64_t>& capacities) const;

  private:
    flow::Lowered lowered_;
};

}  // namespace corridor::bench
