#include "validation/bottlenecks_section.hpp"

#include "support/catch.hpp"

#include <corridor/analysis/marginal_values.hpp>
#include <corridor/analysis/staircase.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

using namespace corridor;

namespace {

using Names = std::vector<std::string>;

const Selection middle_route = {.exclude_links = {"ocean_*"}, .exclude_countries = {"RUS", "IRN"}};

std::string quoted(const Names& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "`" : ", `") + name + "`";
    }
    return text;
}

std::string rate(const std::optional<TonnesPerYear>& value) {
    return value ? to_string(*value) : "no limit";
}

/// A staircase as rows of the page.
std::string rows(const Network& network, const char* what, const Staircase& climbed) {
    std::string text;
    for (std::size_t i = 0; i < climbed.steps.size(); ++i) {
        const StaircaseStep& step = climbed.steps[i];
        text +=
            fmt::format("| {} | {} | {} | {} | {} |\n", i == 0 ? what : "", i + 1,
                        to_string(step.value), quoted(network.names(step.members)),
                        rate(step.gain ? std::optional(step.value + *step.gain) : std::nullopt));
    }
    return text;
}

std::vector<Project> projects_named(const Dataset& data, const Names& ids) {
    std::vector<Project> found;
    for (const std::string& id : ids) {
        found.push_back(*std::find_if(data.projects.begin(), data.projects.end(),
                                      [&](const Project& each) { return each.id == id; }));
    }
    return found;
}

const CapacityWorth& worth(const Network& network, const MarginalValues& values,
                           const std::string& name) {
    return *std::find_if(
        values.values.begin(), values.values.end(),
        [&](const MarginalValue& each) { return network.name(each.element) == name; });
}

}  // namespace

std::string bottlenecks_section() {
    const Dataset data = middle_corridor_dataset();
    const Network& network = data.network;
    const auto members = [&](const Staircase& climbed, std::size_t step) {
        return network.names(climbed.steps.at(step).members);
    };
    std::string page =
        "\n## Bottlenecks\n\n"
        "What binds, one step of the staircase after the other: each step names everything that "
        "must be\nrelieved before the flow grows, and where it then stands when those limits are "
        "gone.\n\n"
        "| question | step | flow | what binds | then |\n"
        "| --- | --- | --- | --- | --- |\n";

    const FlowQuery black_sea = {.from = {"xian"},
                                 .to = {"poti_port", "batumi_port"},
                                 .commodity = "containers",
                                 .selection = middle_route};
    const Staircase boxes = staircase(network, black_sea, {.steps = 5, .projects = data.projects});
    CHECK(boxes.certified);
    CHECK(boxes.steps[0].value == TonnesPerYear(6'096'000));
    for (const CutMember& member : boxes.steps[0].members) {
        CHECK(network.links()[member.index].system == "Caspian");
    }
    CHECK(members(boxes, 1) == Names{"alat_port", "poti_port", "batumi_port"});
    page += rows(network, "Containers from China to the Black Sea", boxes);

    Selection by_rail = middle_route;
    by_rail.exclude_modes = {Mode::road, Mode::container_vessel};
    by_rail.exclude_links.insert(by_rail.exclude_links.end(),
                                 {"batumi_burgas_ferry", "poti_varna_ferry"});
    const Staircase rail = staircase(
        network,
        {.from = {"tbilisi"}, .to = {"budapest"}, .commodity = "containers", .selection = by_rail},
        {.steps = 3});
    CHECK(rail.steps[0].value == TonnesPerYear(750'000));
    CHECK(members(rail, 0) == Names{"kars_erzurum", "erzurum_divrigi"});
    CHECK(rail.steps[1].value == TonnesPerYear(1'500'000));
    CHECK(members(rail, 1) == Names{"muratli_kapikule", "kapikule"});
    CHECK(rail.steps[2].value == TonnesPerYear(3'670'000));
    CHECK(members(rail, 2) == Names{"marmaray", "bandirma_tekirdag"});
    page += rows(network, "Containers by rail through Türkiye", rail);

    const FlowQuery kazakh = {.from = {"tengiz"}, .to = {"ceyhan"}, .commodity = "crude_oil"};
    const Staircase crude = staircase(network, kazakh, {.steps = 5});
    CHECK(members(crude, 0) == Names{"aktau_sangachal_tanker"});
    CHECK(crude.end == StaircaseEnd::unlimited);
    page += rows(network, "Kazakh crude to Ceyhan", crude);

    const Staircase gas = staircase(
        network, {.from = {"sangachal_gas"}, .to = {"melendugno"}, .commodity = "natural_gas"}, {});
    CHECK(members(gas, 0) == Names{"tanap_west", "tap"});
    CHECK(members(gas, 1) == Names{"tanap_east"});
    CHECK(members(gas, 2) == Names{"scp_az", "scp_ge", "scpx_az", "scpx_ge"});
    page += rows(network, "Gas from Sangachal to Italy", gas);

    const MarginalValues oil = marginal_values(network, kazakh);
    const CapacityWorth& tanker = worth(network, oil, "aktau_sangachal_tanker");
    const CapacityWorth& btc = worth(network, oil, "btc_az");
    CHECK(tanker.gain_per_t == 1);
    CHECK(tanker.useful_up_to == TonnesPerYear(7'500'000));
    CHECK(btc.gain_per_t == 0);
    CHECK(btc.loss_per_t == 0);
    page += fmt::format(
        "\nKazakh crude is bound by the Aktau–Baku leg and not by BTC: a tonne a year more on "
        "`aktau_sangachal_tanker`\nis worth a tonne until it carries {}; of the {} of `btc_az` no "
        "more than {} are of use.\n",
        to_string(*tanker.useful_up_to), to_string(*btc.capacity), to_string(*btc.useful_up_to));

    const Names tripp = {"p_horadiz", "p_tripp", "p_nakh", "p_kars_dilucu"};
    const std::vector<Project> opened = projects_named(data, tripp);
    const ProjectEffect alone = effect_of(network, black_sea, opened);
    CHECK(alone.gain == TonnesPerYear(0));
    CHECK(network.names(alone.held_by.members) == members(boxes, 0));
    FlowQuery europe = black_sea;
    europe.to = {"budapest"};
    const ProjectEffect to_europe = effect_of(network, europe, opened);
    CHECK(to_europe.gain == TonnesPerYear(0));
    CHECK(network.names(to_europe.held_by.members) == network.names(alone.held_by.members));
    page += fmt::format(
        "\nOpening TRIPP and Kars–Nakhchivan ({}) alone adds nothing to containers from China, "
        "neither to the\nBlack Sea ({}) nor to Budapest ({}): they join the corridor behind what "
        "binds it both times,\n{}.\n",
        quoted(tripp), to_string(*alone.value), to_string(*to_europe.value),
        quoted(network.names(alone.held_by.members)));

    const ProjectChoice& ships = *boxes.steps[0].projects;
    const ProjectChoice& line = *boxes.steps[3].projects;
    CHECK(ships.projects == Names{"p_feeder6"});
    CHECK(line.projects.size() == 4);
    page += fmt::format(
        "The cheapest known project that lifts containers to the Black Sea today is {} (no cost "
        "published): {}.\nTRIPP comes into its own at step 4 of that staircase, when {} bind: {} "
        "together lift it to {}.\n",
        quoted(ships.projects), rate(ships.value), quoted(members(boxes, 3)), quoted(line.projects),
        rate(line.value));
    return page;
}
