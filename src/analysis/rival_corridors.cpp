#include <corridor/analysis/rival_corridors.hpp>
#include <corridor/base/contract.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace corridor {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

/// A step by its generalised cost, with what the corridor carries up to and with it.
struct Stage {
    double cost = 0.0;
    double reached = 0.0;
};

std::vector<Stage> stages(const RivalCorridor& corridor, double usd_per_day) {
    std::vector<Stage> result;
    for (const CorridorStep& step : corridor.steps) {
        if (step.teu_per_year > 0.0) {
            result.push_back({step.usd_per_teu + usd_per_day * step.days, step.teu_per_year});
        }
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Stage& a, const Stage& b) { return a.cost < b.cost; });
    double reached = 0.0;
    for (Stage& stage : result) {
        reached += stage.reached;
        stage.reached = reached;
    }
    return result;
}

/// Where the demand of a corridor meets its steps.
struct Meeting {
    double price = 0.0;
    double volume = 0.0;
    double scarcity = 0.0;
};

/// log_level: logarithm of what would want to go at a price of 0.
Meeting meet(const std::vector<Stage>& stages, double log_level, double scale) {
    double before = 0.0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const double wanted = std::exp(log_level - stages[i].cost / scale);
        if (i > 0 && wanted < before) {
            const double price = scale * (log_level - std::log(before));
            return {price, before, price - stages[i - 1].cost};
        }
        if (wanted <= stages[i].reached) {
            return {stages[i].cost, wanted, 0.0};
        }
        before = stages[i].reached;
    }
    const double price = scale * (log_level - std::log(before));
    return {price, before, price - stages.back().cost};
}

/// The smallest argument, to the last bit, at which a function that grows is not below 0.
template <class Function>
double first_not_below(Function&& f, double low, double high) {
    while (true) {
        const double middle = low + (high - low) / 2.0;
        if (!(middle > low && middle < high)) {
            return high;
        }
        (f(middle) < 0.0 ? low : high) = middle;
    }
}

/// The demand, less what rounding may lose where all capacities together just carry it.
double least_carried(const RivalMarket& market) {
    return market.teu_per_year * (1.0 - 8.0 * std::numeric_limits<double>::epsilon());
}

/// All that an equilibrium is made of, for one logarithm of the sum over nests.
class Solver {
  public:
    explicit Solver(const RivalMarket& market) : market_(market) {
        for (const RivalCorridor& corridor : market.corridors) {
            stages_.push_back(stages(corridor, market.usd_per_teu_day));
        }
        members_.resize(market.nests.size());
        for (std::size_t j = 0; j < market.corridors.size(); ++j) {
            if (!stages_[j].empty()) {
                members_[market.corridors[j].nest].push_back(j);
            }
        }
        meetings_.resize(market.corridors.size());
    }

    [[nodiscard]] double capacity(std::size_t corridor) const {
        return stages_[corridor].empty() ? 0.0 : stages_[corridor].back().reached;
    }
    [[nodiscard]] const std::vector<Meeting>& meetings() const { return meetings_; }

    void solve() {
        // Prices of the cheapest steps are the least there can be, and give the largest sum.
        double high = log_sum_of_cheapest();
        double step = 1.0;
        double low = high;
        constexpr int widest = 1'100;
        for (int i = 0; i < widest && excess(low) < 0.0; ++i) {
            high = low;
            low -= step;
            step *= 2.0;
        }
        const double sum = -first_not_below([&](double y) { return excess(-y); }, -high, -low);
        static_cast<void>(excess(sum));
    }

  private:
    /// What is carried at a sum over nests, less the demand; meets all corridors.
    double excess(double log_sum) {
        double carried = -least_carried(market_);
        for (std::size_t n = 0; n < members_.size(); ++n) {
            if (!members_[n].empty()) {
                carried += meet_nest(n, log_sum);
            }
        }
        return carried;
    }

