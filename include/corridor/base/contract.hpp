#pragma once

#include <stdexcept>
#include <string>

namespace corridor {

/// Thrown when a caller breaks a documented requirement: a mistake in the calling program, never a
/// fault in the data.
class ContractViolation : public std::logic_error {
  public:
    explicit ContractViolation(const std::string& message) : std::logic_error(message) {}
};

/// Throws ContractViolation with `requirement` unless `holds`.
constexpr void expects(bool holds, const char* requirement) {
    if (!holds) {
        throw ContractViolation(requirement);
    }
}

}  // namespace corridor
