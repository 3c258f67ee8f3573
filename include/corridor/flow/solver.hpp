#pragma once

#include <corridor/flow/arc_list.hpp>

#include <memory>

namespace corridor::flow {

struct SolveOptions {
    Engine engine = Engine::automatic;
    /// Without it the solution has value and cut only, which is quicker.
    bool with_flow = true;
};

/// Solves one problem after another and keeps its memory for the next, which saves much of the time
/// of small problems. One thread at a time. The answers are those of flow::solve.
class Solver {
  public:
    Solver();
    ~Solver();
    Solver(Solver&& other) noexcept;
    Solver& operator=(Solver&& other) noexcept;

    /// Requires     check(problem) finds nothing; otherwise ContractViolation
    /// Complexity   as flow::solve; memory of the largest problem so far
    [[nodiscard]] ArcSolution solve(const ArcList& problem, const SolveOptions& options = {});

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

}  // namespace corridor::flow
