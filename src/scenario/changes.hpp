#pragma once

#include "scenario/change_text.hpp"
#include "scenario/faults.hpp"

#include <corridor/analysis/growth.hpp>
#include <corridor/base/checked.hpp>
#include <corridor/network/builder.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/scenario/scenario.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corridor::scenario {

/// A factor as a fraction of whole numbers.
struct Share {
    Int128 numerator = 1;
    Int128 denominator = 1;
};

/// A change with its targets looked up and its value read.
struct Action {
    std::string key;  ///< "change[3]"
    std::vector<std::uint32_t> links;
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> resources;  ///< in the data
    bool of_demand = false;
    Attribute attribute = Attribute::capacity;
    ChangeValue value;
    std::optional<Share> share;
    const Project* project = nullptr;
    bool of_disruption = false;
    int from = 0;
    int to = 0;
    bool had_effect = false;
    bool was_open = false;
    bool warned = false;
};

/// Looks up what the changes of a scenario name; faults for all that is not there or cannot be.
[[nodiscard]] std::vector<Action> resolved(const Scenario& scenario, const Dataset& data,
                                           Faults& faults);

/// Applies an action to a network under construction, and notes whether it changed anything.
void apply(Action& action, NetworkBuilder& builder, Faults& faults, const Scenario& scenario);

/// Before a project is there, its planned links wait for it.
void postpone(const Action& action, NetworkBuilder& builder);

/// Sets or multiplies the amounts of shared limits.
void apply(Action& action, std::vector<Resource>& resources, const UnitTable& units, Faults& faults,
           const Scenario& scenario);

/// Multiplies the demand of all rows.
void apply(Action& action, std::vector<DemandRow>& demand, Faults& faults,
           const Scenario& scenario);

}  // namespace corridor::scenario
