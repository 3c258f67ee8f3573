#include "validation/simulation_section.hpp"

#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/middle_corridor.hpp>
#include <corridor/scenario/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;
using corridor::simulation::Estimate;

namespace {

constexpr double hours_a_day = 24.0;

struct Simulated {
    ScenarioPlan plan;
    Simulation answer;
};

Simulated shipped(const std::string& name) {
    const std::string file = "examples/simulations/" + name + ".toml";
    const auto scenario = parse_scenario(test::read_text(test::source_dir() / file), file);
    Dataset data = middle_corridor_dataset();
    Simulated result{lay_out(scenario.value(), data).value(), {}};
    const SimulationQuery query = simulation_query(result.plan, data).value();
    data.network = simulated_year(result.plan).network;
    const CostModel model = cost_model(data).value();
    const Diagnostics faults = check(model, query);
    INFO(render(faults));
    REQUIRE(faults.ok());
    const auto runs = static_cast<std::uint32_t>(*result.plan.scenario.simulation.replications);
    result.answer = simulate(model, query, {.days = 365, .warm_up_days = 90, .replications = runs});
    for (const SimulationCheck& each : result.answer.checks) {
        INFO(name << ": " << each.name << ": " << each.detail);
        CHECK(each.holds);
    }
    return result;
}

const SimulatedFlow& flow_of(const Simulation& answer, const std::string& id) {
    return *std::find_if(answer.flows.begin(), answer.flows.end(),
                         [&](const SimulatedFlow& each) { return each.id == id; });
}

const SimulatedPlace& place(const Simulation& answer, const std::string& id) {
    return *std::find_if(answer.places.begin(), answer.places.end(),
                         [&](const SimulatedPlace& each) { return each.id == id; });
}

std::string days(const Estimate& hours) {
    return fmt::format("{:.1f} ({:.1f} to {:.1f})", hours.mean / hours_a_day,
                       hours.low / hours_a_day, hours.high / hours_a_day);
}

std::string transit_row(const Simulation& answer, const std::string& id, const char* label) {
    const SimulatedFlow& at = flow_of(answer, id);
    std::string row = fmt::format("| {} | {} | {:.1f} | {:.1f} |", label, days(at.transit_h),
                                  at.p50_h / hours_a_day, at.p90_h / hours_a_day);
    for (const double hours : at.use_h) {
        row += fmt::format(" {:.1f} |", hours / hours_a_day);
    }
    return row + "\n";
}

std::string season_row(const char* label, const Simulated& simulated) {
    const SimulatedPlace& ferry = place(simulated.answer, "kuryk_alat_ferry");
    return fmt::format(
        "| {} | {:.3f} ({:.3f} to {:.3f}) | {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} |\n", label,
        simulated.answer.throughput_t_per_year.mean / 1e6,
        simulated.answer.throughput_t_per_year.low / 1e6,
        simulated.answer.throughput_t_per_year.high / 1e6,
        days(flow_of(simulated.answer, "od24_ferrous").transit_h), ferry.wait_h.mean,
        ferry.wait_h_by_month[9], ferry.wait_h_by_month[11], ferry.wait_h_by_month[0]);
}

std::string ferry_row(const char* label, const Simulated& simulated) {
    double dry = 0.0;
    for (const SimulatedFlow& each : simulated.answer.flows) {
        const bool is_dry = each.commodity == "metals" || each.commodity == "grain" ||
                            each.commodity == "fertilisers" || each.commodity == "general" ||
                            each.commodity == "critical_minerals";
        dry += is_dry ? each.throughput_t_per_year.mean : 0.0;
    }
    const auto fleet =
        std::find_if(simulated.answer.fleets.begin(), simulated.answer.fleets.end(),
                     [](const SimulatedFleet& each) { return each.id == "ferries"; });
    return fmt::format("| {} | {:.3f} | {:.0f} | {:.1f} % | {} |\n", label, dry / 1e6,
                       fleet->voyages_per_year.mean, 100.0 * fleet->utilisation.mean,
                       days(flow_of(simulated.answer, "od24_grain").transit_h));
}

}  // namespace

std::string simulation_section() {
    const Simulated storms = shipped("kuryk-storms");
    const Simulated low = shipped("low-water");
    const Simulated calm = shipped("base-year");
    const Simulation& base = calm.answer;
    const double to_constanta = flow_of(base, "od24_cont_cn_bs").transit_h.mean / hours_a_day;
    CHECK(to_constanta > 17.0);
    CHECK(to_constanta < 37.0);
    CHECK(low.answer.throughput_t_per_year.mean < base.throughput_t_per_year.mean);
    std::string text =
        "\n## Simulation\n\n"
        "`corridor simulate examples/simulations/base-year.toml`: the demand of 2024 on the Middle "
        "Corridor without the northern\nroute, RUS and IRN, a year after 90 days of warm-up, 30 "
        "replications, 95 % confidence. Days from the origin to\nthe destination, and where they "
        "go.\n\n"
        "| containers | mean | P50 | P90 | moving | dwelling | waiting | border | gauge |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
    text += transit_row(base, "od24_cont_cn_az", "Xi'an to Alat");
    text += transit_row(base, "od24_cont_cn_ge", "Xi'an to Poti");
    text += transit_row(base, "od24_cont_cn_bs", "Xi'an to Constanta");
    text += transit_row(base, "od24_cont_cn_tr", "Xi'an to Ankara");
    text +=
        "\nPublished: 13 to 17 days from China to the Black Sea (ministry), 31 to 37 to Constanta "
        "and Budapest (operator's\nschedule; 31 to 34 to Constanta), 50 to 55 door to door (DHL, "
        "June 2024).\n\n"
        "* Beside 13 to 17: that is a block train that is let through. The simulated train takes "
        "the mean time of rail borders of\n  CAREC, the mean stays of ports and yards, and waits "
        "for a feeder to fill; moving alone, borders and gauge are within\n  the claim.\n"
        "* Beside 31 to 37: stays and vessels are those of a schedule, whose reserves the model "
        "does "
        "not have; its mean lies just\n  below the range.\n"
        "* Beside 50 to 55: collection, stuffing, customs at both ends and delivery are outside "
        "the model, and so are the\n  congestion of June 2024 and what makes handling vary, for "
        "which there are no figures.\n\n"
        "Kuryk closed half of November and December, and ships at 75 % payload "
        "(`kuryk-storms.toml`, `low-water.toml`):\n\n"
        "| | delivered Mt/yr | metals Kandyagash to Mersin, days | wait at the Kuryk ferry h | in "
        "October | in December | in January |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n";
    text += season_row("the year as it is", calm);
    text += season_row("Kuryk in storms", storms);
    text += season_row("low water", low);
    const Simulated as_is = shipped("ferries-as-they-are");
    const Simulated more = shipped("one-more-ferry");
    const Simulated faster = shipped("faster-alat");
    text +=
        "\nOne more ferry, or a tenth faster handling of ferries at Alat, with 5 Mt of dry cargo "
        "in 2030 (`ferries-as-they-are.toml`,\n`one-more-ferry.toml`, `faster-alat.toml`):\n\n"
        "| | dry cargo Mt/yr | voyages a year | vessels busy | grain Astana to Mersin, days |\n"
        "| --- | --- | --- | --- | --- |\n";
    text += ferry_row("25 ferries", as_is);
    text += ferry_row("26 ferries", more);
    text += ferry_row("faster handling at Alat", faster);
    return text;
}
