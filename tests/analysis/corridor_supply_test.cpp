#include "support/catch.hpp"

#include <corridor/analysis/corridor_supply.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace corridor;
using io::NamedText;

namespace {

const std::string nodes = "node_id\nfactory\nwest\neast\nquay\nmarket\nmine\n";
const std::string links =
    "link_id,from_node_id,to_node_id,system,capacity,capacity_unit,transit_time_hours,tariff\n"
    "to_west,factory,west,,,,24,10\n"
    "small_ferry,west,market,Sea,14000,t/yr,48,20\n"
    "large_ferry,west,market,Sea,28000,t/yr,48,30\n"
    "to_east,factory,east,Other,,,24,20\n"
    "railway,east,market,Other,140000,t/yr,24,40\n"
    "from_mine,mine,west,,,,1,1\n"
    "to_quay,factory,quay,Ocean,,,24,5\n"
    "ocean,quay,market,Ocean,,,480,5\n";
const std::string demand =
    "demand_id,year,origin_node,destination_node,commodity,value,unit\n"
    "boxes_west,2024,factory,market,containers,500,TEU/yr\n"
    "boxes_east,2024,factory,market,containers,1000,TEU/yr\n"
    "boxes_ocean,2024,factory,market,containers,9000,TEU/yr\n"
    "ore,2024,mine,market,ore,7000,t/yr\n";
const std::string nests = "nest_id,scale_usd_per_teu\nall,400\nland,200\nsea,400\n";
const std::string corridor_header =
    "corridor_id,nest,from_node_id,to_node_id,through,closed_systems,limited,observed,"
    "other_traffic\n";
const std::string western = "western,land,factory,market,west,Other;Ocean,1,boxes_west,ore\n";
const std::string eastern = "eastern,land,factory,market,east,Sea;Ocean,1,boxes_east,\n";
const std::string oceanic = "oceanic,sea,factory,market,quay,Sea;Other,0,boxes_ocean,\n";

Parsed<Dataset> dataset(const std::string& corridors) {
    return parse_dataset(std::vector<NamedText>{{"nodes.csv", nodes},
                                                {"links.csv", links},
                                                {"demand.csv", demand},
                                                {"nests.csv", nests},
                                                {"corridors.csv", corridor_header + corridors}});
}

Dataset three_corridors() {
    return dataset(western + eastern + oceanic).value();
}

std::size_t position(const Dataset& data, const std::string& id) {
    const auto found = std::find_if(data.corridors.begin(), data.corridors.end(),
                                    [&](const CompetingCorridor& each) { return each.id == id; });
    REQUIRE(found != data.corridors.end());
    return static_cast<std::size_t>(found - data.corridors.begin());
}

RivalOutcome outcome(const Dataset& data, const RivalAnswer& answer, const std::string& id) {
    return answer.corridors[position(data, id)];
}

}  // namespace

