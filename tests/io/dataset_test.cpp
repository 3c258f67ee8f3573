#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/digest.hpp>
#include <corridor/io/middle_corridor.hpp>
#include <corridor/network/cost_rates.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using corridor::Dataset;
using corridor::parse_dataset;
using corridor::Parsed;
using corridor::io::NamedText;

const std::string two_nodes = "node_id\na\nb\n";

Parsed<Dataset> with_links(const std::string& links) {
    return parse_dataset(std::vector<NamedText>{{"nodes.csv", two_nodes}, {"links.csv", links}});
}

std::string first_fault(const Parsed<Dataset>& parsed) {
    REQUIRE_FALSE(parsed.ok());
    return corridor::render(parsed.diagnostics().kept().front());
}

/// All that a data set says about its network, as text.
std::string fingerprint(const Dataset& dataset) {
    std::string text;
    const auto capacity = [&](const std::optional<corridor::Capacity>& limit) {
        text += limit ? limit->stated.text() + "=" + std::to_string(limit->rate.count()) : "none";
        text += "|";
    };
    for (const corridor::Node& node : dataset.network.nodes()) {
        text += node.id + "|" + node.name + "|" + node.kind + "|" + node.country + "|" +
                node.provenance.source + "|" + std::to_string(node.dwell.seconds) + "|";
        capacity(node.throughput);
        capacity(node.container_terminal);
    }
    for (const corridor::Link& link : dataset.network.links()) {
        text += link.id + "|" + std::to_string(link.tail.index) + "|" +
                std::to_string(link.head.index) + "|" +
                std::string(corridor::to_string(link.mode)) + "|" +
                std::to_string(link.length.metres) + "|" +
                std::to_string(link.transit_time.seconds) + "|" +
                std::to_string(link.tariff.micro_usd_per_t) + "|" + link.note + "|";
        capacity(link.capacity);
    }
    for (const corridor::Demand& demand : dataset.demand) {
        text += demand.id + "|" + demand.stated.text() + "|" + std::to_string(demand.rate.count()) +
                "|";
    }
    return text + std::to_string(dataset.projects.size()) + "|" +
           std::to_string(dataset.disruptions.size()) + "|" + std::to_string(dataset.costs.size()) +
           "|" + std::to_string(dataset.sources.size());
}

}  // namespace

TEST_CASE("only the columns that differ from the default are needed") {
    const auto parsed = with_links("link_id,from_node_id,to_node_id\nab,a,b\n");
    REQUIRE(parsed.ok());
    CHECK(parsed.diagnostics().empty());
    const corridor::Link& link = parsed->network.links().front();
    CHECK_FALSE(link.capacity.has_value());
    CHECK_FALSE(link.directed);
    CHECK(link.mode == corridor::Mode::rail);
    CHECK(link.status == corridor::Status::operating);
    CHECK(link.commodities == corridor::CommoditySet::all());
    CHECK(link.provenance.confidence == corridor::Confidence::low);
    CHECK(parsed->network.nodes().front().name == "a");
}

TEST_CASE("capacities keep what the source says and are converted once") {
    const auto parsed = with_links(
        "link_id,from_node_id,to_node_id,capacity,capacity_unit,capacity_mt_per_year\n"
        "btc,a,b,1200,kb/d,58.400\n"
        "gas,a,b,16,bcm/yr,11.76\n"
        "box,a,b,100000,TEU/yr,1.4\n"
        "day,a,b,12,trains/day pair,10.5\n"
        "odd,a,b,0.0000005,Mt/yr,0.000001\n");
    INFO(corridor::render(parsed.diagnostics()));
    REQUIRE(parsed.ok());
    const auto links = parsed->network.links();
    CHECK(links[0].capacity->rate.count() == 58'400'000);
    CHECK(links[0].capacity->stated.text() == "1200 kb/d");
    CHECK(links[1].capacity->rate.count() == 11'760'000);
    CHECK(links[2].capacity->rate.count() == 1'400'000);
    CHECK(links[2].capacity->containers_only);
    CHECK(links[3].capacity->rate.count() == 10'512'000);
    CHECK(links[4].capacity->rate.count() == 1);
}

