#include "analysis/demand_paths.hpp"

#include <corridor/analysis/data_advice.hpp>
#include <corridor/base/contract.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>
#include <utility>

namespace corridor {
namespace {

bool is_open_today(const Link& link) {
    return link.status == Status::operating || link.status == Status::upgrading;
}

bool by_water(Mode mode) {
    return mode == Mode::rail_ferry || mode == Mode::container_vessel || mode == Mode::tanker;
}

/// Kilometres an hour that a mode does not pass; none where distance means little.
std::optional<double> fastest(Mode mode) {
    switch (mode) {
        case Mode::rail:
            return 250.0;
        case Mode::road:
            return 130.0;
        case Mode::rail_ferry:
        case Mode::container_vessel:
        case Mode::tanker:
            return 60.0;
        case Mode::oil_pipeline:
            return 40.0;
        case Mode::gas_pipeline:
            return 120.0;
        case Mode::port_transfer:
        case Mode::border_crossing:
        case Mode::gauge_change:
            break;
    }
    return std::nullopt;
}

double great_circle_km(const GeoPoint& a, const GeoPoint& b) {
    constexpr double radius = 6371.0;
    constexpr double radians = std::numbers::pi / 180.0;
    const double latitude = std::sin((b.latitude - a.latitude) * radians / 2.0);
    const double longitude = std::sin((b.longitude - a.longitude) * radians / 2.0);
    const double h = latitude * latitude + std::cos(a.latitude * radians) *
                                               std::cos(b.latitude * radians) * longitude *
                                               longitude;
    return 2.0 * radius * std::asin(std::min(1.0, std::sqrt(h)));
}

class Findings {
  public:
    Findings(const Dataset& data, const DataAdviceOptions& options)
        : data_(data), network_(data.network), options_(options) {}

    std::vector<Advice> run() {
        find_isolated_parts();
        find_capacities();
        find_lengths();
        find_speeds();
        find_mixed_units();
        find_demand_without_path();
        find_opening_years();
        find_missing_sources();
        return std::move(found_);
    }

  private:
    void add(AdviceTopic topic, const char* table, const std::string& id, const char* column,
             std::string expected, std::string found, std::string advice) {
        std::size_t same = 0;
        Advice* last = nullptr;
        for (auto each = found_.rbegin(); each != found_.rend() && each->topic == topic; ++each) {
            if (each->table == table) {
                last = last == nullptr ? &*each : last;
                ++same;
            }
        }
        if (last != nullptr && same >= options_.most_of_a_topic) {
            ++last->others;
            return;
        }
        found_.push_back(
            {topic, table, id, column, std::move(expected), std::move(found), std::move(advice)});
    }

    void find_isolated_parts() {
        const std::size_t count = network_.nodes().size();
        std::vector<std::uint32_t> root(count);
        std::iota(root.begin(), root.end(), 0U);
        const auto top = [&root](std::uint32_t v) {
            while (root[v] != v) {
                v = root[v] = root[root[v]];
            }
            return v;
        };
        for (const Link& link : network_.links()) {
            const std::uint32_t a = top(link.tail.index);
            const std::uint32_t b = top(link.head.index);
            root[std::max(a, b)] = std::min(a, b);
        }
        std::vector<std::uint32_t> size(count, 0);
        for (std::uint32_t v = 0; v < count; ++v) {
            ++size[top(v)];
        }
        const auto largest = std::max_element(size.begin(), size.end()) - size.begin();
        for (std::uint32_t v = 0; v < count; ++v) {
            if (size[v] == 0 || v == largest) {
                continue;
            }
            const std::string& id = network_.node({v}).id;
            add(AdviceTopic::isolated_part, "nodes", id, "node_id",
                "a link to the rest of the network",
                size[v] == 1 ? fmt::format("{}, which no link reaches", id)
                             : fmt::format("a part of {} nodes on its own, {} first", size[v], id),
                "add the missing link to the links, or leave the place out");
        }
    }

    void find_capacities() {
        for (const Link& link : network_.links()) {
            if (is_open_today(link) && link.capacity && link.capacity->rate.count() == 0) {
                add(AdviceTopic::zero_capacity, "links", link.id, "capacity",
                    "a capacity above 0 on an open link",
                    fmt::format("{} on {}", link.capacity->stated.text(), link.id),
                    "give it the status idle if nothing may pass, and no capacity if it is "
                    "unlimited");
            }
        }
        for (const Link& link : network_.links()) {
            if (is_open_today(link) && !link.capacity) {
                add(AdviceTopic::unlimited_capacity, "links", link.id, "capacity",
                    "a capacity with its unit", fmt::format("nothing on {}", link.id),
                    "the link is unlimited and never a bottleneck; an estimate with confidence "
                    "low says more");
            }
        }
    }

    void find_lengths() {
        for (const Link& link : network_.links()) {
            const Node& tail = network_.node(link.tail);
            const Node& head = network_.node(link.head);
            if (link.length.metres == 0 || !tail.position || !head.position ||
                !fastest(link.mode)) {
                continue;
            }
            const double straight = great_circle_km(*tail.position, *head.position);
            const double length = link.length.kilometres();
            const double most =
                by_water(link.mode) ? 6.0 * straight + 200.0 : 3.0 * straight + 50.0;
            if (length < 0.9 * straight - 2.0 || length > most) {
                const bool is_short = length < straight;
                add(AdviceTopic::length, "links", link.id, "length_km",
                    is_short ? fmt::format("at least {:.0f} km, the straight line between {} and "
                                           "{}",
                                           straight, tail.id, head.id)
                             : fmt::format("at most {:.0f} km, where the straight line between {} "
                                           "and {} has {:.0f} km",
                                           most, tail.id, head.id, straight),
                    fmt::format("{:g} km on {}", length, link.id),
                    "check the unit of the length and the coordinates of both places");
            }
        }
    }

