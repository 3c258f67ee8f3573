#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

namespace corridor::flow::kernel {

/// Memory that outlives one solve: blocks given back are handed out again by the next. Fresh pages
/// cost as much to clear as a whole easy solve. One thread at a time; running out of memory is
/// remembered, never thrown.
class Workspace {
  public:
    struct Block {
        void* memory = nullptr;
        std::size_t bytes = 0;
    };

    /// Hands out no more than `most_bytes` at a time.
    explicit Workspace(std::size_t most_bytes = SIZE_MAX) : most_bytes_(most_bytes) {}
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace();

    /// Empty when there is no memory; exhausted() then says so until renew().
    [[nodiscard]] Block take(std::size_t bytes);
    void give(Block block);

    [[nodiscard]] bool exhausted() const { return exhausted_; }
    void renew() { exhausted_ = false; }

  private:
    static constexpr std::size_t kept_blocks = 32;
    static constexpr std::size_t small = std::size_t{64} << 10;
    static constexpr std::size_t arena_bytes = std::size_t{96} << 10;  // still from the heap

    [[nodiscard]] bool in_arena(const void* memory) const;
    [[nodiscard]] Block take_small(std::size_t bytes);
    [[nodiscard]] Block take_kept(std::size_t bytes);

    const std::size_t most_bytes_;
    std::size_t bytes_out_ = 0;
    Block kept_[kept_blocks];
    std::size_t kept_count_ = 0;
    unsigned char* arena_ = nullptr;  // small blocks, one behind the other
    std::size_t arena_used_ = 0;
    std::size_t arena_live_ = 0;
    bool exhausted_ = false;
};

/// Fixed-size array of plain values, not initialised, in a workspace. Indexed by any integer.
template <class T>
class Array {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    Array() = default;
    Array(Workspace& workspace, std::size_t count) : workspace_(&workspace) {
        block_ = workspace.take((count > 0 ? count : 1) * sizeof(T));
        size_ = block_.memory != nullptr ? count : 0;
    }
    Array(Array&& other) noexcept
        : workspace_(other.workspace_),
          block_(std::exchange(other.block_, {})),
          size_(std::exchange(other.size_, 0)) {}
    Array& operator=(Array&& other) noexcept {
        std::swap(workspace_, other.workspace_);
        std::swap(block_, other.block_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~Array() {
        if (block_.memory != nullptr) {
            workspace_->give(block_);
        }
    }

    [[nodiscard]] T* data() { return static_cast<T*>(block_.memory); }
    [[nodiscard]] const T* data() const { return static_cast<const T*>(block_.memory); }
    [[nodiscard]] std::size_t size() const { return size_; }
    template <class Index>
    [[nodiscard]] T& operator[](Index index) {
        return data()[index];
    }
    template <class Index>
    [[nodiscard]] const T& operator[](Index index) const {
        return data()[index];
    }
    [[nodiscard]] T* begin() { return data(); }
    [[nodiscard]] T* end() { return data() + size_; }
    [[nodiscard]] const T* begin() const { return data(); }
    [[nodiscard]] const T* end() const { return data() + size_; }

    void fill(T value) {
        T* const values = data();
        for (std::size_t i = 0; i < size_; ++i) {
            values[i] = value;
        }
    }
    /// All bytes 0, or all bytes 255: the integer −1 in every field.
    void fill_bytes(int byte) {
        if (size_ > 0) {
            std::memset(block_.memory, byte, size_ * sizeof(T));
        }
    }

  private:
    Workspace* workspace_ = nullptr;
    Workspace::Block block_;
    std::size_t size_ = 0;
};

}  // namespace corridor::flow::kernel
