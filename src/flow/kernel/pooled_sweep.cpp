#include "flow/kernel/pooled_sweep.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t most_lanes = widest_vector / 2;
constexpr std::uint64_t too_large = ~std::uint64_t{0};

// Work is counted in searches that meet every node of the core; about two of them cost as much as a
// solve by pseudoflow. A row that needs many is left to that.
constexpr std::size_t most_searches_in_row = 8;

// Learning goes on while the searches of an interval stay below so many a row, a little dearer at
// first, when there is most to learn.
constexpr std::size_t first_interval = 64;
constexpr std::size_t most_searches_at_first = 6;
constexpr std::size_t interval = 128;
constexpr std::size_t most_searches = 2;

/// Enough to make another run in lanes cheaper than solving them.
bool are_many_open(const std::uint64_t* begin, const std::uint64_t* end) {
    return std::count_if(begin, end, [](std::uint64_t value) { return value >= undecided; }) >= 4;
}

}  // namespace

PooledSweep::PooledSweep(const Structure& structure, RowLayout layout, const LaneKernel& lanes,
                         int lane_bits, std::size_t most_bytes)
    : structure_(structure),
      layout_(layout),
      lanes_(lanes),
      lane_bits_(lane_bits),
      pool_workspace_(most_bytes),
      workspace_(most_bytes),
      compiler_(structure, layout, pool_workspace_),
      paths_(pool_workspace_, BoundCompiler::most_paths, compiler_.longest_path()),
      cuts_(pool_workspace_, BoundCompiler::most_cuts, compiler_.longest_cut()),
      augmenting_(structure.core, pool_workspace_),
      extended_(pool_workspace_, static_cast<std::size_t>(structure.total_columns()) + 1),
      scratch_(pool_workspace_, compiler_.most_vectors() * lanes.vector_bytes),
      tail_(pool_workspace_, 2 * structure.core.edges.size()),
      head_(pool_workspace_, 2 * structure.core.edges.size()),
      capacity_(pool_workspace_, 2 * structure.core.edges.size()),
      side_(pool_workspace_, static_cast<std::size_t>(structure.core.node_count)),
      cut_(pool_workspace_, compiler_.longest_cut()) {}

Status PooledSweep::solve(RowView<std::int32_t> rows, std::span<std::int64_t> values) {
    return run(rows, values, lanes_.bound_narrow);
}

Status PooledSweep::solve(RowView<std::int64_t> rows, std::span<std::int64_t> values) {
    return run(rows, values, lanes_.bound_wide);
}

std::size_t PooledSweep::lanes_now() const {
    return lanes_.vector_bytes * 8 / static_cast<std::size_t>(lane_bits_);
}

template <class Row>
Status PooledSweep::run(RowView<Row> rows, std::span<std::int64_t> values,
                        const BoundKernel<Row>& kernel) {
    for (std::size_t row = 0; row < rows.count;) {
        std::size_t count = std::min(rows.count - row, lanes_now());
        std::uint64_t proved[most_lanes];
        std::fill(proved, proved + most_lanes, undecided);
        if (is_learning_ && cuts_.size() > 0 && !bound(rows, row, count, kernel, proved)) {
            continue;
        }
        std::size_t open = 0;
        for (std::size_t lane = 0; lane < count; ++lane) {
            std::int64_t& value = values[row + lane];
            if (proved[lane] < undecided) {
                value = static_cast<std::int64_t>(proved[lane]);
                continue;
            }
            ++open;
            extend(rows.data + (row + lane) * rows.stride);
            const Status status = is_learning_ ? solve_open(value) : solve_cold(value);
            if (status == Status::unbounded) {
                value = -1;
            } else if (status != Status::optimal) {
                return status;
            }
            if (is_stale_ && are_many_open(proved + lane + 1, proved + count)) {
                count = lane + 1;  // the others try again with what this row taught
            }
        }
        taught_ += open;
        if (is_learning_) {
            watch(count);
        }
        row += count;
    }
    return Status::optimal;
}

/// False if too many values are too large for the lanes, which are then wider from now on.
template <class Row>
bool PooledSweep::bound(RowView<Row> rows, std::size_t row, std::size_t count,
                        const BoundKernel<Row>& kernel, std::uint64_t* value) {
    if (is_stale_) {
        program_ = compiler_.compile(paths_, cuts_);
        is_stale_ = false;
    }
    const Row* pointer[most_lanes];
    for (std::size_t lane = 0; lane < lanes_now(); ++lane) {
        pointer[lane] = rows.data + (row + std::min(lane, count - 1)) * rows.stride;
    }
    const auto solve_block = lane_bits_ == 16   ? kernel.u16
                             : lane_bits_ == 32 ? kernel.u32
                                                : kernel.u64;
    solve_block(program_, pointer, scratch_.data(), value, paths_.used(), cuts_.used());
    const auto lost = static_cast<std::size_t>(std::count(value, value + count, too_large));
    if (lane_bits_ < 64 && 8 * lost >= count) {
        lane_bits_ *= 2;
        return false;
    }
    paths_.count_uses();
    cuts_.count_uses();
    return true;
}