    void find_speeds() {
        constexpr double slowest = 1.0;
        for (const Link& link : network_.links()) {
            const std::optional<double> most = fastest(link.mode);
            if (link.length.metres == 0 || link.transit_time.seconds == 0 || !most) {
                continue;
            }
            const double speed = link.length.kilometres() / link.transit_time.hours();
            if (speed < slowest || speed > *most) {
                add(AdviceTopic::speed, "links", link.id, "transit_time_hours",
                    fmt::format("a speed of {:g} to {:g} km/h by {}", slowest, *most,
                                to_string(link.mode)),
                    fmt::format("{:.3g} km/h on {} ({:g} km in {:g} h)", speed, link.id,
                                link.length.kilometres(), link.transit_time.hours()),
                    "check whether the time is in hours and the length in km");
            }
        }
    }

    void find_mixed_units() {
        using Group = std::pair<std::string, Mode>;
        std::map<Group, std::map<std::string, std::size_t>> counts;
        for (const Link& link : network_.links()) {
            if (link.capacity && !link.system.empty()) {
                ++counts[{link.system, link.mode}][link.capacity->stated.unit];
            }
        }
        for (const Link& link : network_.links()) {
            if (!link.capacity || link.system.empty()) {
                continue;
            }
            const auto& units = counts.at({link.system, link.mode});
            const auto usual =
                std::max_element(units.begin(), units.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            const std::string& unit = link.capacity->stated.unit;
            if (unit != usual->first && units.at(unit) < usual->second) {
                add(AdviceTopic::mixed_units, "links", link.id, "capacity_unit",
                    fmt::format("{}, as {} of the links of {} by {} have it", usual->first,
                                usual->second, link.system, to_string(link.mode)),
                    fmt::format("{} on {}", link.capacity->stated.text(), link.id),
                    "each is converted by its own factor; check that the unit is the one of the "
                    "source");
            }
        }
    }

    void find_demand_without_path() {
        for (const PathlessDemand& each : demand_without_path(data_)) {
            const Demand& row = data_.demand[each.row];
            const std::string route =
                fmt::format("{} from {} to {}", row.commodity.empty() ? "all" : row.commodity,
                            row.origin, row.destination);
            if (each.closed_only) {
                add(AdviceTopic::no_path, "demand", row.id, "destination_node",
                    fmt::format("a path that is open in {}", row.year),
                    route + " has one over planned or idle links alone",
                    "check the status and the opening years of the links between them");
            } else {
                add(AdviceTopic::no_path, "demand", row.id, "destination_node",
                    "a path that carries the commodity", route + " has none",
                    "check the commodities and directions of the links between them");
            }
        }
    }

    void find_opening_years() {
        std::optional<int> today;
        for (const Demand& row : data_.demand) {
            if (row.base_year && (!today || *row.base_year > *today)) {
                today = row.base_year;
            }
        }
        for (const Link& link : network_.links()) {
            const bool planned = link.status == Status::planned;
            if (planned && !link.opening_year) {
                add(AdviceTopic::opening_year, "links", link.id, "opening_year",
                    "the year in which a planned link opens", fmt::format("nothing on {}", link.id),
                    "without it no year opens the link, only --with-planned does");
            } else if (today && link.opening_year && planned && *link.opening_year <= *today) {
                add(AdviceTopic::opening_year, "links", link.id, "status",
                    fmt::format("operating, as {} opened in {}", link.id, *link.opening_year),
                    "planned",
                    fmt::format("the demand is that of {}; set the status, or a later year",
                                *today));
            } else if (today && link.opening_year && link.status == Status::operating &&
                       *link.opening_year > *today) {
                add(AdviceTopic::opening_year, "links", link.id, "status",
                    fmt::format("planned, as {} opens in {}", link.id, *link.opening_year),
                    "operating",
                    fmt::format("the demand is that of {}, when the link is not open yet", *today));
            }
        }
    }

    void find_missing_sources() {
        const char* const advice = "name a key of the sources, or estimate";
        for (const Node& node : network_.nodes()) {
            if ((node.throughput || node.container_terminal) && node.provenance.source.empty()) {
                add(AdviceTopic::no_source, "nodes", node.id, "source",
                    "where the capacity comes from", fmt::format("nothing for {}", node.id),
                    advice);
            }
        }
        for (const Link& link : network_.links()) {
            if (link.capacity && link.provenance.source.empty()) {
                add(AdviceTopic::no_source, "links", link.id, "source",
                    "where the capacity comes from", fmt::format("nothing for {}", link.id),
                    advice);
            }
        }
        for (const Demand& row : data_.demand) {
            if (row.provenance.source.empty()) {
                add(AdviceTopic::no_source, "demand", row.id, "source",
                    "where the amount comes from", fmt::format("nothing for {}", row.id), advice);
            }
        }
    }

    const Dataset& data_;
    const Network& network_;
    const DataAdviceOptions& options_;
    std::vector<Advice> found_;
};

}  // namespace

std::string_view to_string(AdviceTopic topic) {
    constexpr std::array<std::string_view, 9> names = {
        "isolated_part", "zero_capacity", "unlimited_capacity", "length",   "speed",
        "mixed_units",   "no_path",       "opening_year",       "no_source"};
    return names[static_cast<std::size_t>(topic)];
}

std::vector<Advice> data_advice(const Dataset& data, const DataAdviceOptions& options) {
    expects(options.most_of_a_topic >= 1, "at least one finding of a topic is told");
    return Findings(data, options).run();
}

}  // namespace corridor
