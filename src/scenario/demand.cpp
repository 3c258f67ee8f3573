#include "scenario/demand.hpp"

#include "scenario/series.hpp"

#include <corridor/base/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace corridor::scenario {
namespace {

constexpr std::string_view whole_route = "CORRIDOR";

/// Rows that grow along one path.
struct Bundle {
    std::vector<std::size_t> rows;
    const GrowthPath* path;
    std::string key;    ///< of the path, in Scenario::places
    std::string field;  ///< of the path, in diagnostics
};

class Growing {
  public:
    Growing(const Scenario& scenario, const Dataset& data, Faults& faults)
        : scenario_(scenario), settings_(scenario.demand), data_(data), faults_(faults) {}

    std::vector<std::vector<DemandRow>> run() {
        const std::size_t before = faults_.count();
        if (!choose_candidates()) {
            return years_of({});
        }
        select();
        std::vector<Bundle> bundles = bundled();
        if (faults_.count() > before) {
            return {};
        }
        std::vector<std::vector<DemandRow>> years = years_of(rows_);
        for (const Bundle& bundle : bundles) {
            grow(bundle, years);
        }
        return faults_.count() > before ? std::vector<std::vector<DemandRow>>() : years;
    }

  private:
    /// False where there is nothing to grow.
    bool choose_candidates() {
        std::set<int> base_years;
        for (const Demand& row : data_.demand) {
            if (row.base_year) {
                base_years.insert(*row.base_year);
                if (*row.base_year == settings_.base_year) {
                    candidates_.push_back(&row);
                    ids_.push_back(row.id);
                }
            }
        }
        const bool asked = scenario_.growth || settings_.rows != std::vector<std::string>{"*"} ||
                           !settings_.groups.empty() || !settings_.commodities.empty();
        if (candidates_.empty() && asked) {
            faults_.error(
                place_of(scenario_, "demand.base_year"), "demand.base_year",
                base_years.empty()
                    ? "demand rows with a base_year"
                    : fmt::format("a base year of the data: {}", fmt::join(base_years, ", ")),
                base_years.empty() ? fmt::format("{}, and no row has one", settings_.base_year)
                                   : fmt::format("{}", settings_.base_year),
                base_years.empty() ? "state it in the column base_year of demand.csv, or ask for "
                                     "no growth: [analysis] growth = false"
                                   : "");
        }
        if (!candidates_.empty() && scenario_.first_year < settings_.base_year) {
            faults_.error(
                place_of(scenario_, "horizon.from"), "horizon.from",
                fmt::format("the base year {} of the demand or later", settings_.base_year),
                fmt::format("{}", scenario_.first_year));
        }
        return !candidates_.empty();
    }

    void report_unmatched(const std::string& key, const std::string& field,
                          const std::string& pattern) {
        std::string expected =
            fmt::format("a pattern that matches a demand row of {}", settings_.base_year);
        for (const Demand& row : data_.demand) {
            if (row.base_year != settings_.base_year && matches_glob(row.id, pattern)) {
                faults_.error(place_of(scenario_, key), field, std::move(expected), quoted(pattern),
                              fmt::format("row {} does not belong to base year {}: it is there for "
                                          "comparison and may overlap the others",
                                          row.id, settings_.base_year));
                return;
            }
        }
        faults_.error(place_of(scenario_, key), field, std::move(expected), quoted(pattern),
                      did_you_mean(pattern, ids_));
    }

    /// For each candidate whether a pattern matches it and `among` allows it.
    std::vector<bool> matched(const std::vector<std::string>& patterns, const std::string& key,
                              const std::string& field, const std::vector<bool>& among) {
        std::vector<bool> hit(candidates_.size());
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            bool any = false;
            bool left_out = false;
            for (std::size_t row = 0; row < candidates_.size(); ++row) {
                if (matches_glob(ids_[row], patterns[i])) {
                    any = any || among[row];
                    left_out = left_out || !among[row];
                    hit[row] = hit[row] || among[row];
                }
            }
            const std::string entry = fmt::format("{}[{}]", key, i);
            if (!any && left_out) {
                faults_.error(place_of(scenario_, entry), field, "rows that are still there",
                              quoted(patterns[i]), "all that it matches are left out or taken");
            } else if (!any) {
                report_unmatched(entry, field, patterns[i]);
            }
        }
        return hit;
    }

