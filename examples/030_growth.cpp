// When do containers from Xi'an to the Black Sea outgrow the corridor at 25 % a year?
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const corridor::Network network = corridor::middle_corridor();
    std::vector<corridor::YearState> years;
    corridor::TonnesPerYear demand(791'000);
    for (int year = 2024; year <= 2036; year += 1) {
        years.push_back({year,
                         network,
                         {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}},
                         {{"containers", "xian", "poti_port", "containers", demand}}});
        demand = corridor::TonnesPerYear(demand.count() * 5 / 4);
    }
    const corridor::Growth growth = corridor::growth(years);
    for (const corridor::YearResult& year : growth.years) {
        const corridor::CommodityYear& boxes = year.commodities.front();
        fmt::print("{}  demand {:>15}  unserved {:>15}  {}\n", year.year, boxes.demand,
                   boxes.unserved, fmt::join(network.names(boxes.binding), ", "));
    }
}
