#include "pareto_routes/competitors.hpp"

#include <algorithm>
#include <chrono>

namespace corridor::bench {

Answer corridor_labels(const CostModel& model, const RouteQuery& query) {
    const auto begin = std::chrono::steady_clock::now();
    const Routes routes = pareto_routes(model, query);
    Answer answer;
    answer.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (const Route& route : routes.routes) {
        answer.values.push_back(
            {route.cost.money().micro_usd_per_t, route.cost.time().seconds, route.cost.co2e_g});
    }
    std::sort(answer.values.begin(), answer.values.end());
    return answer;
}

}  // namespace corridor::bench
