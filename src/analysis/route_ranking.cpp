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

/// The routes that follow the first `root` arcs of `parent` and then leave it by an arc that is not
/// in `banned`. `way` is the best of them where it is known; until then `key` is a bound.
struct Family {
    Key key;
    bool known = false;
    Way way;
    std::shared_ptr<const Way> parent;
    std::size_t root = 0;
    Key root_key;
    Way banned;
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
        if (!a.known) {
            return false;
        }
        const auto link = [this](std::uint32_t arc) { return graph->arc(arc).link; };
        return std::lexicographical_compare(
            a.way.begin(), a.way.end(), b.way.begin(), b.way.end(),
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
          in_root_(graph.node_count(), 0),
          families_(Order{&graph}) {
        whole_.search();
        Family all;
        all.parent = std::make_shared<const Way>();
        in_root_[graph_.origin()] = 1;
        bound(std::move(all));
        in_root_[graph_.origin()] = 0;
    }

    [[nodiscard]] const ToGo& to_go() const { return whole_; }

    /// Whether there is another route.
    bool more() {
        while (!families_.empty() && !families_.begin()->known) {
            solve(std::move(families_.extract(families_.begin()).value()));
        }
        return !families_.empty();
    }

    /// The next route. Requires more().
    Way next() {
        Family family = std::move(families_.extract(families_.begin()).value());
        split(family);
        return std::move(family.way);
    }

  private:
    std::optional<std::uint32_t> arrival(const Family& family) const {
        return family.root == 0
                   ? std::nullopt
                   : std::optional(graph_.arc((*family.parent)[family.root - 1]).head_side);
    }

    /// The arcs by which a family may leave its root. The root must be marked.
    Way first_arcs(const Family& family) const {
        const std::uint32_t node =
            family.root == 0 ? graph_.origin() : graph_.arc((*family.parent)[family.root - 1]).head;
        Way first;
        for (const std::uint32_t a : graph_.arcs_out(node)) {
            const bool banned =
                std::find(family.banned.begin(), family.banned.end(), a) != family.banned.end();
            if (!banned && in_root_[graph_.arc(a).head] == 0) {
                first.push_back(a);
            }
        }
        return first;
    }

    void mark_root(const Family& family, std::uint8_t value) {
        in_root_[graph_.origin()] = value;
        for (std::size_t i = 0; i < family.root; ++i) {
            in_root_[graph_.arc((*family.parent)[i]).head] = value;
        }
    }

    /// Keeps a family with the key of the best way on, even if that repeats places of the root. The
    /// root must be marked.
    void bound(Family family) {
        Key best = route_search::unreached;
        for (const std::uint32_t a : first_arcs(family)) {
            const Key& on = whole_.from(graph_.arc(a).head_side);
            if (on != route_search::unreached) {
                best = std::min(best, graph_.leaving(arrival(family), graph_.arc(a)) + on);
            }
        }
        if (best != route_search::unreached) {
            family.key = family.root_key + best;
            families_.insert(std::move(family));
        }
    }

    /// Finds the best way of a family: the best way on where that repeats no place, else around the
    /// root.
    void solve(Family family) {
        mark_root(family, 1);
        const auto side = arrival(family);
        const Way first = first_arcs(family);
        Way rest = whole_.best_way(side, first);
        if (std::any_of(rest.begin(), rest.end(),
                        [this](std::uint32_t a) { return in_root_[graph_.arc(a).head] != 0; })) {
            around_.search(in_root_, side, first);
            rest = around_.best_way(side, first);
        }
        mark_root(family, 0);
        if (rest.empty()) {
            return;
        }
        const auto root_end = family.parent->begin() + static_cast<std::ptrdiff_t>(family.root);
        family.way.assign(family.parent->begin(), root_end);
        family.way.insert(family.way.end(), rest.begin(), rest.end());
        family.key = family.root_key;
        auto from = side;
        for (const std::uint32_t a : rest) {
            family.key = family.key + graph_.leaving(from, graph_.arc(a));
            from = graph_.arc(a).head_side;
        }
        family.known = true;
        families_.insert(std::move(family));
    }

    void split(const Family& family) {
        const auto parent = std::make_shared<const Way>(family.way);
        Family root;
        root.parent = parent;
        in_root_[graph_.origin()] = 1;
        for (std::size_t i = 0; i < parent->size(); ++i) {
            const auto& arc = graph_.arc((*parent)[i]);
            if (i >= family.root) {
                Family part = root;
                if (i == family.root) {
                    part.banned = family.banned;
                }
                part.banned.push_back((*parent)[i]);
                bound(std::move(part));
            }
            root.root_key = root.root_key + graph_.leaving(arrival(root), arc);
            root.root = i + 1;
            in_root_[arc.head] = 1;
        }
        mark_root(root, 0);
    }

    const RouteGraph& graph_;
    ToGo whole_;
    ToGo around_;
    std::vector<std::uint8_t> in_root_;
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
    while (answer.routes.size() < options.count && ranking.more()) {
        const Way way = ranking.next();
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
    answer.exhausted = !ranking.more();
    answer.proofs.push_back(route_search::proof_of(graph, ranking.to_go(), options.minimise));
    const Diagnostics wrong = verify(model, query, answer, options.valuation);
    if (!wrong.ok()) {
        throw std::logic_error("routes failed their certificate: " + render(wrong));
    }
    answer.certified = true;
    return answer;
}

}  // namespace corridor
