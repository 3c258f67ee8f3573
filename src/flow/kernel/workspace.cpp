#include "flow/kernel/workspace.hpp"

#include <algorithm>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace corridor::flow::kernel {
namespace {

constexpr std::size_t cache_line = 64;
constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t huge_from = std::size_t{512} << 10;

std::size_t rounded_up(std::size_t bytes, std::size_t step) {
    return (bytes + step - 1) / step * step;
}

// Misses in the page tables cost more than cache misses on million-arc graphs.
Workspace::Block fresh_block(std::size_t bytes) {
    const std::size_t alignment = bytes >= huge_from ? huge_page : cache_line;
    const std::size_t size = rounded_up(bytes, alignment);
    if (size < bytes) {
        return {};
    }
    void* const memory = std::aligned_alloc(alignment, size);
    if (memory == nullptr) {
        return {};
    }
#if defined(__linux__)
    if (alignment == huge_page) {
        madvise(memory, size, MADV_HUGEPAGE);
    }
#endif
    return {memory, size};
}

}  // namespace

Workspace::~Workspace() {
    for (std::size_t i = 0; i < kept_count_; ++i) {
        std::free(kept_[i].memory);
    }
    std::free(arena_);
}

Workspace::Block Workspace::take(std::size_t bytes) {
    Block block;
    if (bytes <= most_bytes_ - std::min(most_bytes_, bytes_out_)) {
        block = bytes < small ? take_small(bytes) : take_kept(bytes);
    }
    bytes_out_ += block.bytes;
    exhausted_ = exhausted_ || block.memory == nullptr;
    return block;
}

Workspace::Block Workspace::take_small(std::size_t bytes) {
    if (arena_ == nullptr) {
        arena_ = static_cast<unsigned char*>(fresh_block(arena_bytes).memory);
    }
    const std::size_t size = rounded_up(bytes, cache_line);
    if (arena_ == nullptr || arena_used_ + size > arena_bytes) {
        return take_kept(bytes);
    }
    void* const memory = arena_ + arena_used_;
    arena_used_ += size;
    ++arena_live_;
    return {memory, size};
}

Workspace::Block Workspace::take_kept(std::size_t bytes) {
    std::size_t best = kept_count_;
    for (std::size_t i = 0; i < kept_count_; ++i) {
        const std::size_t size = kept_[i].bytes;
        const bool fits = size >= bytes && size <= 4 * bytes;
        if (fits && (best == kept_count_ || size < kept_[best].bytes)) {
            best = i;
        }
    }
    if (best == kept_count_) {
        return fresh_block(bytes);
    }
    const Block block = kept_[best];
    kept_[best] = kept_[--kept_count_];
    return block;
}

bool Workspace::in_arena(const void* memory) const {
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    const auto begin = reinterpret_cast<std::uintptr_t>(arena_);
    return arena_ != nullptr && address >= begin && address < begin + arena_bytes;
}

void Workspace::give(Block block) {
    bytes_out_ -= block.bytes;
    if (in_arena(block.memory)) {
        const bool is_last =
            static_cast<unsigned char*>(block.memory) + block.bytes == arena_ + arena_used_;
        if (--arena_live_ == 0) {
            arena_used_ = 0;
        } else if (is_last) {
            arena_used_ -= block.bytes;
        }
        return;
    }
    if (kept_count_ < kept_blocks) {
        kept_[kept_count_++] = block;
    } else {  // the larger, the dearer to get again
        Block* const least = std::min_element(kept_, kept_ + kept_count_,
                                              [](Block a, Block b) { return a.bytes < b.bytes; });
        if (least->bytes < block.bytes) {
            std::swap(*least, block);
        }
        std::free(block.memory);
    }
}

}  // namespace corridor::flow::kernel
