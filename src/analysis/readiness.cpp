#include "analysis/raising.hpp"

#include <corridor/analysis/readiness.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace corridor {
namespace {

std::optional<TonnesPerYear> ceiling_of(const Network& network, const FlowQuery& query,
                                        std::vector<CutMember>* cut = nullptr) {
    MaxFlow flow = max_flow(network, query, {.choice = FlowChoice::any});
    if (flow.outcome == flow::Outcome::unbounded) {
        return std::nullopt;
    }
    if (cut != nullptr) {
        *cut = std::move(flow.cut);
    }
    return flow.value;
}

bool reaches(const std::optional<TonnesPerYear>& ceiling, TonnesPerYear demand) {
    return !ceiling || *ceiling >= demand;
}

template <class Specs>
auto* find_spec(Specs& specs, const std::string& id) {
    const auto found =
        std::find_if(specs.begin(), specs.end(), [&](const auto& spec) { return spec.id == id; });
    return found == specs.end() ? nullptr : &*found;
}

void remove_limit(NetworkBuilder& builder, Element element) {
    switch (element.kind) {
        case Element::Kind::link:
            builder.links()[element.index].capacity.reset();
            break;
        case Element::Kind::node:
            builder.nodes()[element.index].throughput.reset();
            break;
        case Element::Kind::container_terminal:
            builder.nodes()[element.index].container_terminal.reset();
            break;
    }
}

/// Applies known projects to the network of a year.
class Works {
  public:
    Works(std::span<const Project> projects, const Network& network)
        : projects_(projects), units_(&network.units()) {}

    [[nodiscard]] bool can_be_applied(std::size_t project) const {
        const Project& work = projects_[project];
        return work.after && units_->find(work.unit) != nullptr &&
               (work.attribute == "capacity" || work.attribute == "container_capacity") &&
               (work.affects_type == "link" || work.affects_type == "node");
    }

    [[nodiscard]] bool raises(std::size_t project, const Network& network, Element element) const {
        const Project& work = projects_[project];
        const bool of_link = element.kind == Element::Kind::link;
        const std::string& id = of_link ? network.link(LinkId{element.index}).id
                                        : network.node(NodeId{element.index}).id;
        const bool of_terminal = element.kind == Element::Kind::container_terminal;
        const auto today = network.capacity(element);
        return (work.affects_type == "link") == of_link &&
               (work.attribute == "container_capacity") == of_terminal &&
               std::find(work.affected.begin(), work.affected.end(), id) != work.affected.end() &&
               today && amount_of(project) > today->rate;
    }

    [[nodiscard]] Network applied(const Network& network,
                                  const std::vector<std::size_t>& chosen) const {
        NetworkBuilder builder(network);
        for (const std::size_t project : chosen) {
            const Project& work = projects_[project];
            for (const std::string& id : work.affected) {
                if (work.affects_type == "link") {
                    if (LinkSpec* link = find_spec(builder.links(), id)) {
                        raise(link->capacity, project);
                        if (link->status == Status::planned) {
                            link->status = Status::operating;
                        }
                    }
                } else if (NodeSpec* node = find_spec(builder.nodes(), id)) {
                    raise(
                        work.attribute == "capacity" ? node->throughput : node->container_terminal,
                        project);
                }
            }
        }
        return builder.build().value();
    }

  private:
    [[nodiscard]] Quantity stated(std::size_t project) const {
        return {*projects_[project].after, projects_[project].unit};
    }
    [[nodiscard]] TonnesPerYear amount_of(std::size_t project) const {
        return to_tonnes_per_year(stated(project), *units_).value_or(TonnesPerYear());
    }
    void raise(std::optional<Quantity>& capacity, std::size_t project) const {
        if (capacity && to_tonnes_per_year(*capacity, *units_) < amount_of(project)) {
            capacity = stated(project);
        }
    }

    std::span<const Project> projects_;
    const UnitTable* units_;
};

class Study {
  public:
    Study(std::span<const DemandYear> years, std::span<const Project> projects)
        : years_(years), projects_(projects), works_(projects, years.front().network) {
        TonnesPerYear most;
        for (const DemandYear& year : years) {
            most = std::max(most, year.demand);
            needed_.push_back(most);
        }
        result_.years.resize(years.size());
    }

