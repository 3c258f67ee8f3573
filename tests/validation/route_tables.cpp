#include "validation/route_tables.hpp"

#include "support/catch.hpp"

#include <corridor/analysis/route_measures.hpp>
#include <corridor/analysis/routes.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace corridor::test {
namespace {

constexpr double tonnes_per_feu = 28.0;

const Selection middle_route = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}};
const Selection northern_route = {
    .exclude_links = {"ocean_*"},
    .exclude_modes = {Mode::road, Mode::rail_ferry, Mode::container_vessel}};

double value(const char* cost_id) {
    const auto& costs = middle_corridor_dataset().costs;
    const auto row = std::find_if(costs.begin(), costs.end(),
                                  [&](const CostFigure& figure) { return figure.id == cost_id; });
    REQUIRE(row != costs.end());
    return row->value->approximate();
}

double days(Duration time) {
    return time.hours() / 24.0;
}

double per_feu(UnitCost cost) {
    return cost.usd_per_t() * tonnes_per_feu;
}

/// Money with railways at the rate of container block trains.
double per_feu_at_block_rate(const CostModel& model, const Route& route) {
    const double share = value("c_rail_block") * 1e6 /
                         static_cast<double>(model.rates.of(Mode::rail).micro_usd_per_tkm);
    double usd = route.cost.money().usd_per_t();
    for (const RouteStep& step : route.steps) {
        if (model.network.link(step.link).mode == Mode::rail) {
            usd -= (1.0 - share) * model.link[step.link.index].carriage.usd_per_t();
        }
    }
    return usd * tonnes_per_feu;
}

/// Stays at places that are no ports: yards where a through train need not wait.
Duration inland_stays(const CostModel& model, const Route& route) {
    Duration sum;
    for (const ProfileRow& row : profile(model, route)) {
        if (!row.link && model.network.node(row.node).kind != "port") {
            sum.seconds += row.added.time().seconds;
        }
    }
    return sum;
}

/// Days from arriving at one of the first places to arriving at the last.
double days_between(const CostModel& model, const Route& route,
                    const std::vector<const char*>& from, const char* to) {
    double begin = 0.0;
    double end = 0.0;
    for (const ProfileRow& row : profile(model, route)) {
        const std::string& id = model.network.node(row.node).id;
        if (row.link && std::find(from.begin(), from.end(), id) != from.end()) {
            begin = days(row.total.time());
        }
        if (row.link && id == to) {
            end = days(row.total.time());
        }
    }
    REQUIRE(end > begin);
    return end - begin;
}

Route best(const CostModel& model, const RouteQuery& query, Objective objective) {
    const Routes answer =
        cheapest_routes(model, query,
                        {.minimise = objective,
                         .count = 1,
                         .valuation = {.value_of_day = model.rates.value_of_day}});
    REQUIRE(answer.certified);
    REQUIRE(answer.routes.size() == 1);
    return answer.routes.front();
}

/// Where a route comes through, short enough for a table.
std::string via(const CostModel& model, const Route& route) {
    std::string text;
    for (const RouteStep& step : route.steps) {
        const Link& link = model.network.link(step.link);
        if (link.mode != Mode::rail) {
            text += fmt::format("{}`{}`", text.empty() ? "" : ", ", link.id);
        }
    }
    return text;
}

std::string routes_of(const CostModel& model, const RouteQuery& query) {
    std::string text =
        "| best by | USD/t | USD/FEU | days | moving | stays | borders | gauge change | "
        "transshipment | km | kg CO2e/t | SWOD / SWD km/h | by, besides railways |\n"
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |\n";
    for (const Objective objective :
         {Objective::generalised, Objective::cost, Objective::time, Objective::co2}) {
        const Route route = best(model, query, objective);
        const RouteMeasures of = measure(model, route);
        const TonneCost& cost = route.cost;
        text += fmt::format(
            "| {} | {:.0f} | {:.0f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.0f} "
            "| {:.0f} | {:.0f} / {:.0f} | {} |\n",
            to_string(objective), cost.money().usd_per_t(), per_feu(cost.money()),
            days(cost.time()), days(cost.moving), days(cost.dwell), days(cost.border_time),
            days(cost.gauge_time), days(cost.transshipment_time), of.length.kilometres(),
            static_cast<double>(cost.co2e_g) / 1e3, of.carec.speed_without_delay.value(),
            of.carec.speed_with_delay.value(), via(model, route));
    }
    return text;
}

