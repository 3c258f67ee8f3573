#include "flow/kernel/standing_solver.hpp"

#include "flow/kernel/pseudoflow.hpp"
#include "flow/kernel/residual.hpp"
#include "flow/kernel/sweep.hpp"
#include "flow/kernel/terminals.hpp"

#include <limits>

namespace corridor::flow::kernel {
namespace {

constexpr Amount largest_in_program = std::numeric_limits<std::int32_t>::max();

}  // namespace

StandingSolver::StandingSolver(const Topology& topology, Workspace& workspace)
    : workspace_(workspace), lanes_(best_lanes()), cut_(graph_) {
    workspace.renew();
    structure_ = reduce_structure(topology, workspace);
    if (!workspace.exhausted()) {
        const auto columns = static_cast<std::size_t>(structure_.total_columns());
        row_ = Array<Amount>(workspace, columns + 1);
        changed_ = Stack<std::int32_t>(workspace, structure_.column_steps.size());
        is_listed_ = Array<std::uint8_t>(workspace, structure_.column_steps.size());
        // So many of them together stay below 2^61.
        limit_ = (Amount{1} << 61) / static_cast<Amount>(structure_.core.edges.size() + 1);
        const std::size_t removed = structure_.removed.size();
        side_rules_ = Array<SideRule>(workspace, removed);
        for (std::size_t at = 0; at < side_rules_.size(); ++at) {
            side_rules_[at] = side_rule(structure_, structure_.removed[removed - 1 - at]);
        }
        index_uses();
        build_graph();
        cut_.allocate(workspace);
        const Topology& core = structure_.core;
        program_ = SlotProgram(
            core.node_count, core.source, core.sink, core.edges.size(),
            [&](std::size_t i) { return core.edges[i]; }, nullptr, workspace);
        keeps_flow_ = !program_.is_narrow();
        if (!keeps_flow_ && !workspace.exhausted()) {
            index_readers();
        }
        side_ = Array<std::uint8_t>(workspace, static_cast<std::size_t>(graph_.node_count));
    }
    status_ = workspace.exhausted() ? Status::out_of_memory : Status::optimal;
    if (status_ == Status::optimal) {
        row_.fill_bytes(0);
        is_listed_.fill_bytes(0);
    }
}

void StandingSolver::index_uses() {
    const auto columns = static_cast<std::size_t>(structure_.total_columns());
    const auto& steps = structure_.column_steps;
    const auto& edges = structure_.core.edges;
    first_use_ = Array<std::int32_t>(workspace_, columns + 2);
    use_ = Array<Use>(workspace_, 2 * (steps.size() + edges.size()));
    if (workspace_.exhausted()) {
        return;
    }
    const auto each_use = [&](auto visit) {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            visit(steps[i].left, static_cast<Use>(i));
            visit(steps[i].right, static_cast<Use>(i));
        }
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const auto place = static_cast<std::int32_t>(2 * i);
            if (edges[i].forward != none) {
                visit(edges[i].forward, ~place);
            }
            if (edges[i].backward != none) {
                visit(edges[i].backward, ~(place + 1));
            }
        }
    };
    first_use_.fill_bytes(0);
    each_use([&](Column column, Use) { ++first_use_[column + 2]; });
    for (std::size_t column = 1; column <= columns; ++column) {
        first_use_[column + 1] += first_use_[column];
    }
    each_use([&](Column column, Use use) { use_[first_use_[column + 1]++] = use; });
}

void StandingSolver::index_readers() {
    const auto columns = static_cast<std::size_t>(structure_.total_columns());
    const Topology& core = structure_.core;
    reader_ = Array<Reader>(workspace_, columns);
    core_uses_ = Stack<CoreUse>(workspace_, 2 * core.edges.size());
    if (workspace_.exhausted()) {
        return;
    }
    for (std::size_t column = 0; column < columns; ++column) {
        const Use* const begin = use_.data() + first_use_[column];
        const Use* const end = use_.data() + first_use_[column + 1];
        Reader& reader = reader_[column];
        reader = {0, Reader::many};
        if (end - begin == 1 && *begin >= 0) {
            const ColumnStep& step = structure_.column_steps[*begin];
            const Column other = step.left ^ step.right ^ static_cast<Column>(column);
            const bool is_series = step.kind == ColumnStep::Kind::smaller_of;
            reader = {is_series ? other : ~other, step.target};
        } else if (begin != end && end - begin <= 2 && begin[0] < 0 && end[-1] < 0) {
            CoreUse use{};
            for (const Use* at = begin; at != end; ++at) {
                const std::int32_t place = ~*at;
                const auto edge = static_cast<std::size_t>(place / 2);
                const bool is_forward = place % 2 == 0;
                const auto [tail, head, forward, backward] = core.edges[edge];
                use.times_direct += (is_forward ? tail : head) == core.source &&
                                            (is_forward ? head : tail) == core.sink
                                        ? 1
                                        : 0;
                use.amount[use.times++] = program_.amount(edge, is_forward);
            }
            reader.target = Reader::first_core_use - static_cast<Column>(core_uses_.size());
            core_uses_.push(use);
        }
    }
}