    Readiness run() {
        for (std::size_t y = 0; y < years_.size(); ++y) {
            result_.years[y].year = years_[y].year;
            result_.years[y].demand = years_[y].demand;
            find_shortages(y);
        }
        find_raises();
        find_projects();
        return std::move(result_);
    }

  private:
    void find_shortages(std::size_t y) {
        const DemandYear& year = years_[y];
        std::vector<CutMember> cut;
        std::optional<TonnesPerYear> ceiling = ceiling_of(year.network, year.query, &cut);
        result_.years[y].today = ceiling;
        NetworkBuilder builder(year.network);
        while (!reaches(ceiling, needed_[y]) && !cut.empty()) {
            note_shortage(y, cut, *ceiling);
            for (const CutMember& member : cut) {
                remove_limit(builder, member);
            }
            ceiling = ceiling_of(builder.build().value(), year.query, &cut);
        }
    }

    void note_shortage(std::size_t y, const std::vector<CutMember>& cut, TonnesPerYear ceiling) {
        const auto same = [&](const Shortage& known) {
            return std::equal(known.members.begin(), known.members.end(), cut.begin(), cut.end(),
                              [](const Element& a, const Element& b) { return a == b; });
        };
        auto known = std::find_if(result_.shortages.begin(), result_.shortages.end(), same);
        if (known == result_.shortages.end()) {
            Shortage shortage;
            shortage.members = cut;
            for (const CutMember& member : cut) {
                shortage.capacity += member.capacity;
            }
            shortage.year = years_[y].year;
            for (std::size_t p = 0; p < projects_.size(); ++p) {
                if (works_.can_be_applied(p) &&
                    std::any_of(cut.begin(), cut.end(), [&](const CutMember& member) {
                        return works_.raises(p, years_[y].network, member);
                    })) {
                    shortage.projects.push_back(p);
                }
            }
            result_.shortages.push_back(std::move(shortage));
            known = result_.shortages.end() - 1;
        }
        known->missing = needed_[y] - ceiling;
        known->last_year = years_[y].year;
    }

    [[nodiscard]] std::int64_t capacity_in(std::size_t y, Element element) const {
        return years_[y].network.capacity(element)->rate.count();
    }

    void find_raises() {
        std::vector<analysis::LeastRaise> plans(years_.size());
        for (std::size_t left = years_.size(); left-- > 0;) {
            std::optional<analysis::RaiseLimits> at_most;
            if (left + 1 < years_.size()) {
                at_most = limits_from(plans[left + 1], left);
            }
            plans[left] = plan(left, at_most);
            if (!plans[left].attainable && at_most) {
                plans[left] = plan(left, std::nullopt);
            }
            result_.attainable = result_.attainable && plans[left].attainable;
        }
        result_.least_raise_proved = plans.back().attainable && plans.back().proved;
        std::map<Element, TonnesPerYear> built;
        for (std::size_t y = 0; y < plans.size(); ++y) {
            for (const auto& [element, amount] : plans[y].raised) {
                const TonnesPerYear needed(capacity_in(y, element) + amount);
                built[element] = std::max(built[element], needed);
            }
            for (const auto& [element, needed] : built) {
                note_raise(y, element, needed);
            }
        }
        std::stable_sort(result_.raises.begin(), result_.raises.end(),
                         [](const Raise& a, const Raise& b) {
                             return std::pair(a.year, a.element) < std::pair(b.year, b.element);
                         });
    }

    [[nodiscard]] analysis::LeastRaise plan(
        std::size_t y, const std::optional<analysis::RaiseLimits>& at_most) const {
        return analysis::least_raise(years_[y].network, years_[y].query, needed_[y].count(),
                                     at_most);
    }

