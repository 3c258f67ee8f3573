#pragma once

#include "flow/kernel/graph.hpp"

namespace corridor::flow::kernel {

/// Nodes by key, the smallest first, in a heap of four children a place, which share a cache line.
/// Nothing is ever decreased: a node is pushed again, and its stale entries are for the caller to
/// know.
template <class Key>
class MinHeap {
  public:
    struct Entry {
        Key key;
        NodeId node;
    };

    MinHeap() = default;
    MinHeap(Workspace& workspace, std::size_t most) : entries_(workspace, most) {}

    [[nodiscard]] bool empty() const { return size_ == 0; }
    void clear() { size_ = 0; }

    void push(Key key, NodeId node) {
        std::size_t hole = size_++;
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (entries_[parent].key <= key) {
                break;
            }
            entries_[hole] = entries_[parent];
            hole = parent;
        }
        entries_[hole] = {key, node};
    }

    Entry pop() {
        const Entry smallest = entries_[0];
        const Entry last = entries_[--size_];
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size_; child = 4 * hole + 1) {
            std::size_t best = child;
            for (std::size_t k = child + 1; k < child + 4 && k < size_; ++k) {
                best = entries_[k].key < entries_[best].key ? k : best;
            }
            if (entries_[best].key >= last.key) {
                break;
            }
            entries_[hole] = entries_[best];
            hole = best;
        }
        entries_[hole] = last;
        return smallest;
    }

  private:
    Array<Entry> entries_;
    std::size_t size_ = 0;
};

}  // namespace corridor::flow::kernel
