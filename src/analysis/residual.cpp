#include "analysis/residual.hpp"

#include <algorithm>
#include <utility>

namespace corridor::analysis {
namespace {

constexpr std::uint32_t nobody = ~std::uint32_t{0};

}  // namespace

Residual::Residual(const flow::ArcList& problem, std::vector<std::int64_t> flow)
    : problem_(problem), flow_(std::move(flow)) {
    begin_.assign(problem_.node_count + std::size_t{1}, 0);
    for (std::size_t a = 0; a < problem_.arc_count(); ++a) {
        if (problem_.tail[a] != problem_.head[a]) {
            ++begin_[problem_.tail[a] + std::size_t{1}];
            ++begin_[problem_.head[a] + std::size_t{1}];
        }
    }
    for (std::size_t v = 0; v < problem_.node_count; ++v) {
        begin_[v + 1] += begin_[v];
    }
    incident_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (std::uint32_t a = 0; a < problem_.arc_count(); ++a) {
        if (problem_.tail[a] != problem_.head[a]) {
            incident_[next[problem_.tail[a]]++] = a;
            incident_[next[problem_.head[a]]++] = a;
        }
    }
    entered_by_.resize(problem_.node_count);
    seen_.resize(problem_.node_count);
}

std::int64_t Residual::take_off(std::uint32_t arc) {
    return std::exchange(flow_[arc], 0);
}

std::int64_t Residual::push(std::uint32_t from, std::uint32_t to, std::int64_t most) {
    std::int64_t moved = 0;
    while (moved < most && from != to) {
        if (++search_ == 0) {
            std::fill(seen_.begin(), seen_.end(), 0);
            search_ = 1;
        }
        seen_[from] = search_;
        queue_.assign(1, from);
        for (std::size_t at = 0; at < queue_.size() && seen_[to] != search_; ++at) {
            const std::uint32_t node = queue_[at];
            for (std::uint32_t i = begin_[node]; i < begin_[node + std::size_t{1}]; ++i) {
                const std::uint32_t arc = incident_[i];
                const std::uint32_t next = other_end(arc, node);
                if (seen_[next] != search_ && room(arc, node) > 0) {
                    seen_[next] = search_;
                    entered_by_[next] = arc;
                    queue_.push_back(next);
                }
            }
        }
        if (seen_[to] != search_) {
            break;
        }
        std::int64_t amount = most - moved;
        for (std::uint32_t node = to; node != from;) {
            const std::uint32_t arc = entered_by_[node];
            node = other_end(arc, node);
            amount = std::min(amount, room(arc, node));
        }
        for (std::uint32_t node = to; node != from;) {
            const std::uint32_t arc = entered_by_[node];
            flow_[arc] += problem_.head[arc] == node ? amount : -amount;
            node = other_end(arc, node);
        }
        moved += amount;
    }
    return moved;
}

std::vector<std::uint8_t> Residual::reach(std::uint32_t from, bool backwards) const {
    std::vector<std::uint8_t> reached(problem_.node_count, 0);
    std::vector<std::uint32_t> open = {from};
    reached[from] = 1;
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        for (std::uint32_t i = begin_[node]; i < begin_[node + std::size_t{1}]; ++i) {
            const std::uint32_t arc = incident_[i];
            const std::uint32_t next = other_end(arc, node);
            if (reached[next] == 0 && room(arc, backwards ? next : node) > 0) {
                reached[next] = 1;
                open.push_back(next);
            }
        }
    }
    return reached;
}

Components Residual::components() const {
    Components result;
    const std::uint32_t count = problem_.node_count;
    result.of_node.assign(count, nobody);
    std::vector<std::uint32_t> index(count, nobody);
    std::vector<std::uint32_t> low(count, 0);
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    std::vector<std::uint32_t> waiting;
    std::vector<std::uint32_t> path;
    std::uint32_t visited = 0;
    for (std::uint32_t root = 0; root < count; ++root) {
        if (index[root] != nobody) {
            continue;
        }
        path.push_back(root);
        while (!path.empty()) {
            const std::uint32_t node = path.back();
            if (index[node] == nobody) {
                index[node] = low[node] = visited++;
                waiting.push_back(node);
            }
            std::uint32_t deeper = nobody;
            while (next[node] < begin_[node + std::size_t{1}] && deeper == nobody) {
                const std::uint32_t arc = incident_[next[node]++];
                const std::uint32_t head = other_end(arc, node);
                if (room(arc, node) <= 0) {
                    continue;
                }
                if (index[head] == nobody) {
                    deeper = head;
                } else if (result.of_node[head] == nobody) {
                    low[node] = std::min(low[node], index[head]);
                }
            }
            if (deeper != nobody) {
                path.push_back(deeper);
                continue;
            }
            path.pop_back();
            if (!path.empty()) {
                low[path.back()] = std::min(low[path.back()], low[node]);
            }
            if (low[node] == index[node]) {
                std::uint32_t member = nobody;
                do {
                    member = waiting.back();
                    waiting.pop_back();
                    result.of_node[member] = result.count;
                } while (member != node);
                ++result.count;
            }
        }
    }
    return result;
}

}  // namespace corridor::analysis
