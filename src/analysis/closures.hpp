#pragma once

#include "analysis/residual.hpp"

#include <cstdint>
#include <vector>

namespace corridor::analysis {

/// The sets of nodes inside minimum cuts, up to nodes that no flow passes: every set of strong
/// components of the residual graph of a maximum flow that holds the source's, not the sink's, and
/// with each component all that it reaches. A component counts when some flow passes it: sets that
/// differ in others are crossed by the same flow.
/// Source       Picard & Queyranne (1980)
class Closures {
  public:
    /// `residual` holds a maximum flow without opposite flows on two-way links. O(n + m).
    explicit Closures(const Residual& residual);

    /// How many there are, or the first number from `most` on that was certain.
    struct Count {
        std::uint64_t number = 1;
        bool exact = true;
    };
    /// Independent parts are counted on their own, each up to `most`.
    [[nodiscard]] Count count(std::uint64_t most);

    /// Goes through all of them from the one nearest to the source; O(n) each. Between `first` and
    /// the end `inside` tells the present one.
    void first() { begin(free_); }
    [[nodiscard]] bool next() { return advance(free_); }
    [[nodiscard]] bool inside(std::uint32_t node) const {
        return state_[components_.of_node[node]] == State::in;
    }
    [[nodiscard]] const Components& components() const { return components_; }

  private:
    enum class State : std::uint8_t { open, in, out };
    struct Choice {
        std::size_t position;
        std::size_t trail;
        bool second;
    };
    /// Components by the one they stand at.
    struct Steps {
        std::vector<std::uint32_t> begin;
        std::vector<std::uint32_t> other;
    };

    void find_steps(const Residual& residual);
    void find_parts();
    void decide(std::uint32_t component, State state);
    void begin(const std::vector<std::uint32_t>& order);
    void descend(const std::vector<std::uint32_t>& order, std::size_t position);
    bool advance(const std::vector<std::uint32_t>& order);

    Components components_;
    Steps reached_;   ///< what a component reaches in one step
    Steps reaching_;  ///< what reaches it in one step
    std::vector<State> state_;
    std::vector<std::uint32_t> trail_;
    std::vector<std::uint32_t> free_;  ///< components that flow passes and that may be in or out
    std::vector<std::vector<std::uint32_t>> parts_;
    std::vector<Choice> choices_;
};

}  // namespace corridor::analysis
