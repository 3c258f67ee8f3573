// The cheapest way for 2 Mt of containers a year, and what more of each limit would be worth.
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const auto model = corridor::cost_model(corridor::middle_corridor_dataset()).value();
    corridor::MinCostQuery query = {
        .from = {"xian"},
        .to = {"poti_port"},
        .amount = corridor::TonnesPerYear(2'000'000),
        .commodity = "containers",
        .selection = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}},
        .objective = corridor::Objective::cost};

    const corridor::MinCost answer = corridor::min_cost(model, query);
    const double money = static_cast<double>(answer.cost.money()) / 1e6;
    fmt::print("{:.0f} million USD a year, certified: {}\n", money / 1e6, answer.certified);
    for (const corridor::CapacityPrice& price : answer.binding) {
        fmt::print("{}: a tonne more saves {:.2f} USD up to {}\n", model.network.name(price),
                   static_cast<double>(price.saved_by_more) / 1e6,
                   price.holds_up_to.value_or(price.capacity));
    }

    query.amount = corridor::TonnesPerYear(9'000'000);
    const corridor::MinCost more = corridor::min_cost(model, query);
    fmt::print("{} are {} too much for {}\n", more.amount, more.cut.shortfall,
               fmt::join(model.network.names(more.cut.members), ", "));
}