    void select() {
        const std::vector<bool> all(candidates_.size(), true);
        std::vector<bool> chosen = matched(settings_.rows, "demand.rows", "demand.rows", all);
        const std::vector<bool> out =
            matched(settings_.except, "demand.except", "demand.except", chosen);
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            chosen[i] = chosen[i] && !out[i];
            if (chosen[i]) {
                check_row(*candidates_[i]);
                rows_.push_back({candidates_[i]->id, candidates_[i]->origin,
                                 candidates_[i]->destination, candidates_[i]->commodity,
                                 candidates_[i]->rate, candidates_[i]->provenance.confidence,
                                 std::string()});
            }
        }
        if (rows_.empty() && faults_.count() == 0) {
            faults_.error(place_of(scenario_, "demand"), "demand", "rows that are left",
                          "none: all are left out");
        }
        chosen_ = std::move(chosen);
    }

    void check_row(const Demand& row) {
        const auto fault = [&](std::string expected, const std::string& found, std::string advice) {
            faults_.error(place_of(scenario_, "demand.rows"), fmt::format("demand row {}", row.id),
                          std::move(expected), quoted(found), std::move(advice));
        };
        if (row.origin == whole_route || row.destination == whole_route) {
            fault("a movement between two places", row.origin + " to " + row.destination,
                  "a figure for the whole route has no way of its own; leave it out with except");
            return;
        }
        if (row.origin == row.destination) {
            fault("a movement between two places", row.origin + " to " + row.destination,
                  "a port's own figure is no movement; leave it out with except");
            return;
        }
        for (const std::string& end : {row.origin, row.destination}) {
            if (!data_.network.find_node(end)) {
                fault("the id of a node", end, did_you_mean(end, data_.network.node_ids()));
            }
        }
        if (!data_.network.find_commodity(row.commodity)) {
            const auto known = data_.network.commodities();
            fault("a commodity of the network", row.commodity,
                  did_you_mean(row.commodity, {known.begin(), known.end()}));
        }
    }

    std::vector<Bundle> bundled() {
        std::vector<Bundle> bundles;
        std::vector<bool> free = chosen_;
        std::vector<std::size_t> position_of(candidates_.size());
        for (std::size_t i = 0, next = 0; i < candidates_.size(); ++i) {
            position_of[i] = chosen_[i] ? next++ : 0;
        }
        const auto take = [&](const std::vector<bool>& wanted, Bundle bundle) {
            for (std::size_t i = 0; i < free.size(); ++i) {
                if (wanted[i] && free[i]) {
                    bundle.rows.push_back(position_of[i]);
                    free[i] = false;
                }
            }
            bundles.push_back(std::move(bundle));
            return !bundles.back().rows.empty();
        };
        for (std::size_t g = 0; g < settings_.groups.size(); ++g) {
            const DemandGroup& group = settings_.groups[g];
            const std::string key = fmt::format("demand.group[{}]", g);
            const std::size_t before = faults_.count();
            std::vector<bool> wanted =
                matched(group.rows, key + ".rows", "demand.group.rows", free);
            const std::vector<bool> out =
                matched(group.except, key + ".except", "demand.group.except", wanted);
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                wanted[i] = wanted[i] && !out[i];
            }
            if (!take(wanted, {{}, &group.path, key + ".growth", "demand.group.growth"}) &&
                faults_.count() == before) {
                faults_.error(place_of(scenario_, key), "demand.group",
                              fmt::format("rows in group {}", quoted(group.name)), "none");
            }
            for (const std::size_t row : bundles.back().rows) {
                rows_[row].group = group.name;
            }
        }
        for (const CommodityGrowth& growth : settings_.commodities) {
            std::vector<bool> wanted(candidates_.size());
            bool known = false;
            std::vector<std::string> names;
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                wanted[i] = chosen_[i] && candidates_[i]->commodity == growth.commodity;
                known = known || wanted[i];
                if (chosen_[i] && std::find(names.begin(), names.end(),
                                            candidates_[i]->commodity) == names.end()) {
                    names.push_back(candidates_[i]->commodity);
                }
            }
            const std::string key = "demand.growth." + growth.commodity;
            if (!take(wanted, {{}, &growth.path, key, key})) {
                std::string advice =
                    known ? "all its rows belong to groups" : did_you_mean(growth.commodity, names);
                if (advice.empty()) {
                    advice = fmt::format("there are {}", fmt::join(names, ", "));
                }
                faults_.error(growth.place, "demand.growth", "a commodity of the chosen rows",
                              quoted(growth.commodity), std::move(advice));
            }
        }
        const bool stated = !settings_.otherwise.empty();
        const bool table = scenario_.places.find("demand.growth.default") != scenario_.places.end();
        const std::string key = table ? "demand.growth.default" : "demand.growth";
        if (!take(free, {{}, &settings_.otherwise, key, key})) {
            if (stated) {
                faults_.error(place_of(scenario_, key), key,
                              "rows that have no growth of their own", "none",
                              "all rows belong to groups or to commodities with a growth");
            }
            bundles.pop_back();
        }
        return bundles;
    }

    std::vector<std::vector<DemandRow>> years_of(const std::vector<DemandRow>& rows) const {
        return std::vector<std::vector<DemandRow>>(
            static_cast<std::size_t>(scenario_.last_year - scenario_.first_year + 1), rows);
    }

    void fault(const Bundle& bundle, std::string expected, std::string found,
               std::string advice = {}) {
        faults_.error(place_of(scenario_, bundle.key), bundle.field, std::move(expected),
                      std::move(found), std::move(advice));
    }

    void grow(const Bundle& bundle, std::vector<std::vector<DemandRow>>& years) {
        if (!bundle.path->stated().empty()) {
            grow_together(bundle, years);
        } else if (bundle.path->percent_per_year) {
            const Fixed factor = yearly_factor(*bundle.path->percent_per_year);
            for (const std::size_t row : bundle.rows) {
                for (std::size_t i = 0; i < years.size(); ++i) {
                    const auto rate = grown(rows_[row].rate.count(), factor, elapsed(i));
                    if (!rate) {
                        fault(bundle, fmt::format("at most {} t/yr", TonnesPerYear::largest),
                              fmt::format("more in {} on row {}", year(i), rows_[row].id));
                        return;
                    }
                    years[i][row].rate = TonnesPerYear(*rate);
                }
            }
        }
    }

    /// Amounts are those of the sum of the rows, which keep their shares.
    void grow_together(const Bundle& bundle, std::vector<std::vector<DemandRow>>& years) {
        std::vector<std::int64_t> base;
        std::vector<std::string_view> ids;
        bool only_containers = true;
        Int128 sum = 0;
        for (const std::size_t row : bundle.rows) {
            base.push_back(rows_[row].rate.count());
            ids.push_back(rows_[row].id);
            sum += base.back();
            only_containers = only_containers && rows_[row].commodity == containers;
        }
        for (const Quantity& amount : bundle.path->stated()) {
            const Unit* unit = data_.network.units().find(amount.unit);
            if (unit != nullptr && unit->dimension == Dimension::containers && !only_containers) {
                fault(bundle, "a target in tonnes", quoted(amount.text()),
                      "a unit of containers counts rows of containers only");
                return;
            }
        }
        if (sum == 0 || sum > TonnesPerYear::largest) {
            fault(bundle,
                  sum == 0 ? "growth from and to more than 0 t/yr"
                           : fmt::format("at most {} t/yr", TonnesPerYear::largest),
                  sum == 0 ? "rows that add up to 0" : "rows that add up to more in the base year");
            return;
        }
        const auto totals = demand_along(
            *bundle.path, TonnesPerYear(static_cast<std::int64_t>(sum)), settings_.base_year,
            scenario_.first_year, scenario_.last_year, data_.network.units());
        if (!totals) {
            for (const Diagnostic& found : totals.diagnostics().kept()) {
                fault(bundle, found.expected, found.found, found.advice);
            }
            return;
        }
        for (std::size_t i = 0; i < years.size(); ++i) {
            const std::vector<std::int64_t> parts = shared_out((*totals)[i].count(), base, ids);
            for (std::size_t k = 0; k < parts.size(); ++k) {
                years[i][bundle.rows[k]].rate = TonnesPerYear(parts[k]);
            }
        }
    }

    [[nodiscard]] int year(std::size_t position) const {
        return scenario_.first_year + static_cast<int>(position);
    }
    [[nodiscard]] int elapsed(std::size_t position) const {
        return year(position) - settings_.base_year;
    }

    const Scenario& scenario_;
    const DemandSettings& settings_;
    const Dataset& data_;
    Faults& faults_;
    std::vector<const Demand*> candidates_;
    std::vector<std::string> ids_;
    std::vector<bool> chosen_;
    std::vector<DemandRow> rows_;
};

}  // namespace

std::vector<std::vector<DemandRow>> grown_demand(const Scenario& scenario, const Dataset& data,
                                                 Faults& faults) {
    return Growing(scenario, data, faults).run();
}

}  // namespace corridor::scenario
