#include "analysis/near_cuts.hpp"

#include <algorithm>
#include <queue>
#include <tuple>
#include <utility>

namespace corridor::analysis {
namespace {

using Side = std::vector<std::uint8_t>;

/// The problem with everything merged that no cut of at most `largest` can tell apart, and without
/// what lies on no way from source to sink.
struct Merged {
    flow::ArcList arcs;
    std::vector<std::uint32_t> original;  ///< arc of the whole problem
    std::vector<std::int64_t> flow;       ///< of the arcs, and of what with_holds() adds
};

Merged merge(const flow::ArcList& whole, const std::vector<std::int64_t>& flow,
             std::int64_t largest) {
    const std::vector<std::int64_t> nothing(whole.arc_count(), 0);
    const auto too_large = [&](std::size_t a) {
        return whole.capacity[a] == flow::unlimited || whole.capacity[a] > largest;
    };
    const Residual ways(whole, nothing);
    const Side ahead = ways.reach(whole.source);
    const Side behind = ways.reach(whole.sink, true);
    flow::ArcList uncut = whole;
    for (std::size_t a = 0; a < whole.arc_count(); ++a) {
        uncut.capacity[a] = too_large(a) ? 1 : 0;
    }
    const Components groups = Residual(uncut, nothing).components();

    Merged result;
    result.arcs.node_count = groups.count;
    result.arcs.source = groups.of_node[whole.source];
    result.arcs.sink = groups.of_node[whole.sink];
    for (std::uint32_t a = 0; a < whole.arc_count(); ++a) {
        const std::uint32_t from = whole.tail[a];
        const std::uint32_t to = whole.head[a];
        const auto on_a_way = [&](std::uint32_t v) { return ahead[v] != 0 && behind[v] != 0; };
        if (groups.of_node[from] != groups.of_node[to] && whole.capacity[a] != 0 &&
            on_a_way(from) && on_a_way(to)) {
            result.arcs.add(groups.of_node[from], groups.of_node[to],
                            too_large(a) ? flow::unlimited : whole.capacity[a]);
            result.original.push_back(a);
            result.flow.push_back(flow[a]);
        }
    }
    return result;
}

/// The same with two more arcs for each node, closed unless the node is held: from the source,
/// which holds it inside, and to the sink, which holds it outside.
Residual with_holds(Merged& merged) {
    flow::ArcList arcs = merged.arcs;
    for (std::uint32_t node = 0; node < arcs.node_count; ++node) {
        arcs.add(arcs.source, node, 0);
        arcs.add(node, arcs.sink, 0);
    }
    merged.flow.resize(arcs.arc_count(), 0);
    return {arcs, merged.flow};
}

/// The cuts that hold some nodes inside and some outside, and the smallest of them.
struct Branch {
    std::int64_t capacity = 0;
    std::size_t number = 0;  ///< of its making; ties go to the older
    std::vector<std::uint32_t> inside;
    std::vector<std::uint32_t> outside;
    Side side;
};

struct Later {
    bool operator()(const Branch& a, const Branch& b) const {
        return std::tie(a.capacity, a.number) > std::tie(b.capacity, b.number);
    }
};

class Search {
  public:
    Search(const CutProblem& problem, const flow::ArcSolution& solution, std::int64_t beyond,
           std::size_t list_up_to, std::size_t search_up_to)
        : problem_(problem),
          value_(solution.value),
          largest_(solution.value + beyond),
          list_up_to_(list_up_to),
          search_up_to_(search_up_to),
          merged_(merge(problem.arcs(), solution.flow, largest_)),
          ways_(merged_.arcs, std::vector<std::int64_t>(merged_.flow.size(), 0)),
          held_(with_holds(merged_)),
          entered_from_(merged_.arcs.node_count) {
        for (std::size_t a = 0; a < merged_.arcs.arc_count(); ++a) {
            entered_from_[merged_.arcs.head[a]].push_back(merged_.arcs.tail[a]);
        }
    }

    NearCuts run() {
        add({}, {});
        while (!branches_.empty()) {
            const Branch branch = branches_.top();
            branches_.pop();
            if (branch.capacity > value_ && leaves_nothing_out(branch.side)) {
                if (result_.cuts.size() == list_up_to_) {
                    result_.complete = false;
                    break;
                }
                result_.cuts.push_back(limits_of(branch.side));
            }
            if (!divide(branch)) {
                result_.complete = false;
                break;
            }
        }
        return std::move(result_);
    }

  private:
    /// Solves with some nodes held inside and outside; kept where it is small enough.
    void add(std::vector<std::uint32_t> inside, std::vector<std::uint32_t> outside) {
        hold(inside, outside, flow::unlimited);
        const std::int64_t room = largest_ - value_;
        const std::int64_t more = held_.push(merged_.arcs.source, merged_.arcs.sink, room + 1);
        ++solved_;
        if (more <= room) {
            Side side = held_.reach(merged_.arcs.source);
            hold(inside, outside, 0);
            branches_.push(
                {value_ + more, solved_, std::move(inside), std::move(outside), std::move(side)});
        } else {
            hold(inside, outside, 0);
        }
        held_.set_flow(merged_.flow);
    }

