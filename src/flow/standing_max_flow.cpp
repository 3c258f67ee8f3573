#include "flow/columns.hpp"
#include "flow/kernel/standing_solver.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/standing_max_flow.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace corridor {
namespace {

using flow::kernel::none;

void require(flow::kernel::Status status) {
    if (status == flow::kernel::Status::out_of_memory) {
        throw std::bad_alloc();
    }
}

FlowQuery checked(const Network& network, FlowQuery query) {
    const Diagnostics faults = check(network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    return query;
}

}  // namespace

struct StandingMaxFlow::State {
    Network network;
    FlowQuery query;
    flow::Columns columns;
    std::vector<std::int64_t> row;
    std::vector<std::optional<Element>> element_of_edge;
    std::vector<std::uint32_t> changed;
    std::vector<bool> is_changed;
    flow::kernel::Workspace workspace;
    flow::kernel::StandingSolver solver;

    State(Network of, FlowQuery asked)
        : network(std::move(of)),
          query(checked(network, std::move(asked))),
          columns(flow::lay_out_columns(network, query)),
          row(columns.base),
          element_of_edge(columns.edges.size()),
          is_changed(network.links().size(), false),
          solver(columns.topology(), workspace) {
        require(solver.status());
        name_edges();
        for (std::size_t i = 0; i < row.size(); ++i) {
            solver.set_capacity(static_cast<flow::kernel::Column>(i), row[i]);
        }
    }

    void name_edges() {
        const auto name = [&](std::int32_t edge, Element element) {
            if (edge != none) {
                element_of_edge[static_cast<std::size_t>(edge)] = element;
            }
        };
        for (std::uint32_t i = 0; i < columns.link_edges.size(); ++i) {
            name(columns.link_edges[i].first, Element::of(LinkId{i}));
            name(columns.link_edges[i].second, Element::of(LinkId{i}));
        }
        for (std::uint32_t v = 0; v < columns.places.size(); ++v) {
            name(columns.places[v].throughput_edge, Element::of(NodeId{v}));
            name(columns.places[v].terminal_edge, Element::terminal_of(NodeId{v}));
        }
    }

    void set(std::uint32_t link, std::int64_t capacity) {
        row[link] = capacity;
        solver.set_capacity(static_cast<flow::kernel::Column>(link), capacity);
    }
};

StandingMaxFlow::StandingMaxFlow(Network network, FlowQuery query)
    : state_(std::make_unique<State>(std::move(network), std::move(query))) {}

StandingMaxFlow::~StandingMaxFlow() = default;
StandingMaxFlow::StandingMaxFlow(StandingMaxFlow&& other) noexcept = default;
StandingMaxFlow& StandingMaxFlow::operator=(StandingMaxFlow&& other) noexcept = default;

void StandingMaxFlow::set_capacity(LinkId link, std::optional<TonnesPerYear> capacity) {
    expects(link.index < state_->network.links().size(), "the link is one of the network");
    expects(!capacity || (capacity->count() >= 0 && capacity->count() <= TonnesPerYear::largest),
            "a capacity lies between 0 and 2^38 t/yr");
    if (!state_->is_changed[link.index]) {
        state_->is_changed[link.index] = true;
        state_->changed.push_back(link.index);
    }
    state_->set(link.index, capacity ? capacity->count() : flow::unlimited);
}

void StandingMaxFlow::reset() {
    for (const std::uint32_t link : state_->changed) {
        state_->set(link, state_->columns.base[link]);
        state_->is_changed[link] = false;
    }
    state_->changed.clear();
}

std::optional<TonnesPerYear> StandingMaxFlow::value() {
    std::int64_t value = 0;
    const auto status = state_->solver.solve(value, {});
    require(status);
    return status == flow::kernel::Status::optimal ? std::optional(TonnesPerYear(value))
                                                   : std::nullopt;
}

ValueAndCut StandingMaxFlow::solve() {
    ValueAndCut answer;
    std::int64_t value = 0;
    std::vector<std::uint8_t> side(static_cast<std::size_t>(state_->columns.node_count));
    const auto status = state_->solver.solve(value, side);
    require(status);
    if (status != flow::kernel::Status::optimal) {
        answer.outcome = flow::Outcome::unbounded;
        return answer;
    }
    answer.value = TonnesPerYear(value);
    for (std::size_t i = 0; i < state_->columns.edges.size(); ++i) {
        const flow::kernel::Edge& edge = state_->columns.edges[i];
        const bool tail_inside = side[static_cast<std::size_t>(edge.tail)] != 0;
        const bool head_inside = side[static_cast<std::size_t>(edge.head)] != 0;
        const flow::kernel::Column column = tail_inside ? edge.forward : edge.backward;
        if (tail_inside == head_inside || column == none || !state_->element_of_edge[i]) {
            continue;
        }
        const std::int64_t capacity = state_->row[static_cast<std::size_t>(column)];
        answer.cut.push_back({*state_->element_of_edge[i], TonnesPerYear(capacity)});
    }
    const auto before = [](const CutMember& a, const CutMember& b) {
        return static_cast<const Element&>(a) < static_cast<const Element&>(b);
    };
    const auto same = [](const CutMember& a, const CutMember& b) {
        return static_cast<const Element&>(a) == static_cast<const Element&>(b);
    };
    std::sort(answer.cut.begin(), answer.cut.end(), before);
    answer.cut.erase(std::unique(answer.cut.begin(), answer.cut.end(), same), answer.cut.end());
    return answer;
}

MaxFlow StandingMaxFlow::prove() const {
    NetworkBuilder changed(state_->network);
    for (const std::uint32_t link : state_->changed) {
        const std::int64_t capacity = state_->row[link];
        changed.links()[link].capacity =
            capacity >= 0 ? std::optional<Quantity>({Decimal(capacity), "t/yr"}) : std::nullopt;
    }
    return max_flow(changed.build().value(), state_->query);
}

}  // namespace corridor
