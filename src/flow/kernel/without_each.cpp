#include "flow/kernel/without_each.hpp"

#include "flow/kernel/two_way_pass.hpp"

namespace corridor::flow::kernel {
namespace {

/// Responses of the core's edges, handed down to all they were made of.
class HandDown {
  public:
    HandDown(const Structure& structure, const Array<Amount>& row, EdgeResponse* response)
        : structure_(structure), row_(row), response_(response) {}

    void run() const {
        for (std::size_t at = structure_.parts.size(); at-- > structure_.edge_count;) {
            const Part& whole = structure_.parts[at];
            const NodeId second_tail = whole.is_series() ? whole.middle : whole.tail;
            hand_down(at, whole.first, whole.second, whole.tail, second_tail);
            hand_down(at, whole.second, whole.first, second_tail, whole.tail);
        }
    }

  private:
    void hand_down(std::size_t whole, std::int32_t child, std::int32_t sibling, NodeId child_tail,
                   NodeId sibling_tail) const {
        const Amount forward = amount(structure_.column_from(sibling, sibling_tail));
        const Amount backward = amount(structure_.column_into(sibling, sibling_tail));
        EdgeResponse to = response_[whole];
        if (structure_.parts[whole].is_series()) {
            to.uncut = to.value_with(forward, backward);
        } else {
            to.cut_forward += std::min(forward, out_of_reach - to.cut_forward);
            to.cut_backward += std::min(backward, out_of_reach - to.cut_backward);
        }
        if (structure_.parts[child].tail != child_tail) {
            std::swap(to.cut_forward, to.cut_backward);
        }
        response_[child] = to;
    }
    [[nodiscard]] Amount amount(Column column) const { return column == none ? 0 : row_[column]; }

    const Structure& structure_;
    const Array<Amount>& row_;
    EdgeResponse* const response_;
};

void spread_node_values(const Structure& structure, const EdgeResponse* response,
                        const Amount* of_core, Amount value, std::span<std::int64_t> without) {
    std::fill(without.begin(), without.end(), value);
    for (std::size_t v = 2; v < structure.original_of.size(); ++v) {
        without[static_cast<std::size_t>(structure.original_of[v])] = of_core[v];
    }
    for (const auto& [node, part, is_dead_end] : structure.removed) {
        if (!is_dead_end) {
            without[static_cast<std::size_t>(node)] = response[part].value_without();
        }
    }
    for (std::size_t terminal = 0; terminal < 2; ++terminal) {
        without[static_cast<std::size_t>(structure.original_of[terminal])] = -1;
    }
}

template <class Value>
Status find(const FrontierPlan& plan, const Array<Amount>& row, WithoutEach& answer,
            Workspace& workspace) {
    const Structure& structure = plan.structure;
    const bool wants_nodes = !answer.without_node.empty();
    const auto core_nodes = static_cast<std::size_t>(structure.core.node_count);
    const Array<Value> capacity = tables::entries_of<Value>(row, workspace);
    Array<EdgeResponse> of_core(workspace, structure.core.edges.size());
    Array<EdgeResponse> of_part(workspace, structure.parts.size());
    Array<Amount> without_core_node(workspace, wants_nodes ? core_nodes : 0);
    TwoWayPass<Value> pass(plan, capacity.data(), wants_nodes, workspace);
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    const EdgeResponse never{out_of_reach, out_of_reach, out_of_reach};
    of_core.fill(never);
    without_core_node.fill(out_of_reach);
    const Amount value = pass.run(of_core.data(), without_core_node.data());
    // An edge that no instruction speaks of joins two terminals and cannot matter, nor can a node.
    of_part.fill({value, out_of_reach, out_of_reach});
    for (std::size_t i = 0; i < of_core.size(); ++i) {
        if (of_core[i].value_without() < out_of_reach) {
            of_part[structure.core_parts[i]] = of_core[i];
        }
    }
    for (Amount& without : without_core_node) {
        without = std::min(without, value);
    }
    HandDown(structure, row, of_part.data()).run();
    std::copy(of_part.begin(), of_part.begin() + structure.edge_count, answer.edge.begin());
    if (wants_nodes) {
        spread_node_values(structure, of_part.data(), without_core_node.data(), value,
                           answer.without_node);
    }
    answer.value = value < out_of_reach ? value : -1;
    return value < out_of_reach ? Status::optimal : Status::unbounded;
}

}  // namespace

Status without_each(const FrontierPlan& plan, std::span<const std::int64_t> row,
                    WithoutEach& answer, Workspace& workspace) {
    workspace.renew();
    const Array<Amount> extended = extended_row(plan.structure, row.data(), workspace);
    if (workspace.exhausted()) {
        return Status::out_of_memory;
    }
    if (tables::fit_in_32_bits(plan.structure.core, extended.data())) {
        return find<std::uint32_t>(plan, extended, answer, workspace);
    }
    return find<std::uint64_t>(plan, extended, answer, workspace);
}

}  // namespace corridor::flow::kernel
