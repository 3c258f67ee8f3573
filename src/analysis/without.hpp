#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/network/network.hpp>

#include <cstdint>
#include <span>

namespace corridor {

/// Solves a query again from scratch on a network in which some links and nodes are gone: the
/// check of every quicker way to the same values.
class Without {
  public:
    /// Both have to outlive it.
    Without(const Network& network, const FlowQuery& query)
        : network_(network), query_(query), builder_(network) {}

    /// By max_flow(), certified: in t/yr; −1 where nothing limits the flow, 0 where no origin or no
    /// destination is left.
    [[nodiscard]] std::int64_t value(std::span<const Element> gone);

  private:
    const Network& network_;
    const FlowQuery& query_;
    NetworkBuilder builder_;
};

}  // namespace corridor
