// A corridor of one's own, in code: a mine, a railway, a port that handles less than the railway.
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    using corridor::quantity;
    corridor::NetworkBuilder builder(corridor::default_units());
    builder.add_node({.id = "mine"});
    builder.add_node({.id = "port", .throughput = quantity("4 Mt/yr")});
    builder.add_node({.id = "smelter"});
    builder.add_link(
        {.id = "railway", .from = "mine", .to = "port", .capacity = quantity("6 trains/day pair")});
    builder.add_link({.id = "ferry",
                      .from = "port",
                      .to = "smelter",
                      .mode = corridor::Mode::rail_ferry,
                      .capacity = quantity("12 Mt/yr")});
    const corridor::Network network = builder.build().value();

    const auto flow = corridor::max_flow(network, {.from = {"mine"}, .to = {"smelter"}});
    fmt::print("{} of what {} could bring\n", flow.value, network.links()[0].capacity->rate);
    for (const corridor::CutMember& member : flow.cut) {
        fmt::print("bound by {}: {}\n", network.name(member),
                   network.capacity(member)->stated.text());
    }
}
