#pragma once

#include "flow/kernel/workspace.hpp"

namespace corridor::flow::kernel {

/// A list whose largest length is known beforehand.
template <class T>
class Stack {
  public:
    Stack() = default;
    Stack(Workspace& workspace, std::size_t most) : values_(workspace, most) {}

    void push(const T& value) { values_[count_++] = value; }
    T pop() { return values_[--count_]; }
    void clear() { count_ = 0; }
    void shrink_to(std::size_t count) { count_ = count; }
    void erase_at(std::size_t at) {
        for (std::size_t i = at + 1; i < count_; ++i) {
            values_[i - 1] = values_[i];
        }
        --count_;
    }

    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    template <class Index>
    [[nodiscard]] T& operator[](Index index) {
        return values_[index];
    }
    template <class Index>
    [[nodiscard]] const T& operator[](Index index) const {
        return values_[index];
    }
    [[nodiscard]] T* data() { return values_.data(); }
    [[nodiscard]] const T* data() const { return values_.data(); }
    [[nodiscard]] T* begin() { return values_.data(); }
    [[nodiscard]] T* end() { return values_.data() + count_; }
    [[nodiscard]] const T* begin() const { return values_.data(); }
    [[nodiscard]] const T* end() const { return values_.data() + count_; }

  private:
    Array<T> values_;
    std::size_t count_ = 0;
};

}  // namespace corridor::flow::kernel
