#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/simulation/clock.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
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
        // As one number, which takes no jump.
        return a.key() < b.key();
    }
    [[nodiscard]] constexpr Int128 key() const { return Int128{time} << 64 | Int128{order}; }
};

/// The events to come: a heap of four children a node. Simultaneous events come out in the order in
/// which they went in.
/// Complexity   push and pop O(log n), next O(1); memory 24 bytes an event
/// Source       D. B. Johnson (1975): Priority queues with update and finding minimum spanning
///              trees, Information Processing Letters 4: d-ary heaps; I. Wegener (1993):
///              Bottom-up heapsort, Theoretical Computer Science 118: sinking to a leaf first
class EventQueue {
  public:
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] std::size_t size() const { return count_; }
    /// Requires that there is an event.
    [[nodiscard]] const Event& next() const { return heap_[0]; }

    void push(Tick time, std::uint32_t kind, std::uint32_t subject) {
        if (count_ + arity >= heap_.size()) {
            heap_.resize(2 * heap_.size() + 2 * arity, beyond_all);
        }
        rise(count_++, {time, pushed_++, kind, subject});
    }

    /// Takes the next event out. Requires that there is one.
    Event pop() {
        const Event first = heap_[0];
        const Event last = heap_[--count_];
        heap_[count_] = beyond_all;
        if (count_ > 0) {
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
    /// Stands where there is no event, so that every node has four children to choose from.
    static constexpr Event beyond_all{std::numeric_limits<Tick>::max(), ~std::uint64_t{0}, 0, 0};

    void rise(std::size_t place, const Event& event) {
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

    /// The hole at the top sinks to a leaf by the earliest children; from there the event rises.
    void sink(const Event& event) {
        std::size_t place = 0;
        for (std::size_t first = 1; first < count_; first = place * arity + 1) {
            const Event* const child = heap_.data() + first;
            const std::size_t left = before(child[1], child[0]) ? 1 : 0;
            const std::size_t right = before(child[3], child[2]) ? 3 : 2;
            const std::size_t least = before(child[right], child[left]) ? right : left;
            heap_[place] = child[least];
            place = first + least;
        }
        rise(place, event);
    }

    std::vector<Event> heap_;
    std::size_t count_ = 0;
    std::uint64_t pushed_ = 0;
};

}  // namespace corridor::simulation
