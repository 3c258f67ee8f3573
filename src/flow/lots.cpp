#include "flow/lots.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace corridor::flow {
namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};

/// A lot's arrival at a place, and how it came there.
struct Visit {
    NodeId node;
    std::int64_t arrives = 0;
    std::uint32_t parent = none;
    Leg leg{};
    std::int64_t left = 0;  ///< the parent's place
};

struct Lot {
    std::int64_t amount = 0;
    std::uint32_t visit = none;
};

class Lots {
  public:
    Lots(const Network& network, const std::vector<NodeId>& origins)
        : network_(network), at_(network.nodes().size()), root_(network.nodes().size(), none) {
        for (const NodeId origin : origins) {
            root_[origin.index] = static_cast<std::uint32_t>(visits_.size());
            visits_.push_back({origin});
        }
    }

    /// Everything that leaves in one step. What arrives at once may leave again in the same step;
    /// what goes round without time moves nothing.
    void leave(std::vector<LegDeparture> departures) {
        bool moved = true;
        while (moved && !departures.empty()) {
            moved = false;
            for (LegDeparture& departure : departures) {
                moved = take(departure) || moved;
            }
            std::erase_if(departures, [](const LegDeparture& each) { return each.amount == 0; });
        }
    }

    LotPlan plan() {
        for (const auto& lots : at_) {
            for (const auto& [arrives, lot] : lots) {
                trace(lot);
            }
        }
        LotPlan plan;
        for (const auto& [key, carried] : carried_) {
            plan.links.push_back(carried);
        }
        for (const auto& [node, changes] : stock_) {
            LotPlan::Waited most{NodeId{node}, 0, 0};
            std::int64_t now = 0;
            for (const auto& [step, change] : changes) {
                now += change;
                if (now > most.amount) {
                    most.amount = now;
                    most.step = step;
                }
            }
            if (most.amount > 0) {
                plan.waiting.push_back(most);
            }
        }
        return plan;
    }

  private:
    [[nodiscard]] NodeId from(const Leg& leg) const {
        const Link& link = network_.link(leg.link);
        return leg.forward ? link.tail : link.head;
    }
    [[nodiscard]] NodeId to(const Leg& leg) const {
        const Link& link = network_.link(leg.link);
        return leg.forward ? link.head : link.tail;
    }

    /// Moves as much of a departure as is there; true where that is something.
    bool take(LegDeparture& departure) {
        const NodeId place = from(departure.leg);
        if (root_[place.index] != none) {
            arrive(departure, {departure.amount, root_[place.index]});
            departure.amount = 0;
            return true;
        }
        auto& lots = at_[place.index];
        bool moved = false;
        while (departure.amount > 0 && !lots.empty() && lots.begin()->first <= departure.step) {
            Lot& first = lots.begin()->second;
            const std::int64_t part = std::min(first.amount, departure.amount);
            arrive(departure, {part, first.visit});
            departure.amount -= part;
            first.amount -= part;
            moved = true;
            if (first.amount == 0) {
                lots.erase(lots.begin());
            }
        }
        return moved;
    }

    void arrive(const LegDeparture& departure, Lot lot) {
        const NodeId place = to(departure.leg);
        if (root_[place.index] != none) {
            return;  // back where cargo starts: it might as well not have left yet
        }
        std::uint32_t visit = lot.visit;
        while (visit != none && visits_[visit].node != place) {
            visit = visits_[visit].parent;
        }
        if (visit == none) {
            visit = static_cast<std::uint32_t>(visits_.size());
            visits_.push_back({place, departure.step + departure.takes, lot.visit, departure.leg,
                               departure.step});
        }
        at_[place.index].emplace(visits_[visit].arrives, Lot{lot.amount, visit});
    }

    void trace(const Lot& lot) {
        std::uint32_t at = lot.visit;
        while (visits_[at].parent != none) {
            const Visit& visit = visits_[at];
            const Visit& before = visits_[visit.parent];
            const auto [use, added] =
                carried_.try_emplace({visit.leg.link.index, !visit.leg.forward},
                                     LotPlan::Carried{visit.leg, 0, visit.left, visit.left});
            use->second.amount += lot.amount;
            use->second.first_step = std::min(use->second.first_step, visit.left);
            use->second.last_step = std::max(use->second.last_step, visit.left);
            if (before.parent != none && visit.left > before.arrives) {
                stock_[before.node.index][before.arrives] += lot.amount;
                stock_[before.node.index][visit.left] -= lot.amount;
            }
            at = visit.parent;
        }
    }

    const Network& network_;
    std::vector<std::multimap<std::int64_t, Lot>> at_;
    std::vector<std::uint32_t> root_;
    std::vector<Visit> visits_;
    std::map<std::pair<std::uint32_t, bool>, LotPlan::Carried> carried_;
    std::map<std::uint32_t, std::map<std::int64_t, std::int64_t>> stock_;
};

}  // namespace

LotPlan follow_lots(const Network& network, const std::vector<NodeId>& origins,
                    const std::vector<LegDeparture>& departures) {
    Lots lots(network, origins);
    std::size_t begin = 0;
    while (begin < departures.size()) {
        std::size_t end = begin;
        while (end < departures.size() && departures[end].step == departures[begin].step) {
            ++end;
        }
        lots.leave({departures.begin() + static_cast<std::ptrdiff_t>(begin),
                    departures.begin() + static_cast<std::ptrdiff_t>(end)});
        begin = end;
    }
    return lots.plan();
}

}  // namespace corridor::flow
