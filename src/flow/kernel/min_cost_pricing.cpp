#include "flow/kernel/min_cost_pricing.hpp"

#include "flow/kernel/min_cost_pricing_in_order.hpp"

namespace corridor::flow::kernel {

Pricing portable_pricing() {
    return {"portable", &price_in_order<std::int32_t>, &price_in_order<std::int64_t>};
}

Pricing best_pricing() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        return avx512_pricing();
    }
    if (__builtin_cpu_supports("avx2")) {
        return avx2_pricing();
    }
#endif
    return portable_pricing();
}

}  // namespace corridor::flow::kernel
