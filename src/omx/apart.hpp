#pragma once

#include <corridor/io/demand_matrices.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace corridor::omx {

/// What `work` returns in a process of its own, which ends with it; nothing where that process ends
/// in another way: killed by a signal, or after more than a minute of computing.
/// Throws       std::system_error where no process can be started
[[nodiscard]] std::optional<std::string> run_apart(const std::function<std::string()>& work);

/// What was read, as bytes for the other process.
[[nodiscard]] std::string packed(const Parsed<io::DemandMatrices>& read);
/// The other way; nothing where the bytes are cut off.
[[nodiscard]] std::optional<Parsed<io::DemandMatrices>> unpacked(std::string_view bytes);

}  // namespace corridor::omx
