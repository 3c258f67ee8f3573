#include "scenario/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace corridor::scenario {
namespace {

std::optional<std::int64_t> share_of(std::int64_t whole, const Share& share, std::int64_t largest) {
    const auto part = rounded_quotient(Int128{whole} * share.numerator, share.denominator);
    return part && *part <= largest ? part : std::nullopt;
}

/// A rate of whole tonnes in the words of `unit`, with as few decimals as give exactly that rate.
Quantity stated_in(const Unit& unit, std::int64_t tonnes, const UnitTable& units) {
    Quantity quantity;
    std::int64_t power = 1;
    constexpr int most_decimals = 6;
    for (int scale = 0; scale <= most_decimals; ++scale, power *= 10) {
        const auto amount = scaled_to_whole(Decimal(tonnes * power), unit.divisor, unit.factor);
        if (!amount) {
            break;
        }
        quantity = {Decimal(*amount, scale), unit.symbol};
        const auto rate = to_tonnes_per_year(quantity, units);
        if (rate && rate->count() == tonnes) {
            break;
        }
    }
    return quantity;
}

class Application {
  public:
    Application(Action& action, NetworkBuilder& builder, Faults& faults, const Scenario& scenario)
        : action_(action), builder_(builder), faults_(faults), scenario_(scenario) {}

    void run() {
        for (const std::uint32_t link : action_.links) {
            change(builder_.links()[link]);
        }
        for (const std::uint32_t node : action_.nodes) {
            change(builder_.nodes()[node]);
        }
    }

  private:
    void change(LinkSpec& link) {
        switch (action_.attribute) {
            case Attribute::capacity:
                set_capacity(link.id, link.capacity, link.status != Status::planned);
                break;
            case Attribute::status:
                set(link.status, *action_.value.status);
                break;
            case Attribute::opening_year:
                if (link.status == Status::planned) {
                    set(link.opening_year,
                        std::optional<int>(static_cast<int>(*action_.value.whole)));
                }
                break;
            case Attribute::transit_time:
                set_whole(link.transit_time.seconds);
                break;
            case Attribute::tariff:
                set_whole(link.tariff.micro_usd_per_t);
                break;
            case Attribute::container_capacity:
            case Attribute::dwell:
            case Attribute::amount:
                break;
        }
        if (action_.project != nullptr && link.status == Status::planned) {
            set(link.status, Status::operating);
        }
    }

    void change(NodeSpec& node) {
        if (action_.attribute == Attribute::dwell) {
            set_whole(node.dwell.seconds);
            return;
        }
        if (action_.attribute == Attribute::capacity) {
            set_capacity(node.id, node.throughput, true);
        }
        if (action_.attribute == Attribute::container_capacity || action_.of_disruption) {
            set_capacity(node.id, node.container_terminal, true);
        }
    }

    template <class Value>
    void set(Value& value, const Value& wanted) {
        action_.had_effect = action_.had_effect || value != wanted;
        value = wanted;
    }

    void set_whole(std::int64_t& value) {
        constexpr std::int64_t largest = std::int64_t{1} << 40;
        const auto wanted =
            action_.share ? share_of(value, *action_.share, largest) : action_.value.whole;
        if (!wanted) {
            report_too_much("a smaller share");
            return;
        }
        set(value, *wanted);
    }

    void set_capacity(const std::string& id, std::optional<Quantity>& capacity, bool exists) {
        const UnitTable& units = builder_.units();
        const auto today = capacity ? to_tonnes_per_year(*capacity, units) : std::nullopt;
        if (action_.share) {
            if (!today) {
                return;
            }
            const auto tonnes = share_of(today->count(), *action_.share, TonnesPerYear::largest);
            if (!tonnes) {
                report_too_much(fmt::format("at most {} t/yr", TonnesPerYear::largest));
                return;
            }
            const Unit* unit = units.find(capacity->unit);
            const bool counted = unit->dimension == Dimension::containers;
            action_.had_effect = action_.had_effect || *tonnes != today->count();
            capacity =
                counted ? stated_in(*unit, *tonnes, units) : Quantity{Decimal(*tonnes), "t/yr"};
            return;
        }
        const Quantity& wanted = *action_.value.amount;
        const auto rate = to_tonnes_per_year(wanted, units);
        if (exists && action_.project != nullptr && today != rate) {
            compare_with_project(id, capacity, today, rate);
        }
        action_.had_effect = action_.had_effect || today != rate;
        capacity = wanted;
    }

