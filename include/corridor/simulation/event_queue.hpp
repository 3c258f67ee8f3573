#pragma once

#include <corridor/simulation/clock.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corridor::simulation {

/// Something that will happen: plain data, so that an event costs no allocation and no call through
/// a table. What `kind` and `subject` mean is for the model to say.
struct Event {
    Tick time = 0;
    std::uint64_t order = 0;  ///< of scheduling
    std::uint32_t kind = 0;
    std::uint32_t subject = 0;

    /// Earlier first; of the same moment, the one that was scheduled first.
    [[nodiscard]] friend constexpr bool before(const Event& a, const Event& b) {
        return a.time < b.time || (a.time == b.time && a.order < b.order);
    }
};

/// The events to come: a heap of four children a node. Simultaneous events come out in the order in
/// which they went in.
/// Complexity   push and pop O(log n), next O(1); memory 24 bytes an event
/// Source       D. B. Johnson (1975): Priority queues with update and finding minimum spanning
///              trees, Information Processing Letters 4: d-ary heaps
class EventQueue {
  public:
    [[nodiscard]] bool empty() const { return heap_.empty(); }
    [[nodiscard]] std::size_t size() const { return heap_.size(); }
    /// Requires that there is an event.
    [[nodiscard]] const Event& next() const { return heap_.front(); }

    void push(Tick time, std::uint32_t kind, std::uint32_t subject) {
        heap_.emplace_back();
        rise(heap_.size() - 1, {time, pushed_++, kind, subject});
    }

    /// Takes the next event out. Requires that there is one.
    Event pop() {
        const Event first = heap_.front();
        const Event last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) {
            sink(last);
        }
        return first;
    }

    /// Takes the next event out and puts another one in, in one pass: cheaper than both apart.
    /// Requires that there is an event.
    void replace(Tick time, std::uint32_t kind, std::uint32_t subject) {
        sink({time, pushed_++, kind, subject});
    }

  private:
    static constexpr std::size_t arity = 4;

    void rise(std::size_t place, Event event) {
        while (place > 0) {
            const std::size_t parent = (place - 1) / arity;
            if (!before(event, heap_[parent])) {
                break;
            }
            heap_[place] = heap_[parent];
            place = parent;
        }
        heap_[place] = event;
    }

    /// Puts an event at the top and lets it sink.
    void sink(Event event) {
        const std::size_t count = heap_.size();
        std::size_t place = 0;
        for (;;) {
            const std::size_t first = place * arity + 1;
            if (first >= count) {
                break;
            }
            const std::size_t end = first + arity < count ? first + arity : count;
            std::size_t least = first;
            for (std::size_t child = first + 1; child < end; ++child) {
                least = before(heap_[child], heap_[least]) ? child : least;
            }
            if (!before(heap_[least], event)) {
                break;
            }
            heap_[place] = heap_[least];
            place = least;
        }
        heap_[place] = event;
    }

    std::vector<Event> heap_;
    std::uint64_t pushed_ = 0;
};

}  // namespace corridor::simulation
