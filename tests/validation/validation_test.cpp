#include "support/catch.hpp"
#include "support/golden.hpp"
#include "validation/allocation_section.hpp"
#include "validation/bottlenecks_section.hpp"
#include "validation/growth_section.hpp"
#include "validation/rivals_section.hpp"
#include "validation/route_tables.hpp"
#include "validation/scenario_section.hpp"
#include "validation/simulation_section.hpp"

#include <corridor/flow/max_flow.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/builder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace corridor;

namespace {

const Selection middle_route = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}};

/// The Middle Corridor as it is, or with some attributes changed.
class Model {
  public:
    Model() : builder_(middle_corridor()) {}

    Model& set_capacity(const std::string& link, const char* amount) {
        find(builder_.links(), link).capacity = quantity(amount);
        return *this;
    }
    Model& set_throughput(const std::string& node, const char* amount) {
        find(builder_.nodes(), node).throughput = quantity(amount);
        return *this;
    }
    [[nodiscard]] Network build() const { return builder_.build().value(); }

  private:
    template <class Specs>
    static typename Specs::value_type& find(Specs& specs, const std::string& id) {
        return *std::find_if(specs.begin(), specs.end(),
                             [&](const auto& spec) { return spec.id == id; });
    }

    NetworkBuilder builder_;
};

MaxFlow solve(const Network& network, const char* from, const char* to, const char* commodity,
              const Selection& selection = {}) {
    MaxFlow flow = max_flow(
        network, {.from = {from}, .to = {to}, .commodity = commodity, .selection = selection});
    REQUIRE(flow.certified);
    return flow;
}

std::string cut(const Network& network, const MaxFlow& flow) {
    std::string text;
    for (const std::string& name : network.names(flow.cut)) {
        text += (text.empty() ? "`" : ", `") + name + "`";
    }
    return text;
}

double megatonnes(const Network& network, const std::vector<const char*>& links) {
    TonnesPerYear sum;
    for (const char* link : links) {
        sum += network.link(*network.find_link(link)).capacity->rate;
    }
    return sum.megatonnes();
}

/// Hours from Xi'an by the quickest way, dwell at every place on the way included.
double quickest_hours(const Network& network, const char* to, const Selection& selection) {
    const MaxFlow flow = max_flow(network, {.from = {{"xian", TonnesPerYear(1)}},
                                            .to = {to},
                                            .commodity = "containers",
                                            .selection = selection});
    double hours = 0.0;
    for (std::size_t i = 0; i < flow.link_flow.size(); ++i) {
        if (flow.link_flow[i] != 0) {
            const Link& link = network.links()[i];
            const NodeId arrival = flow.link_flow[i] > 0 ? link.head : link.tail;
            hours += link.transit_time.hours();
            hours += network.node(arrival).id == to ? 0.0 : network.node(arrival).dwell.hours();
        }
    }
    return hours;
}

class Table {
  public:
    void add(const char* target, const std::string& published, const std::string& model,
             const std::string& remark) {
        ++rows_;
        text_ +=
            fmt::format("| {} | {} | {} | {} | {} |\n", rows_, target, published, model, remark);
    }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    int rows_ = 0;
    std::string text_;
};

Selection rail_through_turkiye() {
    Selection selection = middle_route;
    selection.exclude_modes = {Mode::road, Mode::container_vessel};
    selection.exclude_links.insert(selection.exclude_links.end(),
                                   {"batumi_burgas_ferry", "poti_varna_ferry"});
    return selection;
}

}  // namespace

