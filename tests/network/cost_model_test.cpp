#include "support/catch.hpp"

#include <corridor/network/builder.hpp>
#include <corridor/network/cost_model.hpp>

#include <string>

using namespace corridor;

namespace {

constexpr std::int64_t usd = 1'000'000;
constexpr std::int64_t hour = 3'600;

/// China to Georgia in miniature: a change of gauge, a railway, a feeder, a road.
NetworkBuilder corridor_in_miniature() {
    NetworkBuilder builder;
    builder.add_node({.id = "khorgos", .country = "CHN"})
        .add_node({.id = "altynkol", .country = "KAZ"})
        .add_node({.id = "aktau", .country = "KAZ", .dwell = Duration{48 * hour}})
        .add_node({.id = "alat", .country = "AZE", .dwell = Duration{24 * hour}})
        .add_node({.id = "tbilisi", .country = "GEO"});
    builder.add_link({.id = "break_of_gauge",
                      .from = "khorgos",
                      .to = "altynkol",
                      .mode = Mode::gauge_change,
                      .length = Length{10'000},
                      .transit_time = Duration{40 * hour},
                      .tariff = UnitCost{19'050'000}});
    builder.add_link({.id = "railway",
                      .from = "altynkol",
                      .to = "aktau",
                      .length = Length{1'000'000},
                      .transit_time = Duration{30 * hour},
                      .tariff = UnitCost{31 * usd}});
    builder.add_link({.id = "feeder",
                      .from = "aktau",
                      .to = "alat",
                      .mode = Mode::container_vessel,
                      .length = Length{470'000},
                      .transit_time = Duration{24 * hour},
                      .tariff = UnitCost{28 * usd}});
    builder.add_link({.id = "road",
                      .from = "alat",
                      .to = "tbilisi",
                      .mode = Mode::road,
                      .length = Length{600'000},
                      .transit_time = Duration{24 * hour},
                      .tariff = UnitCost{60 * usd}});
    return builder;
}

CostModel model_of(const NetworkBuilder& builder) {
    return cost_model(builder.build().value()).value();
}

const TonneCost& link_cost(const CostModel& model, const char* id) {
    return model.link[model.network.find_link(id)->index];
}

}  // namespace

TEST_CASE("the tariff of a change of gauge is taken apart into carriage, border and handling") {
    const CostModel model = model_of(corridor_in_miniature());
    const TonneCost& cost = link_cost(model, "break_of_gauge");
    CHECK(cost.carriage.micro_usd_per_t == 300'000);
    CHECK(cost.border.micro_usd_per_t == 10'750'000);
    CHECK(cost.gauge_change.micro_usd_per_t == 8'000'000);
    CHECK(cost.money().micro_usd_per_t == 19'050'000);
    CHECK(cost.moving.seconds == 1'440);
    CHECK(cost.gauge_time.seconds == 40 * hour - 1'440);
    CHECK(cost.time().seconds == 40 * hour);
    CHECK(cost.co2e_g == 316);
}

TEST_CASE("a road across a border waits there for what driving does not explain") {
    const CostModel model = model_of(corridor_in_miniature());
    const TonneCost& cost = link_cost(model, "road");
    CHECK(cost.moving.seconds == 20 * hour);
    CHECK(cost.border_time.seconds == 4 * hour);
    CHECK(cost.money().micro_usd_per_t == 60 * usd);
    CHECK(link_cost(model, "feeder").moving.seconds == 24 * hour);
}

TEST_CASE("a ferry takes wagons on board without handling, a vessel does not") {
    NetworkBuilder builder = corridor_in_miniature();
    builder.add_link({.id = "ferry", .from = "aktau", .to = "alat", .mode = Mode::rail_ferry});
    const CostModel model = model_of(builder);
    const TransferGraph& graph = model.graph;
    const auto link = [&](const char* id) { return model.network.find_link(id)->index; };
    CHECK(graph.head_side[link("railway")] == graph.tail_side[link("ferry")]);
    CHECK(graph.head_side[link("railway")] != graph.tail_side[link("feeder")]);

    const TonneCost loading =
        model.through(graph.head_side[link("railway")], graph.tail_side[link("feeder")]);
    CHECK(loading.transshipment.micro_usd_per_t == 8 * usd);
    CHECK(loading.transshipment_time.seconds == 48 * hour);
    CHECK(loading.dwell.seconds == 0);
    const TonneCost rolling =
        model.through(graph.head_side[link("railway")], graph.tail_side[link("ferry")]);
    CHECK(rolling.money().micro_usd_per_t == 0);
    CHECK(rolling.dwell.seconds == 48 * hour);
}

TEST_CASE("a link without tariff and time has those of its length, and says so") {
    NetworkBuilder builder = corridor_in_miniature();
    for (LinkSpec& link : builder.links()) {
        link.tariff = {};
        link.transit_time = {};
    }
    const CostModel model = model_of(builder);
    CHECK(link_cost(model, "break_of_gauge").money().micro_usd_per_t == 19'050'000);
    CHECK(link_cost(model, "break_of_gauge").time().seconds == 1'440 + 146'160);
    CHECK(link_cost(model, "railway").money().micro_usd_per_t == 30 * usd);
    CHECK(link_cost(model, "railway").time().seconds == 40 * hour);
    CHECK(link_cost(model, "feeder").money().micro_usd_per_t == 470 * 5'100);
    CHECK(model.filled_tariff == std::vector<bool>(4, true));
    CHECK(model.filled_time == std::vector<bool>(4, true));
    CHECK(model_of(corridor_in_miniature()).filled_tariff == std::vector<bool>(4, false));
}

TEST_CASE("a border crossing takes trucks where only roads meet it") {
    NetworkBuilder builder;
    for (const char* id : {"sarpi", "hopa", "rize", "gardabani"}) {
        builder.add_node({.id = id});
    }
    builder.add_link(
        {.id = "crossing", .from = "sarpi", .to = "hopa", .mode = Mode::border_crossing});
    builder.add_link({.id = "road", .from = "hopa", .to = "rize", .mode = Mode::road});
    CHECK(model_of(builder).graph.sides[0].carrier == Carrier::truck);
    CHECK(link_cost(model_of(builder), "crossing").border.micro_usd_per_t == 10'400'000);
    CHECK(link_cost(model_of(builder), "crossing").border_time.seconds == 35'640);
    builder.add_link({.id = "railway", .from = "sarpi", .to = "gardabani"});
    CHECK(model_of(builder).graph.sides[0].carrier == Carrier::wagon);
    CHECK(link_cost(model_of(builder), "crossing").border.micro_usd_per_t == 10'750'000);
}

TEST_CASE("every side of a node is listed once, and each link attaches to its own") {
    const CostModel model = model_of(corridor_in_miniature());
    const TransferGraph& graph = model.graph;
    CHECK(graph.sides.size() == 7);
    CHECK(graph.first_side == std::vector<std::uint32_t>{0, 1, 2, 4, 6, 7});
    for (std::size_t i = 0; i < model.network.links().size(); ++i) {
        const Link& link = model.network.links()[i];
        CHECK(graph.sides[graph.tail_side[i]].node == link.tail);
        CHECK(graph.sides[graph.head_side[i]].node == link.head);
        CHECK(graph.sides[graph.tail_side[i]].carrier == graph.sides[graph.head_side[i]].carrier);
    }
}

TEST_CASE("generalised cost is money, and time and carbon at what they are worth") {
    TonneCost cost;
    cost.carriage = UnitCost{100 * usd};
    cost.moving = Duration{36 * hour};
    cost.co2e_g = 250'000;
    const Valuation valuation = {.value_of_day = UnitCost{2 * usd},
                                 .carbon_price = UnitCost{80 * usd}};
    CHECK(weight(cost, Objective::generalised, valuation) == 100 * usd + 3 * usd + 20 * usd);
    CHECK(weight(cost, Objective::cost, valuation) == 100 * usd);
    CHECK(weight(cost, Objective::time, valuation) == 36 * hour);
    CHECK(weight(cost, Objective::co2, valuation) == 250'000);
    CHECK_FALSE(weight(cost, Objective::generalised,
                       {.value_of_day = UnitCost{std::int64_t{1} << 40}, .carbon_price = {}})
                    .has_value());
}

TEST_CASE("a link beyond the bounds is told by name") {
    NetworkBuilder builder = corridor_in_miniature();
    builder.links()[1].tariff = UnitCost{(std::int64_t{1} << 40) + 1};
    builder.links()[2].transit_time = Duration{-1};
    const auto parsed = cost_model(builder.build().value());
    REQUIRE_FALSE(parsed.ok());
    CHECK(render(parsed.diagnostics()) ==
          "the tariff of railway: expected 0 to 2^40 µUSD/t, got a figure outside of it\n"
          "the time of feeder: expected 0 to 2^40 s, got a figure outside of it\n");
}

TEST_CASE(
    "a data set replaces rates by rows of its own, in the units that the rates are stated in") {
    const auto figure = [](const char* id, Decimal value, const char* unit) {
        CostFigure row;
        row.id = id;
        row.value = value;
        row.unit = unit;
        return row;
    };
    const UnitTable units;
    const CostRates rates =
        read_rates(std::vector{figure("c_rail_default", Decimal(25, 3), "USD/tkm"),
                               figure("s_rail", Decimal(1'200), "km/day"),
                               figure("c_vot", Decimal(28), "USD/TEU/day"),
                               figure("q_quote", Decimal(5'800), "USD/FEU")},
                   units)
            .value();
    CHECK(rates.of(Mode::rail).micro_usd_per_tkm == 25'000);
    CHECK(rates.of(Mode::gauge_change).micro_usd_per_tkm == 25'000);
    CHECK(rates.of(Mode::rail).speed_m_per_h == 50'000);
    CHECK(rates.of(Mode::rail_ferry).speed_m_per_h == 18'000);
    CHECK(rates.value_of_day.micro_usd_per_t == 2 * usd);

    const auto faulty = read_rates(std::vector{figure("c_ocean", Decimal(5), "USD/mile"),
                                               figure("s_road", Decimal(0), "km/h")},
                                   units);
    CHECK(render(faulty.diagnostics()) ==
          "costs.csv: unit of c_ocean: expected USD/tkm, got 'USD/mile'\n"
          "costs.csv: value of s_road: expected a number above 0, got 0\n");
}
