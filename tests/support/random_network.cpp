#include "support/random_network.hpp"

#include <corridor/network/builder.hpp>

#include <string>

namespace corridor::test {

Network random_network(Random& random, const NetworkShape& shape) {
    UnitTable units;
    units.add({"TEU/yr", Dimension::containers, Decimal(2), Decimal(1), ""});
    NetworkBuilder builder(units);
    builder.add_commodity(std::string(containers)).add_commodity("grain");
    const auto capacity = [&] {
        return Quantity{Decimal(random.below(shape.largest_capacity + 1)), "t/yr"};
    };
    const auto name = [](std::uint32_t i) { return std::string(1, static_cast<char>('a' + i)); };
    for (std::uint32_t i = 0; i < shape.nodes; ++i) {
        NodeSpec node{.id = name(i)};
        if (shape.everything && random.one_in(4)) {
            node.throughput = capacity();
        }
        if (shape.everything && random.one_in(4)) {
            node.container_terminal =
                Quantity{Decimal(random.below(shape.largest_capacity / 2 + 1)), "TEU/yr"};
        }
        builder.add_node(std::move(node));
    }
    for (std::uint32_t i = 0; i < shape.links; ++i) {
        LinkSpec link{.id = "l" + std::to_string(i),
                      .from = name(random.below(shape.nodes)),
                      .to = name(random.below(shape.nodes)),
                      .directed = random.one_in(2),
                      .capacity = capacity()};
        link.transit_time.seconds = random.below(5);
        if (shape.everything) {
            if (random.one_in(3)) {
                link.mode = Mode::container_vessel;
            }
            if (random.one_in(6)) {
                link.capacity->unit = "TEU/yr";
            }
            if (random.one_in(8)) {
                link.capacity.reset();
            }
            if (random.one_in(6)) {
                link.commodities = {random.one_in(2) ? "containers" : "grain"};
            }
            if (random.one_in(8)) {
                link.status = Status::planned;
            }
        }
        builder.add_link(std::move(link));
    }
    return builder.build().value();
}

}  // namespace corridor::test
