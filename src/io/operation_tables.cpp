#include "io/dataset_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

double number(const Table& table, std::size_t row, const Table::Column& column) {
    const auto value = table.decimal(row, column);
    return value ? value->approximate() : 0.0;
}

std::optional<double> stated_number(const Table& table, std::size_t row,
                                    const Table::Column& column) {
    return table.given(row, column) ? std::optional(number(table, row, column)) : std::nullopt;
}

std::optional<int> stated_count(const Table& table, std::size_t row, const Table::Column& column) {
    constexpr double most = 1e6;
    const auto value = stated_number(table, row, column);
    return value ? std::optional(static_cast<int>(std::min(*value, most))) : std::nullopt;
}

/// Minutes after midnight of "08:00"; 24:00 is the end of a day.
std::optional<int> minutes_of(std::string_view text) {
    constexpr int minutes_an_hour = 60;
    int hour = 0;
    int minute = 0;
    const auto two_digits = [](std::string_view part, int& value) {
        const auto end = part.data() + part.size();
        const auto parsed = std::from_chars(part.data(), end, value);
        return part.size() == 2 && parsed.ec == std::errc() && parsed.ptr == end && value >= 0;
    };
    if (text.size() != 5 || text[2] != ':' || !two_digits(text.substr(0, 2), hour) ||
        !two_digits(text.substr(3), minute) || minute >= minutes_an_hour) {
        return std::nullopt;
    }
    const int minutes = hour * minutes_an_hour + minute;
    return minutes <= 24 * minutes_an_hour ? std::optional(minutes) : std::nullopt;
}

std::optional<OpeningHours> opening_of(const Table& table, std::size_t row,
                                       const Table::Column& column, Diagnostics& diagnostics) {
    if (!table.given(row, column)) {
        return std::nullopt;
    }
    const std::string_view text = table.text(row, column);
    const std::size_t dash = text.find('-');
    const auto begin = minutes_of(text.substr(0, dash));
    const auto end =
        dash == std::string_view::npos ? std::nullopt : minutes_of(text.substr(dash + 1));
    if (!begin || !end || *begin == *end) {
        add_fault(diagnostics, table, row, column, "hours of the day such as 08:00-20:00",
                  shown(text), "leave it empty where handling goes on day and night");
        return std::nullopt;
    }
    return OpeningHours{*begin, *end};
}

/// The columns that nodes and links have in common.
class HandlingColumns {
  public:
    explicit HandlingColumns(const Table& table)
        : servers_(table.column("servers")),
          service_(table.column("service_h")),
          variation_(table.column("service_cv")),
          opening_(table.column("opening_hours")),
          mtbf_(table.column("mtbf_h")),
          mttr_(table.column("mttr_h")) {}

    /// Whether anything is stated; what it is goes to `handling`.
    bool read(const Table& table, std::size_t row, Handling& handling,
              Diagnostics& diagnostics) const {
        handling.servers = stated_count(table, row, servers_);
        handling.service_h = number(table, row, service_);
        handling.service_cv = number(table, row, variation_);
        handling.opening = opening_of(table, row, opening_, diagnostics);
        handling.mtbf_h = number(table, row, mtbf_);
        handling.mttr_h = number(table, row, mttr_);
        return table.given(row, servers_) || table.given(row, service_) ||
               table.given(row, opening_) || handling.service_cv > 0.0 || handling.mtbf_h > 0.0 ||
               handling.mttr_h > 0.0;
    }

  private:
    Table::Column servers_;
    Table::Column service_;
    Table::Column variation_;
    Table::Column opening_;
    Table::Column mtbf_;
    Table::Column mttr_;
};

std::vector<Handling> read_node_handling(const Table& table, Diagnostics& diagnostics) {
    std::vector<Handling> result;
    const HandlingColumns common(table);
    const auto id = table.column("node_id");
    const auto storage = table.column("storage_t");
    const auto when_full = table.column("when_full");
    const auto berths = table.column("berths");
    const auto rate = table.column("berth_t_per_h");
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Handling handling{.place = std::string(table.text(row, id))};
        bool stated = common.read(table, row, handling, diagnostics);
        handling.storage_t = stated_number(table, row, storage);
        handling.when_full =
            table.text(row, when_full) == "turn_away" ? WhenFull::turn_away : WhenFull::wait;
        handling.berths = stated_count(table, row, berths);
        handling.berth_t_per_h = stated_number(table, row, rate);
        stated = stated || handling.storage_t || handling.berths || handling.berth_t_per_h ||
                 handling.when_full == WhenFull::turn_away;
        if (stated) {
            result.push_back(std::move(handling));
        }
    }
    return result;
}

std::vector<Handling> read_link_handling(const Table& table, Diagnostics& diagnostics) {
    std::vector<Handling> result;
    const HandlingColumns common(table);
    const auto id = table.column("link_id");
    const auto headway = table.column("headway_h");
    const auto fleet = table.column("fleet");
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Handling handling{.place = std::string(table.text(row, id))};
        const bool stated = common.read(table, row, handling, diagnostics);
        handling.headway_h = number(table, row, headway);
        handling.fleet = table.text(row, fleet);
        if (stated || handling.headway_h > 0.0 || !handling.fleet.empty()) {
            result.push_back(std::move(handling));
        }
    }
    return result;
}

