#include "report/empty_returns.hpp"

#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_places = 8;
constexpr double metres_per_km = 1000.0;

/// What moves of one kind of equipment in a year.
struct Movements {
    double loaded_units = 0.0;
    double loaded_unit_km = 0.0;
    double empty_units = 0.0;
    double empty_unit_km = 0.0;
    std::map<std::uint32_t, double> empty_on_link{};
};

double length_km(const Network& network, LinkId link) {
    return static_cast<double>(network.link(link).length.metres) / metres_per_km;
}

template <class List, class Value>
bool has(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

Movements movements_of(const NetworkAllocationReport& report, std::size_t equipment) {
    const EquipmentType& type = report.query.equipment[equipment];
    Movements result;
    for (const EmptyRoute& route : report.answer.empties) {
        if (route.equipment == equipment) {
            for (const LinkId link : route.links) {
                result.empty_unit_km += route.units_per_year * length_km(report.network, link);
                result.empty_on_link[link.index] += route.units_per_year;
            }
        }
    }
    const double tonnes = type.tonnes_per_unit.approximate();
    for (const CommodityFlow& flow : report.answer.flows) {
        if (has(type.commodities, flow.commodity) &&
            has(type.modes, report.network.link(flow.link).mode)) {
            result.loaded_unit_km += (flow.forward_t_per_year + flow.backward_t_per_year) / tonnes *
                                     length_km(report.network, flow.link);
        }
    }
    for (const EquipmentBalance& balance : report.answer.balances) {
        if (balance.equipment == equipment) {
            result.loaded_units += balance.leaving;
            // Returns may be told in several stages; a unit that is needed comes back once.
            result.empty_units += std::max(0.0, balance.leaving - balance.arriving);
        }
    }
    return result;
}

}  // namespace

std::string empty_returns_text(const NetworkAllocationReport& report, Style style) {
    if (report.query.equipment.empty()) {
        return "";
    }
    TextTable kinds({{"equipment"},
                     {"loaded units", Align::right},
                     {"empty units", Align::right},
                     {"million unit-km empty", Align::right},
                     {"of all", Align::right}});
    for (std::size_t e = 0; e < report.query.equipment.size(); ++e) {
        const Movements moved = movements_of(report, e);
        const double all = moved.loaded_unit_km + moved.empty_unit_km;
        kinds.add_row({printable(report.query.equipment[e].name),
                       fmt::format("{:.0f}", moved.loaded_units),
                       fmt::format("{:.0f}", moved.empty_units),
                       fmt::format("{:.1f}", moved.empty_unit_km / 1e6),
                       fmt::format("{:.1f} %", all > 0.0 ? 100 * moved.empty_unit_km / all : 0.0)});
    }
    std::vector<const EquipmentBalance*> places;
    for (const EquipmentBalance& balance : report.answer.balances) {
        if (balance.leaving > balance.arriving) {
            places.push_back(&balance);
        }
    }
    std::stable_sort(places.begin(), places.end(), [](const auto* a, const auto* b) {
        return a->leaving - a->arriving > b->leaving - b->arriving;
    });
    std::string text = "\n" + kinds.render(style);
    if (places.empty()) {
        return text;
    }
    TextTable scarce({{"place that lacks them"},
                      {"equipment"},
                      {"empties needed", Align::right},
                      {"one more is worth", Align::right}});
    for (std::size_t i = 0; i < std::min(places.size(), most_places); ++i) {
        const EquipmentBalance& balance = *places[i];
        scarce.add_row({printable(report.network.node(balance.place).id),
                        printable(report.query.equipment[balance.equipment].id),
                        fmt::format("{:.0f}", balance.leaving - balance.arriving),
                        fmt::format("{:.6g}", balance.price)});
    }
    text += "\n" + scarce.render(style);
    if (places.size() > most_places) {
        text += fmt::format("and {} more\n", places.size() - most_places);
    }
    return text;
}

Json empty_returns_document(const NetworkAllocationReport& report) {
    Json list = Json::array();
    for (std::size_t e = 0; e < report.query.equipment.size(); ++e) {
        const EquipmentType& type = report.query.equipment[e];
        const Movements moved = movements_of(report, e);
        Json links = Json::array();
        for (const auto& [link, units] : moved.empty_on_link) {
            links.push_back({{"link_id", report.network.link(LinkId{link}).id},
                             {"empty_units_per_year", units}});
        }
        Json places = Json::array();
        for (const EquipmentBalance& balance : report.answer.balances) {
            if (balance.equipment == e) {
                places.push_back({{"node_id", report.network.node(balance.place).id},
                                  {"arriving_units_per_year", balance.arriving},
                                  {"leaving_units_per_year", balance.leaving},
                                  {"price", balance.price}});
            }
        }
        Json entry = Json::object();
        entry["equipment_id"] = type.id;
        entry["tonnes_per_unit"] = type.tonnes_per_unit.approximate();
        entry["loaded_units_per_year"] = moved.loaded_units;
        entry["empty_units_per_year"] = moved.empty_units;
        entry["loaded_unit_km_per_year"] = moved.loaded_unit_km;
        entry["empty_unit_km_per_year"] = moved.empty_unit_km;
        entry["links"] = std::move(links);
        entry["places"] = std::move(places);
        list.push_back(std::move(entry));
    }
    return list;
}

}  // namespace corridor::report
