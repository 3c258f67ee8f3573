#include "support/catch.hpp"
#include "support/random_network.hpp"

#include <corridor/analysis/route_measures.hpp>
#include <corridor/analysis/routes.hpp>
#include <corridor/base/contract.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <tuple>
#include <vector>

using namespace corridor;
using corridor::test::Random;

namespace {

constexpr std::int64_t usd = 1'000'000;
constexpr std::int64_t hour = 3'600;

/// Small figures, many of them 0, so that ties and free links abound.
Network random_corridor(Random& random, std::uint32_t nodes, std::uint32_t links) {
    const std::array<Mode, 6> modes = {Mode::rail,       Mode::road,         Mode::container_vessel,
                                       Mode::rail_ferry, Mode::gauge_change, Mode::border_crossing};
    NetworkBuilder builder;
    builder.add_commodity("containers").add_commodity("grain");
    for (std::uint32_t v = 0; v < nodes; ++v) {
        builder.add_node({.id = fmt::format("n{}", v),
                          .country = random.one_in(2) ? "KAZ" : "AZE",
                          .dwell = Duration{random.below(3) * hour}});
    }
    for (std::uint32_t i = 0; i < links; ++i) {
        LinkSpec link{.id = fmt::format("l{}", i),
                      .from = fmt::format("n{}", random.below(nodes)),
                      .to = fmt::format("n{}", random.below(nodes))};
        link.directed = random.one_in(4);
        link.mode = modes[random.below(modes.size())];
        link.length = Length{random.below(4) * 100'000};
        link.transit_time = Duration{random.below(4) * hour};
        link.tariff = UnitCost{random.below(12) * usd};
        link.status = random.one_in(8) ? Status::planned : Status::operating;
        if (random.one_in(6)) {
            link.commodities = {"grain"};
        }
        builder.add_link(std::move(link));
    }
    return builder.build().value();
}

struct Found {
    std::vector<RouteStep> steps;
    std::int64_t first = 0;
    std::int64_t second = 0;
    TonneCost cost;
};

/// Every route without repeated places, by trying them all.
class Enumeration {
  public:
    Enumeration(const CostModel& model, const RouteQuery& query)
        : model_(model),
          open_(open_links(model.network, query.selection)),
          commodity_(model.network.find_commodity(query.commodity)),
          end_(*model.network.find_node(query.to)),
          seen_(model.network.nodes().size()) {
        visit(*model.network.find_node(query.from));
    }

    [[nodiscard]] std::vector<std::vector<RouteStep>> take() { return std::move(all_); }

  private:
    void visit(NodeId node) {
        if (node == end_) {
            all_.push_back(steps_);
            return;
        }
        seen_[node.index] = true;
        for (const LinkId id : model_.network.links_at(node)) {
            const Link& link = model_.network.link(id);
            const bool reversed = link.tail != node;
            const NodeId next = reversed ? link.tail : link.head;
            if (!open_[id.index] || seen_[next.index] || (reversed && link.directed) ||
                (commodity_ && !link.commodities.contains(*commodity_))) {
                continue;
            }
            steps_.push_back({id, reversed});
            visit(next);
            steps_.pop_back();
        }
        seen_[node.index] = false;
    }

    const CostModel& model_;
    std::vector<bool> open_;
    std::optional<CommodityId> commodity_;
    NodeId end_;
    std::vector<bool> seen_;
    std::vector<RouteStep> steps_;
    std::vector<std::vector<RouteStep>> all_;
};

std::vector<Found> every_route(const CostModel& model, const RouteQuery& query, Objective first,
                               Objective second, const Valuation& valuation) {
    std::vector<Found> found;
    for (std::vector<RouteStep>& steps : Enumeration(model, query).take()) {
        Found route;
        const auto add = [&](const TonneCost& part) {
            route.cost += part;
            route.first += weight(part, first, valuation).value();
            route.second += weight(part, second, valuation).value();
        };
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const std::uint32_t link = steps[i].link.index;
            add(model.link[link]);
            if (i + 1 < steps.size()) {
                const std::uint32_t next = steps[i + 1].link.index;
                const auto& graph = model.graph;
                const std::uint32_t in =
                    steps[i].reversed ? graph.tail_side[link] : graph.head_side[link];
                const std::uint32_t out =
                    steps[i + 1].reversed ? graph.head_side[next] : graph.tail_side[next];
                TonneCost stay = model.passage[graph.sides[in].node.index];
                if (in != out) {
                    stay.transshipment_time = stay.dwell;
                    stay.dwell = {};
                }
                add(stay);
                if (in != out) {
                    add(model.transfer);
                }
            }
        }
        route.steps = std::move(steps);
        found.push_back(std::move(route));
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        const auto key = [](const Found& each) {
            std::vector<std::uint32_t> links;
            for (const RouteStep& step : each.steps) {
                links.push_back(step.link.index);
            }
            return std::make_tuple(each.first, each.second, each.steps.size(), links);
        };
        return key(a) < key(b);
    });
    return found;
}

