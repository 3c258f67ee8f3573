#include "validation/rivals_section.hpp"

#include "support/catch.hpp"

#include <corridor/analysis/corridor_supply.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace corridor;

namespace {

RivalAnswer answered(const RivalQuestion& question) {
    const auto answer = rival_corridors(middle_corridor_dataset(), question);
    REQUIRE(answer.ok());
    CHECK(answer->base.certified);
    CHECK(answer->now.certified);
    CHECK(answer->now.gap <= 1e-9);
    return *answer;
}

const RivalOutcome& of(const RivalAnswer& answer, const std::string& id) {
    const auto& corridors = middle_corridor_dataset().corridors;
    const auto found = std::find_if(corridors.begin(), corridors.end(),
                                    [&](const CompetingCorridor& each) { return each.id == id; });
    REQUIRE(found != corridors.end());
    return answer.corridors[static_cast<std::size_t>(found - corridors.begin())];
}

double gain(const RivalOutcome& outcome) {
    return outcome.now.teu_per_year - outcome.base.teu_per_year;
}

std::string calibration_part() {
    const RivalAnswer answer = answered({});
    double worst = 0.0;
    for (const RivalOutcome& each : answer.corridors) {
        worst =
            std::max(worst, std::abs(each.base.teu_per_year / each.observed_teu_per_year - 1.0));
    }
    CHECK(worst <= 1e-9);
    return fmt::format(
        "Calibrated to what the five corridors from China to Europe carried in 2024, {:.0f} TEU/yr "
        "in all, the model repeats each\nof them within 1e-9.\n",
        answer.base_market.teu_per_year);
}

std::string questions_part() {
    const RivalAnswer suez = answered({.closed = {"suez"}});
    const RivalAnswer north = answered({.closed = {"northern"}});
    const RivalAnswer cheaper = answered({.prices = {{.corridor = "middle", .percent = -20.0}}});
    CHECK(gain(of(suez, "cape")) > 0.98 * of(suez, "suez").base.teu_per_year);
    const RivalOutcome& gained = of(north, "middle");
    const RivalOutcome& won = of(cheaper, "middle");
    CHECK(gain(gained) > 0.0);
    CHECK(gained.now.teu_per_year < gained.now.capacity_teu_per_year);
    CHECK(gain(won) > 0.0);
    return fmt::format(
        "\n| question | answer |\n| --- | --- |\n"
        "| Suez closes | the Cape takes {:.1f} % of its {:.0f} TEU/yr, the Northern Corridor "
        "{:.0f} and the Middle Corridor {:.0f} TEU/yr |\n"
        "| the Northern Corridor closes | the Middle Corridor goes from {:.0f} to {:.0f} TEU/yr of "
        "{:.0f} that it can carry, and fills `{}`; without nests it would go to {:.0f} |\n"
        "| the Middle Corridor is 20 % cheaper | {:.0f} TEU/yr more, {:.0f} if shippers are half "
        "as sensitive to cost and {:.0f} if twice |\n",
        100.0 * gain(of(suez, "cape")) / of(suez, "suez").base.teu_per_year,
        of(suez, "suez").base.teu_per_year, gain(of(suez, "northern")), gain(of(suez, "middle")),
        gained.base.teu_per_year, gained.now.teu_per_year, gained.now.capacity_teu_per_year,
        fmt::join(gained.binding, "`, `"), gained.without_nests_teu_per_year, gain(won),
        won.insensitive_teu_per_year - won.base.teu_per_year,
        won.sensitive_teu_per_year - won.base.teu_per_year);
}

}  // namespace

std::string rivals_section() {
    return "\n## Rival corridors\n\n" + calibration_part() +
           "Volumes by sea and the scales of choice are estimates "
           "([rival corridors](model/rival-corridors.md)); what follows rests on them:\n" +
           questions_part();
}
