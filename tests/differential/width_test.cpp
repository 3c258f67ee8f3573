#include "flow/columns.hpp"
#include "flow/kernel/sweep.hpp"
#include "support/catch.hpp"

#include <corridor/io/middle_corridor.hpp>

using namespace corridor;

namespace {

int width_for_many_rows(const flow::Columns& columns) {
    constexpr std::size_t rows = 10'000;
    flow::kernel::Workspace workspace;
    return flow::kernel::plan_frontier(columns.topology(), rows, flow::kernel::Style::fused, 23,
                                       workspace)
        .quality.width;
}

}  // namespace

TEST_CASE("for containers the Middle Corridor is as narrow as docs/model/maximum-flow.md says") {
    const Network network = middle_corridor();
    const FlowQuery query{
        .from = {{"xian"}}, .to = {{"alat_port"}}, .commodity = std::string(containers)};
    const flow::Columns whole = flow::lay_out_columns(network, query);
    const auto links = static_cast<std::ptrdiff_t>(network.links().size());
    const flow::Columns needed =
        flow::lay_out_columns(network, query, {whole.base.begin(), whole.base.begin() + links});
    CHECK(width_for_many_rows(whole) <= 10);
    CHECK(width_for_many_rows(needed) <= 8);
}
