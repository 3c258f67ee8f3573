#include <corridor/flow/max_flow.hpp>
#include <corridor/network/builder.hpp>

int main() {
    corridor::NetworkBuilder builder;
    builder.add_node({.id = "mine"});
    builder.add_node({.id = "port"});
    builder.add_link(
        {.id = "railway", .from = "mine", .to = "port", .capacity = corridor::quantity("6 Mt/yr")});
    const corridor::Network network = builder.build().value();
    const auto flow = corridor::max_flow(network, {.from = {"mine"}, .to = {"port"}});
    return flow.value.count() == 6000000 ? 0 : 1;
}
