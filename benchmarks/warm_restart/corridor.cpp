#include "warm_restart/corridor.hpp"

namespace corridor::bench {
namespace {

void apply(StandingMaxFlow& standing, const Changes& changes) {
    for (const auto& [link, capacity] : changes) {
        standing.set_capacity(link, TonnesPerYear(capacity));
    }
}

}  // namespace

std::int64_t standing_value(StandingMaxFlow& standing, const Changes& changes) {
    apply(standing, changes);
    return standing.value().value_or(TonnesPerYear(-1)).count();
}

ValueAndCut standing_value_and_cut(StandingMaxFlow& standing, const Changes& changes) {
    apply(standing, changes);
    return standing.solve();
}

}  // namespace corridor::bench