    double meet_nest(std::size_t nest, double log_sum) {
        const double scale = market_.nests[nest].scale_usd_per_teu;
        const double ratio = scale / market_.scale_usd_per_teu;
        // The factor by which all corridors of a nest are multiplied; the difference grows with a
        // slope between `ratio` and 1, so that one value brackets its zero.
        const auto difference = [&](double factor) {
            return factor - (ratio - 1.0) * log_sum_of(nest, factor) + log_sum;
        };
        const double start = -log_sum;
        const double there = difference(start);
        double factor = start - there;
        if (there != 0.0 && ratio < 1.0) {
            factor = there > 0.0
                         ? first_not_below(difference, start - there / ratio, start - there)
                         : first_not_below(difference, start - there, start - there / ratio);
        }
        static_cast<void>(log_sum_of(nest, factor));
        double carried = 0.0;
        for (const std::size_t j : members_[nest]) {
            carried += meetings_[j].volume;
        }
        return carried;
    }

    /// Meets the corridors of a nest; logarithm of the sum of exp(−(constant + price) / scale).
    double log_sum_of(std::size_t nest, double factor) {
        const double scale = market_.nests[nest].scale_usd_per_teu;
        double largest = -unlimited;
        for (const std::size_t j : members_[nest]) {
            const double constant = market_.corridors[j].constant_usd_per_teu;
            meetings_[j] =
                meet(stages_[j], std::log(market_.teu_per_year) + factor - constant / scale, scale);
            largest = std::max(largest, -(constant + meetings_[j].price) / scale);
        }
        double sum = 0.0;
        for (const std::size_t j : members_[nest]) {
            const double constant = market_.corridors[j].constant_usd_per_teu;
            sum += std::exp(-(constant + meetings_[j].price) / scale - largest);
        }
        return largest + std::log(sum);
    }

    [[nodiscard]] double log_sum_of_cheapest() const {
        std::vector<double> worth;
        for (std::size_t n = 0; n < members_.size(); ++n) {
            const double scale = market_.nests[n].scale_usd_per_teu;
            std::vector<double> inside;
            for (const std::size_t j : members_[n]) {
                inside.push_back(
                    -(market_.corridors[j].constant_usd_per_teu + stages_[j].front().cost) / scale);
            }
            if (!inside.empty()) {
                worth.push_back(log_of_sum(inside) * scale / market_.scale_usd_per_teu);
            }
        }
        return log_of_sum(worth);
    }

    static double log_of_sum(const std::vector<double>& logs) {
        const double largest = *std::max_element(logs.begin(), logs.end());
        return largest + std::log(std::accumulate(logs.begin(), logs.end(), 0.0,
                                                  [&](double sum, double value) {
                                                      return sum + std::exp(value - largest);
                                                  }));
    }

    const RivalMarket& market_;
    std::vector<std::vector<Stage>> stages_;
    std::vector<std::vector<std::size_t>> members_;  ///< open corridors by nest
    std::vector<Meeting> meetings_;
};

void fault(Diagnostics& told, std::string field, std::string expected, std::string found) {
    told.add(
        {Severity::error, Place{}, std::move(field), std::move(expected), std::move(found), ""});
}

bool is_number(double value) {
    return std::isfinite(value);
}

}  // namespace

Diagnostics check(const RivalMarket& market) {
    Diagnostics told;
    if (!(market.teu_per_year > 0.0) || !is_number(market.teu_per_year)) {
        fault(told, "teu_per_year", "a demand above 0", fmt::format("{}", market.teu_per_year));
    }
    if (!is_number(market.usd_per_teu_day) || market.usd_per_teu_day < 0.0) {
        fault(told, "usd_per_teu_day", "a value of time of 0 or more",
              fmt::format("{}", market.usd_per_teu_day));
    }
    if (!(market.scale_usd_per_teu > 0.0) || !is_number(market.scale_usd_per_teu)) {
        fault(told, "scale_usd_per_teu", "a scale above 0",
              fmt::format("{}", market.scale_usd_per_teu));
    }
    for (const RivalNest& nest : market.nests) {
        if (!(nest.scale_usd_per_teu > 0.0 && nest.scale_usd_per_teu <= market.scale_usd_per_teu)) {
            fault(told, "nests",
                  fmt::format("a scale above 0 and at most the {} between nests",
                              market.scale_usd_per_teu),
                  fmt::format("{} of {}", nest.scale_usd_per_teu, nest.id));
        }
    }
    for (const RivalCorridor& corridor : market.corridors) {
        if (corridor.nest >= market.nests.size()) {
            fault(told, "corridors", "a nest of the market",
                  fmt::format("nest {} of {}", corridor.nest, corridor.id));
        }
        bool sound = is_number(corridor.constant_usd_per_teu);
        for (const CorridorStep& step : corridor.steps) {
            sound = sound && is_number(step.usd_per_teu) && is_number(step.days) &&
                    step.teu_per_year >= 0.0;
        }
        if (!sound) {
            fault(told, "corridors", "costs that are numbers and capacities of 0 or more",
                  corridor.id);
        }
    }
    return told;
}