    /// What the year after has is the most that this year builds.
    [[nodiscard]] analysis::RaiseLimits limits_from(const analysis::LeastRaise& after,
                                                    std::size_t y) const {
        analysis::RaiseLimits limits;
        const Network& now = years_[y].network;
        const auto add = [&](Element element) {
            const auto& then = years_[y + 1].network.capacity(element);
            const auto& capacity = now.capacity(element);
            if (!capacity || !then) {
                return;
            }
            const auto raised = after.raised.find(element);
            const std::int64_t high =
                then->rate.count() + (raised == after.raised.end() ? 0 : raised->second);
            limits[element] = std::max<std::int64_t>(0, high - capacity->rate.count());
        };
        for (std::uint32_t i = 0; i < now.links().size(); ++i) {
            add(Element::of(LinkId{i}));
        }
        for (std::uint32_t v = 0; v < now.nodes().size(); ++v) {
            add(Element::of(NodeId{v}));
            add(Element::terminal_of(NodeId{v}));
        }
        return limits;
    }

    void note_raise(std::size_t y, Element element, TonnesPerYear needed) {
        const auto& today = years_[y].network.capacity(element);
        if (!today || today->rate >= needed) {
            return;
        }
        auto known =
            std::find_if(result_.raises.begin(), result_.raises.end(),
                         [&, of = element](const Raise& raise) { return raise.element == of; });
        if (known == result_.raises.end()) {
            Raise raise;
            raise.element = element;
            raise.year = years_[y].year;
            raise.today = today->rate;
            raise.needed.resize(years_.size());
            result_.raises.push_back(std::move(raise));
            known = result_.raises.end() - 1;
        }
        known->needed[y] = needed;
        result_.years[y].raised += needed - today->rate;
    }

    void find_projects() {
        std::vector<std::size_t> all;
        for (std::size_t p = 0; p < projects_.size(); ++p) {
            if (works_.can_be_applied(p)) {
                all.push_back(p);
            }
        }
        std::stable_sort(all.begin(), all.end(),
                         [&](std::size_t a, std::size_t b) { return order_of(a) < order_of(b); });
        std::vector<std::size_t> chosen = all;
        std::vector<int> needed_by(projects_.size(), 0);
        for (std::size_t left = years_.size(); left-- > 0;) {
            ReadinessYear& year = result_.years[left];
            year.with_all_projects = ceiling(left, all);
            std::optional<TonnesPerYear> goal = needed_[left];
            if (!reaches(year.with_all_projects, *goal)) {
                goal = year.with_all_projects;
                result_.beyond_projects = year.year;
            }
            if (!reaches(ceiling(left, chosen), *goal)) {
                chosen = all;
            }
            for (std::size_t i = chosen.size(); i-- > 0;) {
                std::vector<std::size_t> fewer = chosen;
                fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
                if (reaches(ceiling(left, fewer), *goal)) {
                    chosen = std::move(fewer);
                }
            }
            year.with_needed_projects = ceiling(left, chosen);
            for (const std::size_t p : chosen) {
                needed_by[p] = year.year;
            }
        }
        for (std::size_t p = 0; p < projects_.size(); ++p) {
            if (needed_by[p] != 0) {
                result_.projects.push_back({p, needed_by[p], projects_[p].year});
            }
        }
        std::stable_sort(result_.projects.begin(), result_.projects.end(),
                         [](const NeededProject& a, const NeededProject& b) {
                             return a.needed_by < b.needed_by;
                         });
    }

    /// The sooner a project is there, the rather it is kept; those without a year come last.
    [[nodiscard]] std::pair<bool, int> order_of(std::size_t project) const {
        return {!projects_[project].year, projects_[project].year.value_or(0)};
    }

    [[nodiscard]] std::optional<TonnesPerYear> ceiling(
        std::size_t y, const std::vector<std::size_t>& chosen) const {
        return ceiling_of(works_.applied(years_[y].network, chosen), years_[y].query);
    }

    std::span<const DemandYear> years_;
    std::span<const Project> projects_;
    Works works_;
    std::vector<TonnesPerYear> needed_;  ///< the largest demand up to each year
    Readiness result_;
};

}  // namespace

Readiness readiness(std::span<const DemandYear> years, std::span<const Project> projects) {
    expects(!years.empty(), "a demand is followed over at least one year");
    for (const DemandYear& year : years) {
        expects(year.network.links().size() == years.front().network.links().size() &&
                    year.network.nodes().size() == years.front().network.nodes().size(),
                "all years of a growth study stand on the same nodes and links");
    }
    return Study(years, projects).run();
}

}  // namespace corridor
