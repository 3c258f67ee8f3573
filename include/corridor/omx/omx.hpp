#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/demand_matrices.hpp>
#include <corridor/network/network.hpp>

#include <string>
#include <string_view>

/// Demand matrices in the OMX format, which is HDF5. Not to be called from several threads at once.
namespace corridor::omx {

/// Whether this build reads and writes OMX; without HDF5 it does not.
[[nodiscard]] bool is_available();

/// What to do where it is not: a fault about `file`.
[[nodiscard]] Diagnostics unavailable(std::string_view file);

/// Reads the bytes of an OMX file: every matrix of its group `data`, a sparse one of what is above
/// 0. Zones are those of the lookup whose entries are all nodes of `network`, else of the lookup
/// `node_id`, else of the first by name; without a lookup their numbers from 1. The unit is the
/// attribute `unit` of a matrix, else t/yr; `NA` and numbers that are none count as no demand. What
/// is assumed is a warning. HDF5 works in a process of its own (fork), because it crashes on some
/// damaged files: that is then a fault of the file.
/// Returns      the matrices with warnings, or what is wrong with the file; in a build without HDF5
///              unavailable()
/// Throws       std::system_error where no process can be started
/// Complexity   O(cells)
/// Source       Open Matrix (OMX) specification 0.2
[[nodiscard]] Parsed<io::DemandMatrices> parse(std::string_view file, std::string_view bytes,
                                               const Network* network = nullptr);

/// The bytes of an OMX file with the matrices in the group `data` and the lookup `node_id`, the
/// same for the same matrices. Requires     is_available(), zones and a matrix, and as many origins
/// as destinations Throws       std::runtime_error where HDF5 cannot write them
[[nodiscard]] std::string render(const io::DemandMatrices& matrices);

}  // namespace corridor::omx
