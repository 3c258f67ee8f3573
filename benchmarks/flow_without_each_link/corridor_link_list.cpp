#include "flow/kernel/without_each.hpp"
#include "flow_without_each_link/corridor.hpp"

namespace corridor::bench {

std::vector<std::int64_t> corridor_link_list(const flow::Columns& links) {
    namespace kernel = flow::kernel;
    static kernel::Workspace workspace;  // as the others keep the heap of malloc
    constexpr int widest = 14;
    const kernel::FrontierPlan plan =
        kernel::plan_frontier(links.topology(), 1, kernel::Style::plain, widest, workspace);
    if (!plan.is_narrow()) {
        return {};
    }
    std::vector<kernel::EdgeResponse> response(links.edges.size());
    kernel::WithoutEach found;
    found.edge = response;
    if (kernel::without_each(plan, links.base, found, workspace) != kernel::Status::optimal) {
        return {};
    }
    std::vector<std::int64_t> values(links.link_edges.size(), found.value);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::int32_t edge = links.link_edges[i].first;
        if (edge != kernel::none) {
            values[i] = response[static_cast<std::size_t>(edge)].value_without();
        }
    }
    return values;
}

}  // namespace corridor::bench
