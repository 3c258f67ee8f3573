#pragma once

#include <corridor/analysis/readiness.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/report/text_table.hpp>

#include <string>
#include <vector>

namespace corridor::report {

/// A demand along one path: how far it gets, and what must be in place.
struct DemandPath {
    std::string path;  ///< as given: "12 %/yr"
    DemandGrowth growth{};
    Readiness readiness{};
};

/// A question followed over years along one or more paths, to be shown.
struct DemandGrowthReport {
    std::string network_name{};
    Network network{};
    FlowQuery query{};
    std::vector<Project> projects{};
    TonnesPerYear demand{};
    int base_year = 0;
    std::vector<DemandPath> paths{};
};

/// What people read: the years of each path, the year in which each limit and cut is full, and what
/// must be in place by when. `~` marks estimates.
[[nodiscard]] std::string render_table(const DemandGrowthReport& report, Style style = {});

/// The JSON object "corridor/growth/1".
[[nodiscard]] std::string render_json(const DemandGrowthReport& report);

/// The years of each path as comma-separated values.
[[nodiscard]] std::string render_csv(const DemandGrowthReport& report);

/// What must be in place by which year, as text for people; empty where nothing must.
[[nodiscard]] std::string readiness_text(const Network& network, const Readiness& readiness,
                                         const std::vector<Project>& projects, Style style = {});

/// The rows of readiness.csv without a header: shortages, raises and projects of one commodity.
struct ReadinessRow {
    std::string kind;  ///< shortage, raise, project
    std::string name;
    int year = 0;  ///< from which it is short, or by which it must be in place
    std::string today_t_per_year;
    std::string needed_t_per_year;
    std::string announced;
    std::string late;
};
/// The cuts, raises and projects of a readiness as rows of one table, by year.
[[nodiscard]] std::vector<ReadinessRow> readiness_rows(const Network& network,
                                                       const Readiness& readiness,
                                                       const std::vector<Project>& projects);

}  // namespace corridor::report