    void hold(const std::vector<std::uint32_t>& inside, const std::vector<std::uint32_t>& outside,
              std::int64_t capacity) {
        const auto first = static_cast<std::uint32_t>(merged_.original.size());
        for (const std::uint32_t node : inside) {
            held_.set_capacity(first + 2 * node, capacity);
        }
        for (const std::uint32_t node : outside) {
            held_.set_capacity(first + 2 * node + 1, capacity);
        }
    }

    /// Splits what is left of a branch without the cut it found: the first node by which another
    /// one differs from that, in the order of a walk from the source. False when the search ended.
    bool divide(const Branch& branch) {
        std::vector<std::uint8_t> held(merged_.arcs.node_count, 0);
        held[merged_.arcs.source] = held[merged_.arcs.sink] = 1;
        for (const auto* nodes : {&branch.inside, &branch.outside}) {
            for (const std::uint32_t node : *nodes) {
                held[node] = 1;
            }
        }
        std::vector<std::uint32_t> inside = branch.inside;
        std::vector<std::uint32_t> beside;
        for (const std::uint32_t node : walk(branch.side, beside)) {
            if (held[node] == 0) {
                if (!add_outside(inside, branch.outside, node)) {
                    return false;
                }
                inside.push_back(node);
            }
        }
        std::vector<std::uint32_t> outside = branch.outside;
        for (const std::uint32_t node : beside) {
            if (held[node] == 0) {
                if (solved_ >= search_up_to_) {
                    return false;
                }
                std::vector<std::uint32_t> grown = inside;
                grown.push_back(node);
                add(std::move(grown), outside);
                outside.push_back(node);
            }
        }
        return true;
    }

    /// With `node` outside: no cut needs that where every way on from it leads through `inside`.
    bool add_outside(const std::vector<std::uint32_t>& inside,
                     const std::vector<std::uint32_t>& others, std::uint32_t node) {
        if (solved_ >= search_up_to_) {
            return false;
        }
        Side shut(merged_.arcs.node_count, 0);
        for (const std::uint32_t other : inside) {
            shut[other] = 1;
        }
        if (before_sink(shut)[node] != 0) {
            std::vector<std::uint32_t> outside = others;
            outside.push_back(node);
            add(inside, std::move(outside));
        }
        return true;
    }

    /// The nodes of a side in the order in which a walk from the source meets them; `beside`
    /// receives the nodes one step out of it.
    std::vector<std::uint32_t> walk(const Side& side, std::vector<std::uint32_t>& beside) const {
        Side seen(side.size(), 0);
        std::vector<std::uint32_t> order = {merged_.arcs.source};
        seen[merged_.arcs.source] = 1;
        for (std::size_t at = 0; at < order.size(); ++at) {
            ways_.steps_from(order[at], [&](std::uint32_t next) {
                if (seen[next] == 0) {
                    seen[next] = 1;
                    (side[next] != 0 ? order : beside).push_back(next);
                }
            });
        }
        return order;
    }

    /// The nodes from which a way leads to the sink without any of `shut`.
    [[nodiscard]] Side before_sink(const Side& shut) const {
        Side reached(shut.size(), 0);
        std::vector<std::uint32_t> work = {merged_.arcs.sink};
        reached[merged_.arcs.sink] = 1;
        while (!work.empty()) {
            const std::uint32_t node = work.back();
            work.pop_back();
            for (const std::uint32_t before : entered_from_[node]) {
                if (reached[before] == 0 && shut[before] == 0) {
                    reached[before] = 1;
                    work.push_back(before);
                }
            }
        }
        return reached;
    }

    /// Whether every arc that leaves the side opens a way when it alone is put back.
    [[nodiscard]] bool leaves_nothing_out(const Side& side) const {
        const Side beyond = before_sink(side);
        for (std::size_t a = 0; a < merged_.arcs.arc_count(); ++a) {
            if (side[merged_.arcs.tail[a]] != 0 && side[merged_.arcs.head[a]] == 0 &&
                beyond[merged_.arcs.head[a]] == 0) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::vector<std::uint32_t> limits_of(const Side& side) const {
        std::vector<std::uint32_t> limits;
        for (std::size_t a = 0; a < merged_.arcs.arc_count(); ++a) {
            if (side[merged_.arcs.tail[a]] != 0 && side[merged_.arcs.head[a]] == 0) {
                limits.push_back(problem_.limit_of_arc[merged_.original[a]]);
            }
        }
        std::sort(limits.begin(), limits.end());
        return limits;
    }

    const CutProblem& problem_;
    std::int64_t value_;
    std::int64_t largest_;
    std::size_t list_up_to_;
    std::size_t search_up_to_;
    Merged merged_;
    Residual ways_;
    Residual held_;
    std::vector<std::vector<std::uint32_t>> entered_from_;  ///< tails of arcs by their head
    std::size_t solved_ = 0;
    std::priority_queue<Branch, std::vector<Branch>, Later> branches_;
    NearCuts result_;
};

}  // namespace

NearCuts near_cuts(const CutProblem& problem, const flow::ArcSolution& solution,
                   std::int64_t beyond, std::size_t list_up_to, std::size_t search_up_to) {
    return Search(problem, solution, beyond, list_up_to, search_up_to).run();
}

}  // namespace corridor::analysis
