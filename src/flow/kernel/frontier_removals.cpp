#include "flow/kernel/frontier_removals.hpp"

#include "flow/kernel/tables.hpp"

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 28;

/// A column to be taken apart, with so many removals within it.
struct Share {
    Column column;
    std::size_t removals;
};

class RemovalTables {
  public:
    RemovalTables(const FrontierPlan& plan, const Array<Amount>& row,
                  std::span<const std::uint8_t> removable, std::size_t levels, Workspace& workspace)
        : plan_(plan),
          row_(row),
          removable_(removable),
          levels_(levels),
          cost_(workspace, levels * row.size()),
          step_of_column_(workspace, row.size()),
          offset_(workspace, plan.program.instructions.size() + 1),
          table_(workspace, entries() * levels) {}

    [[nodiscard]] static std::size_t bytes(const FrontierPlan& plan, std::size_t levels) {
        std::size_t states = 1;
        for (const Instruction& step : plan.program.instructions) {
            states += tables::size_after(step);
        }
        return states * levels * sizeof(Amount);
    }

    void run() {
        price_columns();
        offset_[0] = 0;
        std::fill(at(0, 0), at(0, 0) + levels_, Amount{0});
        std::size_t used = 1;
        const auto& instructions = plan_.program.instructions;
        for (std::size_t i = 0; i < instructions.size(); ++i) {
            offset_[i + 1] = used;
            used += tables::size_after(instructions[i]);
            forward(i, instructions[i]);
        }
    }

    [[nodiscard]] Amount value(std::size_t removals) {
        return at(plan_.program.instructions.size(), 0)[removals];
    }

    /// Walks back through the tables by what each entry was made of.
    void collect(Stack<Column>& removed, Stack<Share>& shares) {
        std::size_t state = 0;
        std::size_t left = levels_ - 1;
        const auto& instructions = plan_.program.instructions;
        for (std::size_t i = instructions.size(); i-- > 0;) {
            const Instruction& step = instructions[i];
            const Amount reached = at(i + 1, state)[left];
            if (step.operation == Operation::introduce) {
                state &= tables::bit(step.open) - 1;
            } else if (step.operation == Operation::forget) {
                state = tables::with_gap(state, step.p);
                state += at(i, state)[left] == reached ? 0 : tables::bit(step.p);
            } else if (const Column column = column_paid(step, state); column != none) {
                std::size_t spent = 0;
                while (plus(at(i, state)[left - spent], cost(column)[spent]) != reached) {
                    ++spent;
                }
                left -= spent;
                take_out(column, spent, removed, shares);
            }
        }
    }

  private:
    static Amount plus(Amount a, Amount b) { return a + std::min(b, out_of_reach - a); }

    [[nodiscard]] std::size_t entries() const { return bytes(plan_, 1) / sizeof(Amount); }
    [[nodiscard]] Amount* at(std::size_t table, std::size_t state) {
        return table_.data() + (offset_[table] + state) * levels_;
    }
    [[nodiscard]] Amount* cost(Column column) {
        return cost_.data() + static_cast<std::size_t>(column) * levels_;
    }

    [[nodiscard]] bool is_removable(Column column) const {
        const auto at = static_cast<std::size_t>(column);
        return at < removable_.size() && removable_[at] != 0;
    }

