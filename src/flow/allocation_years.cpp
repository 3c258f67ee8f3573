#include "flow/allocation_answer.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/flow/allocation_years.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace corridor {
namespace {

using flow::AllocationLowered;
using flow::MulticommodityProblem;
using flow::MulticommoditySolution;

bool same_cost_at_places(const CostModel& a, const CostModel& b) {
    return a.link == b.link && a.passage == b.passage && a.transfer == b.transfer &&
           a.graph.sides == b.graph.sides && a.graph.tail_side == b.graph.tail_side &&
           a.graph.head_side == b.graph.head_side && a.rates.value_of_day == b.rates.value_of_day;
}

/// Whether two limits count the same cargo, as far as both are there.
bool same_kind(const std::optional<Capacity>& a, const std::optional<Capacity>& b) {
    return !a || !b || a->containers_only == b->containers_only;
}

bool same_places(const Network& a, const Network& b) {
    return std::equal(a.nodes().begin(), a.nodes().end(), b.nodes().begin(), b.nodes().end(),
                      [](const Node& one, const Node& other) {
                          return one.id == other.id && one.country == other.country &&
                                 same_kind(one.throughput, other.throughput) &&
                                 same_kind(one.container_terminal, other.container_terminal);
                      }) &&
           std::equal(a.links().begin(), a.links().end(), b.links().begin(), b.links().end(),
                      [](const Link& one, const Link& other) {
                          return one.id == other.id && one.directed == other.directed &&
                                 one.commodities == other.commodities &&
                                 same_kind(one.capacity, other.capacity);
                      });
}

bool same_question(const AllocationQuery& a, const AllocationQuery& b) {
    return a.objective == b.objective && a.valuation == b.valuation &&
           a.unserved_price == b.unserved_price && a.fair_between == b.fair_between &&
           std::equal(a.demands.begin(), a.demands.end(), b.demands.begin(), b.demands.end(),
                      [](const AllocationDemand& one, const AllocationDemand& other) {
                          return one.id == other.id && one.origin == other.origin &&
                                 one.destination == other.destination &&
                                 one.commodity == other.commodity;
                      }) &&
           std::equal(
               a.resources.begin(), a.resources.end(), b.resources.begin(), b.resources.end(),
               [](const Resource& one, const Resource& other) { return one.id == other.id; }) &&
           std::equal(a.resource_uses.begin(), a.resource_uses.end(), b.resource_uses.begin(),
                      b.resource_uses.end(), [](const ResourceUse& one, const ResourceUse& other) {
                          return one.resource == other.resource && one.link == other.link &&
                                 one.commodity == other.commodity &&
                                 one.per_tonne == other.per_tonne;
                      });
}

/// Whether one standing problem can be both years: all that differs are amounts and limits.
bool can_go_on(const AllocationYear& from, const AllocationYear& to) {
    return same_question(from.query, to.query) &&
           same_places(from.model.network, to.model.network) &&
           same_cost_at_places(from.model, to.model);
}

/// What a limit of the standing problem is: of an element, of a resource, or that a link is open.
enum class Kind : std::uint8_t { link, node, terminal, resource, open };
using Key = std::pair<Kind, std::uint32_t>;

Key key_of(const AllocationLimit& limit) {
    return limit.element ? Key{static_cast<Kind>(limit.element->kind), limit.element->index}
                         : Key{Kind::resource, limit.resource};
}

/// Years that differ in amounts and limits only, as one problem. A link that is closed in some of
/// them has a limit of its own that is 0 in these; a limit that is not there in a year is larger
/// than all that moves.
class StandingYears {
  public:
    explicit StandingYears(std::span<const AllocationYear> years) : years_(years) {
        std::vector<bool> anywhere;
        for (const AllocationYear& year : years_) {
            open_.push_back(open_links(year.model.network, year.query.selection));
            anywhere.resize(open_.back().size());
            for (std::size_t i = 0; i < anywhere.size(); ++i) {
                anywhere[i] = anywhere[i] || open_.back()[i];
            }
        }
        for (const AllocationYear& year : years_) {
            lowered_.push_back(flow::lower(year.model, year.query, anywhere));
        }
        collect_limits();
        close_links(anywhere);
    }

    std::vector<Allocation> solve(const flow::MulticommodityOptions& options) {
        std::vector<Allocation> answers;
        flow::StandingMulticommodity standing(problem_of_first(), years_.front().query.objective);
        for (std::size_t y = 0; y < years_.size(); ++y) {
            const std::vector<double> limits = limits_of(y);
            for (std::uint32_t r = 0; r < limits.size(); ++r) {
                standing.set_limit(r, limits[r]);
            }
            const auto& demands = lowered_[y].problem.demands;
            for (std::uint32_t d = 0; d < demands.size(); ++d) {
                standing.set_amount(d, demands[d].amount);
            }
            const MulticommoditySolution solution = standing.solve(options);
            Allocation answer = answer_of_year(y, solution);
            answer.certified = flow::is_certified(years_[y].model, years_[y].query,
                                                  standing.problem(), solution, answer);
            answers.push_back(std::move(answer));
        }
        return answers;
    }

