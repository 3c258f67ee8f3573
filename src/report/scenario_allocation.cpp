#include "report/scenario_allocation.hpp"

#include "report/words.hpp"

#include <corridor/report/csv.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace corridor::report {
namespace {

constexpr std::array<const char*, 3> kind_names = {"link", "node", "container_terminal"};
constexpr std::array<const char*, 3> reason_names = {"limits", "no_route", "cost"};
constexpr double half_tonne = 0.5;
constexpr std::size_t rows_shown = 10;

std::string number(std::int64_t value) {
    return fmt::format("{}", value);
}

std::string whole(double tonnes) {
    return number(std::llround(tonnes));
}

const Wait* wait_of(const AllocatedYear& year, std::size_t demand) {
    const auto found = std::find_if(year.waits.begin(), year.waits.end(),
                                    [demand](const Wait& wait) { return wait.demand == demand; });
    return found == year.waits.end() ? nullptr : &*found;
}

std::string awaited_names(const Network& network, const AllocatedYear& year, const Wait* wait) {
    std::vector<std::string> names;
    for (std::size_t i = 0; wait != nullptr && i < wait->limits.size(); ++i) {
        names.push_back(name(network, year.query, year.answer.limits[wait->limits[i].limit]));
    }
    return fmt::format("{}", fmt::join(names, ";"));
}

template <class Row>
void for_each_year(const ScenarioResult& result, const Row& row) {
    for (std::size_t i = 0; i < result.allocation.size(); ++i) {
        row(result.plan.years[i].network, result.allocation[i]);
    }
}

/// Against the first year and against the year before, by passage.
struct Moved {
    Diversion first;
    Diversion previous;

    [[nodiscard]] bool by_another_route() const {
        return std::abs(first.diverted_t_per_year) >= half_tonne ||
               std::abs(previous.diverted_t_per_year) >= half_tonne;
    }
};

std::vector<Moved> moved_in(const AllocatedYear& year) {
    std::vector<Moved> list;
    const auto place_of = [&](const Passage& passage) -> Moved& {
        const auto known = std::find_if(list.begin(), list.end(), [&](const Moved& each) {
            return each.first.passage == passage;
        });
        if (known != list.end()) {
            return *known;
        }
        list.push_back({{.passage = passage}, {.passage = passage}});
        return list.back();
    };
    for (const Diversion& diversion : year.since_first) {
        place_of(diversion.passage).first = diversion;
    }
    for (const Diversion& diversion : year.since_previous) {
        place_of(diversion.passage).previous = diversion;
    }
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const Moved& each) {
                                  return each.first.passage.kind == Passage::Kind::link &&
                                         !each.by_another_route();
                              }),
               list.end());
    return list;
}

std::string capacity_text(const AllocatedYear& year, const AllocationLimit& limit) {
    if (limit_unit(year, limit) == "t/yr") {
        return to_string(TonnesPerYear(std::llround(limit.capacity)));
    }
    return fmt::format("{:.6g} {}", limit.capacity, limit_unit(year, limit));
}

std::string signed_megatonnes(double tonnes) {
    const auto rounded = std::llround(tonnes);
    return rounded == 0 ? "0.000" : (rounded > 0 ? "+" : "") + megatonnes(rounded);
}

}  // namespace

std::string cents(double usd) {
    const std::string text = fmt::format("{:.2f}", usd);
    return text == "-0.00" ? "0.00" : text;
}

std::string limit_kind(const AllocationLimit& limit) {
    return limit.element ? kind_names[static_cast<std::size_t>(limit.element->kind)] : "resource";
}

std::string limit_unit(const AllocatedYear& year, const AllocationLimit& limit) {
    return limit.element || year.query.resources[limit.resource].rate
               ? "t/yr"
               : year.query.resources[limit.resource].unit;
}

std::string reason_name(Wait::Reason reason) {
    return reason_names[static_cast<std::size_t>(reason)];
}

const AllocatedYear* allocated(const ScenarioResult& result, int year) {
    const auto found =
        std::find_if(result.allocation.begin(), result.allocation.end(),
                     [year](const AllocatedYear& each) { return each.year == year; });
    return found == result.allocation.end() ? nullptr : &*found;
}

std::optional<double> price_of(const AllocatedYear& year, Element element) {
    for (const AllocationLimit& limit : year.answer.limits) {
        if (limit.element == element && binds(year.answer, limit)) {
            return limit.price;
        }
    }
    return std::nullopt;
}

