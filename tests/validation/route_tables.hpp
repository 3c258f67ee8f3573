#pragma once

#include <string>

namespace corridor::test {

/// The part of docs/validation.md about routes from Xi'an: what the model finds beside published
/// times and prices. Checks the figures on the way.
[[nodiscard]] std::string route_tables();

}  // namespace corridor::test
