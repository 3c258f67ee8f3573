#include <corridor/analysis/rival_corridors.hpp>
#include <corridor/base/contract.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace corridor {
namespace {

double cost_of(const RivalMarket& market, const CorridorStep& step) {
    return step.usd_per_teu + market.usd_per_teu_day * step.days;
}

/// What a volume costs on the cheapest steps; infinity where they cannot carry it.
double filled(const RivalMarket& market, const RivalCorridor& corridor, double volume) {
    std::vector<std::pair<double, double>> steps;
    for (const CorridorStep& step : corridor.steps) {
        steps.emplace_back(cost_of(market, step), step.teu_per_year);
    }
    std::sort(steps.begin(), steps.end());
    double cost = 0.0;
    double left = volume;
    for (const auto& [each, most] : steps) {
        const double taken = std::min(left, most);
        cost += each * taken;
        left -= taken;
    }
    return left > 1e-9 * volume ? std::numeric_limits<double>::infinity() : cost;
}

/// x · ln(x / of), 0 at 0.
double entropy(double x, double of) {
    return x > 0.0 ? x * std::log(x / of) : 0.0;
}

/// The logit at prices: what each corridor carries and the worth of the choice.
struct Logit {
    std::vector<double> volumes;
    double worth = 0.0;  ///< scale × ln Σ exp(worth of nest / scale), USD a TEU
};

Logit logit(const RivalMarket& market, std::span<const double> prices) {
    const double none = -std::numeric_limits<double>::infinity();
    std::vector<double> best(market.nests.size(), none);
    const auto utility = [&](std::size_t j) {
        return -(market.corridors[j].constant_usd_per_teu + prices[j]);
    };
    const auto open = [&](std::size_t j) {
        const std::vector<CorridorStep>& steps = market.corridors[j].steps;
        return std::any_of(steps.begin(), steps.end(),
                           [](const CorridorStep& step) { return step.teu_per_year > 0.0; });
    };
    for (std::size_t j = 0; j < prices.size(); ++j) {
        if (open(j)) {
            double& most = best[market.corridors[j].nest];
            most = std::max(most, utility(j));
        }
    }
    std::vector<double> inside(market.nests.size(), 0.0);
    for (std::size_t j = 0; j < prices.size(); ++j) {
        if (open(j)) {
            const std::size_t n = market.corridors[j].nest;
            inside[n] += std::exp((utility(j) - best[n]) / market.nests[n].scale_usd_per_teu);
        }
    }
    const double scale = market.scale_usd_per_teu;
    double top = none;
    std::vector<double> worth(market.nests.size(), none);
    for (std::size_t n = 0; n < worth.size(); ++n) {
        if (inside[n] > 0.0) {
            worth[n] = best[n] + market.nests[n].scale_usd_per_teu * std::log(inside[n]);
            top = std::max(top, worth[n]);
        }
    }
    double sum = 0.0;
    for (const double each : worth) {
        sum += std::exp((each - top) / scale);
    }
    Logit result;
    result.worth = top + scale * std::log(sum);
    for (std::size_t j = 0; j < prices.size(); ++j) {
        const std::size_t n = market.corridors[j].nest;
        result.volumes.push_back(
            open(j) ? market.teu_per_year * std::exp((worth[n] - top) / scale) / sum *
                          std::exp((utility(j) - best[n]) / market.nests[n].scale_usd_per_teu) /
                          inside[n]
                    : 0.0);
    }
    return result;
}

}  // namespace

double rival_objective(const RivalMarket& market, std::span<const double> volumes) {
    expects(volumes.size() == market.corridors.size(), "a volume for each corridor");
    std::vector<double> of_nest(market.nests.size(), 0.0);
    for (std::size_t j = 0; j < volumes.size(); ++j) {
        of_nest[market.corridors[j].nest] += volumes[j];
    }
    double value = 0.0;
    for (std::size_t j = 0; j < volumes.size(); ++j) {
        const RivalCorridor& corridor = market.corridors[j];
        value += corridor.constant_usd_per_teu * volumes[j] + filled(market, corridor, volumes[j]) +
                 market.nests[corridor.nest].scale_usd_per_teu *
                     entropy(volumes[j], of_nest[corridor.nest]);
    }
    for (const double nest : of_nest) {
        value += market.scale_usd_per_teu * entropy(nest, market.teu_per_year);
    }
    return value;
}

double rival_bound(const RivalMarket& market, std::span<const double> prices) {
    expects(prices.size() == market.corridors.size(), "a price for each corridor");
    double value = -market.teu_per_year * logit(market, prices).worth;
    for (std::size_t j = 0; j < prices.size(); ++j) {
        for (const CorridorStep& step : market.corridors[j].steps) {
            const double rent = prices[j] - cost_of(market, step);
            if (rent > 0.0 && step.teu_per_year > 0.0) {
                value -= rent * step.teu_per_year;
            }
        }
    }
    return value;
}

Diagnostics verify(const RivalMarket& market, const RivalEquilibrium& answer, double tolerance) {
    Diagnostics told = check(market);
    const auto fault = [&](const char* field, std::string expected, std::string found) {
        told.add({Severity::error, Place{}, field, std::move(expected), std::move(found), ""});
    };
    if (answer.corridors.size() != market.corridors.size()) {
        fault("corridors", "one answer for each corridor",
              fmt::format("{}", answer.corridors.size()));
    }
    if (!told.ok()) {
        return told;
    }
    std::vector<double> volumes;
    std::vector<double> prices;
    double carried = 0.0;
    double most = 0.0;
    for (std::size_t j = 0; j < market.corridors.size(); ++j) {
        volumes.push_back(answer.corridors[j].teu_per_year);
        prices.push_back(answer.corridors[j].price_usd_per_teu);
        carried += volumes.back();
        double capacity = 0.0;
        for (const CorridorStep& step : market.corridors[j].steps) {
            capacity += step.teu_per_year;
        }
        most += capacity;
        if (!(volumes.back() >= 0.0 && volumes.back() <= capacity * (1.0 + tolerance))) {
            fault("teu_per_year", fmt::format("0 to {} on {}", capacity, market.corridors[j].id),
                  fmt::format("{}", volumes.back()));
        }
    }
    if (answer.shortfall_teu_per_year > 0.0) {
        const double missing = market.teu_per_year - most;
        if (!(std::abs(missing - answer.shortfall_teu_per_year) <=
              tolerance * market.teu_per_year)) {
            fault("shortfall_teu_per_year", fmt::format("{}", missing),
                  fmt::format("{}", answer.shortfall_teu_per_year));
        }
        return told;
    }
    if (!(std::abs(carried - market.teu_per_year) <= tolerance * market.teu_per_year)) {
        fault("teu_per_year", fmt::format("{} in all", market.teu_per_year),
              fmt::format("{}", carried));
    }
    const double unit = market.teu_per_year * market.scale_usd_per_teu;
    const double gap = (rival_objective(market, volumes) - rival_bound(market, prices)) / unit;
    if (!(std::abs(gap) <= tolerance)) {
        fault("gap", fmt::format("at most {}", tolerance), fmt::format("{}", gap));
    }
    const std::vector<double> wanted = logit(market, prices).volumes;
    for (std::size_t j = 0; j < wanted.size(); ++j) {
        if (!(std::abs(wanted[j] - volumes[j]) <= tolerance * std::max(wanted[j], volumes[j]))) {
            fault("price_usd_per_teu",
                  fmt::format("prices at which {} is wanted on {}", volumes[j],
                              market.corridors[j].id),
                  fmt::format("{}", wanted[j]));
        }
    }
    return told;
}

}  // namespace corridor