RivalEquilibrium rival_shares(const RivalMarket& market) {
    if (const Diagnostics told = check(market); !told.ok()) {
        throw ContractViolation(render(told));
    }
    Solver solver(market);
    RivalEquilibrium answer;
    double all = 0.0;
    for (std::size_t j = 0; j < market.corridors.size(); ++j) {
        CorridorShare share;
        share.capacity_teu_per_year = solver.capacity(j);
        all += share.capacity_teu_per_year;
        answer.corridors.push_back(share);
    }
    if (all < least_carried(market)) {
        answer.shortfall_teu_per_year = market.teu_per_year - all;
        return answer;
    }
    solver.solve();
    std::vector<double> volumes;
    std::vector<double> prices;
    for (std::size_t j = 0; j < market.corridors.size(); ++j) {
        CorridorShare& share = answer.corridors[j];
        const Meeting& meeting = solver.meetings()[j];
        share.teu_per_year = meeting.volume;
        share.share = meeting.volume / market.teu_per_year;
        share.price_usd_per_teu = meeting.price;
        share.scarcity_usd_per_teu = meeting.scarcity;
        volumes.push_back(meeting.volume);
        prices.push_back(meeting.price);
    }
    answer.objective_usd = rival_objective(market, volumes);
    answer.bound_usd = rival_bound(market, prices);
    answer.gap = (answer.objective_usd - answer.bound_usd) /
                 (market.teu_per_year * market.scale_usd_per_teu);
    answer.certified = verify(market, answer).ok();
    return answer;
}

std::vector<double> calibrated_constants(const RivalMarket& market,
                                         std::span<const double> observed) {
    if (const Diagnostics told = check(market); !told.ok()) {
        throw ContractViolation(render(told));
    }
    expects(observed.size() == market.corridors.size(), "one observation for each corridor");
    std::vector<double> of_nest(market.nests.size(), 0.0);
    double all = 0.0;
    for (std::size_t j = 0; j < observed.size(); ++j) {
        expects(observed[j] > 0.0 && is_number(observed[j]), "observations above 0");
        of_nest[market.corridors[j].nest] += observed[j];
        all += observed[j];
    }
    std::vector<double> constants;
    for (std::size_t j = 0; j < observed.size(); ++j) {
        const std::size_t nest = market.corridors[j].nest;
        const std::vector<Stage> ways = stages(market.corridors[j], market.usd_per_teu_day);
        const auto last = std::find_if(ways.begin(), ways.end(), [&](const Stage& stage) {
            return observed[j] <= stage.reached;
        });
        expects(last != ways.end(), "observations within the capacity of each corridor");
        constants.push_back(-last->cost -
                            market.nests[nest].scale_usd_per_teu *
                                std::log(observed[j] / of_nest[nest]) -
                            market.scale_usd_per_teu * std::log(of_nest[nest] / all));
    }
    const auto most = std::max_element(observed.begin(), observed.end()) - observed.begin();
    const double reference = constants[static_cast<std::size_t>(most)];
    for (double& constant : constants) {
        constant -= reference;
    }
    return constants;
}

std::vector<std::int64_t> whole_parts(std::span<const double> amounts, std::int64_t whole) {
    const double all = std::accumulate(amounts.begin(), amounts.end(), 0.0);
    std::vector<std::int64_t> parts(amounts.size(), 0);
    if (!(all > 0.0)) {
        return parts;
    }
    std::vector<std::pair<double, std::size_t>> remainders;
    std::int64_t left = whole;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const double exact = amounts[i] / all * static_cast<double>(whole);
        parts[i] = static_cast<std::int64_t>(std::floor(exact));
        left -= parts[i];
        remainders.emplace_back(exact - std::floor(exact), i);
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; left > 0 && i < remainders.size(); ++i, --left) {
        ++parts[remainders[i].second];
    }
    return parts;
}

}  // namespace corridor
