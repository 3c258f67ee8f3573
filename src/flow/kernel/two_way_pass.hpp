#pragma once

#include "flow/kernel/tables.hpp"
#include "flow/kernel/without_each.hpp"

namespace corridor::flow::kernel {

/// Backward tables of a plain programme, one stretch of instructions at a time: kept is one table
/// per stretch, the others are made again when their stretch is reached.
template <class Value>
class BackwardTables {
  public:
    BackwardTables(const Program& program, const Value* capacity, Workspace& workspace)
        : program_(program),
          capacity_(capacity),
          budget_(std::max(budget_bytes / sizeof(Value), 4 * program.table_size())),
          boundary_(workspace, most_stretches(program)),
          kept_(workspace, most_stretches(program) * program.table_size()),
          table_(workspace, budget_ + program.table_size()),
          offset_(workspace, program.instructions.size() + 1),
          after_(workspace, program.table_size()),
          before_(workspace, program.table_size()) {
        if (!workspace.exhausted()) {
            divide();
            keep_one_per_stretch();
        }
    }

    [[nodiscard]] std::size_t stretches() const { return boundary_.size() - 1; }
    [[nodiscard]] std::size_t begin(std::size_t stretch) const { return boundary_[stretch]; }
    [[nodiscard]] std::size_t end(std::size_t stretch) const { return boundary_[stretch + 1]; }

    /// After this, table_after() answers for the instructions of the stretch.
    void fill(std::size_t stretch) {
        std::size_t used = 0;
        for (std::size_t at = begin(stretch); at < end(stretch); ++at) {
            offset_[at] = used;
            used += tables::size_after(step(at));
        }
        const std::size_t last = end(stretch) - 1;
        const Value* const kept = kept_.data() + stretch * program_.table_size();
        std::copy(kept, kept + tables::size_after(step(last)), table_.data() + offset_[last]);
        for (std::size_t at = last; at > begin(stretch); --at) {
            tables::backward(step(at), capacity_, table_.data() + offset_[at],
                             table_.data() + offset_[at - 1]);
        }
    }
    [[nodiscard]] const Value* table_after(std::size_t at) const {
        return table_.data() + offset_[at];
    }

  private:
    static constexpr std::size_t budget_bytes = std::size_t{1} << 19;

    [[nodiscard]] const Instruction& step(std::size_t at) const {
        return program_.instructions[at];
    }
    static std::size_t most_stretches(const Program& program) {
        const std::size_t smallest = budget_bytes / sizeof(Value) / program.table_size();
        return program.instructions.size() / std::max<std::size_t>(smallest, 4) + 3;
    }

    void divide() {
        std::size_t used = 0;
        boundary_.push(0);
        for (std::size_t at = 0; at < program_.instructions.size(); ++at) {
            used += tables::size_after(step(at));
            if (used > budget_) {
                boundary_.push(at);
                used = tables::size_after(step(at));
            }
        }
        if (!program_.instructions.empty()) {
            boundary_.push(program_.instructions.size());
        }
    }

    void keep_one_per_stretch() {
        Value* after = after_.data();
        Value* before = before_.data();
        after[0] = 0;
        for (std::size_t stretch = stretches(); stretch-- > 0;) {
            const std::size_t last = end(stretch) - 1;
            std::copy(after, after + tables::size_after(step(last)),
                      kept_.data() + stretch * program_.table_size());
            for (std::size_t at = end(stretch); stretch > 0 && at-- > begin(stretch);) {
                tables::backward(step(at), capacity_, after, before);
                std::swap(after, before);
            }
        }
    }

    const Program& program_;
    const Value* const capacity_;
    const std::size_t budget_;
    Stack<std::size_t> boundary_;
    Array<Value> kept_;
    Array<Value> table_;
    Array<std::size_t> offset_;
    Array<Value> after_;
    Array<Value> before_;
};

/// The forward pass that meets the backward tables: responses of the core's edges, and values
/// without its nodes.
template <class Value>
class TwoWayPass {
  public:
    TwoWayPass(const FrontierPlan& plan, const Value* capacity, bool wants_nodes,
               Workspace& workspace)
        : core_(plan.structure.core),
          program_(plan.program),
          capacity_(capacity),
          backward_(plan.program, capacity, workspace),
          table_(workspace, program_.table_size()),
          own_tables_(workspace, wants_nodes ? own_count() * program_.table_size() : 0),
          own_of_position_(workspace, own_count()),
          spare_(workspace, own_count()),
          wants_nodes_(wants_nodes) {
        for (std::size_t own = own_count(); own-- > 0 && !workspace.exhausted();) {
            spare_.push(own);
        }
    }

