#include "analysis/project_raises.hpp"

#include <algorithm>

namespace corridor::analysis {
namespace {

/// Every planned link that the query does not leave out for another reason.
FlowQuery with_every_planned_link(FlowQuery query) {
    query.selection.with_planned = true;
    query.selection.year.reset();
    return query;
}

bool is_larger(std::int64_t capacity, std::int64_t than) {
    return than != flow::unlimited && (capacity == flow::unlimited || capacity > than);
}

class Reading {
  public:
    Reading(const Network& network, const FlowQuery& query, const CutProblem& problem)
        : network_(network), query_(query), problem_(problem) {}

    [[nodiscard]] std::vector<Raise> raises(const Project& project) const {
        std::vector<Raise> result;
        const bool of_terminal = project.attribute == "container_capacity";
        if (!project.after || (!of_terminal && project.attribute != "capacity")) {
            return result;
        }
        const Quantity stated{*project.after, project.unit};
        const auto rate = to_tonnes_per_year(stated, network_.units());
        if (!rate) {
            return result;
        }
        const Unit* unit = network_.units().find(project.unit);
        const bool counts = unit->dimension != Dimension::containers || query_.commodity.empty() ||
                            query_.commodity == containers;
        for (const std::string& id : project.affected) {
            const auto link = network_.find_link(id);
            const auto node = network_.find_node(id);
            if (link && !of_terminal) {
                add(Element::of(*link), counts, *rate, result);
            } else if (!link && node) {
                add(of_terminal ? Element::terminal_of(*node) : Element::of(*node), counts, *rate,
                    result);
            }
        }
        return result;
    }

  private:
    void add(Element element, bool counts, TonnesPerYear rate, std::vector<Raise>& result) const {
        const auto& limits = problem_.limits;
        const auto at = std::lower_bound(
            limits.begin(), limits.end(), element, [](const Limit& limit, const Element& wanted) {
                return limit.kind == Limit::Kind::element && limit.element < wanted;
            });
        if (at == limits.end() || at->kind != Limit::Kind::element || at->element != element) {
            return;
        }
        const std::int64_t capacity =
            counts ? std::max<std::int64_t>(0, rate.count() - query_.preload.on(element))
                   : flow::unlimited;
        if (is_larger(capacity, at->capacity)) {
            result.push_back({static_cast<std::uint32_t>(at - limits.begin()), capacity});
        }
    }

    const Network& network_;
    const FlowQuery& query_;
    const CutProblem& problem_;
};

/// What a set of projects is judged by, in this order.
struct Price {
    std::int64_t unknown = 0;
    std::int64_t usd = 0;
    std::int64_t projects = 0;

    friend constexpr auto operator<=>(const Price&, const Price&) = default;
    friend Price operator+(const Price& a, const Price& b) {
        return {a.unknown + b.unknown, a.usd + b.usd, a.projects + b.projects};
    }
};

Price price_of(const Project& project) {
    constexpr std::int64_t million = 1'000'000;
    constexpr std::int64_t largest = std::int64_t{1} << 52;
    const auto usd = project.cost_usd_million
                         ? scaled_to_whole(*project.cost_usd_million, Decimal(million))
                         : std::nullopt;
    return usd && *usd >= 0 && *usd <= largest ? Price{0, *usd, 1} : Price{1, 0, 1};
}

using Choice = std::vector<std::uint32_t>;

/// The cheapest set that holds one of each of some sets, by branching on the members of the
/// smallest that is not hit yet.
class HittingSet {
  public:
    HittingSet(const std::vector<Price>& prices, const std::vector<Choice>& sets, std::size_t most)
        : prices_(prices), sets_(sets), steps_left_(most) {
        branch({});
    }

    [[nodiscard]] const Choice& best() const { return best_; }
    [[nodiscard]] bool proved() const { return steps_left_ > 0; }

  private:
    void branch(const Price& price) {
        if (found_ && (steps_left_ == 0 || best_price_ <= price)) {
            return;
        }
        steps_left_ -= steps_left_ > 0 ? 1 : 0;
        const Choice* open = nullptr;
        for (const Choice& set : sets_) {
            const bool hit = std::any_of(set.begin(), set.end(), [&](std::uint32_t project) {
                return std::find(chosen_.begin(), chosen_.end(), project) != chosen_.end();
            });
            if (!hit && (open == nullptr || set.size() < open->size())) {
                open = &set;
            }
        }
        if (open == nullptr) {
            found_ = true;
            best_ = chosen_;
            best_price_ = price;
            return;
        }
        for (const std::uint32_t project : *open) {
            chosen_.push_back(project);
            branch(price + prices_[project]);
            chosen_.pop_back();
        }
    }