TEST_CASE("the ten validation targets stand in docs/validation.md as the model gives them") {
    const Network today = middle_corridor();
    const UnitTable& units = today.units();
    Table table;

    {
        const std::vector<const char*> independent = {"aktau_alat_feeder", "kuryk_alat_ferry",
                                                      "aktau_sangachal_tanker"};
        const double own = megatonnes(today, independent);
        const double all = own + megatonnes(today, {"aktau_alat_drycargo"});
        CHECK(all == Approx(6.0).margin(0.01));
        CHECK(own == Approx(5.15).margin(0.01));
        table.add(
            "Capacity of the route across the Caspian from Kazakhstan",
            "6 Mt/yr, of it 100,000 TEU (`titr_cap_2024_trend`)",
            fmt::format(
                "{:.3f} Mt/yr, of it {} TEU", all,
                today.link(*today.find_link("aktau_alat_feeder")).capacity->stated.amount.text()),
            fmt::format("{:.3f} Mt/yr without `aktau_alat_drycargo`, which is fitted to the "
                        "total and so proves nothing",
                        own));
    }
    {
        const MaxFlow flow = solve(today, "xian", "alat_port", "containers", middle_route);
        CHECK(flow.value == TonnesPerYear(6'096'000));
        for (const CutMember& member : flow.cut) {
            REQUIRE(member.kind == Element::Kind::link);
            CHECK(today.links()[member.index].system == "Caspian");
        }
        table.add("What binds containers from China to Alat",
                  "too few ships and ferries, not the railways (`aktau_hub_2025`)",
                  fmt::format("{}: {}", to_string(flow.value), cut(today, flow)),
                  flow.cut_is_unique ? "the only minimum cut" : "one of several minimum cuts");
    }
    {
        Selection vessels = middle_route;
        vessels.exclude_modes = {Mode::rail, Mode::road, Mode::rail_ferry};
        const MaxFlow flow = solve(today, "aktau_port", "alat_port", "containers", vessels);
        CHECK(flow.value == TonnesPerYear(1'246'000));
        CHECK(cut(today, flow) == "`aktau_alat_feeder`");
        table.add("Containers on vessels from Aktau to Alat",
                  "six feeders carry 89,000 TEU/yr against a plan of 96,000; 77,000 moved in 2025 "
                  "(`feeder_89k`)",
                  fmt::format("{} TEU/yr ({}): {}", flow.value.count() / 14, to_string(flow.value),
                              cut(today, flow)),
                  "the terminals of Aktau (140,000 TEU/yr) and Alat (150,000) do not bind");
    }
    {
        const Selection by_rail = rail_through_turkiye();
        const MaxFlow now = solve(today, "tbilisi", "budapest", "containers", by_rail);
        const Network with_divrigi = Model()
                                         .set_capacity("kars_erzurum", "20 Mt/yr")
                                         .set_capacity("erzurum_divrigi", "20 Mt/yr")
                                         .build();
        const MaxFlow then = solve(with_divrigi, "tbilisi", "budapest", "containers", by_rail);
        const Network with_halkali = Model()
                                         .set_capacity("kars_erzurum", "20 Mt/yr")
                                         .set_capacity("erzurum_divrigi", "20 Mt/yr")
                                         .set_capacity("halkali_muratli", "9.6 Mt/yr")
                                         .set_capacity("muratli_kapikule", "9.6 Mt/yr")
                                         .set_throughput("kapikule", "9.6 Mt/yr")
                                         .build();
        const MaxFlow last = solve(with_halkali, "tbilisi", "budapest", "containers", by_rail);
        CHECK(now.value == TonnesPerYear(750'000));
        CHECK(then.value == TonnesPerYear(1'500'000));
        CHECK(last.value == TonnesPerYear(3'670'000));
        table.add(
            "By rail through Türkiye to Europe",
            "0.75 Mt/yr at Divriği–Kars (`divrigi_wb`); then 1.5 at Halkalı–Kapıkule; then "
            "0.37 (Marmaray) + 3.3 (train ferry) = 3.67",
            fmt::format("{} at {}; with Divriği–Kars at 20 Mt/yr {} at {}; with "
                        "Halkalı–Kapıkule at 9.6 Mt/yr {} at {}",
                        to_string(now.value), cut(today, now), to_string(then.value),
                        cut(with_divrigi, then), to_string(last.value), cut(with_halkali, last)),
            "the yard of Kapıkule, 1.5 Mt/yr today, is raised together with its line");
    }
    {
        const Network before = Model()
                                   .set_capacity("btk_tbilisi_akhalkalaki", "1 Mt/yr")
                                   .set_capacity("btk_akhalkalaki_kars", "1 Mt/yr")
                                   .build();
        Selection rail = middle_route;
        rail.exclude_modes = {Mode::road};
        rail.exclude_links.emplace_back("kars_erzurum");
        const MaxFlow then = solve(before, "tbilisi", "kars", "containers", rail);
        const MaxFlow now = solve(today, "tbilisi", "kars", "containers", rail);
        CHECK(then.value == TonnesPerYear(1'000'000));
        CHECK(now.value == TonnesPerYear(5'000'000));
        table.add(
            "Baku–Tbilisi–Kars before and after May 2024",
            "1 Mt/yr, of which 0.432 moved in 2022 (`btk_2022_vol`); then 5 Mt/yr "
            "(`btk_2024_trend`)",
            fmt::format("{} before, {} today", to_string(then.value), to_string(now.value)),
            "the way round through Erzurum left out; 43 % of what BTK could carry in 2022 moved: "
            "demand, not capacity, was short");
    }
    {
        const MaxFlow flow = solve(today, "tengiz", "ceyhan", "crude_oil");
        CHECK(flow.value == TonnesPerYear(2'200'000));
        CHECK(cut(today, flow) == "`aktau_sangachal_tanker`");
        const MaxFlow pipe = solve(today, "sangachal_oil", "ceyhan", "crude_oil");
        table.add("Kazakh crude to Ceyhan",
                  "the Aktau–Baku leg: 2.2 Mt/yr agreed, 1.4 used; BTC carries about 30 of 58 "
                  "(`kz_btc_timesca`, `btc_2023`)",
                  fmt::format("{}: {}; BTC alone {}", to_string(flow.value), cut(today, flow),
                              to_string(pipe.value)),
                  "");
    }
    {
        const MaxFlow pipe = solve(today, "sangachal_oil", "ceyhan", "crude_oil");
        const TonnesPerYear a_year = *to_tonnes_per_year(Quantity{Decimal(615), "kb/d"}, units);
        const double six_days = a_year.megatonnes() * 6 / 365;
        const double annualised = 22.7 * 12 / 10;
        CHECK(six_days == Approx(0.5).margin(0.02));
        table.add(
            "BTC in 2025 and the six days of February 2023",
            "22.7 Mt in ten months of 2025 (`btc_10m_2025`); about 0.5 Mt delayed at 615 kb/d "
            "(`ceyhan_615`)",
            fmt::format("{:.1f} of {:.1f} Mt/yr, {:.0f} % used; {:.2f} Mt delayed", annualised,
                        pipe.value.megatonnes(), 100 * annualised / pipe.value.megatonnes(),
                        six_days),
            "7.5 barrels a tonne");
    }
    {
        const double bcm = (megatonnes(today, {"scp_az", "scpx_az"})) /
                           to_tonnes_per_year(Quantity{Decimal(1), "bcm/yr"}, units)->megatonnes();
        Selection planned;
        planned.with_planned = true;
        const MaxFlow flow = solve(today, "turkmenbashi_gas", "melendugno", "natural_gas", planned);
        CHECK(bcm == Approx(23.41).margin(0.005));
        CHECK(flow.value == TonnesPerYear(9'702'000));
        table.add("South Caucasus Pipeline (BTE) and a Trans-Caspian line",
                  "23.4 bcm/yr against about 22.9 exported through it in 2025 (`scp_plima`, "
                  "`gas_2025`); a line of 30 bcm needs SCP, TANAP and TAP to grow first",
                  fmt::format("{:.2f} bcm/yr; with the line built {:.1f} of 30 bcm reach Italy: {}",
                              bcm, flow.value.megatonnes() / 0.735, cut(today, flow)),
                  "TANAP west and TAP bind together at 13.2 bcm/yr");
    }
    {
        Selection planned = middle_route;
        planned.with_planned = true;
        const MaxFlow before = solve(today, "xian", "budapest", "containers", middle_route);
        const MaxFlow after = solve(today, "xian", "budapest", "containers", planned);
        CHECK(before.value == after.value);
        table.add("TRIPP, Kars–Nakhchivan and every other planned link",
                  "no gain for China–Europe while the Caspian holds it back",
                  fmt::format("{} without, {} with all of them: {}", to_string(before.value),
                              to_string(after.value), cut(today, after)),
                  "");
    }
    {
        Selection quick = middle_route;
        quick.exclude_modes = {Mode::road};
        const double crossing =
            megatonnes(today, {"aktau_alat_feeder", "kuryk_alat_ferry", "aktau_sangachal_tanker",
                               "aktau_alat_drycargo"});
        const double to_alat = quickest_hours(today, "alat_port", quick) / 24;
        const double to_poti = quickest_hours(today, "poti_port", quick) / 24;
        CHECK(11.0 / crossing == Approx(1.83).margin(0.01));
        CHECK(to_alat == Approx(14.2).margin(0.1));
        table.add("The World Bank's 11 Mt by 2030, and the time from China",
                  "about twice today's crossing; officially 13–17 days, 28–32 before "
                  "(`wb_mc_trend`, `titr_report_2026`)",
                  fmt::format("{:.2f} times today's {:.2f} Mt/yr; Xi'an–Alat {:.1f} days, "
                              "Xi'an–Poti {:.1f} days",
                              11.0 / crossing, crossing, to_alat, to_poti),
                  "moving, mean border hours and dwell, without queues; the best block train to "
                  "Baku took 11 days");
    }

    REQUIRE(table.rows() == 10);
    const std::string page =
        "# Validation\n\n"
        "What the model says beside what was published, on the reference network and with its "
        "default\nassumptions. Keys in backticks are sources (data/middle-corridor/sources.csv) or "
        "links. The table is\nwritten by tests/validation, which also checks each figure; every "
        "flow "
        "in it is certified.\n\n"
        "| # | target | published | model | remark |\n"
        "| --- | --- | --- | --- | --- |\n" +
        table.text() + bottlenecks_section() + test::route_tables() + growth_section() +
        allocation_section() + scenario_section() + rivals_section() + simulation_section();
    CHECK(page == test::golden("../docs/validation.md", page));
}