    /// `response` per core edge, preset where no instruction speaks of it; `without_node` per core
    /// node or null. Returns the value.
    Amount run(EdgeResponse* response, Amount* without_node) {
        table_[0] = 0;
        for (std::size_t stretch = 0; stretch < backward_.stretches(); ++stretch) {
            backward_.fill(stretch);
            for (std::size_t at = backward_.begin(stretch); at < backward_.end(stretch); ++at) {
                const Instruction& step = program_.instructions[at];
                note(step, backward_.table_after(at), response);
                tables::forward(step, capacity_, table_.data());
                if (wants_nodes_) {
                    follow_open_nodes(step, backward_.table_after(at), without_node);
                }
            }
        }
        return reached(table_[0]);
    }

  private:
    [[nodiscard]] std::size_t own_count() const {
        return static_cast<std::size_t>(program_.table_bits) + 1;
    }
    static Amount reached(Value value) {
        return static_cast<Amount>(std::min<std::uint64_t>(value, out_of_reach));
    }

    void note(const Instruction& step, const Value* after, EdgeResponse* response) const {
        if (step.operation == Operation::link) {
            response[step.subject] = response_of_link(step, after);
        } else if (step.operation == Operation::terminal) {
            response[step.subject] = response_of_terminal(step, after);
        } else if (step.operation == Operation::constant) {
            const Amount cut = least_sum(table_.data(), after, tables::bit(step.open));
            const bool forwards = edge_of(step).tail == core_.source;
            response[step.subject] = {out_of_reach, forwards ? cut : out_of_reach,
                                      forwards ? out_of_reach : cut};
        }
    }

    EdgeResponse response_of_link(const Instruction& step, const Value* after) const {
        const Value* const before = table_.data();
        const std::size_t p = tables::bit(step.p);
        const std::size_t q = tables::bit(step.q);
        Value uncut = before[0] + after[0];
        Value only_p = before[p] + after[p];
        Value only_q = before[q] + after[q];
        tables::each_without_both(step, [&](std::size_t base) {
            const Value neither = before[base] + after[base];
            const Value both = before[base + p + q] + after[base + p + q];
            uncut = std::min(uncut, std::min(neither, both));
            only_p = std::min(only_p, before[base + p] + after[base + p]);
            only_q = std::min(only_q, before[base + q] + after[base + q]);
        });
        return {reached(uncut), reached(only_p), reached(only_q)};
    }

    EdgeResponse response_of_terminal(const Instruction& step, const Value* after) const {
        const Value* const before = table_.data();
        const std::size_t p = tables::bit(step.p);
        Value if_sink = before[0] + after[0];
        Value if_source = before[p] + after[p];
        tables::each_without_p(step, [&](std::size_t base) {
            if_sink = std::min(if_sink, before[base] + after[base]);
            if_source = std::min(if_source, before[base + p] + after[base + p]);
        });
        const Edge& edge = edge_of(step);
        const bool at_source = edge.tail == core_.source || edge.head == core_.source;
        const bool from_tail = at_source == (edge.tail == core_.source || edge.tail == core_.sink);
        const Amount uncut = reached(at_source ? if_source : if_sink);
        const Amount cut = reached(at_source ? if_sink : if_source);
        return {uncut, from_tail ? cut : out_of_reach, from_tail ? out_of_reach : cut};
    }

    [[nodiscard]] const Edge& edge_of(const Instruction& step) const {
        return core_.edges[static_cast<std::size_t>(step.subject)];
    }

    static Amount least_sum(const Value* before, const Value* after, std::size_t states) {
        Value least = before[0] + after[0];
        for (std::size_t state = 1; state < states; ++state) {
            least = std::min(least, before[state] + after[state]);
        }
        return reached(least);
    }

    [[nodiscard]] Value* own_table(std::size_t position) {
        return own_tables_.data() + own_of_position_[position] * program_.table_size();
    }

    /// Each open node has a forward table of its own that ignores its edges.
    void follow_open_nodes(const Instruction& step, const Value* after, Amount* without_node) {
        const bool is_edge =
            step.operation == Operation::link || step.operation == Operation::terminal;
        for (std::size_t position = 0; position < own_of_position_.size(); ++position) {
            const bool is_its_own =
                position == step.p || (step.operation == Operation::link && position == step.q);
            if (!is_edge || !is_its_own) {
                tables::forward(step, capacity_, own_table(position));
            }
        }
        if (step.operation == Operation::introduce) {
            own_of_position_.push(spare_.pop());
            std::copy(table_.data(), table_.data() + tables::size_after(step),
                      own_table(own_of_position_.size() - 1));
        } else if (step.operation == Operation::forget) {
            without_node[step.subject] =
                least_sum(own_table(step.p), after, tables::size_after(step));
            spare_.push(own_of_position_[step.p]);
            own_of_position_.erase_at(step.p);
        }
    }

    const Topology& core_;
    const Program& program_;
    const Value* const capacity_;
    BackwardTables<Value> backward_;
    Array<Value> table_;
    Array<Value> own_tables_;
    Stack<std::size_t> own_of_position_;
    Stack<std::size_t> spare_;
    const bool wants_nodes_;
};

}  // namespace corridor::flow::kernel
