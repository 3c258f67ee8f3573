#include <corridor/analysis/corridor_supply.hpp>
#include <corridor/base/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace corridor {
namespace {

constexpr double micro_usd = 1e6;
constexpr double percents = 100.0;

void fault(Diagnostics& told, const char* field, std::string expected, std::string found,
           std::string advice = {}) {
    told.add({Severity::error, Place{}, field, std::move(expected), std::move(found),
              std::move(advice)});
}

std::vector<std::string> ids(const Dataset& dataset) {
    std::vector<std::string> result;
    for (const CompetingCorridor& corridor : dataset.corridors) {
        result.push_back(corridor.id);
    }
    return result;
}

/// The position of a corridor; told where there is none of that name.
std::size_t find(const Dataset& dataset, const std::string& id, const char* field,
                 Diagnostics& told) {
    const std::vector<std::string> all = ids(dataset);
    const auto found = std::find(all.begin(), all.end(), id);
    if (found == all.end()) {
        std::string advice = did_you_mean(id, all);
        fault(told, field, "the id of a corridor", fmt::format("'{}'", id),
              advice.empty() ? fmt::format("one of {}", fmt::join(all, ", ")) : advice);
    }
    return static_cast<std::size_t>(found - all.begin());
}

double observed(const Dataset& dataset, const CompetingCorridor& corridor, Diagnostics& told) {
    double tonnes = 0.0;
    for (const std::string& id : corridor.observed) {
        const auto row = std::find_if(dataset.demand.begin(), dataset.demand.end(),
                                      [&](const Demand& demand) { return demand.id == id; });
        if (row == dataset.demand.end()) {
            fault(told, "observed", "the id of a demand", fmt::format("'{}'", id));
        } else {
            tonnes += static_cast<double>(row->rate.count());
        }
    }
    const double teu = tonnes / tonnes_per_teu(dataset.network);
    if (told.ok() && !(teu > 0.0)) {
        fault(told, "observed", fmt::format("what {} carried, above 0", corridor.id), "0 TEU/yr",
              "a corridor without cargo cannot be calibrated: leave it out");
    }
    return teu;
}

/// Nests and corridors without their steps.
RivalMarket empty_market(const Dataset& dataset, const CostModel& model, Diagnostics& told) {
    RivalMarket market;
    market.usd_per_teu_day = static_cast<double>(model.rates.value_of_day.micro_usd_per_t) /
                             micro_usd * tonnes_per_teu(dataset.network);
    bool has_all = false;
    for (const Nest& nest : dataset.nests) {
        if (nest.id == Nest::all) {
            market.scale_usd_per_teu = nest.scale_usd_per_teu.approximate();
            has_all = true;
        } else {
            market.nests.push_back({nest.id, nest.scale_usd_per_teu.approximate()});
        }
    }
    if (dataset.corridors.empty() || !has_all) {
        fault(told, "NETWORK", "corridors.csv with corridors and nests.csv with their scales",
              "a network without them", "docs/model/rival-corridors.md tells what they hold");
    }
    for (const CompetingCorridor& corridor : dataset.corridors) {
        const auto nest =
            std::find_if(market.nests.begin(), market.nests.end(),
                         [&](const RivalNest& each) { return each.id == corridor.nest; });
        if (nest == market.nests.end()) {
            fault(told, "nest", "a nest", fmt::format("'{}' of {}", corridor.nest, corridor.id));
        }
        market.corridors.push_back(
            {.id = corridor.id, .nest = static_cast<std::uint32_t>(nest - market.nests.begin())});
    }
    return market;
}

Parsed<std::vector<CorridorSupply>> supplies(const Dataset& dataset, const CostModel& model,
                                             const Selection& selection) {
    Diagnostics told;
    std::vector<CorridorSupply> result;
    for (const CompetingCorridor& corridor : dataset.corridors) {
        Parsed<CorridorSupply> supply = corridor_supply(dataset, model, corridor, selection);
        told.append(supply.diagnostics());
        if (supply.ok()) {
            result.push_back(std::move(supply).value());
        }
    }
    if (!told.ok()) {
        return told;
    }
    return result;
}

void take_steps(RivalMarket& market, const std::vector<CorridorSupply>& supplies) {
    for (std::size_t j = 0; j < supplies.size(); ++j) {
        market.corridors[j].steps = supplies[j].steps;
    }
}

void check_capacities(const RivalMarket& market, const std::vector<double>& volumes,
                      Diagnostics& told) {
    for (std::size_t j = 0; j < volumes.size(); ++j) {
        double capacity = 0.0;
        for (const CorridorStep& step : market.corridors[j].steps) {
            capacity += step.teu_per_year;
        }
        if (volumes[j] > capacity) {
            fault(told, "observed",
                  fmt::format("at most the {:.0f} TEU/yr that the network carries on {}", capacity,
                              market.corridors[j].id),
                  fmt::format("{:.0f} TEU/yr", volumes[j]));
        }
    }
}

void take_constants(RivalMarket& market, const std::vector<double>& constants) {
    for (std::size_t j = 0; j < constants.size(); ++j) {
        market.corridors[j].constant_usd_per_teu = constants[j];
    }
}

RivalMarket scaled(RivalMarket market, double factor) {
    market.scale_usd_per_teu *= factor;
    for (RivalNest& nest : market.nests) {
        nest.scale_usd_per_teu *= factor;
    }
    return market;
}

RivalMarket without_nests(RivalMarket market) {
    for (RivalNest& nest : market.nests) {
        nest.scale_usd_per_teu = market.scale_usd_per_teu;
    }
    return market;
}

/// What is carried after a change, with constants calibrated to `base`.
std::vector<double> volumes_of(const RivalMarket& base, RivalMarket changed,
                               const std::vector<double>& observations) {
    take_constants(changed, calibrated_constants(base, observations));
    std::vector<double> volumes;
    for (const CorridorShare& share : rival_shares(changed).corridors) {
        volumes.push_back(share.teu_per_year);
    }
    return volumes;
}

/// Money and days of an average TEU on the cheapest steps that carry a volume.
void average(const RivalMarket& market, const RivalCorridor& corridor, double volume,
             RivalOutcome& outcome) {
    std::vector<CorridorStep> steps = corridor.steps;
    const auto cost = [&](const CorridorStep& step) {
        return step.usd_per_teu + market.usd_per_teu_day * step.days;
    };
    std::stable_sort(steps.begin(), steps.end(), [&](const CorridorStep& a, const CorridorStep& b) {
        return cost(a) < cost(b);
    });
    double left = volume;
    for (const CorridorStep& step : steps) {
        const double taken = std::min(left, step.teu_per_year);
        if (taken > 0.0) {
            outcome.usd_per_teu += step.usd_per_teu * taken / volume;
            outcome.days += step.days * taken / volume;
            left -= taken;
        }
    }
}

}  // namespace