TEST_CASE("other traffic takes the cheaper ferry first, and containers get what it leaves") {
    const Dataset data = three_corridors();
    const CostModel model = cost_model(data).value();
    const auto supply = corridor_supply(data, model, data.corridors[0]);
    REQUIRE(supply.ok());
    REQUIRE(supply->steps.size() == 2);
    CHECK(supply->steps[0].teu_per_year == Approx(500.0));
    CHECK(supply->steps[0].usd_per_teu == Approx(30.0 * 14));
    CHECK(supply->steps[0].days == Approx(3.0));
    CHECK(supply->steps[1].teu_per_year == Approx(2'000.0));
    CHECK(supply->steps[1].usd_per_teu == Approx(40.0 * 14));
    CHECK(what_binds(*supply, model, data.corridors[0], 400.0).empty());
    CHECK(what_binds(*supply, model, data.corridors[0], 500.0) ==
          std::vector<std::string>{"small_ferry"});
    CHECK(what_binds(*supply, model, data.corridors[0], 700.0) ==
          std::vector<std::string>{"small_ferry"});
    CHECK(what_binds(*supply, model, data.corridors[0], 2'500.0) ==
          std::vector<std::string>{"small_ferry", "large_ferry"});
}

TEST_CASE("a corridor whose capacities are placeholders carries any amount by its cheapest way") {
    const Dataset data = three_corridors();
    const CostModel model = cost_model(data).value();
    const auto supply = corridor_supply(data, model, data.corridors[2]);
    REQUIRE(supply.ok());
    REQUIRE(supply->steps.size() == 1);
    CHECK(std::isinf(supply->steps[0].teu_per_year));
    CHECK(supply->steps[0].usd_per_teu == Approx(10.0 * 14));
    CHECK(supply->steps[0].days == Approx(21.0));
}

TEST_CASE("a closed ferry closes its step, and a corridor without a way has none") {
    const Dataset data = three_corridors();
    const CostModel model = cost_model(data).value();
    const auto one =
        corridor_supply(data, model, data.corridors[0], {.exclude_links = {"large_ferry"}});
    REQUIRE(one->steps.size() == 1);
    CHECK(one->steps[0].teu_per_year == Approx(500.0));
    const auto none =
        corridor_supply(data, model, data.corridors[0], {.exclude_links = {"*_ferry"}});
    REQUIRE(none.ok());
    CHECK(none->steps.empty());
}

TEST_CASE("a corridor with a way around the place it is named for is refused") {
    const auto data = dataset("western,land,factory,market,west,Ocean,1,boxes_west,\n");
    REQUIRE(data.ok());
    const auto answer = rival_corridors(*data);
    REQUIRE_FALSE(answer.ok());
    CHECK(render(answer.diagnostics()) ==
          "corridors: expected every way of western by west, got one that goes around it (close "
          "links or systems of other corridors)\n");
}

TEST_CASE("names that do not exist are told with the nearest ones") {
    const auto wrong = dataset("western,lant,factory,market,,,1,boxes_wst,\n");
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.diagnostics().error_count() == 2);
    const auto system = dataset("western,land,factory,market,,Sae,1,boxes_west,\n");
    REQUIRE(system.ok());
    CHECK_FALSE(rival_corridors(*system).ok());

    const Dataset data = three_corridors();
    const auto unknown = rival_corridors(data, {.closed = {"westen"}});
    REQUIRE_FALSE(unknown.ok());
    CHECK(render(unknown.diagnostics()) ==
          "close: expected the id of a corridor, got 'westen' (did you mean western, eastern?)\n");
}

TEST_CASE("nests need a row for the choice between them and at most its scale") {
    const auto with = [](const std::string& rows) {
        return parse_dataset(
                   std::vector<NamedText>{{"nodes.csv", nodes},
                                          {"links.csv", links},
                                          {"nests.csv", "nest_id,scale_usd_per_teu\n" + rows}})
            .ok();
    };
    CHECK(with("all,400\nland,400\n"));
    CHECK_FALSE(with("land,400\n"));
    CHECK_FALSE(with("all,400\nland,401\n"));
    CHECK_FALSE(with("all,0\n"));
}

TEST_CASE("a corridor that carried more than the network can is told so") {
    const auto data = dataset("western,land,factory,market,west,Other;Ocean,1,boxes_ocean,\n");
    REQUIRE(data.ok());
    const auto answer = rival_corridors(*data);
    REQUIRE_FALSE(answer.ok());
    CHECK(render(answer.diagnostics()) ==
          "observed: expected at most the 3000 TEU/yr that the network carries on western, got "
          "9000 TEU/yr\n");
}

TEST_CASE("a corridor closed on the network is closed for its cargo") {
    const Dataset data = three_corridors();
    const auto answer = rival_corridors(data, {.selection = {.exclude_links = {"railway"}}});
    REQUIRE(answer.ok());
    CHECK(outcome(data, *answer, "eastern").now.teu_per_year == 0.0);
    CHECK(outcome(data, *answer, "eastern").base.teu_per_year == Approx(1'000.0).epsilon(1e-9));
    const auto by_name = rival_corridors(data, {.closed = {"eastern"}});
    CHECK(outcome(data, *by_name, "western").now.teu_per_year ==
          outcome(data, *answer, "western").now.teu_per_year);
}

TEST_CASE("steps of the Middle Corridor cost together what the cheapest flow of the amount costs") {
    const Dataset& data = middle_corridor_dataset();
    const CostModel model = cost_model(data).value();
    const CompetingCorridor& corridor = data.corridors[position(data, "middle")];
    const auto supply = corridor_supply(data, model, corridor);
    REQUIRE(supply.ok());
    REQUIRE(supply->steps.size() > 2);
    const CostModel left = cost_model(supply->network, model.rates).value();
    const double weight = tonnes_per_teu(data.network);
    const double day = static_cast<double>(model.rates.value_of_day.micro_usd_per_t) / 1e6;
    double capacity = 0.0;
    double last = 0.0;
    for (const CorridorStep& step : supply->steps) {
        const double cost = step.usd_per_teu + day * weight * step.days;
        CHECK(cost > last - 1e-3);
        last = cost;
        capacity += step.teu_per_year;
    }
    for (int part = 1; part <= 40; ++part) {
        const auto tonnes = static_cast<std::int64_t>(capacity * weight * part / 40.0);
        const MinCost flow = min_cost(left, {.from = {Endpoint(corridor.from)},
                                             .to = {Endpoint(corridor.to)},
                                             .amount = TonnesPerYear(tonnes),
                                             .commodity = "containers",
                                             .selection = supply->selection,
                                             .with_prices = false});
        REQUIRE(flow.outcome == flow::MinCostOutcome::optimal);
        double cost = 0.0;
        double rest = static_cast<double>(tonnes) / weight;
        for (const CorridorStep& step : supply->steps) {
            const double taken = std::min(rest, step.teu_per_year);
            cost += taken * (step.usd_per_teu + day * weight * step.days);
            rest -= taken;
        }
        CHECK(cost == Approx(static_cast<double>(flow.objective) / 1e6).epsilon(1e-7));
    }
}

TEST_CASE("the corridors from China to Europe carry in the model what they carried in 2024") {
    const Dataset& data = middle_corridor_dataset();
    const auto answer = rival_corridors(data);
    REQUIRE(answer.ok());
    CHECK(answer->base.certified);
    CHECK(answer->base.gap <= 1e-9);
    CHECK(answer->base_market.teu_per_year == Approx(14'242'320.0));
    for (const RivalOutcome& each : answer->corridors) {
        CHECK(std::abs(each.base.teu_per_year / each.observed_teu_per_year - 1.0) <= 1e-9);
        CHECK(std::abs(each.now.teu_per_year / each.observed_teu_per_year - 1.0) <= 1e-9);
        CHECK(std::abs(each.without_nests_teu_per_year / each.observed_teu_per_year - 1.0) <= 1e-9);
    }
}

TEST_CASE("without Suez most goes by the Cape, without the north the Aktau feeder fills") {
    const Dataset& data = middle_corridor_dataset();
    const auto suez = rival_corridors(data, {.closed = {"suez"}});
    REQUIRE(suez.ok());
    CHECK(suez->now.certified);
    CHECK(outcome(data, *suez, "cape").now.teu_per_year -
              outcome(data, *suez, "cape").base.teu_per_year >
          0.98 * outcome(data, *suez, "suez").base.teu_per_year);

    const auto north = rival_corridors(data, {.closed = {"northern"}});
    REQUIRE(north.ok());
    CHECK(north->now.certified);
    const RivalOutcome middle = outcome(data, *north, "middle");
    CHECK(middle.now.teu_per_year > 3.0 * middle.base.teu_per_year);
    CHECK(middle.without_nests_teu_per_year < 1.04 * middle.base.teu_per_year);
    CHECK(std::find(middle.binding.begin(), middle.binding.end(), "aktau_alat_feeder") !=
          middle.binding.end());
}

TEST_CASE("a Middle Corridor that is full asks a price and carries its capacity") {
    const Dataset& data = middle_corridor_dataset();
    const auto answer = rival_corridors(
        data, {.closed = {"northern"}, .prices = {{.corridor = "middle", .percent = -50.0}}});
    REQUIRE(answer.ok());
    CHECK(answer->now.certified);
    const RivalOutcome middle = outcome(data, *answer, "middle");
    CHECK(middle.now.teu_per_year == Approx(middle.now.capacity_teu_per_year).epsilon(1e-9));
    CHECK(middle.now.scarcity_usd_per_teu > 0.0);
    CHECK_FALSE(middle.binding.empty());
}
