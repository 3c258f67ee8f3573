// How much can the Middle Corridor carry from China to the Caspian's western shore, and what binds?
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const corridor::Network network = corridor::middle_corridor();
    const auto flow = corridor::max_flow(
        network,
        {.from = {"xian"},
         .to = {"alat_port"},
         .commodity = "containers",
         .selection = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}}});
    fmt::print("{} — bound by {}\n", flow.value, fmt::join(network.names(flow.cut), ", "));
}