std::vector<std::size_t> binding_limits(const AllocatedYear& year) {
    std::vector<std::size_t> list;
    const auto& limits = year.answer.limits;
    for (std::size_t r = 0; r < limits.size(); ++r) {
        if (binds(year.answer, limits[r])) {
            list.push_back(r);
        }
    }
    std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
        return limits[a].price > limits[b].price * (1.0 + 1e-9);
    });
    return list;
}

std::string held_back_by(const Network& network, const CommodityYear& commodity,
                         const AllocatedYear* year, std::size_t shown) {
    std::vector<std::string> parts;
    if (!commodity.binding.empty()) {
        parts.push_back(describe(network, commodity.binding, shown));
    }
    for (const std::string& id : commodity.binding_resources) {
        std::string text = id;
        for (const AllocationLimit& limit : year->answer.limits) {
            if (!limit.element && year->query.resources[limit.resource].id == id) {
                text += fmt::format(" ({})", capacity_text(*year, limit));
            }
        }
        parts.push_back(std::move(text));
    }
    if (!parts.empty()) {
        return fmt::format("{}", fmt::join(parts, ", "));
    }
    const auto too_dear = [&](const Wait& wait) {
        return wait.reason == Wait::Reason::cost &&
               year->query.demands[wait.demand].commodity == commodity.commodity;
    };
    return year != nullptr && std::any_of(year->waits.begin(), year->waits.end(), too_dear)
               ? "costs above the price of leaving it"
               : "no open route";
}

std::string od_csv(const ScenarioResult& result) {
    CsvText csv({"scenario", "demand_id", "origin", "destination", "commodity", "year",
                 "demand_t_per_year", "served_t_per_year", "unserved_t_per_year", "price_usd_per_t",
                 "reason", "waits_for", "cost_usd_per_t", "time_h", "distance_km", "borders",
                 "transshipments", "co2_kg_per_t"});
    const std::string& scenario = result.plan.scenario.name;
    for_each_year(result, [&](const Network& network, const AllocatedYear& year) {
        for (std::size_t d = 0; d < year.query.demands.size(); ++d) {
            const AllocationDemand& demand = year.query.demands[d];
            const Wait* wait = wait_of(year, d);
            const double price = year.answer.demand_price[d];
            std::vector<std::string> row = {scenario,
                                            demand.id,
                                            demand.origin,
                                            demand.destination,
                                            demand.commodity,
                                            number(year.year),
                                            number(demand.amount.count()),
                                            number((demand.amount - year.unserved[d]).count()),
                                            number(year.unserved[d].count()),
                                            std::isfinite(price) ? cents(price) : "",
                                            wait != nullptr ? reason_name(wait->reason) : "",
                                            awaited_names(network, year, wait)};
            if (const auto& found = year.measures[d]) {
                for (const double value :
                     {found->cost_usd_per_t, found->time_h, found->distance_km, found->borders,
                      found->transshipments, found->co2_kg_per_t}) {
                    row.push_back(cents(value));
                }
            }
            row.resize(18);
            csv.add_row(row);
        }
    });
    return csv.text();
}

std::string prices_csv(const ScenarioResult& result) {
    CsvText csv({"scenario", "year", "kind", "name", "capacity", "unit", "use", "utilisation",
                 "shadow_price_usd_per_unit"});
    const std::string& scenario = result.plan.scenario.name;
    for_each_year(result, [&](const Network& network, const AllocatedYear& year) {
        std::vector<std::size_t> rows = binding_limits(year);
        for (std::size_t r = 0; r < year.answer.limits.size(); ++r) {
            const AllocationLimit& limit = year.answer.limits[r];
            if (!limit.element && !binds(year.answer, limit)) {
                rows.push_back(r);
            }
        }
        for (const std::size_t r : rows) {
            const AllocationLimit& limit = year.answer.limits[r];
            csv.add_row({scenario, number(year.year), limit_kind(limit),
                         name(network, year.query, limit), decimal_text(limit.capacity),
                         limit_unit(year, limit), decimal_text(std::round(limit.use * 1e3) / 1e3),
                         limit.capacity > 0.0 ? decimal_text(limit.use / limit.capacity) : "",
                         cents(binds(year.answer, limit) ? limit.price : 0.0)});
        }
    });
    return csv.text();
}

