#include "analysis/route_graph.hpp"

#include <corridor/analysis/routes.hpp>
#include <corridor/base/contract.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <queue>
#include <stdexcept>
#include <tuple>

namespace corridor {
namespace {

using route_search::Arc;
using route_search::RouteGraph;
using route_search::ToGo;
using Values = std::array<std::int64_t, 3>;

constexpr auto none = std::numeric_limits<std::uint32_t>::max();

bool no_worse(const Values& a, const Values& b) {
    return a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2];
}

/// A way from the origin to a side.
struct Label {
    Values spent;
    std::uint32_t side;
    std::uint32_t arc;
    std::uint32_t parent;
    std::int32_t links;
};

/// Label setting over three values at once. Labels are taken in the lexicographic order of what
/// they have spent and at least still need, so that a label that none before beats is final.
class Frontier {
  public:
    Frontier(const CostModel& model, const RouteQuery& query, const FrontierOptions& options)
        : options_(options) {
        for (const Objective objective : options.objectives) {
            graphs_.emplace_back(model, query, objective, objective, Valuation{});
        }
        for (const RouteGraph& graph : graphs_) {
            to_go_.emplace_back(graph).search();
        }
        final_.resize(graphs_.front().side_count());
    }

    /// The ways of the set in order.
    std::vector<std::vector<std::uint32_t>> run() {
        const RouteGraph& graph = graphs_.front();
        extend(std::nullopt, none, Values{}, 0, graph.origin());
        std::vector<std::uint32_t> ends;
        while (!queue_.empty()) {
            const std::uint32_t index = std::get<2>(queue_.top());
            queue_.pop();
            const Label label = labels_[index];
            if (beaten(final_[label.side], label.spent) || beaten(reached_, needed(label))) {
                continue;
            }
            if (graph.node_of(label.side) == graph.destination()) {
                reached_.push_back(label.spent);
                ends.push_back(index);
                continue;
            }
            final_[label.side].push_back(label.spent);
            if (labels_.size() > options_.most_labels) {
                whole_ = false;
                break;
            }
            extend(label.side, index, label.spent, label.links, graph.node_of(label.side));
        }
        std::vector<std::vector<std::uint32_t>> ways;
        for (const std::uint32_t end : ends) {
            std::vector<std::uint32_t> way;
            for (std::uint32_t i = end; i != none; i = labels_[i].parent) {
                way.push_back(labels_[i].arc);
            }
            std::reverse(way.begin(), way.end());
            ways.push_back(std::move(way));
        }
        return ways;
    }

    [[nodiscard]] bool whole() const { return whole_; }
    [[nodiscard]] const RouteGraph& graph() const { return graphs_.front(); }
    [[nodiscard]] std::vector<RouteProof> proofs() const {
        std::vector<RouteProof> proofs;
        for (std::size_t i = 0; i < graphs_.size(); ++i) {
            proofs.push_back(route_search::proof_of(graphs_[i], to_go_[i], options_.objectives[i]));
        }
        return proofs;
    }

  private:
    static bool beaten(const std::vector<Values>& by, const Values& values) {
        return std::any_of(by.begin(), by.end(),
                           [&](const Values& each) { return no_worse(each, values); });
    }

    Values needed(const Label& label) const {
        Values values = label.spent;
        for (std::size_t i = 0; i < to_go_.size(); ++i) {
            values[i] += to_go_[i].from(label.side).first;
        }
        return values;
    }

    void extend(std::optional<std::uint32_t> side, std::uint32_t parent, const Values& spent,
                std::int32_t links, std::uint32_t node) {
        for (const std::uint32_t a : graphs_.front().arcs_out(node)) {
            const Arc& arc = graphs_.front().arc(a);
            if (to_go_.front().from(arc.head_side) == route_search::unreached ||
                arc.head == graphs_.front().origin()) {
                continue;
            }
            Label label{spent, arc.head_side, a, parent, links + 1};
            for (std::size_t i = 0; i < graphs_.size(); ++i) {
                label.spent[i] += graphs_[i].leaving(side, graphs_[i].arc(a)).first;
            }
            const Values bound = needed(label);
            if (!beaten(final_[label.side], label.spent) && !beaten(reached_, bound)) {
                labels_.push_back(label);
                queue_.emplace(bound, label.links, static_cast<std::uint32_t>(labels_.size() - 1));
            }
        }
    }

    const FrontierOptions& options_;
    std::vector<RouteGraph> graphs_;
    std::vector<ToGo> to_go_;
    std::vector<Label> labels_;
    std::vector<std::vector<Values>> final_;  ///< by side
    std::vector<Values> reached_;
    using Entry = std::tuple<Values, std::int32_t, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
    bool whole_ = true;
};

bool names_each_once(const std::vector<Objective>& objectives) {
    for (std::size_t i = 0; i < objectives.size(); ++i) {
        if (objectives[i] == Objective::generalised ||
            std::count(objectives.begin(), objectives.end(), objectives[i]) > 1) {
            return false;
        }
    }
    return !objectives.empty() && objectives.size() <= 3;
}

}  // namespace

Routes pareto_routes(const CostModel& model, const RouteQuery& query,
                     const FrontierOptions& options) {
    const Diagnostics faults = check(model.network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    expects(names_each_once(options.objectives),
            "objectives are one to three of cost, time and co2, each once");
    Frontier frontier(model, query, options);
    Routes answer;
    for (const auto& way : frontier.run()) {
        Route route;
        route.steps = route_search::steps_of(frontier.graph(), way);
        route.cost = route_search::cost_of(model, route.steps);
        route.weight = weight_of_way(route.cost, options.objectives.front(), {}).value();
        answer.routes.push_back(std::move(route));
    }
    answer.exhausted = frontier.whole();
    answer.proofs = frontier.proofs();
    const Diagnostics wrong = verify(model, query, answer);
    if (!wrong.ok()) {
        throw std::logic_error("routes failed their certificate: " + render(wrong));
    }
    answer.certified = true;
    return answer;
}

}  // namespace corridor
