#include "support/catch.hpp"

#include <corridor/analysis/rival_corridors.hpp>
#include <corridor/base/contract.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace corridor;

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

RivalCorridor at_cost(const char* id, std::uint32_t nest, double usd, double teu = unlimited,
                      double constant = 0.0) {
    return {.id = id,
            .nest = nest,
            .steps = {{.usd_per_teu = usd, .teu_per_year = teu}},
            .constant_usd_per_teu = constant};
}

/// North and middle overland, Suez and Cape by sea.
RivalMarket four_corridors() {
    return {.teu_per_year = 1'000.0,
            .scale_usd_per_teu = 400.0,
            .nests = {{"land", 100.0}, {"sea", 50.0}},
            .corridors = {at_cost("north", 0, 300.0), at_cost("middle", 0, 400.0),
                          at_cost("suez", 1, 100.0), at_cost("cape", 1, 150.0)}};
}

std::vector<double> volumes(const RivalMarket& market) {
    const RivalEquilibrium answer = rival_shares(market);
    CHECK(answer.certified);
    CHECK(std::abs(answer.gap) <= 1e-9);
    std::vector<double> result;
    for (const CorridorShare& share : answer.corridors) {
        result.push_back(share.teu_per_year);
    }
    return result;
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

Approx close_to(double value) {
    return Approx(value).epsilon(1e-9).margin(1e-9);
}

/// Uniform numbers that are the same with every standard library.
class Draws {
  public:
    explicit Draws(std::uint64_t seed) : engine_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
    }
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

  private:
    std::mt19937_64 engine_;
};

