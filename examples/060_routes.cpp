// Ways from China to the Black Sea: what none beats on cost and time, and what a quick one is made
// of.
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const auto model = corridor::cost_model(corridor::middle_corridor_dataset()).value();
    const corridor::RouteQuery query = {.from = "xian",
                                        .to = "poti_port",
                                        .commodity = "containers",
                                        .selection = {.exclude_links = {"ocean_*"},
                                                      .exclude_modes = {corridor::Mode::road},
                                                      .exclude_countries = {"RUS", "IRN"}}};

    const auto routes = corridor::pareto_routes(
        model, query, {.objectives = {corridor::Objective::cost, corridor::Objective::time}});
    for (const corridor::Route& route : routes.routes) {
        const auto measures = corridor::measure(model, route);
        fmt::print("{:.2f} USD/t, {:.1f} days, {:.0f} km, {} transshipments, {:.1f} km/h\n",
                   route.cost.money().usd_per_t(), route.cost.time().hours() / 24,
                   measures.length.kilometres(), measures.transshipments,
                   measures.carec.speed_with_delay.value());
    }

    const auto best = corridor::cheapest_routes(
        model, query, {.count = 1, .valuation = {.value_of_day = corridor::UnitCost{5'000'000}}});
    for (const auto& row : corridor::profile(model, best.routes.front())) {
        if (row.added.time().hours() > 24) {
            fmt::print("{:5.1f} h {} {}\n", row.added.time().hours(), to_string(row.kind),
                       model.network.node(row.node).id);
        }
    }
}