std::string diversions_csv(const ScenarioResult& result) {
    CsvText csv({"scenario", "year", "kind", "name", "t_per_year", "first_year_t_per_year",
                 "diverted_since_first_t_per_year", "previous_year_t_per_year",
                 "diverted_since_previous_t_per_year"});
    const std::string& scenario = result.plan.scenario.name;
    for_each_year(result, [&](const Network&, const AllocatedYear& year) {
        for (const Moved& each : moved_in(year)) {
            csv.add_row(
                {scenario, number(year.year), std::string(to_string(each.first.passage.kind)),
                 each.first.passage.name, whole(each.first.t_per_year),
                 whole(each.first.before_t_per_year), whole(each.first.diverted_t_per_year),
                 whole(each.previous.before_t_per_year), whole(each.previous.diverted_t_per_year)});
        }
    });
    return csv.text();
}

std::string prices_section(const ScenarioResult& result, Style style) {
    struct Row {
        std::string kind;
        std::string capacity;
        int first_year = 0;
        std::size_t years = 0;
        double first_price = 0.0;
        double last_price = 0.0;
    };
    std::vector<std::pair<std::string, Row>> rows;
    bool has_other_units = false;
    for_each_year(result, [&](const Network& network, const AllocatedYear& year) {
        for (auto& each : rows) {
            each.second.last_price = 0.0;
        }
        for (const std::size_t r : binding_limits(year)) {
            const AllocationLimit& limit = year.answer.limits[r];
            const std::string id = name(network, year.query, limit);
            auto known = std::find_if(rows.begin(), rows.end(),
                                      [&](const auto& each) { return each.first == id; });
            if (known == rows.end()) {
                rows.push_back({id,
                                {limit_kind(limit), capacity_text(year, limit), year.year, 0,
                                 limit.price, 0.0}});
                known = rows.end() - 1;
                has_other_units = has_other_units || limit_unit(year, limit) != "t/yr";
            }
            ++known->second.years;
            known->second.last_price = limit.price;
        }
    });
    std::string text = heading("What binds, and what one more tonne a year of it is worth:", style);
    if (rows.empty()) {
        return text + "\n  nothing\n";
    }
    TextTable table({{"from", Align::left},
                     {"limit", Align::left},
                     {"kind", Align::left},
                     {"capacity then", Align::right},
                     {"years", Align::right},
                     {"USD then", Align::right},
                     {fmt::format("USD in {}", result.allocation.back().year), Align::right}});
    for (std::size_t i = 0; i < std::min(rows.size(), rows_shown); ++i) {
        const Row& row = rows[i].second;
        table.add_row({number(row.first_year), printable(rows[i].first), row.kind, row.capacity,
                       number(static_cast<std::int64_t>(row.years)), cents(row.first_price),
                       cents(row.last_price)});
    }
    text += "\n" + table.render(style, 2);
    if (rows.size() > rows_shown) {
        text += fmt::format("  and {} more in prices.csv\n", rows.size() - rows_shown);
    }
    if (has_other_units) {
        text += "  where the capacity is not in tonnes, one more unit of it\n";
    }
    return text;
}

std::string diversions_section(const ScenarioResult& result, Style style) {
    const AllocatedYear& last = result.allocation.back();
    std::vector<Moved> rows;
    for (const Moved& each : moved_in(last)) {
        if (each.first.passage.kind != Passage::Kind::link &&
            std::abs(each.first.diverted_t_per_year) >= half_tonne) {
            rows.push_back(each);
        }
    }
    if (rows.empty()) {
        return "";
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Moved& a, const Moved& b) {
        return std::llround(std::abs(a.first.diverted_t_per_year)) >
               std::llround(std::abs(b.first.diverted_t_per_year));
    });
    TextTable table({{"system or crossing", Align::left},
                     {number(result.allocation.front().year), Align::right},
                     {number(last.year), Align::right},
                     {"diverted", Align::right}});
    for (std::size_t i = 0; i < std::min(rows.size(), rows_shown); ++i) {
        table.add_row({printable(rows[i].first.passage.name),
                       megatonnes(std::llround(rows[i].first.before_t_per_year)),
                       megatonnes(std::llround(rows[i].first.t_per_year)),
                       signed_megatonnes(rows[i].first.diverted_t_per_year)});
    }
    return heading(fmt::format("Cargo on other routes in {} than in {}, in Mt/yr:", last.year,
                               result.allocation.front().year),
                   style) +
           "\n" + table.render(style, 2) +
           "  diverted is what would not be there had each demand kept its routes; growth is left "
           "out\n\n";
}

}  // namespace corridor::report
