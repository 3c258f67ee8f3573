#pragma once

#include <corridor/program/linear_program.hpp>

namespace corridor::program {

/// Throws ContractViolation where solve() may not be called.
void require_well_formed(const LinearProgram& program);

}  // namespace corridor::program
