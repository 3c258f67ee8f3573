#include "flow/multicommodity/column_generation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor::flow::multicommodity {
namespace {

constexpr double noise = 1e-11;  ///< of the length of a return, relative
constexpr std::uint32_t none = 0xFFFFFFFFU;

}  // namespace

/// A row a place: what leaves it less what arrives there is at most 0. The rows of an equipment add
/// up to 0, so that none of them can be below it.
void ColumnGeneration::add_places() {
    for (const auto& equipment : problem_->equipment) {
        place_rows_begin_.push_back(static_cast<std::uint32_t>(master_.row_count()));
        for (std::size_t p = 0; p < equipment.leaves.size(); ++p) {
            master_.add_row(0.0);
        }
    }
    carried_begin_.assign(graph_.edge_count() + 1, 0);
    std::vector<std::uint32_t> edge_of(problem_->arc_count(), none);
    for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) {
        for (const std::uint32_t a : graph_.arcs(e)) {
            edge_of[a] = e;
        }
    }
    for (const auto& use : problem_->equipment_uses) {
        const auto& equipment = problem_->equipment[use.equipment];
        if (edge_of[use.arc] != none) {
            carried_.push_back(
                {.commodity = use.commodity,
                 .edge = edge_of[use.arc],
                 .from_row = place_row(use.equipment, equipment.place[problem_->tail[use.arc]]),
                 .to_row = place_row(use.equipment, equipment.place[problem_->head[use.arc]]),
                 .per_unit = use.per_unit});
            ++carried_begin_[edge_of[use.arc] + 1];
        }
    }
    std::stable_sort(carried_.begin(), carried_.end(),
                     [](const Carried& a, const Carried& b) { return a.edge < b.edge; });
    for (std::size_t e = 1; e < carried_begin_.size(); ++e) {
        carried_begin_[e] += carried_begin_[e - 1];
    }
}

std::vector<double> ColumnGeneration::price_returns(std::span<const double> prices) {
    std::vector<double> result(prices.begin(), prices.end());
    found_returns_.clear();
    for (std::uint32_t e = 0; e < problem_->equipment.size(); ++e) {
        const auto& equipment = problem_->equipment[e];
        const auto places = static_cast<std::uint32_t>(equipment.leaves.size());
        std::vector<std::uint32_t> rest_of(graph_.node_count(), none);
        for (std::uint32_t p = 0; p < places; ++p) {
            rest_of[equipment.arrives[p]] = equipment.leaves[p];
        }
        paths_.run_from(equipment.leaves, prices.subspan(place_row(e, 0), places),
                        length_[equipment.empty], rest_of);
        std::vector<std::uint32_t> place_at(graph_.node_count(), none);
        for (std::uint32_t p = 0; p < places; ++p) {
            place_at[equipment.leaves[p]] = p;
            result[place_row(e, p)] = paths_.distance(equipment.leaves[p]);
        }
        for (std::uint32_t p = 0; p < places; ++p) {
            const double worth = prices[place_row(e, p)];
            if (paths_.distance(equipment.arrives[p]) >= worth) {
                continue;
            }
            paths_.path_to(equipment.arrives[p], edge_work_);
            if (edge_work_.empty()) {
                continue;
            }
            const std::uint32_t start = graph_.tail(edge_work_.front());
            const std::uint32_t from = place_at[start];
            const double length = paths_.distance(equipment.arrives[p]) - paths_.distance(start);
            const double gain = worth - prices[place_row(e, from)] - length;
            if (from != p &&
                gain > master_.price_floor() + noise * (std::abs(worth) + std::abs(length))) {
                found_returns_.push_back(
                    {.equipment = e, .from = from, .to = p, .edges = edge_work_});
            }
        }
    }
    return result;
}

void ColumnGeneration::add_equipment_lengths(std::span<const double> prices) {
    for (const Carried& carried : carried_) {
        double& length = length_[carried.commodity][carried.edge];
        if (length < unreachable) {
            length += carried.per_unit * (prices[carried.from_row] - prices[carried.to_row]);
        }
    }
}

void ColumnGeneration::add_found_returns() {
    for (const EmptyReturn& found : found_returns_) {
        add_return(found);
    }
    found_returns_.clear();
}

void ColumnGeneration::add_return(const EmptyReturn& found) {
    const auto known = std::find_if(returns_.begin(), returns_.end(), [&](const EmptyReturn& each) {
        return each.equipment == found.equipment && each.edges == found.edges;
    });
    if (known != returns_.end()) {
        return;
    }
    const std::uint32_t commodity = problem_->equipment[found.equipment].empty;
    entry_work_.clear();
    double cost = 0.0;
    for (const std::uint32_t e : found.edges) {
        cost += objective_ == AllocationObjective::least_cost ? graph_.cost(commodity)[e] : 0.0;
        for (std::size_t i = edge_rows_begin_[e]; i < edge_rows_begin_[e + 1]; ++i) {
            const RowUse& use = edge_rows_[i];
            if (use.commodity != commodity &&
                use.commodity != MulticommodityProblem::every_commodity) {
                continue;
            }
            const auto same =
                std::find_if(entry_work_.begin(), entry_work_.end(),
                             [&](const Entry& entry) { return entry.row == use.entry.row; });
            if (same == entry_work_.end()) {
                entry_work_.push_back(use.entry);
            } else {
                same->amount += use.entry.amount;
            }
        }
    }
    entry_work_.push_back({place_row(found.equipment, found.from), 1.0});
    entry_work_.push_back({place_row(found.equipment, found.to), -1.0});
    route_edges_.insert(route_edges_.end(), found.edges.begin(), found.edges.end());
    route_begin_.push_back(route_edges_.size());
    column_demand_.push_back(no_demand);
    returns_.push_back(found);
    returns_.back().column = master_.add_column(Master::no_set, cost, entry_work_);
}

void ColumnGeneration::put_empties(MulticommoditySolution& solution,
                                   std::span<const double> fitting) const {
    for (const EmptyReturn& empties : returns_) {
        double amount = master_.value(empties.column);
        for (const Entry& entry : master_.entries(empties.column)) {
            amount *= entry.row < fitting.size() ? fitting[entry.row] : 1.0;
        }
        if (amount <= 0.0) {
            continue;
        }
        EmptyFlow flow{.equipment = empties.equipment,
                       .from = empties.from,
                       .to = empties.to,
                       .amount = amount};
        for (const std::uint32_t e : empties.edges) {
            const auto arcs = graph_.arcs(e);
            flow.arcs.insert(flow.arcs.end(), arcs.begin(), arcs.end());
        }
        solution.empties.push_back(std::move(flow));
    }
}

std::vector<std::vector<double>> ColumnGeneration::place_prices() const {
    std::vector<std::vector<double>> result;
    for (std::uint32_t e = 0; e < problem_->equipment.size(); ++e) {
        result.emplace_back(problem_->equipment[e].leaves.size(), 0.0);
        for (std::uint32_t p = 0; p < result[e].size() && !best_prices_.empty(); ++p) {
            result[e][p] = best_prices_[place_row(e, p)];
        }
    }
    return result;
}

}  // namespace corridor::flow::multicommodity