class Comparison {
  public:
    void add(const std::string& what, const std::string& published, const std::string& model,
             const std::string& reason) {
        text_ += fmt::format("| {} | {} | {} | {} |\n", what, published, model, reason);
    }
    [[nodiscard]] std::string text() const {
        return "| figure | published | model | why they differ |\n| --- | --- | --- | --- |\n" +
               text_;
    }

  private:
    std::string text_;
};

std::string to_poti(const CostModel& model) {
    const RouteQuery query = {"xian", "poti_port", "containers", middle_route};
    const Route route = best(model, query, Objective::generalised);
    const double all = days(route.cost.time());
    const double through = all - days(inland_stays(model, route));
    CHECK(all == Approx(18.5).margin(0.05));
    CHECK(through > 13.0);
    CHECK(through < 17.0);
    const Route to_baku =
        best(model, {"xian", "alat_port", "containers", middle_route}, Objective::time);
    const double kazakhstan = days_between(model, route, {"dostyk", "altynkol"}, "kuryk_port");
    Comparison table;
    table.add(
        "days to the Black Sea",
        "13–17, 28–32 before (`t_mc_official`); 12 to Georgian ports "
        "(`t_mc_geports`); 50–55 door to door (`t_mc_dhl`)",
        fmt::format("{:.1f}", all),
        fmt::format("{:.1f} of them are stays at inland yards, which block trains pass: without "
                    "them {:.1f}. Borders without a better figure take CAREC's mean of 40.6 h; "
                    "door to door adds collection, delivery and queues, which the model has not",
                    all - through, through));
    table.add("days to Baku", "11, block train (`t_mc_xian_baku`)",
              fmt::format("{:.1f}", days(to_baku.cost.time())),
              fmt::format("{:.1f} without stays at inland yards",
                          days(to_baku.cost.time()) - days(inland_stays(model, to_baku))));
    table.add("days in Kazakhstan", "6, 12 in 2022 (`t_mc_kz`)", fmt::format("{:.1f}", kazakhstan),
              "from leaving the border to arriving at Kuryk, without the wait for a ferry there");
    table.add(
        "USD/FEU", "no quote to Poti; about 7,500 China–Europe (`q_mc_premium`, estimate)",
        fmt::format("{:.0f}", per_feu(route.cost.money())),
        fmt::format("tariffs are length × 0.030 USD/tkm where none is published; at the rate of "
                    "block trains (`c_rail_block`, 0.0214) {:.0f}",
                    per_feu_at_block_rate(model, route)));
    return "### Xi'an to Poti, Middle Corridor\n\n" + routes_of(model, query) + "\n" + table.text();
}

std::string to_budapest(const CostModel& model) {
    const RouteQuery query = {"xian", "budapest", "containers", middle_route};
    const Route route = best(model, query, Objective::generalised);
    const Route quick = best(model, query, Objective::time);
    const Route to_constanta =
        best(model, {"xian", "constanta", "containers", middle_route}, Objective::generalised);
    const double all = days(route.cost.time());
    CHECK(all > 25.0);
    CHECK(all < 37.0);
    CHECK(days(quick.cost.time()) <= all);
    Comparison table;
    table.add(
        "days to Budapest",
        "25, demonstration train (`t_mc_budapest`); schedule 32–37 "
        "(`navis_times`)",
        fmt::format("{:.1f}; quickest {:.1f}", all, days(quick.cost.time())),
        fmt::format("between both: no waiting for departures, but {:.1f} days of stays at inland "
                    "yards and mean border times",
                    days(inland_stays(model, route))));
    table.add("days to Constanța", "31–34 (`t_mc_constanta`)",
              fmt::format("{:.1f}", days(to_constanta.cost.time())),
              "the model has the voyages and the mean stays, not the wait for a sailing on either "
              "sea; feeders on the Black Sea are assumed to sail weekly");
    table.add("USD/FEU",
              "about 7,500 China–Europe (`q_mc_premium`: 30 % above the northern route, "
              "2022)",
              fmt::format("{:.0f}", per_feu(route.cost.money())),
              fmt::format("default rates; at the rate of block trains {:.0f}",
                          per_feu_at_block_rate(model, route)));
    return "### Xi'an to Budapest, Middle Corridor\n\n" + routes_of(model, query) + "\n" +
           table.text();
}