RivalMarket random_market(Draws& draw) {
    RivalMarket market;
    market.teu_per_year = draw.between(100.0, 1e6);
    market.usd_per_teu_day = draw.between(0.0, 20.0);
    market.scale_usd_per_teu = draw.between(50.0, 2'000.0);
    const std::size_t nests = 1 + draw.below(3);
    for (std::size_t n = 0; n < nests; ++n) {
        const double ratio = draw.below(5) == 0 ? 1.0 : draw.between(0.1, 1.0);
        market.nests.push_back({"nest", market.scale_usd_per_teu * ratio});
    }
    const std::size_t count = 1 + draw.below(5);
    for (std::size_t j = 0; j < count; ++j) {
        RivalCorridor corridor{.id = "corridor" + std::to_string(j),
                               .nest = static_cast<std::uint32_t>(draw.below(nests)),
                               .constant_usd_per_teu = draw.between(-1'000.0, 1'000.0)};
        const std::size_t steps = 1 + draw.below(3);
        for (std::size_t k = 0; k < steps; ++k) {
            corridor.steps.push_back(
                {.usd_per_teu = draw.between(0.0, 3'000.0),
                 .days = draw.between(5.0, 50.0),
                 .teu_per_year = market.teu_per_year * draw.between(0.0, 1.0)});
        }
        // The first can always take the rest, as the ocean can.
        if (j == 0) {
            corridor.steps.back().teu_per_year =
                draw.below(2) == 0 ? unlimited : market.teu_per_year * 1.1;
        }
        market.corridors.push_back(corridor);
    }
    return market;
}

/// Another way to the same: each price in turn is moved to where supply meets the logit at the
/// prices of the others, until none moves. Corridors are substitutes, so that prices only rise.
class Bargaining {
  public:
    explicit Bargaining(const RivalMarket& market) : market_(market) {
        for (const RivalCorridor& corridor : market.corridors) {
            std::vector<std::pair<double, double>> steps;
            for (const CorridorStep& step : corridor.steps) {
                steps.emplace_back(step.usd_per_teu + market.usd_per_teu_day * step.days,
                                   step.teu_per_year);
            }
            std::sort(steps.begin(), steps.end());
            prices_.push_back(steps.front().first);
            steps_.push_back(std::move(steps));
        }
    }

    std::vector<double> volumes() {
        constexpr int most_rounds = 20'000;
        for (int round = 0; round < most_rounds; ++round) {
            double moved = 0.0;
            for (std::size_t j = 0; j < prices_.size(); ++j) {
                const double before = prices_[j];
                settle(j);
                moved = std::max(moved, std::abs(prices_[j] - before));
            }
            if (moved < 1e-11 * market_.scale_usd_per_teu) {
                break;
            }
        }
        std::vector<double> result;
        for (std::size_t j = 0; j < prices_.size(); ++j) {
            result.push_back(wanted(j));
        }
        return result;
    }

  private:
    [[nodiscard]] double wanted(std::size_t j) const {
        std::vector<double> inside(market_.nests.size(), 0.0);
        const auto power = [&](std::size_t i) {
            const RivalCorridor& corridor = market_.corridors[i];
            return std::exp(-(corridor.constant_usd_per_teu + prices_[i]) /
                            market_.nests[corridor.nest].scale_usd_per_teu);
        };
        for (std::size_t i = 0; i < prices_.size(); ++i) {
            inside[market_.corridors[i].nest] += power(i);
        }
        double all = 0.0;
        for (std::size_t n = 0; n < inside.size(); ++n) {
            all +=
                std::pow(inside[n], market_.nests[n].scale_usd_per_teu / market_.scale_usd_per_teu);
        }
        const std::size_t nest = market_.corridors[j].nest;
        return market_.teu_per_year * power(j) / inside[nest] *
               std::pow(inside[nest],
                        market_.nests[nest].scale_usd_per_teu / market_.scale_usd_per_teu) /
               all;
    }

    void settle(std::size_t j) {
        double offered = 0.0;
        for (const auto& [cost, most] : steps_[j]) {
            prices_[j] = cost;
            const double here = wanted(j);
            if (here < offered) {
                break;
            }
            if (here <= offered + most) {
                return;
            }
            offered += most;
        }
        double low = steps_[j].front().first;
        double high = low + 1e6;
        for (int i = 0; i < 100; ++i) {
            prices_[j] = (low + high) / 2.0;
            (wanted(j) > offered ? low : high) = prices_[j];
        }
    }

    const RivalMarket& market_;
    std::vector<std::vector<std::pair<double, double>>> steps_;
    std::vector<double> prices_;
};

}  // namespace

TEST_CASE("of two corridors the cheaper one has the share of a logit") {
    const RivalMarket market = {.teu_per_year = 1'000.0,
                                .scale_usd_per_teu = 200.0,
                                .nests = {{"all of them", 200.0}},
                                .corridors = {at_cost("rail", 0, 500.0), at_cost("sea", 0, 300.0)}};
    const std::vector<double> carried = volumes(market);
    CHECK(carried[0] == close_to(1'000.0 / (1.0 + std::exp(1.0))));
    CHECK(carried[1] == close_to(1'000.0 / (1.0 + std::exp(-1.0))));
    CHECK(rival_shares(market).corridors[0].price_usd_per_teu == 500.0);
}

TEST_CASE("days count at the value of time") {
    RivalMarket market = four_corridors();
    market.usd_per_teu_day = 10.0;
    market.corridors[0].steps[0].days = 20.0;
    RivalMarket in_money = four_corridors();
    in_money.corridors[0].steps[0].usd_per_teu += 200.0;
    CHECK(volumes(market) == volumes(in_money));
}

TEST_CASE("nests with the scale of the choice between them are as none") {
    RivalMarket market = four_corridors();
    for (RivalNest& nest : market.nests) {
        nest.scale_usd_per_teu = market.scale_usd_per_teu;
    }
    const std::vector<double> carried = volumes(market);
    double all = 0.0;
    for (const RivalCorridor& corridor : market.corridors) {
        all += std::exp(-corridor.steps[0].usd_per_teu / 400.0);
    }
    for (std::size_t j = 0; j < carried.size(); ++j) {
        CHECK(
            carried[j] ==
            close_to(1'000.0 * std::exp(-market.corridors[j].steps[0].usd_per_teu / 400.0) / all));
    }
}

TEST_CASE("a nest counts as one corridor that is a little better than its best") {
    const std::vector<double> carried = volumes(four_corridors());
    const double land = 100.0 * std::log(std::exp(-3.0) + std::exp(-4.0));
    const double sea = 50.0 * std::log(std::exp(-2.0) + std::exp(-3.0));
    const double overland = 1'000.0 / (1.0 + std::exp((sea - land) / 400.0));
    CHECK(carried[0] + carried[1] == close_to(overland));
    CHECK(carried[0] / carried[1] == close_to(std::exp(1.0)));
    CHECK(carried[2] / carried[3] == close_to(std::exp(1.0)));
}

TEST_CASE("what a closed corridor loses goes first to those of its own nest") {
    RivalMarket market = four_corridors();
    const std::vector<double> before = volumes(market);
    market.corridors[2].steps.clear();
    const std::vector<double> after = volumes(market);
    CHECK(after[2] == 0.0);
    CHECK(sum(after) == close_to(1'000.0));
    CHECK(after[3] / before[3] > after[0] / before[0]);
    CHECK(after[3] - before[3] > 0.5 * before[2]);
    CHECK(after[0] / before[0] == close_to(after[1] / before[1]));
    CHECK(after[0] > before[0]);
}

TEST_CASE("a full corridor carries its capacity at the price that keeps the others away") {
    RivalMarket market = {
        .teu_per_year = 1'000.0,
        .scale_usd_per_teu = 200.0,
        .nests = {{"all of them", 200.0}},
        .corridors = {at_cost("ferry", 0, 300.0, 100.0), at_cost("sea", 0, 300.0)}};
    const RivalEquilibrium answer = rival_shares(market);
    REQUIRE(answer.certified);
    CHECK(answer.corridors[0].teu_per_year == close_to(100.0));
    CHECK(answer.corridors[0].scarcity_usd_per_teu == close_to(200.0 * std::log(9.0)));
    CHECK(answer.corridors[1].scarcity_usd_per_teu == 0.0);

    market.corridors[0].steps[0].teu_per_year = 500.1;
    CHECK(rival_shares(market).corridors[0].scarcity_usd_per_teu == 0.0);
}

TEST_CASE(
    "the cheaper way of a corridor fills before the dearer one, and between them only the price "
    "moves") {
    RivalMarket market = {.teu_per_year = 1'000.0,
                          .scale_usd_per_teu = 100.0,
                          .nests = {{"all of them", 100.0}},
                          .corridors = {{.id = "middle",
                                         .steps = {{.usd_per_teu = 350.0, .teu_per_year = 300.0},
                                                   {.usd_per_teu = 300.0, .teu_per_year = 200.0}}},
                                        at_cost("sea", 0, 0.0)}};
    const auto at_sea = [&](double usd) {
        market.corridors[1].steps[0].usd_per_teu = usd;
        const RivalEquilibrium answer = rival_shares(market);
        CHECK(answer.certified);
        return answer.corridors[0];
    };
    CHECK(at_sea(0.0).teu_per_year < 200.0);
    CHECK(at_sea(0.0).price_usd_per_teu == 300.0);
    const CorridorShare between = at_sea(190.0);
    CHECK(between.teu_per_year == close_to(200.0));
    CHECK(between.price_usd_per_teu == close_to(190.0 + 100.0 * std::log(4.0)));
    CHECK(between.scarcity_usd_per_teu == close_to(190.0 + 100.0 * std::log(4.0) - 300.0));
    CHECK(at_sea(300.0).price_usd_per_teu == 350.0);
    CHECK(at_sea(300.0).scarcity_usd_per_teu == 0.0);
    CHECK(at_sea(600.0).teu_per_year == close_to(500.0));
    CHECK(at_sea(600.0).scarcity_usd_per_teu == close_to(250.0));
}

TEST_CASE("corridors that can carry too little say by how much") {
    RivalMarket market = four_corridors();
    for (RivalCorridor& corridor : market.corridors) {
        corridor.steps[0].teu_per_year = 200.0;
    }
    const RivalEquilibrium answer = rival_shares(market);
    CHECK(answer.shortfall_teu_per_year == close_to(200.0));
    CHECK(verify(market, answer).ok());

    market.teu_per_year = 800.0;
    for (const double carried : volumes(market)) {
        CHECK(carried == close_to(200.0));
    }
}

TEST_CASE("calibrated corridors carry what was observed") {
    RivalMarket market = four_corridors();
    const std::vector<double> observed = {412'000.0, 33'120.0, 4'125'000.0, 9'672'000.0};
    market.teu_per_year = sum(observed);
    const std::vector<double> constants = calibrated_constants(market, observed);
    CHECK(constants[3] == 0.0);
    for (std::size_t j = 0; j < observed.size(); ++j) {
        market.corridors[j].constant_usd_per_teu = constants[j];
    }
    const std::vector<double> carried = volumes(market);
    for (std::size_t j = 0; j < observed.size(); ++j) {
        CHECK(std::abs(carried[j] / observed[j] - 1.0) <= 1e-9);
    }
}

TEST_CASE("a corridor that was full when observed is calibrated to it as well") {
    RivalMarket market = four_corridors();
    const std::vector<double> observed = {100.0, 300.0, 250.0, 350.0};
    market.corridors[1].steps[0].teu_per_year = 300.0;
    const std::vector<double> constants = calibrated_constants(market, observed);
    for (std::size_t j = 0; j < observed.size(); ++j) {
        market.corridors[j].constant_usd_per_teu = constants[j];
    }
    const std::vector<double> carried = volumes(market);
    for (std::size_t j = 0; j < observed.size(); ++j) {
        CHECK(carried[j] == close_to(observed[j]));
    }
    CHECK_THROWS_AS(calibrated_constants(market, std::vector<double>{100.0, 301.0, 250.0, 349.0}),
                    ContractViolation);
    CHECK_THROWS_AS(calibrated_constants(market, std::vector<double>{100.0, 0.0, 250.0, 650.0}),
                    ContractViolation);
}

TEST_CASE("an answer with a volume, a price or a shortfall that is wrong is refused") {
    RivalMarket market = four_corridors();
    market.corridors[0].steps[0].teu_per_year = 100.0;
    const RivalEquilibrium answer = rival_shares(market);
    REQUIRE(verify(market, answer).ok());
    for (std::size_t j = 0; j < 4; ++j) {
        RivalEquilibrium moved = answer;
        moved.corridors[j].teu_per_year *= 1.0 + 1e-6;
        moved.corridors[(j + 1) % 4].teu_per_year -= answer.corridors[j].teu_per_year * 1e-6;
        CHECK_FALSE(verify(market, moved).ok());
        RivalEquilibrium dearer = answer;
        dearer.corridors[j].price_usd_per_teu += 0.01;
        CHECK_FALSE(verify(market, dearer).ok());
    }
    RivalEquilibrium short_of = answer;
    short_of.shortfall_teu_per_year = 1.0;
    CHECK_FALSE(verify(market, short_of).ok());
}

TEST_CASE("a market that makes no sense is told so") {
    RivalMarket market = four_corridors();
    market.nests[0].scale_usd_per_teu = 401.0;
    market.corridors[1].nest = 7;
    market.corridors[2].steps[0].teu_per_year = -1.0;
    market.teu_per_year = 0.0;
    CHECK(check(market).error_count() == 4);
    CHECK_THROWS_AS(rival_shares(market), ContractViolation);
}

TEST_CASE("whole parts add up to the whole, with the largest remainders rounded up") {
    CHECK(whole_parts(std::vector<double>{1.0, 1.0, 1.0}, 100) ==
          std::vector<std::int64_t>{34, 33, 33});
    CHECK(whole_parts(std::vector<double>{2.0, 1.0, 0.0}, 100) ==
          std::vector<std::int64_t>{67, 33, 0});
    Draws draw(7);
    for (int i = 0; i < 1'000; ++i) {
        std::vector<double> amounts;
        for (std::size_t j = 0; j < 1 + draw.below(6); ++j) {
            amounts.push_back(draw.between(0.0, 1e7));
        }
        const std::vector<std::int64_t> parts = whole_parts(amounts, 100'000);
        CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == 100'000);
    }
}

TEST_CASE("a thousand random markets agree with prices that are bargained one after the other") {
    Draws draw(20'240'101);
    int full = 0;
    for (int i = 0; i < 1'000; ++i) {
        const RivalMarket market = random_market(draw);
        const std::vector<double> ours = volumes(market);
        CHECK(std::abs(sum(ours) / market.teu_per_year - 1.0) <= 1e-12);
        const std::vector<double> theirs = Bargaining(market).volumes();
        for (std::size_t j = 0; j < ours.size(); ++j) {
            INFO("market " << i << ", corridor " << j);
            CHECK(std::abs(ours[j] - theirs[j]) <=
                  1e-7 * market.teu_per_year + 1e-7 * std::abs(ours[j]));
        }
        for (const CorridorShare& share : rival_shares(market).corridors) {
            full += share.scarcity_usd_per_teu > 0.0 ? 1 : 0;
        }
    }
    CHECK(full > 300);
}

TEST_CASE("no split of the demand costs less than any prices prove") {
    Draws draw(11);
    for (int i = 0; i < 300; ++i) {
        const RivalMarket market = random_market(draw);
        const RivalEquilibrium answer = rival_shares(market);
        const double tolerance = 1e-9 * market.teu_per_year * market.scale_usd_per_teu;
        std::vector<double> split;
        std::vector<double> prices;
        for (const CorridorShare& share : answer.corridors) {
            split.push_back(share.teu_per_year * draw.between(0.5, 1.0));
            prices.push_back(share.price_usd_per_teu * draw.between(0.5, 1.0));
        }
        split[0] += market.teu_per_year - sum(split);
        CHECK(rival_objective(market, split) >= answer.bound_usd - tolerance);
        CHECK(rival_bound(market, prices) <= answer.objective_usd + tolerance);
    }
}

TEST_CASE("what must not matter does not") {
    Draws draw(3);
    for (int i = 0; i < 200; ++i) {
        const RivalMarket market = random_market(draw);
        const std::vector<double> before = volumes(market);
        const auto same = [&](const std::vector<double>& after, double factor) {
            for (std::size_t j = 0; j < before.size(); ++j) {
                CHECK(after[j] ==
                      Approx(before[j] * factor).epsilon(1e-9).margin(1e-9 * market.teu_per_year));
            }
        };
        RivalMarket dearer = market;
        for (RivalCorridor& corridor : dearer.corridors) {
            corridor.constant_usd_per_teu += 500.0;
        }
        same(volumes(dearer), 1.0);

        RivalMarket larger = market;
        larger.teu_per_year *= 3.0;
        for (RivalCorridor& corridor : larger.corridors) {
            for (CorridorStep& step : corridor.steps) {
                step.teu_per_year *= 3.0;
            }
        }
        same(volumes(larger), 3.0);

        RivalMarket in_cents = market;
        in_cents.usd_per_teu_day *= 100.0;
        in_cents.scale_usd_per_teu *= 100.0;
        for (RivalNest& nest : in_cents.nests) {
            nest.scale_usd_per_teu *= 100.0;
        }
        for (RivalCorridor& corridor : in_cents.corridors) {
            corridor.constant_usd_per_teu *= 100.0;
            for (CorridorStep& step : corridor.steps) {
                step.usd_per_teu *= 100.0;
            }
        }
        same(volumes(in_cents), 1.0);

        RivalMarket halved = market;
        for (RivalCorridor& corridor : halved.corridors) {
            corridor.steps.front().teu_per_year /= 2.0;
            corridor.steps.push_back(corridor.steps.front());
        }
        same(volumes(halved), 1.0);

        RivalMarket turned = market;
        std::reverse(turned.corridors.begin(), turned.corridors.end());
        std::vector<double> back = volumes(turned);
        std::reverse(back.begin(), back.end());
        same(back, 1.0);
    }
}

TEST_CASE("a cheaper or wider corridor never loses, and never gives to another") {
    Draws draw(5);
    for (int i = 0; i < 300; ++i) {
        const RivalMarket market = random_market(draw);
        const std::vector<double> before = volumes(market);
        const std::size_t j = draw.below(market.corridors.size());
        RivalMarket better = market;
        for (CorridorStep& step : better.corridors[j].steps) {
            step.usd_per_teu *= 0.8;
            step.teu_per_year *= 1.2;
        }
        const std::vector<double> after = volumes(better);
        const double tolerance = 1e-9 * market.teu_per_year;
        for (std::size_t k = 0; k < before.size(); ++k) {
            CHECK((k == j ? after[k] >= before[k] - tolerance : after[k] <= before[k] + tolerance));
        }
    }
}
