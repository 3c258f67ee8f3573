#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/network.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace corridor {

struct SweepOptions {
    flow::Engine engine = flow::Engine::automatic;
    /// Threads that share the rows; 0: one. Values do not depend on it.
    unsigned threads = 1;
    /// Called from time to time with the rows done; from one thread at a time.
    std::function<void(std::size_t rows_done)> progress{};
    /// Stops the sweep between blocks of rows; what is done stays.
    std::stop_token stop{};
    /// Prove every row by a flow and a cut of equal value, found by another method than the value.
    /// Costs as much as solving every row on its own.
    bool certify = false;
};

/// One maximum flow for each row of capacities.
struct Sweep {
    /// In t/yr, in row order; −1 where nothing limits the flow.
    std::vector<std::int64_t> values;
    std::size_t certified_rows = 0;
    /// False when the sweep was stopped: `values` then holds the rows before that.
    bool complete = true;
    flow::Engine engine = flow::Engine::automatic;  ///< the method that was used
};

/// Fills `rows` with as many rows of `columns` capacities as there are and fit, and returns their
/// number; 0 ends the sweep.
using RowSource = std::function<std::size_t(std::span<std::int64_t> rows, std::size_t columns)>;

/// Maximum flow for thousands of capacity scenarios on one network.
/// Model        max_flow(network, query) with the capacities of `columns` replaced by those of a
///              row, in whole t/yr (below 0: unlimited); links that are not named keep theirs. On a
///              named link the row's capacity counts even where the network's own does not apply to
///              the commodity; links that are closed stay closed
/// Shape        `rows` holds whole rows of columns.size() capacities, one after the other
/// Requires     check(network, query) finds nothing; each link named once; capacities at most 2^38
/// Returns      values in row order; a value that certify cannot prove is reported as
///              std::logic_error
/// Complexity   on networks of frontier width w: O(m·2^w / lanes) time for each row and O(2^w + m)
///              memory a thread. On wider ones paths and cuts learnt from a few rows prove most of
///              the others, O(what those read / lanes); the rest, or where rows have too little in
///              common all, take a maximum flow each; O(m) memory a thread
/// Determinism  same bytes for any number of threads and any machine
/// Source       dynamic programming over a path decomposition: Bodlaender (1993); see
///              docs/model/maximum-flow.md
[[nodiscard]] Sweep sweep(const Network& network, const FlowQuery& query,
                          std::span<const LinkId> columns, std::span<const std::int32_t> rows,
                          const SweepOptions& options = {});
/// The same for capacities beyond 32 bits.
[[nodiscard]] Sweep sweep(const Network& network, const FlowQuery& query,
                          std::span<const LinkId> columns, std::span<const std::int64_t> rows,
                          const SweepOptions& options = {});
/// The same for rows that come as they are needed, a block at a time.
[[nodiscard]] Sweep sweep(const Network& network, const FlowQuery& query,
                          std::span<const LinkId> columns, const RowSource& rows,
                          const SweepOptions& options = {});

}  // namespace corridor