void StandingSolver::build_graph() {
    const Topology& core = structure_.core;
    const auto n = static_cast<std::size_t>(core.node_count);
    Array<Link<Amount>> links(workspace_, core.edges.size());
    Array<ArcId> arc_of_link(workspace_, core.edges.size());
    arc_of_edge_ = Array<ArcId>(workspace_, core.edges.size());
    graph_.excess = Array<Amount>(workspace_, n);
    if (workspace_.exhausted()) {
        return;
    }
    std::size_t count = 0;
    for (const Edge& edge : core.edges) {
        if (core.is_free(edge.tail) && core.is_free(edge.head)) {
            links[count++] = {edge.tail, edge.head, 0, 0};
        }
    }
    build_from_links(workspace_, core.node_count, links.data(), count, graph_, arc_of_link.data());
    if (workspace_.exhausted()) {
        return;
    }
    graph_.excess.fill_bytes(0);
    count = 0;
    for (std::size_t i = 0; i < core.edges.size(); ++i) {
        const bool is_free = core.is_free(core.edges[i].tail) && core.is_free(core.edges[i].head);
        arc_of_edge_[i] = is_free ? arc_of_link[count++] : none;
    }
}

void StandingSolver::set_capacity(Column column, std::int64_t capacity) {
    const Amount amount = capacity < 0 ? limit_ : std::min(capacity, limit_);
    if (row_[column] == amount) {
        return;
    }
    if (keeps_flow_) {
        propagate(column, amount);
    } else {
        change_in_program(column, amount);
    }
}

/// The same as propagate where only the programme is kept, and nearly always one way to go.
void StandingSolver::change_in_program(Column column, Amount amount) {
    while (true) {
        const Reader reader = reader_[column];
        if (reader.target == Reader::many) {
            propagate(column, amount);
            return;
        }
        const Amount more = amount - std::exchange(row_[column], amount);
        if (reader.target < 0) {
            const CoreUse& use = core_uses_[Reader::first_core_use - reader.target];
            total_ += more * use.times;
            direct_ += more * use.times_direct;
            for (std::int32_t i = 0; i < use.times; ++i) {
                if (use.amount[i] != nullptr) {
                    *use.amount[i] =
                        static_cast<std::int32_t>(std::min(amount, largest_in_program));
                }
            }
            return;
        }
        const bool is_series = reader.other >= 0;
        const Amount other = row_[is_series ? reader.other : ~reader.other];
        const Amount now = is_series ? std::min(amount, other) : std::min(amount + other, limit_);
        if (row_[reader.target] == now) {
            return;
        }
        column = reader.target;
        amount = now;
    }
}

/// Runs the steps that read a changed column, until none is left. What combined parts read is
/// nearly a tree, so a step seldom runs twice.
void StandingSolver::propagate(Column column, Amount amount) {
    const auto change = [&](Column which, Amount to) {
        const Amount more = to - std::exchange(row_[which], to);
        for (std::int32_t at = first_use_[which]; at < first_use_[which + 1]; ++at) {
            if (use_[at] < 0) {
                change_core(~use_[at], more);
            } else if (is_listed_[use_[at]] == 0) {
                is_listed_[use_[at]] = 1;
                changed_.push(use_[at]);
            }
        }
    };
    change(column, amount);
    while (!changed_.empty()) {
        const std::int32_t next = changed_.pop();
        is_listed_[next] = 0;
        const ColumnStep& step = structure_.column_steps[next];
        const Amount left = row_[step.left];
        const Amount right = row_[step.right];
        const Amount now = step.kind == ColumnStep::Kind::smaller_of
                               ? std::min(left, right)
                               : std::min(left + right, limit_);
        if (row_[step.target] != now) {
            change(step.target, now);
        }
    }
}

/// `place`: 2 × edge, + 1 for its backward direction.
void StandingSolver::change_core(std::int32_t place, Amount more) {
    const Topology& core = structure_.core;
    const Edge& edge = core.edges[static_cast<std::size_t>(place / 2)];
    const NodeId tail = place % 2 == 0 ? edge.tail : edge.head;
    const NodeId head = place % 2 == 0 ? edge.head : edge.tail;
    if (tail == core.source && head == core.sink) {
        direct_ += more;
    }
    if (program_.is_narrow()) {
        change_program(place, more);
    }
    if (keeps_flow_) {
        change_flow(place, more);
    }
}

void StandingSolver::change_program(std::int32_t place, Amount more) {
    const auto edge = static_cast<std::size_t>(place / 2);
    const bool is_forward = place % 2 == 0;
    const Edge& ends = structure_.core.edges[edge];
    const Amount amount = row_[is_forward ? ends.forward : ends.backward];
    total_ += more;
    if (std::int32_t* const place_of_amount = program_.amount(edge, is_forward)) {
        *place_of_amount = static_cast<std::int32_t>(std::min(amount, largest_in_program));
    }
}

