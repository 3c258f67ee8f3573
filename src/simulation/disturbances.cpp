#include "simulation/compiled_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace corridor::simulation {
namespace {

constexpr std::string_view whole_route = "CORRIDOR";
/// The data call closures by weather events of one to three days.
constexpr double mean_spell_h = 48.0;
constexpr double days_a_year = 365.0;

int two_digits(std::string_view text, std::size_t at) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + 2, value);
    return value;
}

/// Days from the start of the year to a day given as MM-DD.
int day_of_year(std::string_view text) {
    constexpr std::array<int, 12> before = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const int month = std::clamp(two_digits(text, 0), 1, 12);
    return before[static_cast<std::size_t>(month) - 1] + two_digits(text, 3) - 1;
}

bool returns_every_year(const Disruption& disruption) {
    constexpr std::size_t month_and_day = 5;
    return disruption.start.size() == month_and_day && disruption.end.size() == month_and_day;
}

void add_targets(const Network& network, const Disruption& disruption, DisturbanceModel& added) {
    for (const std::string& id : disruption.affected) {
        if (const auto link = network.find_link(id)) {
            added.links.push_back(link->index);
        } else if (const auto node = network.find_node(id)) {
            added.nodes.push_back(node->index);
        }
    }
}

void set_pattern(const Disruption& disruption, DisturbanceModel& added) {
    using Pattern = DisturbanceModel::Pattern;
    const double duration = disruption.duration_days ? disruption.duration_days->approximate() : 0;
    const double frequency =
        disruption.frequency_per_year ? disruption.frequency_per_year->approximate() : 0;
    const bool weather = disruption.type == "weather";
    if (returns_every_year(disruption)) {
        added.pattern = Pattern::season;
        added.season_begin = day_of_year(disruption.start) * ticks_per_day;
        added.season_end = (day_of_year(disruption.end) + 1) * ticks_per_day;
        if (weather && added.factor < 1.0) {
            added.closes = true;
            added.closed_share = 1.0 - added.factor;
            added.spell_h = added.factor > 0.0 ? mean_spell_h : 0.0;
        }
    } else if (weather && disruption.start.empty() && duration > 0.0 && frequency >= 1.0) {
        added.pattern = Pattern::spells;
        added.closes = added.factor == 0.0;
        added.closed_share = std::min(1.0, duration * frequency / days_a_year);
        added.spell_h = mean_spell_h;
    } else if (duration > 0.0 && frequency > 0.0) {
        added.pattern = Pattern::random;
        added.events_per_year = frequency;
        added.duration_h = duration * 24.0;
    } else {
        added.pattern = Pattern::lasting;
    }
}

}  // namespace

std::vector<DisturbanceModel> compile_disturbances(const Network& network,
                                                   const std::vector<Disruption>& disruptions,
                                                   Diagnostics& diagnostics) {
    std::vector<DisturbanceModel> result;
    for (const Disruption& disruption : disruptions) {
        DisturbanceModel added;
        added.factor = disruption.capacity_factor ? disruption.capacity_factor->approximate() : 0.0;
        added.of_demand = disruption.type == "demand";
        added.of_payload = disruption.type == "climate";
        added.closes = !added.of_demand && added.factor == 0.0;
        added.stream = stream_of("disruption:" + disruption.id);
        add_targets(network, disruption, added);
        set_pattern(disruption, added);
        const bool ended =
            disruption.frequency_per_year && disruption.frequency_per_year->approximate() == 0.0;
        if (ended) {
            diagnostics.add({Severity::error, Place{}, "disruption",
                             "a disruption that can come again",
                             fmt::format("'{}', whose frequency_per_year is 0", disruption.id),
                             "state how often it is expected, or leave it out"});
            continue;
        }
        const bool corridor = std::find(disruption.affected.begin(), disruption.affected.end(),
                                        whole_route) != disruption.affected.end();
        if (corridor && !added.of_demand) {
            diagnostics.add({Severity::error, Place{}, "disruption",
                             "links and nodes, or type demand",
                             fmt::format("'{}', of the whole corridor", disruption.id), ""});
            continue;
        }
        result.push_back(std::move(added));
    }
    return result;
}

}  // namespace corridor::simulation