TEST_CASE("a control figure may differ by half of its last digit and no more") {
    const auto accepted = [](const std::string& tonnes, const std::string& control) {
        return with_links(
                   "link_id,from_node_id,to_node_id,capacity,capacity_unit,capacity_mt_per_year\n"
                   "ab,a,b," +
                   tonnes + ",t/yr," + control + "\n")
            .ok();
    };
    CHECK(accepted("5450000", "5.4"));
    CHECK(accepted("5350000", "5.4"));
    CHECK_FALSE(accepted("5450001", "5.4"));
    CHECK_FALSE(accepted("5349999", "5.4"));
    CHECK_FALSE(accepted("5450000", "5.40"));
    CHECK(accepted("5400000", "5.400000000000"));
    CHECK(accepted("5499999", "5"));
    CHECK(accepted("0", "0"));
    CHECK_FALSE(accepted("1000", "1"));
}

TEST_CASE("hours, kilometres and tariffs become whole seconds, metres and micro-dollars") {
    const auto parsed = with_links(
        "link_id,from_node_id,to_node_id,length_km,transit_time_hours,tariff\n"
        "ab,a,b,12.3456,1.5,0.0214\n");
    REQUIRE(parsed.ok());
    const corridor::Link& link = parsed->network.links().front();
    CHECK(link.length.metres == 12'346);
    CHECK(link.transit_time.seconds == 5'400);
    CHECK(link.tariff.micro_usd_per_t == 21'400);
}

TEST_CASE("the largest capacity is accepted and one tonne more is not") {
    const std::string columns = "link_id,from_node_id,to_node_id,capacity,capacity_unit\nab,a,b,";
    CHECK(with_links(columns + "274877906944,t/yr\n").ok());
    CHECK(first_fault(with_links(columns + "274877906945,t/yr\n")) ==
          "links.csv:2:8: capacity: expected at most 274877906944 t/yr, got '274877906945 t/yr'");
    CHECK_FALSE(with_links(columns + "999999999999999999,Mt/yr\n").ok());
    CHECK(with_links(columns + "0,t/yr\n").ok());
}

TEST_CASE("commodities are numbered as links name them, then demand") {
    const auto parsed = parse_dataset(std::vector<NamedText>{
        {"nodes.csv", two_nodes},
        {"links.csv",
         "link_id,from_node_id,to_node_id,commodities\nx,a,b,grain;oil\ny,a,b,containers;grain\n"},
        {"demand.csv",
         "demand_id,origin_node,destination_node,commodity,value,unit\n"
         "d1,a,b,metals,5,Mt/yr\nd2,a,b,oil,2.5,Mt/yr\nd3,CORRIDOR,CORRIDOR,all,1,kt/yr\n"}});
    REQUIRE(parsed.ok());
    const auto commodities = parsed->network.commodities();
    CHECK(std::vector<std::string>(commodities.begin(), commodities.end()) ==
          std::vector<std::string>{"grain", "oil", "containers", "metals"});
    CHECK(parsed.diagnostics().warning_count() == 1);
    CHECK(parsed->demand[1].rate.count() == 2'500'000);
    CHECK(parsed->demand[2].commodity == "all");
}

TEST_CASE("a units.csv adds units and replaces the embedded ones") {
    const auto parsed = parse_dataset(std::vector<NamedText>{
        {"nodes.csv", two_nodes},
        {"links.csv",
         "link_id,from_node_id,to_node_id,capacity,capacity_unit\n"
         "x,a,b,10,wagons/d\ny,a,b,1000,TEU/yr\nz,a,b,2,bcm/yr\n"},
        {"units.csv",
         "unit,dimension,factor,divisor\nwagons/d,trains,21900,1\nTEU/yr,containers,25,2\n"}});
    INFO(corridor::render(parsed.diagnostics()));
    REQUIRE(parsed.ok());
    const auto links = parsed->network.links();
    CHECK(links[0].capacity->rate.count() == 219'000);
    CHECK(links[1].capacity->rate.count() == 12'500);
    CHECK(links[2].capacity->rate.count() == 1'470'000);
    CHECK(corridor::default_units().find("wagons/d") == nullptr);
}

TEST_CASE("a resource in tonnes is converted, and one in other units keeps its own") {
    const auto parsed = parse_dataset(std::vector<NamedText>{
        {"nodes.csv", two_nodes},
        {"links.csv", "link_id,from_node_id,to_node_id\nx,a,b\ny,a,b\n"},
        {"resources.csv",
         "resource_id,name,amount,unit\nferries,All ferries,4.5,Mt/yr\n"
         "cranes,,8000,crane-hours/yr\n"},
        {"resource_use.csv",
         "resource_id,link_id,commodity,use_per_tonne\nferries,x,,\ncranes,x,all,0.02\n"
         "cranes,x,grain,0.005\n"}});
    INFO(corridor::render(parsed.diagnostics()));
    REQUIRE(parsed.ok());
    REQUIRE(parsed->resources.size() == 2);
    CHECK(parsed->resources[0].rate->count() == 4'500'000);
    CHECK(parsed->resources[0].name == "All ferries");
    CHECK_FALSE(parsed->resources[1].rate.has_value());
    CHECK(parsed->resources[1].amount.text() == "8000");
    CHECK(parsed->resources[1].name == "cranes");
    REQUIRE(parsed->resource_uses.size() == 3);
    CHECK(parsed->resource_uses[0].commodity == "all");
    CHECK(parsed->resource_uses[0].per_tonne.text() == "1");
    CHECK(parsed->resource_uses[2].per_tonne.text() == "0.005");
}

TEST_CASE("warnings come with the value") {
    const auto parsed =
        with_links("link_id,from_node_id,to_node_id,colour\nab,a,b,red\naa,a,a,blue\n");
    REQUIRE(parsed.ok());
    CHECK(parsed.diagnostics().warning_count() == 2);
}

TEST_CASE("references into a faulty table are not told a second time") {
    const auto parsed = parse_dataset(
        std::vector<NamedText>{{"nodes.csv", "node_id,dwell_hours\na,1\nb\n"},
                               {"links.csv", "link_id,from_node_id,to_node_id\nab,a,b\n"}});
    REQUIRE_FALSE(parsed.ok());
    CHECK(corridor::render(parsed.diagnostics()) ==
          "nodes.csv:3:1: expected 2 fields as in the header, got 1 (an empty field still needs "
          "its comma)\n");
}

TEST_CASE("all faults are counted and the first twenty are shown") {
    std::string links = "link_id,from_node_id,to_node_id,capacity\n";
    for (int i = 0; i < 100'000; ++i) {
        links += fmt::format("l{},a,nowhere,x\n", i);
    }
    const auto parsed = with_links(links);
    CHECK(parsed.diagnostics().error_count() == 200'000);
    CHECK(parsed.diagnostics().kept().size() == corridor::Diagnostics::limit);
}

TEST_CASE("a folder that is not there is an error of the environment") {
    const corridor::test::TemporaryFolder temporary;
    const fs::path missing = temporary.path() / "none";
    try {
        static_cast<void>(corridor::read_dataset(missing));
        FAIL("a folder was read that does not exist");
    } catch (const std::system_error& error) {
        CHECK(std::string(error.what()).find(missing.string()) != std::string::npos);
    }
    corridor::test::write_text(temporary.path() / "file", "x");
    CHECK_THROWS_AS(corridor::read_dataset(temporary.path() / "file"), std::system_error);
    fs::create_directory(temporary.path() / "nodes.csv");
    CHECK_THROWS_AS(corridor::read_dataset(temporary.path()), std::system_error);
}

TEST_CASE("an empty folder is told which files it needs") {
    const corridor::test::TemporaryFolder temporary;
    const auto parsed = corridor::read_dataset(temporary.path());
    CHECK(first_fault(parsed).find("nodes.csv: expected this file, got no such file (a network "
                                   "folder needs nodes.csv and links.csv") == 0);
    CHECK(parsed.diagnostics().error_count() == 2);
}

TEST_CASE("the Middle Corridor is read without a fault or doubt") {
    const Dataset& dataset = corridor::middle_corridor_dataset();
    CHECK(dataset.network.nodes().size() > 100);
    CHECK(dataset.network.links().size() > 200);
    CHECK(dataset.network.find_node("alat_port").has_value());
    CHECK(dataset.network.find_link("btc_az").has_value());
    CHECK_FALSE(dataset.demand.empty());
    CHECK_FALSE(dataset.projects.empty());
    CHECK_FALSE(dataset.disruptions.empty());
    CHECK_FALSE(dataset.costs.empty());
}

TEST_CASE("the embedded Middle Corridor is that of the data folder") {
    const fs::path folder = corridor::test::source_dir() / "data/middle-corridor";
    REQUIRE(fs::exists(folder));
    const auto parsed = corridor::read_dataset(folder);
    INFO(corridor::render(parsed.diagnostics()));
    REQUIRE(parsed.ok());
    CHECK(parsed.diagnostics().empty());
    CHECK(fingerprint(*parsed) == fingerprint(corridor::middle_corridor_dataset()));
}

TEST_CASE("the source of every figure is listed") {
    const Dataset& dataset = corridor::middle_corridor_dataset();
    std::set<std::string> keys;
    for (const corridor::Source& source : dataset.sources) {
        keys.insert(source.key);
    }
    const auto check = [&](const std::string& id, const std::string& source) {
        INFO(id);
        CHECK(keys.count(source) == 1);
    };
    for (const corridor::Node& node : dataset.network.nodes()) {
        check(node.id, node.provenance.source);
    }
    for (const corridor::Link& link : dataset.network.links()) {
        check(link.id, link.provenance.source);
    }
    for (const corridor::Demand& demand : dataset.demand) {
        check(demand.id, demand.provenance.source);
    }
    for (const corridor::Project& project : dataset.projects) {
        check(project.id, project.provenance.source);
    }
    for (const corridor::Disruption& disruption : dataset.disruptions) {
        check(disruption.id, disruption.provenance.source);
    }
    for (const corridor::CostFigure& figure : dataset.costs) {
        check(figure.id, figure.provenance.source);
    }
}

TEST_CASE("any number of threads may ask for the Middle Corridor at once") {
    std::vector<std::size_t> counts(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        threads.emplace_back(
            [&counts, i] { counts[i] = corridor::middle_corridor().links().size(); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(std::set<std::size_t>(counts.begin(), counts.end()).size() == 1);
}

TEST_CASE("the rates that stand in the code are those of the reference data set") {
    using namespace corridor;
    const Dataset& dataset = middle_corridor_dataset();
    for (const RateName& name : rate_names()) {
        CHECK(std::any_of(dataset.costs.begin(), dataset.costs.end(),
                          [&](const CostFigure& figure) { return figure.id == name.cost_id; }));
    }
    const CostRates stated = read_rates(dataset.costs, dataset.network.units()).value();
    const CostRates built_in;
    for (const Mode mode : all_modes()) {
        CHECK(stated.of(mode).micro_usd_per_tkm == built_in.of(mode).micro_usd_per_tkm);
        CHECK(stated.of(mode).speed_m_per_h == built_in.of(mode).speed_m_per_h);
        CHECK(stated.of(mode).mg_co2e_per_tkm == built_in.of(mode).mg_co2e_per_tkm);
    }
    CHECK(stated.deep_sea_vessel_mg_co2e_per_tkm == built_in.deep_sea_vessel_mg_co2e_per_tkm);
    CHECK(stated.deep_sea_tanker_mg_co2e_per_tkm == built_in.deep_sea_tanker_mg_co2e_per_tkm);
    CHECK(stated.rail_border == built_in.rail_border);
    CHECK(stated.road_border == built_in.road_border);
    CHECK(stated.rail_border_time == built_in.rail_border_time);
    CHECK(stated.road_border_time == built_in.road_border_time);
    CHECK(stated.handling == built_in.handling);
    CHECK(stated.value_of_day == built_in.value_of_day);
}