    const std::vector<Price>& prices_;
    const std::vector<Choice>& sets_;
    std::size_t steps_left_;
    Choice chosen_;
    Choice best_;
    Price best_price_;
    bool found_ = false;
};

/// The projects that raise a limit which is crossed on the way out of a set of nodes.
Choice raising(const ProjectProblem& problem, const std::vector<std::uint8_t>& inside) {
    const flow::ArcList& arcs = problem.base.arcs();
    const auto crossed = [&](std::uint32_t arc) {
        return arc != no_arc && inside[arcs.tail[arc]] != 0 && inside[arcs.head[arc]] == 0;
    };
    Choice result;
    for (std::uint32_t i = 0; i < problem.raises.size(); ++i) {
        const auto& raises = problem.raises[i];
        if (std::any_of(raises.begin(), raises.end(), [&](const Raise& raise) {
                const Limit& limit = problem.base.limits[raise.limit];
                return is_larger(raise.capacity, limit.capacity) &&
                       (crossed(limit.arc) || crossed(limit.other));
            })) {
            result.push_back(i);
        }
    }
    return result;
}

}  // namespace

CutProblem ProjectProblem::with(const std::vector<std::uint32_t>& chosen) const {
    CutProblem raised = base;
    for (const std::uint32_t project : chosen) {
        for (const Raise& raise : raises[project]) {
            if (is_larger(raise.capacity, raised.limits[raise.limit].capacity)) {
                raised.set_capacity(raise.limit, raise.capacity);
                raised.limits[raise.limit].closed = false;
            }
        }
    }
    return raised;
}

ProjectProblem pose(const Network& network, const FlowQuery& query,
                    std::span<const Project> projects) {
    ProjectProblem problem{pose(network, with_every_planned_link(query)), {}};
    const std::vector<bool> open = open_links(network, query.selection);
    for (std::uint32_t i = 0; i < problem.base.limits.size(); ++i) {
        Limit& limit = problem.base.limits[i];
        if (limit.kind == Limit::Kind::element && limit.element.kind == Element::Kind::link &&
            !open[limit.element.index]) {
            problem.base.set_capacity(i, 0);
            limit.closed = true;
        }
    }
    const Reading reading(network, query, problem.base);
    for (const Project& project : projects) {
        problem.raises.push_back(reading.raises(project));
    }
    return problem;
}

ProjectChoice cheapest_lift(const ProjectProblem& problem, const std::vector<std::int64_t>& flow,
                            std::int64_t value, std::span<const Project> projects,
                            std::size_t search_up_to) {
    std::vector<Price> prices;
    for (const Project& project : projects) {
        prices.push_back(price_of(project));
    }
    const std::uint32_t source = problem.base.arcs().source;
    const std::uint32_t sink = problem.base.arcs().sink;
    ProjectChoice result;
    std::vector<Choice> sets;
    Choice chosen;
    while (true) {
        const CutProblem raised = problem.with(chosen);
        const auto more = grow(raised, flow, value);
        if (!more.value || *more.value > value) {
            result.value = more.value ? std::optional(TonnesPerYear(*more.value)) : std::nullopt;
            break;
        }
        const Residual residual(raised.arcs(), more.flow);
        std::vector<std::uint8_t> far = residual.reach(sink, true);
        for (std::uint8_t& side : far) {
            side = side == 0 ? 1 : 0;
        }
        for (const std::vector<std::uint8_t>& inside : {residual.reach(source), far}) {
            sets.push_back(raising(problem, inside));
            if (sets.back().empty()) {
                result.held_by = problem.base.cut_of(problem.base.crossed(inside));
                return result;
            }
        }
        const HittingSet cheapest(prices, sets, search_up_to);
        result.proved = result.proved && cheapest.proved();
        chosen = cheapest.best();
    }
    std::sort(chosen.begin(), chosen.end());
    for (const std::uint32_t project : chosen) {
        result.projects.push_back(projects[project].id);
        result.known_cost_usd += prices[project].usd;
        if (prices[project].unknown != 0) {
            result.without_cost.push_back(projects[project].id);
        }
    }
    return result;
}

}  // namespace corridor::analysis
