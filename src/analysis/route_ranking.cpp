#include "analysis/route_graph.hpp"

#include <corridor/analysis/routes.hpp>
#include <corridor/base/contract.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <stdexcept>

namespace corridor {
namespace {

using route_search::Key;
using route_search::RouteGraph;
using route_search::ToGo;
using Way = std::vector<std::uint32_t>;

/// The routes that follow `root` and then leave it by an arc that is not in `banned`. `way` is the
/// best of them where it is known; until then `key` is a bound.
struct Family {
    Key key;
    bool known = false;
    Way way;
    std::size_t root = 0;  ///< arcs of `way` (or of `parent`) that all of them share
    Way banned;
    std::shared_ptr<const Way> parent;
};

/// Best first; bounds before routes of the same key, and equal routes by link positions.
struct Order {
    const RouteGraph* graph;

    bool operator()(const Family& a, const Family& b) const {
        if (a.key != b.key) {
            return a.key < b.key;
        }
        if (a.known != b.known) {
            return !a.known;
        }
        const Way& left = a.known ? a.way : *a.parent;
        const Way& right = b.known ? b.way : *b.parent;
        const auto link = [this](std::uint32_t arc) { return graph->arc(arc).link; };
        return std::lexicographical_compare(
            left.begin(), left.end(), right.begin(), right.end(),
            [&](std::uint32_t x, std::uint32_t y) { return link(x) < link(y); });
    }
};

/// Yen's ranking: each route found splits the routes that are left into families by where they part
/// from it, and the best of the best of the families is next.
class Ranking {
  public:
    explicit Ranking(const RouteGraph& graph)
        : graph_(graph),
          whole_(graph),
          around_(graph),
          banned_(graph.node_count(), 0),
          families_(Order{&graph}) {
        whole_.search();
        Family all;
        all.parent = std::make_shared<const Way>();
        bound(all);
    }

    [[nodiscard]] const ToGo& to_go() const { return whole_; }
    [[nodiscard]] bool empty() const { return families_.empty(); }

    /// The next route; empty where there are no more.
    Way next() {
        while (!families_.empty()) {
            Family family = std::move(families_.extract(families_.begin()).value());
            if (!family.known) {
                solve(std::move(family));
                continue;
            }
            split(family);
            return std::move(family.way);
        }
        return {};
    }

  private:
    /// The arcs by which a family may leave its root.
    Way first_arcs(const Family& family) const {
        const Way& parent = *family.parent;
        const std::uint32_t node =
            family.root == 0 ? graph_.origin() : graph_.arc(parent[family.root - 1]).head;
        Way first;
        for (const std::uint32_t a : graph_.arcs_out(node)) {
            if (std::find(family.banned.begin(), family.banned.end(), a) == family.banned.end()) {
                first.push_back(a);
            }
        }
        return first;
    }

    std::optional<std::uint32_t> arrival(const Family& family) const {
        return family.root == 0
                   ? std::nullopt
                   : std::optional(graph_.arc((*family.parent)[family.root - 1]).head_side);
    }

    Key root_key(const Family& family) const {
        Key key;
        std::optional<std::uint32_t> side;
        for (std::size_t i = 0; i < family.root; ++i) {
            const auto& arc = graph_.arc((*family.parent)[i]);
            key = key + graph_.leaving(side, arc);
            side = arc.head_side;
        }
        return key;
    }

    Key way_key(std::optional<std::uint32_t> side, const Way& way) const {
        Key key;
        for (const std::uint32_t a : way) {
            key = key + graph_.leaving(side, graph_.arc(a));
            side = graph_.arc(a).head_side;
        }
        return key;
    }

    void ban_root(const Family& family, std::uint8_t value) {
        banned_[graph_.origin()] = value;
        for (std::size_t i = 0; i < family.root; ++i) {
            banned_[graph_.arc((*family.parent)[i]).head] = value;
        }
    }

    void keep(Family family, const Way& rest, bool known) {
        family.key = root_key(family) + way_key(arrival(family), rest);
        family.known = known;
        if (known) {
            family.way.assign(family.parent->begin(),
                              family.parent->begin() + static_cast<std::ptrdiff_t>(family.root));
            family.way.insert(family.way.end(), rest.begin(), rest.end());
        }
        families_.insert(std::move(family));
    }

    /// Bounds a family by the best way on that may repeat places of the root. Where it repeats
    /// none, it is the best of the family.
    void bound(Family family) {
        Way first = first_arcs(family);
        ban_root(family, 1);
        first.erase(
            std::remove_if(first.begin(), first.end(),
                           [&](std::uint32_t a) { return banned_[graph_.arc(a).head] != 0; }),
            first.end());
        const Way rest = whole_.best_way(arrival(family), first);
        const bool known = std::none_of(rest.begin(), rest.end(), [&](std::uint32_t a) {
            return banned_[graph_.arc(a).head] != 0;
        });
        ban_root(family, 0);
        if (!rest.empty()) {
            keep(std::move(family), rest, known);
        }
    }

    void solve(Family family) {
        const Way first = first_arcs(family);
        ban_root(family, 1);
        around_.search(banned_, arrival(family), first);
        ban_root(family, 0);
        const Way rest = around_.best_way(arrival(family), first);
        if (!rest.empty()) {
            keep(std::move(family), rest, true);
        }
    }

    void split(const Family& family) {
        const auto parent = std::make_shared<const Way>(family.way);
        for (std::size_t i = family.root; i < parent->size(); ++i) {
            Family part;
            part.parent = parent;
            part.root = i;
            if (i == family.root) {
                part.banned = family.banned;
            }
            part.banned.push_back((*parent)[i]);
            bound(std::move(part));
        }
    }

    const RouteGraph& graph_;
    ToGo whole_;
    ToGo around_;
    std::vector<std::uint8_t> banned_;
    std::multiset<Family, Order> families_;
};

}  // namespace

Routes cheapest_routes(const CostModel& model, const RouteQuery& query,
                       const RouteOptions& options) {
    const Diagnostics faults = check(model.network, query);
    if (!faults.ok()) {
        throw ContractViolation(render(faults));
    }
    expects(options.count >= 1, "at least one route is asked for");
    const bool by_time =
        options.minimise == Objective::cost || options.minimise == Objective::generalised;
    const RouteGraph graph(model, query, options.minimise,
                           by_time ? Objective::time : Objective::cost, options.valuation);
    Ranking ranking(graph);
    Routes answer;
    while (answer.routes.size() < options.count) {
        const Way way = ranking.next();
        if (way.empty()) {
            break;
        }
        Route route;
        route.steps = route_search::steps_of(graph, way);
        route.cost = route_search::cost_of(model, route.steps);
        std::optional<std::uint32_t> side;
        for (const std::uint32_t a : way) {
            route.weight += graph.leaving(side, graph.arc(a)).first;
            side = graph.arc(a).head_side;
        }
        answer.routes.push_back(std::move(route));
    }
    answer.exhausted = ranking.next().empty();
    answer.proofs.push_back(route_search::proof_of(graph, ranking.to_go(), options.minimise));
    const Diagnostics wrong = verify(model, query, answer, options.valuation);
    if (!wrong.ok()) {
        throw std::logic_error("routes failed their certificate: " + render(wrong));
    }
    answer.certified = true;
    return answer;
}

}  // namespace corridor
