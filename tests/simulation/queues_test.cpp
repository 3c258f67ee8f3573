#include "simulation/small_network.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <cstdlib>

using namespace corridor;
using corridor::simulation::Estimate;
using corridor::test::place;
using corridor::test::simulated;
using corridor::test::station;

namespace {

bool is_long() {
    const char* value = std::getenv("CORRIDOR_LONG");
    return value != nullptr && *value != '\0';
}

}  // namespace

TEST_CASE("95 % intervals cover the closed form in 93 to 97 of 100 short runs") {
    constexpr int runs = 1'000;
    int covered = 0;
    const test::Files files = station(0.5, "servers,service_h,service_cv", "1,1,1");
    for (int run = 0; run < runs; ++run) {
        const Simulation answer =
            simulated(files, {.days = is_long() ? 400.0 : 40.0,
                              .warm_up_days = 4.0,
                              .replications = 20,
                              .seed = static_cast<std::uint64_t>(run) + 1'000});
        const Estimate& wait = place(answer, "station").wait_h;
        covered += wait.low <= 1.0 && 1.0 <= wait.high ? 1 : 0;
    }
    CHECK(covered >= 930);
    CHECK(covered <= 970);
}

TEST_CASE("one long run gives intervals from the means of its parts") {
    const Simulation answer =
        simulated(station(0.5, "servers,service_h,service_cv", "1,1,1"),
                  {.days = 20'000.0, .warm_up_days = 20.0, .replications = 1});
    const SimulatedPlace& at = place(answer, "station");
    CHECK(at.wait_h.samples == 30);
    CHECK(at.wait_h.low <= 1.0);
    CHECK(at.wait_h.high >= 1.0);
    CHECK(at.wait_h.half_width() < 0.03);
}
