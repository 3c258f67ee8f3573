#include "pareto_routes/competitors.hpp"

#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

namespace corridor::bench {
namespace {

/// Ours and theirs in turn, the least time of each.
int run() {
    const CostModel model = cost_model(middle_corridor_dataset()).value();
    const Selection middle = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}};
    const std::vector<RouteQuery> queries = {
        {"xian", "poti_port", "containers", middle},
        {"xian", "budapest", "containers", middle},
        {"xian", "budapest", "containers", {}},
        {"xian", "duisburg", "containers", {}},
        {"xian", "rotterdam", "containers", {.with_planned = true}},
        {"tashkent", "mersin", "containers", {.with_planned = true}},
        {"astana", "poti_port", "grain", {}},
    };
    constexpr int repeats = 20;
    bool right = true;
    fmt::print(
        "| from | to | combinations | corridor ms | Boost ms | corridor over Boost |\n"
        "| --- | --- | --: | --: | --: | --: |\n");
    for (const RouteQuery& query : queries) {
        double ours = std::numeric_limits<double>::max();
        double theirs = ours;
        std::size_t combinations = 0;
        for (int i = 0; i < repeats; ++i) {
            const Answer own = corridor_labels(model, query);
            const Answer peer = boost_labels(model, query);
            right = right && own.values == peer.values;
            combinations = own.values.size();
            ours = std::min(ours, own.seconds);
            theirs = std::min(theirs, peer.seconds);
        }
        fmt::print("| {} | {} | {} | {:.3f} | {:.3f} | 1/{:.1f} |\n", query.from, query.to,
                   combinations, ours * 1e3, theirs * 1e3, theirs / ours);
    }
    if (!right) {
        std::fputs("pareto_routes: the answers differ\n", stderr);
    }
    return right ? 0 : 1;
}

}  // namespace
}  // namespace corridor::bench

int main() {
    return corridor::bench::run();
}