  private:
    void collect_limits() {
        for (const AllocationLowered& lowered : lowered_) {
            std::vector<bool> is_new(lowered.limits.size());
            for (std::size_t r = 0; r < is_new.size(); ++r) {
                const auto next = static_cast<std::uint32_t>(position_.size());
                is_new[r] = position_.try_emplace(key_of(lowered.limits[r]), next).second;
            }
            for (MulticommodityProblem::ArcUse use : lowered.problem.arc_uses) {
                if (is_new[use.limit]) {
                    use.limit = position_.at(key_of(lowered.limits[use.limit]));
                    uses_.push_back(use);
                }
            }
        }
    }

    void close_links(const std::vector<bool>& anywhere) {
        for (std::uint32_t i = 0; i < anywhere.size(); ++i) {
            const bool always =
                std::all_of(open_.begin(), open_.end(), [i](const auto& open) { return open[i]; });
            if (!anywhere[i] || always) {
                continue;
            }
            const auto limit = static_cast<std::uint32_t>(position_.size());
            position_.emplace(Key{Kind::open, i}, limit);
            const auto& meaning = lowered_.front().meaning;
            for (std::uint32_t a = 0; a < meaning.size(); ++a) {
                if (meaning[a].is_link && meaning[a].link == i) {
                    uses_.push_back({.limit = limit, .arc = a});
                }
            }
        }
    }

    [[nodiscard]] MulticommodityProblem problem_of_first() const {
        MulticommodityProblem problem = lowered_.front().problem;
        problem.limits = limits_of(0);
        problem.arc_uses = uses_;
        return problem;
    }

    /// More than all that moves in a year takes of any limit.
    [[nodiscard]] double plenty(std::size_t year) const {
        double moving = 1.0;
        for (const auto& demand : lowered_[year].problem.demands) {
            moving += 2.0 * demand.amount;
        }
        double dearest = 1.0;
        for (const auto& use : uses_) {
            dearest = std::max(dearest, use.per_unit);
        }
        return moving * dearest;
    }

    [[nodiscard]] std::vector<double> limits_of(std::size_t year) const {
        std::vector<double> limits(position_.size(), plenty(year));
        for (const auto& [key, at] : position_) {
            if (key.first == Kind::open && !open_[year][key.second]) {
                limits[at] = 0.0;
            }
        }
        for (const AllocationLimit& limit : lowered_[year].limits) {
            limits[position_.at(key_of(limit))] = limit.capacity;
        }
        return limits;
    }

    [[nodiscard]] Allocation answer_of_year(std::size_t year,
                                            const MulticommoditySolution& solution) const {
        AllocationLowered lowered = lowered_[year];
        MulticommoditySolution own = solution;
        lowered.limits.clear();
        own.limit_use.clear();
        own.limit_price.clear();
        own.limit_range.clear();
        for (const AllocationLimit& limit : lowered_[year].limits) {
            const auto [kind, index] = key_of(limit);
            if (kind == Kind::link && !open_[year][index]) {
                continue;
            }
            lowered.limits.push_back(limit);
            if (solution.outcome != flow::AllocationOutcome::unbounded) {
                const std::uint32_t at = position_.at({kind, index});
                own.limit_use.push_back(solution.limit_use[at]);
                own.limit_price.push_back(solution.limit_price[at]);
                if (!solution.limit_range.empty()) {
                    flow::PriceRange range = solution.limit_range[at];
                    range.to = range.to < plenty(year) ? range.to : flow::PriceRange{}.to;
                    own.limit_range.push_back(range);
                }
            }
        }
        return flow::answer_of(years_[year].query, lowered, own);
    }

    std::span<const AllocationYear> years_;
    std::vector<std::vector<bool>> open_;
    std::vector<AllocationLowered> lowered_;
    std::map<Key, std::uint32_t> position_;
    std::vector<MulticommodityProblem::ArcUse> uses_;
};

}  // namespace

std::vector<Allocation> allocate_years(std::span<const AllocationYear> years,
                                       const flow::MulticommodityOptions& options) {
    for (const AllocationYear& year : years) {
        const Diagnostics faults = check(year.model, year.query);
        if (!faults.ok()) {
            throw ContractViolation(render(faults));
        }
    }
    std::vector<Allocation> answers;
    while (answers.size() < years.size()) {
        std::size_t end = answers.size() + 1;
        while (end < years.size() && can_go_on(years[answers.size()], years[end])) {
            ++end;
        }
        for (Allocation& answer :
             StandingYears(years.subspan(answers.size(), end - answers.size())).solve(options)) {
            answers.push_back(std::move(answer));
        }
    }
    return answers;
}

}  // namespace corridor