void PooledSweep::watch(std::size_t rows) {
    watched_rows_ += rows;
    if (watched_rows_ < (is_first_interval_ ? first_interval : interval)) {
        return;
    }
    const std::size_t most = is_first_interval_ ? most_searches_at_first : most_searches;
    const std::size_t met = augmenting_.nodes_met() - met_before_;
    is_learning_ = met <= most * watched_rows_ * side_.size();
    is_first_interval_ = false;
    watched_rows_ = 0;
    met_before_ = augmenting_.nodes_met();
}

template <class Row>
void PooledSweep::extend(const Row* row) {
    for (Column column = 0; column < structure_.row_columns; ++column) {
        const std::int32_t position = layout_.position_of[static_cast<std::size_t>(column)];
        const Amount amount = position == none ? layout_.shared[static_cast<std::size_t>(column)]
                                               : Amount{row[position]};
        extended_[column] = amount < 0 ? out_of_reach : std::min(amount, out_of_reach);
    }
    combine_columns(structure_, extended_.data());
}

bool PooledSweep::is_unbounded() {
    const Amount* const room = augmenting_.residual();
    const bool is_any_unlimited =
        std::find(room, room + capacity_.size(), out_of_reach) != room + capacity_.size();
    return is_any_unlimited && !augmenting_.search(out_of_reach).empty();
}

Amount PooledSweep::cheapest_known_cut() const {
    Amount cheapest = out_of_reach;
    for (std::size_t i = 0; i < cuts_.size(); ++i) {
        Amount sum = 0;
        for (const Column column : cuts_.list(i)) {
            sum += std::min(extended_[column], out_of_reach - sum);
        }
        cheapest = std::min(cheapest, sum);
    }
    return cheapest;
}

Status PooledSweep::solve_open(std::int64_t& value) {
    for (std::size_t arc = 0; arc < capacity_.size(); ++arc) {
        augmenting_.residual()[arc] = extended_[compiler_.column_of_arc(static_cast<ArcId>(arc))];
    }
    if (is_unbounded()) {
        return Status::unbounded;
    }
    const Amount most = cheapest_known_cut();
    value = 0;
    for (std::size_t i = 0; i < paths_.size() && value < most; ++i) {
        value += augmenting_.send(paths_.list(i), most - value);
    }
    const std::size_t stop = augmenting_.nodes_met() + most_searches_in_row * side_.size();
    while (value < most) {
        const std::span<const ArcId> path = augmenting_.search();
        if (path.empty()) {
            learn_cut([&](NodeId v) { return augmenting_.is_reached(v); });
            break;
        }
        value += augmenting_.send(path, out_of_reach);
        paths_.add(path);
        is_stale_ = true;
        if (augmenting_.nodes_met() > stop) {
            const Status status = solve_cold(value);
            if (status == Status::optimal && value < most) {
                learn_cut([&](NodeId v) { return side_[v] != 0; });
            }
            return status;
        }
    }
    return Status::optimal;
}

Status PooledSweep::solve_cold(std::int64_t& value) {
    std::size_t count = 0;
    const auto add = [&](NodeId tail, NodeId head, Column column) {
        const Amount amount = column == none ? 0 : extended_[column];
        if (amount > 0) {
            tail_[count] = static_cast<std::uint32_t>(tail);
            head_[count] = static_cast<std::uint32_t>(head);
            capacity_[count] = amount == out_of_reach ? -1 : amount;
            ++count;
        }
    };
    for (const Edge& edge : structure_.core.edges) {
        add(edge.tail, edge.head, edge.forward);
        add(edge.head, edge.tail, edge.backward);
    }
    Answer answer;
    answer.source_side = {side_.data(), side_.size()};
    const ArcView core{static_cast<std::uint32_t>(side_.size()),
                       static_cast<std::uint32_t>(structure_.core.source),
                       static_cast<std::uint32_t>(structure_.core.sink),
                       {tail_.data(), count},
                       {head_.data(), count},
                       {capacity_.data(), count}};
    const Status status = kernel::solve(core, workspace_, answer);
    value = answer.value;
    return status;
}

template <class IsSourceSide>
void PooledSweep::learn_cut(IsSourceSide is_source_side) {
    cut_.clear();
    bool fits = true;
    const auto add = [&](Column column) {
        fits = fits && (column == none || cut_.size() < compiler_.longest_cut());
        if (fits && column != none) {
            cut_.push(column);
        }
    };
    for (const Edge& edge : structure_.core.edges) {
        const bool is_tail_source = is_source_side(edge.tail);
        if (is_tail_source != is_source_side(edge.head)) {
            add(is_tail_source ? edge.forward : edge.backward);
        }
    }
    if (fits) {
        cuts_.add({cut_.data(), cut_.size()});
        is_stale_ = true;
    }
}

}  // namespace corridor::flow::kernel
