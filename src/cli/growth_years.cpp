#include "cli/growth_years.hpp"

#include <corridor/scenario/growth_path.hpp>

#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

/// What the demand of each path is; tells what is wrong with a path.
std::optional<std::vector<TonnesPerYear>> demand_of(const std::string& path, TonnesPerYear start,
                                                    const DemandYears& asked,
                                                    const Network& network, Console& console) {
    const auto parsed = parse_growth_path(path);
    if (!parsed) {
        console.tell(of_option("--path", parsed.diagnostics()));
        return std::nullopt;
    }
    auto totals = demand_along(*parsed, start, asked.base_year, asked.base_year, asked.until,
                               network.units());
    if (!totals) {
        console.tell(of_option("--path", totals.diagnostics()));
        return std::nullopt;
    }
    return std::move(totals).value();
}

/// The network of each year: planned links open in theirs, unless a year is fixed.
std::vector<DemandYear> years_of(const Question& question, const DemandYears& asked,
                                 const std::vector<TonnesPerYear>& demand) {
    std::vector<DemandYear> years;
    for (std::size_t i = 0; i < demand.size(); ++i) {
        const int year = asked.base_year + static_cast<int>(i);
        years.push_back({year, question.network, question.query, demand[i]});
        if (!question.query.selection.year) {
            years.back().query.selection.year = year;
        }
    }
    return years;
}

}  // namespace

std::optional<report::DemandGrowthReport> follow(const Question& question,
                                                 const std::string& network_name,
                                                 const DemandYears& asked, Console& console) {
    const auto start = read_amount("--today", asked.today, question.network, console);
    if (!start) {
        return std::nullopt;
    }
    report::DemandGrowthReport report{.network_name = network_name,
                                      .network = question.network,
                                      .query = question.query,
                                      .projects = question.data.projects,
                                      .demand = *start,
                                      .base_year = asked.base_year};
    bool all_ok = true;
    for (const std::string& path : asked.paths) {
        const auto demand = demand_of(path, *start, asked, question.network, console);
        all_ok = all_ok && demand;
        if (all_ok) {
            const std::vector<DemandYear> years = years_of(question, asked, *demand);
            report.paths.push_back({path, demand_growth(years), readiness(years, report.projects)});
        }
    }
    return all_ok ? std::optional(std::move(report)) : std::nullopt;
}

}  // namespace corridor::cli