    /// What crossing a column costs after so many removals within it.
    void price_columns() {
        step_of_column_.fill_bytes(255);
        for (std::size_t column = 0; column < row_.size(); ++column) {
            Amount* const price = cost(static_cast<Column>(column));
            std::fill(price, price + levels_, row_[column]);
            if (is_removable(static_cast<Column>(column))) {
                std::fill(price + 1, price + levels_, Amount{0});
            }
        }
        const auto& steps = plan_.structure.column_steps;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const ColumnStep& step = steps[i];
            step_of_column_[step.target] = static_cast<std::int32_t>(i);
            Amount* const target = cost(step.target);
            const Amount* const left = cost(step.left);
            const Amount* const right = cost(step.right);
            for (std::size_t removals = 0; removals < levels_; ++removals) {
                target[removals] = step.kind == ColumnStep::Kind::smaller_of
                                       ? std::min(left[removals], right[removals])
                                       : cheapest_sum(left, right, removals);
            }
        }
    }

    static Amount cheapest_sum(const Amount* a, const Amount* b, std::size_t removals) {
        Amount least = plus(a[0], b[removals]);
        for (std::size_t spent = 1; spent <= removals; ++spent) {
            least = std::min(least, plus(a[spent], b[removals - spent]));
        }
        return least;
    }

    /// The column that a state pays for at an edge; none where it does not cut it.
    static Column column_paid(const Instruction& step, std::size_t state) {
        const bool p = (state & tables::bit(step.p)) != 0;
        switch (step.operation) {
            case Operation::link: {
                const bool q = (state & tables::bit(step.q)) != 0;
                return p == q ? none : p ? step.forward : step.backward;
            }
            case Operation::terminal:
                return p ? step.backward : step.forward;
            case Operation::constant:
                return step.forward;
            default:
                return none;
        }
    }

    void forward(std::size_t i, const Instruction& step) {
        const std::size_t states = tables::bit(step.open);
        if (step.operation == Operation::introduce) {
            std::copy(at(i, 0), at(i, states), at(i + 1, 0));
            std::copy(at(i, 0), at(i, states), at(i + 1, states));
        } else if (step.operation == Operation::forget) {
            for (std::size_t pair = 0; pair < states / 2; ++pair) {
                const Amount* const out = at(i, tables::with_gap(pair, step.p));
                const Amount* const in = out + tables::bit(step.p) * levels_;
                std::transform(out, out + levels_, in, at(i + 1, pair),
                               [](Amount a, Amount b) { return std::min(a, b); });
            }
        } else {
            for (std::size_t state = 0; state < states; ++state) {
                pay(at(i, state), column_paid(step, state), at(i + 1, state));
            }
        }
    }

    void pay(const Amount* before, Column column, Amount* after) {
        if (column == none) {
            std::copy(before, before + levels_, after);
            return;
        }
        const Amount* const price = cost(column);
        for (std::size_t removals = 0; removals < levels_; ++removals) {
            after[removals] = cheapest_sum(before, price, removals);
        }
    }

    void take_out(Column column, std::size_t removals, Stack<Column>& removed,
                  Stack<Share>& shares) {
        const auto add = [&](const Share& share) {
            if (share.removals > 0) {
                shares.push(share);
            }
        };
        add({column, removals});
        while (!shares.empty()) {
            const Share share = shares.pop();
            if (step_of_column_[share.column] == none) {
                if (is_removable(share.column)) {
                    removed.push(share.column);
                }
                continue;
            }
            const ColumnStep& step = plan_.structure.column_steps[step_of_column_[share.column]];
            const Amount reached = cost(share.column)[share.removals];
            if (step.kind == ColumnStep::Kind::smaller_of) {
                const bool is_left = cost(step.left)[share.removals] == reached;
                add({is_left ? step.left : step.right, share.removals});
                continue;
            }
            std::size_t spent = 0;
            while (plus(cost(step.left)[spent], cost(step.right)[share.removals - spent]) !=
                   reached) {
                ++spent;
            }
            add({step.left, spent});
            add({step.right, share.removals - spent});
        }
    }

    const FrontierPlan& plan_;
    const Array<Amount>& row_;
    const std::span<const std::uint8_t> removable_;
    const std::size_t levels_;
    Array<Amount> cost_;
    Array<std::int32_t> step_of_column_;
    Array<std::size_t> offset_;
    Array<Amount> table_;
};

}  // namespace

Status frontier_removals(const FrontierPlan& plan, std::span<const std::int64_t> row,
                         std::span<const std::uint8_t> removable, RemovalAnswer& answer,
                         Workspace& workspace) {
    workspace.renew();
    const std::size_t levels = answer.value.size();
    if (RemovalTables::bytes(plan, levels) > most_bytes) {
        return Status::too_large;
    }
    const Array<Amount> extended = extended_row(plan.structure, row.data(), workspace);
    RemovalTables tables(plan, extended, removable, levels, workspace);
    answer.removed = Stack<Column>(workspace, levels);
    Stack<Share> shares(workspace, levels + 1);
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    tables.run();
    for (std::size_t removals = 0; removals < levels; ++removals) {
        const Amount value = tables.value(removals);
        answer.value[removals] = value < out_of_reach ? value : -1;
    }
    tables.collect(answer.removed, shares);
    return Status::optimal;
}

}  // namespace corridor::flow::kernel
