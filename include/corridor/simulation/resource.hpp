#pragma once

#include <corridor/simulation/clock.hpp>
#include <corridor/simulation/statistics.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace corridor::simulation {

/// What waits, the higher priority first, and within a priority in order of arrival.
class WaitingLine {
  public:
    void push(std::uint32_t item, int priority);
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Requires that something waits.
    [[nodiscard]] std::uint32_t front() const;
    std::uint32_t pop();
    /// All that waits, in the order in which it will be served.
    [[nodiscard]] std::vector<std::uint32_t> items() const;

  private:
    struct Lane {
        int priority = 0;
        std::deque<std::uint32_t> items;
    };

    std::vector<Lane> lanes_;  // the highest priority first
    std::size_t size_ = 0;
};

/// Servers side by side with one waiting line in front: first come, first served within a
/// priority. Starts are asked for with start_next() after whatever may have made one possible.
class Resource {
  public:
    /// No servers stated: as many as are needed.
    explicit Resource(std::optional<int> servers = std::nullopt)
        : servers_(servers), working_(servers.value_or(0)) {}

    void enter(std::uint32_t item, int priority, Tick now) {
        line_.push(item, priority);
        queue_.change(now, 1);
    }
    /// The next item whose service begins now; none where nobody waits or no server is free.
    std::optional<std::uint32_t> start_next(Tick now) {
        if (line_.empty() || (servers_ && busy_.value() >= working_)) {
            return std::nullopt;
        }
        queue_.change(now, -1);
        busy_.change(now, 1);
        return line_.pop();
    }
    void finish(Tick now) { busy_.change(now, -1); }

    /// A server fails or is back. What it has begun it finishes.
    void change_servers(int by) { working_ += by; }

    [[nodiscard]] const WaitingLine& line() const { return line_; }
    [[nodiscard]] std::optional<int> servers() const { return servers_; }
    [[nodiscard]] const TimeWeighted& queue() const { return queue_; }
    [[nodiscard]] const TimeWeighted& busy() const { return busy_; }
    void restart(Tick now) {
        queue_.restart(now);
        busy_.restart(now);
    }

  private:
    std::optional<int> servers_;
    int working_;
    WaitingLine line_;
    TimeWeighted queue_;
    TimeWeighted busy_;
};

}  // namespace corridor::simulation
