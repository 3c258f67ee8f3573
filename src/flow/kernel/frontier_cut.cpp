#include "flow/kernel/frontier_cut.hpp"

#include "flow/kernel/tables.hpp"

namespace corridor::flow::kernel {
namespace {

/// Notes at every forget which side each state prefers: one bit per state left.
template <class Value>
class CutFinder {
  public:
    CutFinder(const FrontierPlan& plan, const Array<Amount>& row, Workspace& workspace)
        : plan_(plan),
          capacity_(tables::entries_of<Value>(row, workspace)),
          table_(workspace, plan.program.table_size()),
          preferred_(workspace, words_needed()) {}

    Amount run() {
        table_[0] = 0;
        std::size_t at = 0;
        for (const Instruction& step : plan_.program.instructions) {
            if (step.operation == Operation::forget) {
                note(step, preferred_.data() + at);
                at += words_of(step);
            }
            tables::forward(step, capacity_.data(), table_.data());
        }
        return static_cast<Amount>(table_[0]);
    }

    /// Backwards from the one state left at the end. With equal costs a node goes to the sink side,
    /// which gives the smallest of all minimum source sides: they form a lattice.
    void mark(std::uint8_t* side) const {
        std::fill(side, side + plan_.structure.core.node_count, std::uint8_t{0});
        side[plan_.structure.core.source] = 1;
        std::size_t state = 0;
        std::size_t at = preferred_.size();
        const auto& instructions = plan_.program.instructions;
        for (std::size_t i = instructions.size(); i-- > 0;) {
            const Instruction& step = instructions[i];
            if (step.operation == Operation::introduce) {
                state &= tables::bit(step.open) - 1;
            } else if (step.operation == Operation::forget) {
                at -= words_of(step);
                const bool on_source_side = (preferred_[at + state / 64] >> (state % 64) & 1U) != 0;
                side[step.subject] = on_source_side;
                state = tables::with_gap(state, step.p);
                state += on_source_side ? tables::bit(step.p) : 0;
            }
        }
    }

  private:
    static std::size_t words_of(const Instruction& step) {
        return (tables::bit(step.open - 1U) + 63) / 64;
    }
    [[nodiscard]] std::size_t words_needed() const {
        std::size_t words = 0;
        for (const Instruction& step : plan_.program.instructions) {
            words += step.operation == Operation::forget ? words_of(step) : 0;
        }
        return words;
    }

    void note(const Instruction& step, std::uint64_t* preferred) const {
        std::fill(preferred, preferred + words_of(step), std::uint64_t{0});
        for (std::size_t pair = 0; pair < tables::bit(step.open - 1U); ++pair) {
            const std::size_t base = tables::with_gap(pair, step.p);
            const bool on_source_side = table_[base + tables::bit(step.p)] < table_[base];
            preferred[pair / 64] |= std::uint64_t{on_source_side} << (pair % 64);
        }
    }

    const FrontierPlan& plan_;
    Array<Value> capacity_;
    Array<Value> table_;
    Array<std::uint64_t> preferred_;
};

template <class Value>
Status find(const FrontierPlan& plan, const Array<Amount>& row, std::int64_t& value,
            std::span<std::uint8_t> source_side, Workspace& workspace) {
    CutFinder<Value> finder(plan, row, workspace);
    Array<std::uint8_t> side(workspace, static_cast<std::size_t>(plan.structure.core.node_count));
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    const Amount found = finder.run();
    value = found < out_of_reach ? found : -1;
    finder.mark(side.data());
    expand_side(plan.structure, side.data(), row.data(), source_side.data());
    return value < 0 ? Status::unbounded : Status::optimal;
}

}  // namespace

Status frontier_cut(const FrontierPlan& plan, std::span<const std::int64_t> row,
                    std::int64_t& value, std::span<std::uint8_t> source_side,
                    Workspace& workspace) {
    workspace.renew();
    const Array<Amount> extended = extended_row(plan.structure, row.data(), workspace);
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    if (tables::fit_in_32_bits(plan.structure.core, extended.data())) {
        return find<std::uint32_t>(plan, extended, value, source_side, workspace);
    }
    return find<std::uint64_t>(plan, extended, value, source_side, workspace);
}

}  // namespace corridor::flow::kernel
