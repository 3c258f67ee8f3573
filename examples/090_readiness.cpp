// What must be in place for containers from Xi'an to Alat to reach 10 Mt/yr by 2030?
#include <corridor/corridor.hpp>

#include <fmt/format.h>

int main() {
    const corridor::Dataset& data = corridor::middle_corridor_dataset();
    const auto path = corridor::parse_growth_path("10 Mt/yr by 2030").value();
    const auto demand = corridor::demand_along(path, corridor::TonnesPerYear(4'484'000), 2024, 2024,
                                               2030, data.network.units())
                            .value();
    std::vector<corridor::DemandYear> years;
    for (int year = 2024; year <= 2030; ++year) {
        years.push_back({year,
                         data.network,
                         {.from = {"xian"},
                          .to = {"alat_port"},
                          .commodity = "containers",
                          .selection = {.year = year,
                                        .exclude_links = {"ocean_*"},
                                        .exclude_countries = {"RUS", "IRN"}}},
                         demand[years.size()]});
    }
    const corridor::Readiness ready = corridor::readiness(years, data.projects);
    for (const corridor::Raise& raise : ready.raises) {
        fmt::print("from {}: {} above {}, in 2030 {}\n", raise.year,
                   data.network.name(raise.element), raise.today, *raise.needed.back());
    }
    for (const corridor::NeededProject& needed : ready.projects) {
        fmt::print("by {}: {}{}\n", needed.needed_by, data.projects[needed.project].id,
                   needed.late() ? ", too late" : "");
    }
}
