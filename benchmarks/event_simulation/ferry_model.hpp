#pragma once

#include <cstdint>

namespace corridor::bench {

/// Vessels that go to and fro between two ports with few berths: load, sail, unload, return. Times
/// are exponential; a vessel that finds no berth waits for one, first come, first served.
struct FerryModel {
    std::uint32_t vessels = 20;
    std::uint32_t berths = 4;  ///< of each port
    double load_h = 6.0;
    double sail_h = 20.0;
    double unload_h = 5.0;
    double return_h = 18.0;
};

struct FerryAnswer {
    std::uint64_t events = 0;
    std::uint64_t voyages = 0;
    double mean_wait_h = 0.0;
};

[[nodiscard]] FerryAnswer run_state_machines(const FerryModel& model, std::uint64_t events,
                                             std::uint64_t seed);
[[nodiscard]] FerryAnswer run_coroutines(const FerryModel& model, std::uint64_t events,
                                         std::uint64_t seed);

}  // namespace corridor::bench
