// How soon can 2 Mt of containers that wait in Xi'an be in Alat, and what would help most?
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const auto model = corridor::cost_model(corridor::middle_corridor_dataset()).value();
    const corridor::Network& network = model.network;
    const corridor::FlowQuery query = {
        .from = {"xian"},
        .to = {"alat_port"},
        .commodity = "containers",
        .selection = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}}};

    const corridor::Quickest answer = corridor::quickest(model, query, 2'000'000);
    fmt::print("{:.1f} days, {:.1f} of them on the way, certified: {}\n",
               answer.time.hours() / 24.0, answer.first.hours() / 24.0, answer.certified);
    for (const corridor::TimeLimit& limit : answer.cut.limits) {
        fmt::print("{} is full for {:.1f} days\n", network.name(limit),
                   limit.binds_for.hours() / 24.0);
    }
    const corridor::TimeSaving& best = answer.savings.front();
    fmt::print("a tenth more of {} saves {:.1f} days\n", network.name(best),
               best.saved.hours() / 24.0);

    const auto storm = corridor::quickest_in_steps(
        model, query, 2'000'000,
        {.closures = {{"kuryk_alat_ferry", {0}, {30 * 24 * 3600}}}, .step = {6 * 3600}});
    fmt::print("{:.1f} days without the Kuryk ferry in the first thirty\n",
               storm->time.hours() / 24.0);
}