void StandingSolver::change_flow(std::int32_t place, Amount more) {
    const Topology& core = structure_.core;
    const Edge& edge = core.edges[static_cast<std::size_t>(place / 2)];
    const bool is_forward = place % 2 == 0;
    const NodeId tail = is_forward ? edge.tail : edge.head;
    const NodeId head = is_forward ? edge.head : edge.tail;
    const ArcId arc = arc_of_edge_[place / 2];
    if (arc != none) {
        change_arc(is_forward ? arc : graph_.view().reverse(arc), tail, head, more);
    } else if (tail == core.source && core.is_free(head)) {
        cut_.add_excess(head, more);
    } else if (head == core.sink && core.is_free(tail)) {
        cut_.add_excess(tail, -more);
        demand_ += more;
    }
}

bool StandingSolver::may_run_program() const {
    return program_.is_narrow() && total_ <= largest_in_program;
}

void StandingSolver::expand(std::span<std::uint8_t> source_side) const {
    place_core(structure_, side_.data(), source_side.data());
    for (const SideRule& rule : side_rules_) {
        rule.apply(row_.data(), source_side.data());
    }
}

Status StandingSolver::run_program(std::int64_t& value, std::span<std::uint8_t> source_side) {
    workspace_.renew();
    const bool wants_side = !source_side.empty();
    value = direct_ + program_.run(lanes_, wants_side ? side_.data() : nullptr, workspace_);
    if (workspace_.exhausted()) {
        return Status::out_of_memory;
    }
    if (wants_side) {
        expand(source_side);
    }
    return Status::optimal;
}

void StandingSolver::change_arc(ArcId arc, NodeId tail, NodeId head, Amount more) {
    const auto arcs = graph_.view();
    const ArcId back = arcs.reverse(arc);
    const Amount room = arcs.residual(arc) + more;
    arcs.set_residual(arc, std::max<Amount>(room, 0));
    if (room > 0) {
        if (more > 0) {
            cut_.grew(tail, head);
        }
        return;
    }
    if (room < 0) {
        arcs.set_residual(back, arcs.residual(back) + room);
        cut_.add_excess(tail, -room);
        cut_.add_excess(head, room);
    }
}

Status StandingSolver::make_maximum() {
    keeps_flow_ = true;
    if (!is_stale_ && cut_.is_settled()) {
        return Status::optimal;
    }
    // From scratch costs about ten looks at every arc. Where going on was in vain, less is risked
    // the next time.
    const std::int64_t most_arcs = std::max<std::int64_t>(4 * graph_.arc_total(), 1000);
    if (!is_stale_ && cut_.restore(most_arcs >> failures_)) {
        failures_ = 0;
        return Status::optimal;
    }
    if (!is_stale_ && failures_ < 2) {
        ++failures_;
    }
    is_stale_ = true;
    return start_again();
}

void StandingSolver::empty_flow() {
    const Topology& core = structure_.core;
    const auto arcs = graph_.view();
    graph_.excess.fill_bytes(0);
    demand_ = 0;
    const auto at_terminal = [&](NodeId tail, NodeId head, Amount amount) {
        if (tail == core.source && core.is_free(head)) {
            graph_.excess[head] += amount;
        } else if (head == core.sink && core.is_free(tail)) {
            graph_.excess[tail] -= amount;
            demand_ += amount;
        }
    };
    for (std::size_t i = 0; i < core.edges.size(); ++i) {
        const Edge& edge = core.edges[i];
        const Amount forward = edge.forward == none ? 0 : row_[edge.forward];
        const Amount backward = edge.backward == none ? 0 : row_[edge.backward];
        if (arc_of_edge_[i] != none) {
            arcs.set_residual(arc_of_edge_[i], forward);
            arcs.set_residual(arcs.reverse(arc_of_edge_[i]), backward);
        } else {
            at_terminal(edge.tail, edge.head, forward);
            at_terminal(edge.head, edge.tail, backward);
        }
    }
}

Status StandingSolver::start_again() {
    workspace_.renew();
    empty_flow();
    {
        Pseudoflow<ResidualGraph<Amount>> solver(workspace_, graph_, {.relabel_interval = 2});
        if (workspace_.exhausted()) {
            return Status::out_of_memory;
        }
        solver.run();
    }
    cut_.start();
    is_stale_ = false;
    return Status::optimal;
}

Status StandingSolver::solve(std::int64_t& value, std::span<std::uint8_t> source_side) {
    if (may_run_program()) {
        return run_program(value, source_side);
    }
    const Status status = make_maximum();
    if (status != Status::optimal) {
        return status;
    }
    value = direct_ + demand_ - cut_.total_deficit();
    if (!source_side.empty()) {
        cut_.mark_nearest(side_.data());
        side_[structure_.core.source] = 1;
        side_[structure_.core.sink] = 0;
        expand(source_side);
    }
    return value < limit_ ? Status::optimal : Status::too_large;
}

}  // namespace corridor::flow::kernel