    void compare_with_project(const std::string& id, const std::optional<Quantity>& capacity,
                              std::optional<TonnesPerYear> today,
                              std::optional<TonnesPerYear> afterwards) {
        const Project& project = *action_.project;
        const std::string found =
            capacity ? fmt::format("{} to {}", capacity->text(), action_.value.amount->text())
                     : fmt::format("no limit to {}", action_.value.amount->text());
        if (!today || *afterwards < *today) {
            warn(fmt::format("a project that adds capacity to {}", id), found,
                 "it takes capacity away; applied as stated");
            return;
        }
        if (project.before &&
            to_tonnes_per_year({*project.before, project.unit}, builder_.units()) != today) {
            warn(fmt::format("{} at {}, from which {} counts", id,
                             Quantity{*project.before, project.unit}.text(), project.id),
                 capacity->text(), "the value afterwards is applied as stated");
        }
    }

    void warn(std::string expected, std::string found, std::string advice) {
        if (!std::exchange(action_.warned, true)) {
            faults_.warn(place_of(scenario_, action_.key + ".project"), "change.project",
                         std::move(expected), std::move(found), std::move(advice));
        }
    }

    void report_too_much(std::string expected) {
        if (!std::exchange(action_.warned, true)) {
            faults_.error(place_of(scenario_, action_.key), "change", std::move(expected),
                          "a result beyond it");
        }
    }

    Action& action_;
    NetworkBuilder& builder_;
    Faults& faults_;
    const Scenario& scenario_;
};

}  // namespace

void apply(Action& action, NetworkBuilder& builder, Faults& faults, const Scenario& scenario) {
    Application(action, builder, faults, scenario).run();
}

void postpone(const Action& action, NetworkBuilder& builder) {
    for (const std::uint32_t index : action.links) {
        LinkSpec& link = builder.links()[index];
        if (link.status == Status::planned &&
            (!link.opening_year || *link.opening_year < action.from)) {
            link.opening_year = action.from;
        }
    }
}

namespace {

/// The amount of a resource that an action leaves, in the unit of its result.
std::optional<Quantity> amount_left(const Action& action, const Resource& resource) {
    constexpr int decimals = 6;
    constexpr std::int64_t millionths = 1'000'000;
    if (!action.share) {
        return *action.value.amount;
    }
    if (resource.rate) {
        const auto tonnes = share_of(resource.rate->count(), *action.share, TonnesPerYear::largest);
        return tonnes ? std::optional<Quantity>({Decimal(*tonnes), "t/yr"}) : std::nullopt;
    }
    const auto scaled = scaled_to_whole(resource.amount, Decimal(millionths));
    const auto part = scaled ? share_of(*scaled, *action.share, TonnesPerYear::largest * millionths)
                             : std::nullopt;
    return part ? std::optional<Quantity>({Decimal(*part, decimals), resource.unit}) : std::nullopt;
}

}  // namespace

void apply(Action& action, std::vector<Resource>& resources, const UnitTable& units, Faults& faults,
           const Scenario& scenario) {
    for (const std::uint32_t at : action.resources) {
        Resource& resource = resources[at];
        const auto left = amount_left(action, resource);
        if (!left) {
            if (!std::exchange(action.warned, true)) {
                faults.error(place_of(scenario, action.key), "change", "a smaller share",
                             "a result beyond it");
            }
            continue;
        }
        const auto rate =
            resource.rate ? to_tonnes_per_year(*left, units) : std::optional<TonnesPerYear>();
        action.had_effect = action.had_effect || rate != resource.rate ||
                            (!rate && left->amount != resource.amount);
        resource.amount = left->amount;
        resource.unit = left->unit;
        resource.rate = rate;
    }
}

void apply(Action& action, std::vector<DemandRow>& demand, Faults& faults,
           const Scenario& scenario) {
    for (DemandRow& row : demand) {
        const auto rate = share_of(row.rate.count(), *action.share, TonnesPerYear::largest);
        if (!rate) {
            if (!std::exchange(action.warned, true)) {
                faults.error(place_of(scenario, action.key), "change.disruption",
                             fmt::format("at most {} t/yr", TonnesPerYear::largest),
                             fmt::format("more on row {}", row.id));
            }
            return;
        }
        action.had_effect = action.had_effect || *rate != row.rate.count();
        row.rate = TonnesPerYear(*rate);
    }
}

}  // namespace corridor::scenario
