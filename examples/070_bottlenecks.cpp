// What binds containers from Xi'an to the Black Sea, what is it worth, and what binds next?
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const corridor::Dataset data = corridor::middle_corridor_dataset();
    const corridor::Network& network = data.network;
    const corridor::FlowQuery query = {
        .from = {"xian"},
        .to = {"poti_port", "batumi_port"},
        .commodity = "containers",
        .selection = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}}};

    const corridor::MarginalValues worth = corridor::marginal_values(network, query);
    for (const corridor::MarginalValue& limit : worth.values) {
        if (limit.gain_per_t > 0) {
            fmt::print("{} helps from {} up to {}\n", network.name(limit.element), *limit.capacity,
                       *limit.useful_up_to);
        }
    }
    const corridor::Staircase stairs =
        corridor::staircase(network, query, {.steps = 3, .projects = data.projects});
    for (const corridor::StaircaseStep& step : stairs.steps) {
        fmt::print("\n{} — bound by {}\n", step.value,
                   fmt::join(network.names(step.members), ", "));
        const auto& known = step.projects->projects;
        fmt::print("  lifted by {}\n",
                   known.empty() ? "no known project" : fmt::format("{}", fmt::join(known, " + ")));
    }
}