std::uint32_t trials() {
    return std::getenv("CORRIDOR_LONG") != nullptr ? 500'000 : 20'000;
}

struct Case {
    CostModel model;
    RouteQuery query;
};

Case random_case(Random& random) {
    const std::uint32_t nodes = 2 + random.below(6);
    const Network network = random_corridor(random, nodes, 1 + random.below(2 * nodes + 3));
    RouteQuery query{.from = "n0", .to = "n1"};
    query.commodity = random.one_in(2) ? "containers" : "";
    query.selection.with_planned = random.one_in(2);
    return {cost_model(network).value(), query};
}

/// Two ways from China to Alat: by rail and feeder, or all the way by rail and ferry.
CostModel two_crossings() {
    NetworkBuilder builder;
    builder.add_node({.id = "khorgos", .country = "CHN"})
        .add_node({.id = "altynkol", .country = "KAZ"})
        .add_node({.id = "aktau", .country = "KAZ", .dwell = Duration{48 * hour}})
        .add_node({.id = "kuryk", .country = "KAZ", .dwell = Duration{72 * hour}})
        .add_node({.id = "alat", .country = "AZE"});
    const auto add = [&](const char* id, const char* from, const char* to, Mode mode,
                         std::int64_t kilometres, std::int64_t hours, std::int64_t dollars) {
        builder.add_link({.id = id,
                          .from = from,
                          .to = to,
                          .mode = mode,
                          .length = Length{kilometres * 1'000},
                          .transit_time = Duration{hours * hour},
                          .tariff = UnitCost{dollars * usd}});
    };
    add("crossing", "khorgos", "altynkol", Mode::gauge_change, 25, 41, 20);
    add("to_aktau", "altynkol", "aktau", Mode::rail, 3'000, 90, 90);
    add("to_kuryk", "altynkol", "kuryk", Mode::rail, 3'000, 90, 90);
    add("feeder", "aktau", "alat", Mode::container_vessel, 470, 24, 20);
    add("ferry", "kuryk", "alat", Mode::rail_ferry, 420, 21, 25);
    return cost_model(builder.build().value()).value();
}

std::string links(const CostModel& model, const Route& route) {
    std::string text;
    for (const RouteStep& step : route.steps) {
        text += (text.empty() ? "" : " ") + model.network.link(step.link).id;
    }
    return text;
}

}  // namespace

TEST_CASE("the k best routes are the first k of all routes, in the same order") {
    Random random(20'260'404);
    std::size_t several = 0;
    for (std::uint32_t trial = 0; trial < trials(); ++trial) {
        const Case each = random_case(random);
        const std::array<Objective, 4> objectives = {Objective::cost, Objective::time,
                                                     Objective::co2, Objective::generalised};
        const Objective objective = objectives[random.below(4)];
        const Objective ties = objective == Objective::cost || objective == Objective::generalised
                                   ? Objective::time
                                   : Objective::cost;
        const Valuation valuation = {.value_of_day = UnitCost{random.below(50) * 77'777},
                                     .carbon_price = UnitCost{random.below(100) * usd}};
        const std::size_t count = 1 + random.below(12);
        const std::vector<Found> all =
            every_route(each.model, each.query, objective, ties, valuation);
        const Routes answer =
            cheapest_routes(each.model, each.query,
                            {.minimise = objective, .count = count, .valuation = valuation});
        INFO("trial " << trial);
        REQUIRE(answer.certified);
        REQUIRE(answer.routes.size() == std::min(count, all.size()));
        REQUIRE(answer.exhausted == (all.size() <= count));
        for (std::size_t i = 0; i < answer.routes.size(); ++i) {
            REQUIRE(answer.routes[i].weight == all[i].first);
            REQUIRE(answer.routes[i].steps == all[i].steps);
            REQUIRE(answer.routes[i].cost == all[i].cost);
        }
        several += answer.routes.size() > 3 ? 1U : 0U;
    }
    CHECK(several > trials() / 10);
}

TEST_CASE("the Pareto set holds each combination of cost, time and CO2 that none beats, once") {
    Random random(20'260'405);
    std::size_t several = 0;
    using Values = std::vector<std::int64_t>;
    for (std::uint32_t trial = 0; trial < trials(); ++trial) {
        const Case each = random_case(random);
        std::vector<Objective> objectives = {Objective::cost, Objective::time, Objective::co2};
        for (std::size_t i = 0; i < 2; ++i) {
            std::swap(objectives[i],
                      objectives[i + random.below(static_cast<std::uint32_t>(3 - i))]);
        }
        objectives.resize(1 + random.below(3));
        const auto values_of = [&](const TonneCost& cost) {
            Values values;
            for (const Objective objective : objectives) {
                values.push_back(weight(cost, objective, {}).value());
            }
            return values;
        };
        std::vector<Values> all;
        for (const Found& found :
             every_route(each.model, each.query, Objective::cost, Objective::time, {})) {
            all.push_back(values_of(found.cost));
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        std::vector<Values> best;
        for (const Values& candidate : all) {
            const bool beaten = std::any_of(all.begin(), all.end(), [&](const Values& other) {
                return other != candidate &&
                       std::equal(other.begin(), other.end(), candidate.begin(),
                                  [](std::int64_t a, std::int64_t b) { return a <= b; });
            });
            if (!beaten) {
                best.push_back(candidate);
            }
        }
        const Routes answer = pareto_routes(each.model, each.query, {.objectives = objectives});
        std::vector<Values> found;
        for (const Route& route : answer.routes) {
            found.push_back(values_of(route.cost));
        }
        INFO("trial " << trial);
        REQUIRE(answer.certified);
        REQUIRE(answer.exhausted);
        REQUIRE(found == best);
        several += found.size() > 1 ? 1U : 0U;
    }
    CHECK(several > trials() / 10);
}

TEST_CASE("handling makes the feeder dearer than the ferry, the stay makes it quicker") {
    const CostModel model = two_crossings();
    const RouteQuery query = {.from = "khorgos", .to = "alat"};
    const Routes by_cost = cheapest_routes(model, query, {.minimise = Objective::cost});
    REQUIRE(by_cost.routes.size() == 2);
    CHECK(by_cost.exhausted);
    CHECK(links(model, by_cost.routes[0]) == "crossing to_kuryk ferry");
    CHECK(by_cost.routes[0].cost.money().micro_usd_per_t == 135 * usd);
    CHECK(by_cost.routes[1].cost.money().micro_usd_per_t == 138 * usd);
    CHECK(by_cost.routes[1].cost.transshipment.micro_usd_per_t == 8 * usd);
    CHECK(by_cost.routes[1].cost.transshipment_time.seconds == 48 * hour);

    const Routes by_time = cheapest_routes(model, query, {.minimise = Objective::time, .count = 1});
    CHECK(links(model, by_time.routes[0]) == "crossing to_aktau feeder");
    CHECK_FALSE(by_time.exhausted);

    const Routes weighed = cheapest_routes(
        model, query, {.count = 1, .valuation = {.value_of_day = UnitCost{4 * usd}}});
    CHECK(links(model, weighed.routes[0]) == "crossing to_aktau feeder");
    CHECK(weighed.routes[0].weight == 138 * usd + (203 * hour * 4 * usd + 43'200) / 86'400);

    const Routes both = pareto_routes(model, query);
    CHECK(both.routes.size() == 2);
    CHECK(both.exhausted);
}

TEST_CASE("a route is measured as CAREC measures corridors") {
    const CostModel model = two_crossings();
    const Routes answer =
        cheapest_routes(model, {.from = "khorgos", .to = "alat"}, {.minimise = Objective::cost});
    const RouteMeasures ferry = measure(model, answer.routes[0]);
    CHECK(ferry.length.metres == 3'445'000);
    CHECK(ferry.borders == 2);
    CHECK(ferry.gauge_changes == 1);
    CHECK(ferry.transshipments == 0);
    CHECK(ferry.carec.border_hours == Approx(40.0));
    CHECK(ferry.carec.border_usd == Approx(20 * 18.75 + 20 * 0.5));
    CHECK(ferry.carec.usd_per_500_km == Approx(135.0 * 20 * 500 / 3'445));
    CHECK(ferry.carec.speed_without_delay == Approx(3'445.0 / (1 + 90 + 21)));
    CHECK(ferry.carec.speed_with_delay == Approx(3'445.0 / (41 + 90 + 72 + 21)));
    CHECK(measure(model, answer.routes[1]).transshipments == 1);
    CHECK(measure(model, {}).carec.speed_with_delay == std::nullopt);
}

TEST_CASE("the profile follows a tonne from place to place and ends at the totals") {
    const CostModel model = two_crossings();
    const Routes answer =
        cheapest_routes(model, {.from = "khorgos", .to = "alat"}, {.minimise = Objective::time});
    const std::vector<ProfileRow> rows = profile(model, answer.routes[0]);
    std::string kinds;
    for (const ProfileRow& row : rows) {
        kinds += std::string(to_string(row.kind)) + " " + model.network.node(row.node).id + "; ";
    }
    CHECK(kinds == "start khorgos; link altynkol; link aktau; transshipment aktau; link alat; ");
    CHECK(rows.back().total == answer.routes[0].cost);
    CHECK(rows.back().length == measure(model, answer.routes[0]).length);
    CHECK(profile(model, {}).empty());
}

TEST_CASE("a certificate fails for a route that is tampered with") {
    const CostModel model = two_crossings();
    const RouteQuery query = {.from = "khorgos", .to = "alat"};
    const Routes good = cheapest_routes(model, query, {.minimise = Objective::cost});
    REQUIRE(verify(model, query, good).ok());

    Routes cheaper = good;
    cheaper.routes[0].cost.carriage.micro_usd_per_t -= 1;
    CHECK_FALSE(verify(model, query, cheaper).ok());
    Routes swapped = good;
    std::swap(swapped.routes[0], swapped.routes[1]);
    CHECK_FALSE(verify(model, query, swapped).ok());
    Routes worse = good;
    worse.routes.erase(worse.routes.begin());
    CHECK_FALSE(verify(model, query, worse).ok());
    Routes twice = good;
    twice.routes[1] = twice.routes[0];
    CHECK_FALSE(verify(model, query, twice).ok());
    Routes broken = good;
    broken.routes[0].steps.pop_back();
    CHECK_FALSE(verify(model, query, broken).ok());
    Routes unproved = good;
    unproved.proofs[0].to_go[0] += 1;
    CHECK_FALSE(verify(model, query, unproved).ok());
    CHECK_FALSE(verify(model,
                       {.from = "khorgos", .to = "alat", .selection = {.exclude_links = {"ferry"}}},
                       good)
                    .ok());
}

TEST_CASE("a route that is closed is no route, and none is an answer") {
    const CostModel model = two_crossings();
    const Routes none = cheapest_routes(
        model,
        {.from = "khorgos", .to = "alat", .selection = {.exclude_links = {"ferry", "feeder"}}});
    CHECK(none.routes.empty());
    CHECK(none.exhausted);
    CHECK(none.certified);
    CHECK(
        pareto_routes(
            model, {.from = "khorgos", .to = "alat", .selection = {.exclude_links = {"crossing"}}})
            .routes.empty());
    CHECK_THROWS_AS(cheapest_routes(model, {.from = "khorgos", .to = "atlantis"}),
                    ContractViolation);
    CHECK_THROWS_AS(pareto_routes(model, {.from = "khorgos", .to = "alat"},
                                  {.objectives = {Objective::generalised}}),
                    ContractViolation);
}

TEST_CASE("figures at the bound are added up exactly, and beyond it refused by name") {
    NetworkBuilder builder;
    constexpr std::int64_t most = std::int64_t{1} << 40;
    for (const char* id : {"a", "b", "c"}) {
        builder.add_node({.id = id, .dwell = Duration{most}});
    }
    for (const auto& [from, to] : {std::pair{"a", "b"}, std::pair{"b", "c"}}) {
        builder.add_link({.id = std::string(from) + to,
                          .from = from,
                          .to = to,
                          .transit_time = Duration{most},
                          .tariff = UnitCost{most}});
    }
    const CostModel model = cost_model(builder.build().value()).value();
    const RouteQuery query = {.from = "a", .to = "c"};
    CHECK(cheapest_routes(model, query, {.minimise = Objective::cost}).routes[0].weight ==
          2 * most);
    CHECK(cheapest_routes(model, query, {.minimise = Objective::time}).routes[0].weight ==
          3 * most);
    CHECK(pareto_routes(model, query).routes.size() == 1);
    CHECK_THROWS_AS(cheapest_routes(model, query, {.valuation = {.value_of_day = UnitCost{usd}}}),
                    DataError);
}

TEST_CASE("a search that is stopped says so and keeps what it has proved") {
    const CostModel model = two_crossings();
    const Routes some = pareto_routes(model, {.from = "khorgos", .to = "alat"}, {.most_labels = 2});
    CHECK_FALSE(some.exhausted);
    CHECK(some.certified);
}