/// Adds the times observed at the places of one table; a place that says nothing else is added.
class ObservedTimes {
  public:
    ObservedTimes(const std::optional<Table>& places, std::vector<Handling>& handlings)
        : places_(places), handlings_(handlings) {
        for (std::size_t i = 0; i < handlings.size(); ++i) {
            rows_.emplace(handlings[i].place, i);
        }
    }

    void add(const std::string& id, double hours) {
        if (!places_ || !places_->find(id)) {
            return;
        }
        const auto [found, is_new] = rows_.try_emplace(id, handlings_.size());
        if (is_new) {
            handlings_.push_back({.place = id});
        }
        handlings_[found->second].observed_service_h.push_back(hours);
    }

    /// Puts the places that were added among the others, in the order of their table.
    void sort() {
        std::sort(handlings_.begin(), handlings_.end(),
                  [this](const Handling& a, const Handling& b) {
                      return places_->find(a.place) < places_->find(b.place);
                  });
    }

  private:
    const std::optional<Table>& places_;
    std::vector<Handling>& handlings_;
    std::unordered_map<std::string, std::size_t> rows_;
};

void read_observed(const DatasetTables& tables, Operations& operations) {
    const Table& table = *tables.service_times;
    const auto place = table.column("place_id");
    const auto service = table.column("service_h");
    ObservedTimes of_nodes(tables.nodes, operations.nodes);
    ObservedTimes of_links(tables.links, operations.links);
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::string id(table.text(row, place));
        const double hours = number(table, row, service);
        of_nodes.add(id, hours);
        of_links.add(id, hours);
    }
    of_nodes.sort();
    of_links.sort();
}

Departure departure_of(std::string_view text) {
    return text == "after_wait"  ? Departure::after_wait
           : text == "timetable" ? Departure::timetable
                                 : Departure::when_full;
}

std::vector<Fleet> read_fleets(const Table& table, Diagnostics& diagnostics) {
    const auto id = table.column("fleet_id");
    const auto name = table.column("name");
    const auto vessels = table.column("vessels");
    const auto payload = table.column("payload_t");
    const auto load = table.column("load_h");
    const auto unload = table.column("unload_h");
    const auto variation = table.column("service_cv");
    const auto departure = table.column("departure");
    const auto wait = table.column("longest_wait_h");
    const auto headway = table.column("headway_h");
    const auto mtbf = table.column("mtbf_h");
    const auto mttr = table.column("mttr_h");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);
    std::vector<Fleet> result;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Fleet fleet{.id = std::string(table.text(row, id))};
        fleet.name = table.given(row, name) ? table.text(row, name) : fleet.id;
        fleet.vessels = stated_count(table, row, vessels).value_or(1);
        fleet.payload_t = number(table, row, payload);
        fleet.load_h = number(table, row, load);
        fleet.unload_h = number(table, row, unload);
        fleet.service_cv = number(table, row, variation);
        fleet.departure = departure_of(table.text(row, departure));
        fleet.longest_wait_h = number(table, row, wait);
        fleet.headway_h = number(table, row, headway);
        fleet.mtbf_h = number(table, row, mtbf);
        fleet.mttr_h = number(table, row, mttr);
        fleet.provenance = provenance.read(table, row);
        fleet.note = table.text(row, note);
        if (fleet.departure == Departure::timetable && fleet.headway_h <= 0.0) {
            add_fault(diagnostics, table, row, headway, "hours between departures", "nothing",
                      "departure is timetable");
        }
        result.push_back(std::move(fleet));
    }
    return result;
}

std::vector<TimedArrival> read_timed(const Table& table) {
    const auto demand = table.column("demand_id");
    const auto at = table.column("at_h");
    const auto tonnes = table.column("tonnes");
    std::vector<TimedArrival> result;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        result.push_back({std::string(table.text(row, demand)), number(table, row, at),
                          number(table, row, tonnes)});
    }
    return result;
}

bool knows(const std::optional<Table>& table, std::string_view attribute) {
    return table && table->definition().find(attribute) != nullptr;
}

}  // namespace

ConsignmentArrivals read_arrivals(const Table& table, std::size_t row) {
    const std::string_view law = table.text(row, table.column("arrivals"));
    const auto lot = table.column("lot_t");
    const auto priority = table.column("priority");
    return {.law = law == "regular" ? ArrivalLaw::regular
                   : law == "table" ? ArrivalLaw::table
                                    : ArrivalLaw::poisson,
            .lot_t = stated_number(table, row, lot),
            .priority = stated_count(table, row, priority).value_or(0)};
}

Operations read_operations(const DatasetTables& tables, Diagnostics& diagnostics) {
    Operations operations;
    if (knows(tables.nodes, "servers")) {
        operations.nodes = read_node_handling(*tables.nodes, diagnostics);
    }
    if (knows(tables.links, "servers")) {
        operations.links = read_link_handling(*tables.links, diagnostics);
    }
    if (tables.fleets) {
        operations.fleets = read_fleets(*tables.fleets, diagnostics);
    }
    if (tables.service_times) {
        read_observed(tables, operations);
    }
    if (tables.arrivals) {
        operations.timed = read_timed(*tables.arrivals);
    }
    return operations;
}

}  // namespace corridor::io
