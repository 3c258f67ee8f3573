#pragma once

#include "flow/kernel/stack.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace corridor::flow::kernel {

/// At most `most` lists of numbers in the order they came. When full, a new one takes the place of
/// the one least used of late.
class Pool {
  public:
    Pool(Workspace& workspace, std::size_t most, std::size_t most_length)
        : most_(most),
          most_length_(most_length),
          values_(workspace, most * most_length),
          entries_(workspace, most),
          used_(workspace, most) {
        used_.fill_bytes(0);
    }

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] std::size_t most_length() const { return most_length_; }
    [[nodiscard]] std::span<const std::int32_t> list(std::size_t at) const {
        return {values_.data() + entries_[at].slot * most_length_, entries_[at].length};
    }

    /// Lists that are too long are left out.
    void add(std::span<const std::int32_t> list) {
        if (list.size() > most_length_) {
            return;
        }
        std::size_t slot = entries_.size();
        if (slot == most_) {
            const Entry* const least =
                std::min_element(entries_.begin(), entries_.end(),
                                 [](const Entry& a, const Entry& b) { return a.uses < b.uses; });
            slot = least->slot;
            entries_.erase_at(static_cast<std::size_t>(least - entries_.begin()));
        }
        std::copy(list.begin(), list.end(), values_.data() + slot * most_length_);
        entries_.push({slot, list.size(), fresh_uses});
    }

    /// One byte for each list, to be set where it is of use and counted afterwards.
    [[nodiscard]] std::uint8_t* used() { return used_.data(); }
    void count_uses() {
        const bool is_time_to_forget = ++counted_ % forget_interval == 0;
        for (std::size_t at = 0; at < entries_.size(); ++at) {
            entries_[at].uses += used_[at];
            used_[at] = 0;
            entries_[at].uses /= is_time_to_forget ? 2U : 1U;
        }
    }

  private:
    struct Entry {
        std::size_t slot;
        std::size_t length;
        std::uint32_t uses;
    };
    static constexpr std::uint32_t fresh_uses = 8;  // not the first to go
    static constexpr std::uint32_t forget_interval = 256;

    std::size_t most_;
    std::size_t most_length_;
    Array<std::int32_t> values_;
    Stack<Entry> entries_;
    Array<std::uint8_t> used_;
    std::uint32_t counted_ = 0;
};

}  // namespace corridor::flow::kernel
