#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/dataset.hpp>
#include <corridor/network/network.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corridor {

/// Why cargo does not move.
enum class DelayCause : std::uint8_t {
    border,        ///< formalities at a border, and stays at border stations
    gauge_change,  ///< changes of gauge, with the formalities there
    port,          ///< stays where cargo boards or leaves a ship or changes its carrier
    yard,          ///< other stays at places on the way
};
inline constexpr std::size_t delay_causes = 4;  ///< how many there are

[[nodiscard]] std::string_view to_string(DelayCause cause);

/// Time that a flow takes in a year: tonnes × seconds, by what they are spent on.
struct TonneTime {
    Int128 moving = 0;
    std::array<Int128, delay_causes> lost{};

    [[nodiscard]] Int128 lost_in_all() const;
    [[nodiscard]] Int128 in_all() const { return moving + lost_in_all(); }
    [[nodiscard]] Int128 lost_to(DelayCause cause) const {
        return lost[static_cast<std::size_t>(cause)];
    }
};

/// Tonne-days of a number of tonne-seconds, for display.
[[nodiscard]] double tonne_days(Int128 tonne_seconds);

/// A link or node at which time is lost.
struct Delay {
    Element element;
    DelayCause cause = DelayCause::border;
    TonnesPerYear flow;  ///< what is held up
    Duration each;       ///< of each tonne
    /// Load / capacity; none where nothing limits the element.
    std::optional<double> utilisation;

    [[nodiscard]] Int128 tonne_seconds() const { return Int128{flow.count()} * each.seconds; }
};

/// What holds a section back.
enum class Binding : std::uint8_t { nothing, time, capacity };

[[nodiscard]] std::string_view to_string(Binding binding);

/// The links of one system that a flow uses, with the stays before they are entered.
struct SectionDelay {
    std::string system;  ///< may be empty
    TonneTime time;
    /// What this section alone could carry of the query, everything outside of it without limits;
    /// none where there is a way around it or nothing limits it.
    std::optional<TonnesPerYear> ceiling;
    std::vector<CutMember> cut;
    /// capacity: the flow fills it. time: it does not, and cargo waits.
    Binding binding = Binding::nothing;
};

/// A known event at a link or node in use that comes again.
struct Interruption {
    std::size_t disruption = 0;  ///< position in the list
    std::vector<Element> elements;
    TonnesPerYear flow;  ///< the largest on any of them
};

/// Where a flow loses time, beside where it meets capacities.
struct SoftBottlenecks {
    MaxFlow flow;  ///< of the demand, in the least time
    /// The most that could move, and what would bind.
    std::optional<TonnesPerYear> ceiling;
    std::vector<CutMember> cut;
    TonneTime time;
    std::vector<Delay> delays;           ///< by tonne-time, the most first; ties in element order
    std::vector<SectionDelay> sections;  ///< in network order
    std::vector<Interruption> interruptions;

    [[nodiscard]] bool capacity_reached() const { return ceiling && flow.value >= *ceiling; }
};

/// Where time is lost on the routes in use, and whether time or capacity binds.
/// Model        as much of `demand` (none: the largest flow) as can move in the least time; its
/// time
///              by the parts of `cost`. A stay belongs to the section that is entered after it, and
///              counts as a stay in port for the tonnes that arrive or leave by ship or must change
///              their carrier. The ends of a journey have no stay. A section's ceiling is a maximum
///              flow with the limits of its links and of the places they touch, and no others: all
///              of the flow crosses its minimum cut
/// Requires     check(network, query) finds nothing; `cost` is a model of the same network
/// Certificate  the flows are certified by flow::verify
/// Complexity   a maximum flow for each section in use, and two more
/// Determinism  same input, same bytes
/// Source       the question: World Bank (2023), Middle Trade and Transport Corridor
[[nodiscard]] SoftBottlenecks soft_bottlenecks(const CostModel& cost, const FlowQuery& query,
                                               std::optional<TonnesPerYear> demand,
                                               std::span<const Disruption> disruptions);

}  // namespace corridor
