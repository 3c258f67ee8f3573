#include "flow/kernel/order.hpp"

#include <algorithm>

namespace corridor::flow::kernel {
namespace {

/// Simulated annealing with a threshold (Dueck & Scheuer 1990). A move changes the tables only
/// between the two places, so only the turns there are weighed again.
class Search {
  public:
    Search(const FreeGraph& graph, Order& order, Workspace& workspace)
        : graph_(graph),
          order_(order),
          best_(workspace, order.size()),
          turn_of_(workspace, static_cast<std::size_t>(graph.node_count)),
          open_before_(workspace, order.size() + 1),
          work_of_(workspace, order.size()) {}

    void run(int trials) {
        turn_of_.fill_bytes(255);
        note_turns(0, turns() - 1);
        weigh_all();
        double best = total_;
        for (const NodeId v : order_) {
            best_.push(v);
        }
        for (int trial = 0; trial < trials; ++trial) {
            const double left = 1.0 - 1.25 * trial / trials;
            allowed_ = left > 0 ? largest_step_back * total_ * left : 0;
            const std::int32_t from = draw(turns());
            const std::int32_t reach = std::min(farthest_move, turns() - 1);
            const std::int32_t step = draw(2 * reach) - reach;
            const std::int32_t to = from + step + (step >= 0 ? 1 : 0);
            if (to >= 0 && to < turns() && attempt(from, to) && total_ < best) {
                best = total_;
                std::copy(order_.begin(), order_.end(), best_.begin());
            }
        }
        std::copy(best_.begin(), best_.end(), order_.begin());
    }

  private:
    static constexpr std::int32_t farthest_move = 12;
    static constexpr double largest_step_back = 0.05;  // share of the work

    [[nodiscard]] std::int32_t turns() const { return static_cast<std::int32_t>(order_.size()); }

    std::int32_t draw(std::int32_t below) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::int32_t>(((state_ >> 32) * static_cast<std::uint64_t>(below)) >>
                                         32);
    }

    void note_turns(std::int32_t first, std::int32_t last) {
        for (std::int32_t at = first; at <= last; ++at) {
            turn_of_[order_[at]] = at;
        }
    }

    void move(std::int32_t from, std::int32_t to) {
        NodeId* const begin = order_.begin();
        if (from < to) {
            std::rotate(begin + from, begin + from + 1, begin + to + 1);
        } else {
            std::rotate(begin + to, begin + from, begin + from + 1);
        }
        note_turns(std::min(from, to), std::max(from, to));
    }

    [[nodiscard]] TurnWork work_of(NodeId node, int open) const {
        const std::int32_t turn = turn_of_[node];
        int links = 0;
        int forgets = 0;
        bool closes_itself = true;
        graph_.each_neighbour(node, [&](NodeId other) {
            if (turn_of_[other] > turn) {
                closes_itself = false;
                return;
            }
            ++links;
            bool closes = true;
            graph_.each_neighbour(
                other, [&](NodeId third) { closes = closes && turn_of_[third] <= turn; });
            forgets += closes ? 1 : 0;
        });
        return work_of_turn(open, links, forgets, closes_itself);
    }

    void weigh_all() {
        total_ = 0;
        open_before_[0] = 0;
        for (std::int32_t at = 0; at < turns(); ++at) {
            const TurnWork turn = work_of(order_[at], open_before_[at]);
            work_of_[at] = turn.entries_read;
            open_before_[at + 1] = turn.open_after;
            total_ += turn.entries_read;
        }
    }

    /// Whether the move was kept.
    bool attempt(std::int32_t from, std::int32_t to) {
        const std::int32_t first = std::min(from, to);
        const std::int32_t last = std::max(from, to);
        double before = 0;
        for (std::int32_t at = first; at <= last; ++at) {
            before += work_of_[at];
        }
        move(from, to);
        TurnWork turn[farthest_move + 1];
        double after = 0;
        std::int32_t open = open_before_[first];
        for (std::int32_t at = first; at <= last; ++at) {
            turn[at - first] = work_of(order_[at], open);
            open = turn[at - first].open_after;
            after += turn[at - first].entries_read;
            if (after > before + allowed_) {
                move(to, from);
                return false;
            }
        }
        for (std::int32_t at = first; at <= last; ++at) {
            work_of_[at] = turn[at - first].entries_read;
            open_before_[at + 1] = turn[at - first].open_after;
        }
        total_ += after - before;
        return true;
    }

    const FreeGraph& graph_;
    Order& order_;
    Order best_;
    Array<std::int32_t> turn_of_;
    Array<std::int32_t> open_before_;
    Array<double> work_of_;
    double total_ = 0;
    double allowed_ = 0;
    std::uint64_t state_ = 0x9E3779B97F4A7C15U;
};

}  // namespace

void improve_order(const FreeGraph& graph, Order& order, int trials, Workspace& workspace) {
    if (order.size() < 3) {
        return;
    }
    Search search(graph, order, workspace);
    if (!workspace.exhausted()) {
        search.run(trials);
    }
}

}  // namespace corridor::flow::kernel