Parsed<RivalAnswer> rival_corridors(const Dataset& dataset, const RivalQuestion& question) {
    const Parsed<CostModel> model = cost_model(dataset);
    if (!model.ok()) {
        return model.diagnostics();
    }
    Diagnostics told = unmatched(dataset.network, question.selection);
    RivalAnswer answer;
    answer.base_market = empty_market(dataset, *model, told);
    if (!told.ok()) {
        return told;
    }
    std::vector<double> observations;
    for (const CompetingCorridor& corridor : dataset.corridors) {
        observations.push_back(observed(dataset, corridor, told));
    }
    const std::size_t count = dataset.corridors.size();
    std::vector<bool> closed(count, false);
    for (const std::string& id : question.closed) {
        if (const std::size_t j = find(dataset, id, "close", told); j < count) {
            closed[j] = true;
        }
    }
    std::vector<double> factor(count, 1.0);
    for (const RivalQuestion::PriceChange& change : question.prices) {
        if (!(change.percent > -percents) || !std::isfinite(change.percent)) {
            fault(told, "price", "a change that leaves a price above 0",
                  fmt::format("{} % of {}", change.percent, change.corridor));
        }
        if (const std::size_t j = find(dataset, change.corridor, "price", told); j < count) {
            factor[j] *= 1.0 + change.percent / percents;
        }
    }
    if (question.teu_per_year && !(*question.teu_per_year > 0.0)) {
        fault(told, "demand", "a demand above 0", fmt::format("{}", *question.teu_per_year));
    }
    if (!told.ok()) {
        return told;
    }
    const Parsed<std::vector<CorridorSupply>> base = supplies(dataset, *model, {});
    if (!base.ok()) {
        return base.diagnostics();
    }
    const bool same = question.selection == Selection{};
    const Parsed<std::vector<CorridorSupply>> now =
        same ? base : supplies(dataset, *model, question.selection);
    if (!now.ok()) {
        return now.diagnostics();
    }
    RivalMarket& before = answer.base_market;
    before.teu_per_year = std::accumulate(observations.begin(), observations.end(), 0.0);
    take_steps(before, *base);
    check_capacities(before, observations, told);
    if (!told.ok()) {
        return told;
    }
    take_constants(before, calibrated_constants(before, observations));
    answer.base = rival_shares(before);

    answer.market = before;
    answer.market.teu_per_year = question.teu_per_year.value_or(before.teu_per_year);
    take_steps(answer.market, *now);
    for (std::size_t j = 0; j < count; ++j) {
        std::vector<CorridorStep>& steps = answer.market.corridors[j].steps;
        if (closed[j]) {
            steps.clear();
        }
        for (CorridorStep& step : steps) {
            step.usd_per_teu *= factor[j];
        }
    }
    answer.now = rival_shares(answer.market);
    constexpr double twice = 2.0;
    const auto sensitive =
        volumes_of(scaled(before, 1.0 / twice), scaled(answer.market, 1.0 / twice), observations);
    const auto insensitive =
        volumes_of(scaled(before, twice), scaled(answer.market, twice), observations);
    const auto alike =
        volumes_of(without_nests(before), without_nests(answer.market), observations);
    for (std::size_t j = 0; j < count; ++j) {
        RivalOutcome outcome{.observed_teu_per_year = observations[j],
                             .base = answer.base.corridors[j],
                             .now = answer.now.corridors[j],
                             .sensitive_teu_per_year = sensitive[j],
                             .insensitive_teu_per_year = insensitive[j],
                             .without_nests_teu_per_year = alike[j]};
        const double volume = outcome.now.teu_per_year;
        average(answer.market, answer.market.corridors[j], volume, outcome);
        outcome.binding = what_binds((*now)[j], *model, dataset.corridors[j], volume);
        answer.corridors.push_back(std::move(outcome));
    }
    return Parsed<RivalAnswer>(std::move(answer), std::move(told));
}

}  // namespace corridor
