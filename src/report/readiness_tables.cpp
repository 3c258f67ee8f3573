#include "report/run_tables.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/demand_growth.hpp>

#include <fmt/format.h>

#include <array>
#include <set>

namespace corridor::report {
namespace {

constexpr std::array<const char*, 3> kind_names = {"link", "node", "container_terminal"};

const Network& network_of(const ScenarioResult& result) {
    return result.plan.years.front().network;
}

/// A set of limits that a commodity fills in a year; empty where it fills none.
const std::vector<CutMember>& full_cut(const CommodityYear& commodity) {
    static const std::vector<CutMember> none;
    if (commodity.pooled_unserved.count() > 0) {
        return commodity.pooled_binding;
    }
    return commodity.ceiling && commodity.demand >= *commodity.ceiling ? commodity.ceiling_cut
                                                                       : none;
}

}  // namespace

std::string saturation_csv(const ScenarioResult& result) {
    CsvText csv({"scenario", "kind", "name", "commodity", "year", "capacity_t_per_year"});
    const std::string& scenario = result.plan.scenario.name;
    for (const Saturation& saturation : result.growth.saturations) {
        csv.add_row({scenario, kind_names[static_cast<std::size_t>(saturation.element.kind)],
                     network_of(result).name(saturation.element), "all",
                     fmt::format("{}", saturation.year),
                     fmt::format("{}", saturation.capacity.count())});
    }
    std::set<std::string> told;
    for (const YearResult& year : result.growth.years) {
        for (const CommodityYear& commodity : year.commodities) {
            const std::vector<CutMember>& cut = full_cut(commodity);
            if (cut.empty()) {
                continue;
            }
            std::string members = member_names(network_of(result), cut);
            if (!told.insert(commodity.commodity + ":" + members).second) {
                continue;
            }
            TonnesPerYear capacity;
            for (const CutMember& member : cut) {
                capacity += member.capacity;
            }
            csv.add_row({scenario, "cut", std::move(members), commodity.commodity,
                         fmt::format("{}", year.year), fmt::format("{}", capacity.count())});
        }
    }
    return csv.text();
}

std::string readiness_csv(const ScenarioResult& result) {
    CsvText csv({"scenario", "commodity", "kind", "name", "year", "today_t_per_year",
                 "needed_t_per_year", "announced_year", "late"});
    for (const CommodityReadiness& commodity : result.readiness) {
        for (const ReadinessRow& row :
             readiness_rows(network_of(result), commodity.readiness, result.plan.projects)) {
            csv.add_row({result.plan.scenario.name, commodity.commodity, row.kind, row.name,
                         fmt::format("{}", row.year), row.today_t_per_year, row.needed_t_per_year,
                         row.announced, row.late});
        }
    }
    return csv.text();
}

}  // namespace corridor::report
