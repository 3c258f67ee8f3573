#include "report/flow_rows.hpp"

#include "report/words.hpp"

#include <algorithm>
#include <cstdlib>

namespace corridor::report {

std::vector<FlowRow> flow_rows(const MaxFlowReport& report) {
    const Network& network = report.network;
    const std::vector<CutMember>& cut = report.answer.cut;
    const std::vector<bool> open = open_links(network, report.query.selection);
    const auto commodity = network.find_commodity(report.query.commodity);
    std::vector<FlowRow> rows;
    for (std::uint32_t i = 0; i < report.answer.link_flow.size(); ++i) {
        const Link& link = network.links()[i];
        const std::int64_t flow = report.answer.link_flow[i];
        const bool carries = !commodity || link.commodities.contains(*commodity);
        if (flow == 0 && !(report.all_links && open[i] && carries)) {
            continue;
        }
        const Element element = Element::of(LinkId{i});
        const TonnesPerYear amount(std::abs(flow));
        FlowRow row{&link,
                    &network.node(flow < 0 ? link.head : link.tail),
                    &network.node(flow < 0 ? link.tail : link.head),
                    amount,
                    limit_on(network, element, report.query.commodity),
                    std::nullopt,
                    std::find(cut.begin(), cut.end(), element) != cut.end()};
        if (row.capacity) {
            row.utilisation = ratio(amount, *row.capacity);
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace corridor::report