std::string to_duisburg(const CostModel& model) {
    const RouteQuery query = {"xian", "duisburg", "containers", northern_route};
    const Route route = best(model, query, Objective::generalised);
    const Route to_poland =
        best(model, {"xian", "malaszewicze", "containers", northern_route}, Objective::time);
    const Route broad_gauge =
        best(model, {"dostyk", "brest", "containers", northern_route}, Objective::cost);
    const double all = days(route.cost.time());
    CHECK(all > 12.0);
    CHECK(all < 23.0);
    CHECK(days(to_poland.cost.time()) == Approx(14.0).margin(1.5));
    Comparison table;
    table.add("days to Małaszewicze", "12–14 (`t_north_xian_mala`)",
              fmt::format("{:.1f}", days(to_poland.cost.time())),
              fmt::format("{:.1f} without stays at inland yards",
                          days(to_poland.cost.time()) - days(inland_stays(model, to_poland))));
    table.add("days to Duisburg",
              "20–26 in January 2024 (`t_north_dhl_jan`), 28–30 in June (`t_north_dhl_jun`)",
              fmt::format("{:.1f}", all),
              "no collection, no delivery and no queues in the model; the figure of June is higher "
              "by a week for the same way");
    table.add(
        "USD/FEU on the broad gauge",
        "3,250 Dostyk or Altynkol to the Belarusian border "
        "(`q_erai`)",
        fmt::format("{:.0f}", per_feu(broad_gauge.cost.money())),
        fmt::format("Dostyk to Brest, {:.0f} km, at 0.030 USD/tkm; at the rate of block trains, "
                    "which is derived from this quote, {:.0f}",
                    measure(model, broad_gauge).length.kilometres(),
                    per_feu_at_block_rate(model, broad_gauge)));
    table.add("USD/FEU from China to Europe",
              "5,800 to 7,300, January 2025; 5,250 to 6,100 in March "
              "(`q_north_through`)",
              fmt::format("{:.0f}", per_feu(route.cost.money())),
              fmt::format("the default rate again, and charges of {:.0f} USD/FEU for borders and "
                          "changes of gauge, which a through price holds already; at the rate of "
                          "block trains {:.0f}",
                          per_feu({route.cost.border.micro_usd_per_t +
                                   route.cost.gauge_change.micro_usd_per_t}),
                          per_feu_at_block_rate(model, route)));
    const Route across =
        best(model, {"xian", "duisburg", "containers", middle_route}, Objective::generalised);
    table.add(
        "premium of the Middle Corridor", "30 %, 2022 (`q_mc_premium`)",
        fmt::format("{:.0f} %",
                    100.0 * (per_feu(across.cost.money()) / per_feu(route.cost.money()) - 1.0)),
        fmt::format("to Duisburg both ways, {:.0f} USD/FEU by {}; the published one is of "
                    "prices asked in 2022, the model's of tariffs and handling",
                    per_feu(across.cost.money()), via(model, across)));
    return "### Xi'an to Duisburg, northern route\n\n" + routes_of(model, query) + "\n" +
           table.text();
}

}  // namespace

std::string route_tables() {
    const CostModel model = cost_model(middle_corridor_dataset()).value();
    return "\n## Routes from Xi'an\n\n"
           "Containers, one tonne, by [the model of costs and routes]"
           "(model/generalised-cost-and-routes.md): no queues, no waiting\nfor a departure, stays "
           "at "
           "the mean of each place, loading and unloading at both ends left out. Days by kind.\n"
           "A FEU holds 28 t (two TEU of 14 t). Published figures are rows of costs.csv. Every "
           "first route is certified.\n\n" +
           to_poti(model) + "\n" + to_budapest(model) + "\n" + to_duisburg(model);
}

}  // namespace corridor::test
