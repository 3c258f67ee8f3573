#pragma once

#include <corridor/simulation/clock.hpp>
#include <corridor/simulation/statistics.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace corridor::simulation {

/// Numbers in the order in which they came; a ring that grows.
class Ring {
  public:
    [[nodiscard]] bool empty() const { return begin_ == end_; }
    [[nodiscard]] std::size_t size() const { return end_ - begin_; }
    [[nodiscard]] std::uint32_t front() const { return slots_[begin_ & (slots_.size() - 1)]; }
    [[nodiscard]] std::uint32_t operator[](std::size_t i) const {
        return slots_[(begin_ + i) & (slots_.size() - 1)];
    }
    void push(std::uint32_t item) {
        if (size() == slots_.size()) {
            grow();
        }
        slots_[end_++ & (slots_.size() - 1)] = item;
    }
    void pop() { ++begin_; }

  private:
    void grow();

    std::vector<std::uint32_t> slots_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

/// What waits, the higher priority first, and within a priority in order of arrival.
class WaitingLine {
  public:
    void push(std::uint32_t item, int priority) {
        ++size_;
        if (!lanes_.empty() && lanes_.front().priority == priority) {
            lanes_.front().items.push(item);
        } else {
            lane(priority).items.push(item);
        }
    }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Requires that something waits.
    [[nodiscard]] std::uint32_t front() const {
        std::size_t i = 0;
        while (lanes_[i].items.empty()) {
            ++i;
        }
        return lanes_[i].items.front();
    }
    std::uint32_t pop() {
        std::size_t i = 0;
        while (lanes_[i].items.empty()) {
            ++i;
        }
        const std::uint32_t item = lanes_[i].items.front();
        lanes_[i].items.pop();
        --size_;
        return item;
    }

  private:
    struct Lane {
        int priority = 0;
        Ring items;
    };
    Lane& lane(int priority);

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
    /// Whether a server is free.
    [[nodiscard]] bool can_start() const { return !servers_ || busy_.value() < working_; }

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
