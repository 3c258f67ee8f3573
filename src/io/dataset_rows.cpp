#include "io/dataset_tables.hpp"
#include "io/rows.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/dataset.hpp>

#include <fmt/format.h>

#include <functional>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

template <class Row>
struct Column {
    const char* name;
    std::function<std::string(const Row&)> cell;
};

std::string text_of(const std::optional<int>& year) {
    return year ? fmt::format("{:04}", *year) : "";
}

std::string text_of(const std::optional<Decimal>& value) {
    return value ? value->text() : "";
}

std::string joined(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ";"));
}

std::vector<std::string> mode_names(const std::vector<Mode>& modes) {
    std::vector<std::string> names;
    for (const Mode mode : modes) {
        names.emplace_back(to_string(mode));
    }
    return names;
}

std::string text_of(const std::optional<double>& value) {
    return value ? decimal_text(*value) : "";
}

/// The shortest decimal that is read back as `count` when it is multiplied by `factor` and rounded.
std::string scaled_text(std::int64_t count, std::int64_t factor) {
    std::int64_t power = 1;
    for (int scale = 0; scale <= 6; ++scale, power *= 10) {
        const Int128 nearest = (Int128{count} * power * 2 + factor) / (Int128{factor} * 2);
        const Decimal decimal(static_cast<std::int64_t>(nearest), scale);
        if (scaled_to_whole(decimal, Decimal(factor)) == count) {
            return decimal.text();
        }
    }
    throw ContractViolation("six decimals tell whole seconds, metres and micro-dollars apart");
}

template <class Row>
Rows table_of(std::string_view name, std::span<const Row> items,
              const std::vector<Column<Row>>& columns) {
    const TableDefinition& definition = *dictionary().find(name);
    Rows result;
    result.file = std::string(name) + ".csv";
    result.rows.resize(items.size());
    for (const Column<Row>& column : columns) {
        const Attribute& attribute = *definition.find(column.name);
        std::vector<Cell> cells;
        bool told = attribute.required;
        for (const Row& item : items) {
            cells.push_back({column.cell(item), 0, 0});
            told = told ||
                   (!cells.back().text.empty() && cells.back().text != attribute.default_value);
        }
        if (!told) {
            continue;
        }
        result.header.push_back({column.name, 0, 0});
        for (std::size_t i = 0; i < cells.size(); ++i) {
            result.rows[i].push_back(std::move(cells[i]));
        }
    }
    return result;
}

template <class Row>
void add_provenance(std::vector<Column<Row>>& columns, const char* remark) {
    columns.push_back({"source", [](const Row& row) { return row.provenance.source; }});
    columns.push_back({"confidence", [](const Row& row) {
                           return std::string(to_string(row.provenance.confidence));
                       }});
    columns.push_back({remark, [](const Row& row) { return row.note; }});
}

/// Limits of nodes are stated in one unit; one in another unit of the same kind is converted.
std::string amount_in(const std::optional<Capacity>& capacity, const Unit* unit) {
    if (!capacity || unit == nullptr) {
        return "";
    }
    return capacity->stated.unit == unit->symbol
               ? capacity->stated.amount.text()
               : scaled_text(capacity->rate.count(), unit->factor.significand());
}

/// What is stated about the handling at places, by their ids.
using HandlingById = std::unordered_map<std::string_view, const Handling*>;

HandlingById by_place(std::span<const Handling> handlings) {
    HandlingById result;
    for (const Handling& handling : handlings) {
        result.emplace(handling.place, &handling);
    }
    return result;
}

std::string opening_text(const OpeningHours& hours) {
    constexpr int minutes_an_hour = 60;
    return fmt::format("{:02}:{:02}-{:02}:{:02}", hours.begin / minutes_an_hour,
                       hours.begin % minutes_an_hour, hours.end / minutes_an_hour,
                       hours.end % minutes_an_hour);
}

std::string count_text(const std::optional<int>& count) {
    return count ? fmt::to_string(*count) : "";
}

/// A column that is empty where nothing is stated about the place.
template <class Row, class Cell>
void add_handled(std::vector<Column<Row>>& columns, const char* name, const HandlingById& handlings,
                 Cell cell) {
    columns.push_back({name, [&handlings, cell](const Row& row) {
                           const auto found = handlings.find(row.id);
                           return found == handlings.end() ? std::string() : cell(*found->second);
                       }});
}

template <class Row>
void add_handling(std::vector<Column<Row>>& columns, const HandlingById& handlings) {
    const auto add = [&](const char* name, auto cell) {
        add_handled(columns, name, handlings, cell);
    };
    add("servers", [](const Handling& h) { return count_text(h.servers); });
    add("service_h", [](const Handling& h) { return decimal_text(h.service_h); });
    add("service_cv", [](const Handling& h) { return decimal_text(h.service_cv); });
    add("opening_hours",
        [](const Handling& h) { return h.opening ? opening_text(*h.opening) : std::string(); });
    add("mtbf_h", [](const Handling& h) { return decimal_text(h.mtbf_h); });
    add("mttr_h", [](const Handling& h) { return decimal_text(h.mttr_h); });
}

void add_node_handling(std::vector<Column<Node>>& columns, const HandlingById& handlings) {
    add_handling(columns, handlings);
    const auto add = [&](const char* name, auto cell) {
        add_handled(columns, name, handlings, cell);
    };
    add("storage_t", [](const Handling& h) { return text_of(h.storage_t); });
    add("when_full", [](const Handling& h) {
        return std::string(h.when_full == WhenFull::turn_away ? "turn_away" : "wait");
    });
    add("berths", [](const Handling& h) { return count_text(h.berths); });
    add("berth_t_per_h", [](const Handling& h) { return text_of(h.berth_t_per_h); });
}

void add_link_handling(std::vector<Column<Link>>& columns, const HandlingById& handlings) {
    add_handling(columns, handlings);
    const auto add = [&](const char* name, auto cell) {
        add_handled(columns, name, handlings, cell);
    };
    add("headway_h", [](const Handling& h) { return decimal_text(h.headway_h); });
    add("fleet", [](const Handling& h) { return h.fleet; });
}

Rows node_rows(const Network& network, const HandlingById& handlings) {
    std::vector<Column<Node>> columns = {
        {"node_id", [](const Node& n) { return n.id; }},
        {"name", [](const Node& n) { return n.name == n.id ? std::string() : n.name; }},
        {"node_type", [](const Node& n) { return n.kind; }},
        {"country", [](const Node& n) { return n.country; }},
        {"x_coord",
         [](const Node& n) { return n.position ? decimal_text(n.position->longitude) : ""; }},
        {"y_coord",
         [](const Node& n) { return n.position ? decimal_text(n.position->latitude) : ""; }},
        {"capacity_mt_per_year",
         [&](const Node& n) { return amount_in(n.throughput, network.units().find("Mt/yr")); }},
        {"capacity_teu_per_year",
         [&](const Node& n) {
             return amount_in(n.container_terminal, network.units().find("TEU/yr"));
         }},
        {"dwell_hours", [](const Node& n) { return scaled_text(n.dwell.seconds, 3'600); }},
    };
    add_node_handling(columns, handlings);
    add_provenance(columns, "notes");
    return table_of("nodes", network.nodes(), columns);
}

/// The basis that a reader takes where the column does not give one.
Basis basis_without_column(const Provenance& provenance) {
    return provenance.source.empty() ? Provenance{}.capacity_basis
                                     : parse_basis(provenance.source).value_or(Basis::source);
}

Rows link_rows(const Network& network, const HandlingById& handlings) {
    const auto commodities = [&network](const Link& link) {
        std::vector<std::string> names;
        if (link.commodities != CommoditySet::all()) {
            for (std::uint32_t i = 0; i < network.commodities().size(); ++i) {
                if (link.commodities.contains({i})) {
                    names.push_back(network.commodities()[i]);
                }
            }
        }
        return joined(names);
    };
    std::vector<Column<Link>> columns = {
        {"link_id", [](const Link& l) { return l.id; }},
        {"from_node_id", [&network](const Link& l) { return network.node(l.tail).id; }},
        {"to_node_id", [&network](const Link& l) { return network.node(l.head).id; }},
        {"directed", [](const Link& l) { return l.directed ? "1" : "0"; }},
        {"facility_type", [](const Link& l) { return std::string(to_string(l.mode)); }},
        {"system", [](const Link& l) { return l.system; }},
        {"length_km",
         [](const Link& l) {
             return l.length.metres == 0 ? "" : scaled_text(l.length.metres, 1'000);
         }},
        {"capacity",
         [](const Link& l) { return l.capacity ? l.capacity->stated.amount.text() : ""; }},
        {"capacity_unit", [](const Link& l) { return l.capacity ? l.capacity->stated.unit : ""; }},
        {"capacity_basis",
         [](const Link& l) {
             const Basis basis = l.provenance.capacity_basis;
             return basis == basis_without_column(l.provenance) || basis == Basis::general_knowledge
                        ? ""
                        : std::string(to_string(basis));
         }},
        {"transit_time_hours",
         [](const Link& l) {
             return l.transit_time.seconds == 0 ? "" : scaled_text(l.transit_time.seconds, 3'600);
         }},
        {"tariff",
         [](const Link& l) {
             return l.tariff.micro_usd_per_t == 0
                        ? ""
                        : scaled_text(l.tariff.micro_usd_per_t, 1'000'000);
         }},
        {"commodities", commodities},
        {"status", [](const Link& l) { return std::string(to_string(l.status)); }},
        {"opening_year", [](const Link& l) { return text_of(l.opening_year); }},
    };
    add_link_handling(columns, handlings);
    add_provenance(columns, "note");
    return table_of("links", network.links(), columns);
}

Rows demand_rows(std::span<const Demand> demand) {
    std::vector<Column<Demand>> columns = {
        {"demand_id", [](const Demand& d) { return d.id; }},
        {"year", [](const Demand& d) { return d.year == 0 ? "" : fmt::format("{:04}", d.year); }},
        {"base_year", [](const Demand& d) { return text_of(d.base_year); }},
        {"kind", [](const Demand& d) { return d.kind; }},
        {"origin_node", [](const Demand& d) { return d.origin; }},
        {"destination_node", [](const Demand& d) { return d.destination; }},
        {"commodity", [](const Demand& d) { return d.commodity; }},
        {"value", [](const Demand& d) { return d.stated.amount.text(); }},
        {"unit", [](const Demand& d) { return d.stated.unit; }},
        {"arrivals",
         [](const Demand& d) {
             const ArrivalLaw law = d.arrivals.law;
             return std::string(law == ArrivalLaw::regular ? "regular"
                                : law == ArrivalLaw::table ? "table"
                                                           : "poisson");
         }},
        {"lot_t", [](const Demand& d) { return text_of(d.arrivals.lot_t); }},
        {"priority", [](const Demand& d) { return fmt::to_string(d.arrivals.priority); }},
    };
    add_provenance(columns, "note");
    return table_of("demand", demand, columns);
}

Rows project_rows(std::span<const Project> projects) {
    std::vector<Column<Project>> columns = {
        {"project_id", [](const Project& p) { return p.id; }},
        {"name", [](const Project& p) { return p.name == p.id ? std::string() : p.name; }},
        {"affects_type", [](const Project& p) { return p.affects_type; }},
        {"affects_id", [](const Project& p) { return joined(p.affected); }},
        {"attribute", [](const Project& p) { return p.attribute; }},
        {"before", [](const Project& p) { return text_of(p.before); }},
        {"after", [](const Project& p) { return text_of(p.after); }},
        {"unit", [](const Project& p) { return p.unit; }},
        {"cost_usd_million", [](const Project& p) { return text_of(p.cost_usd_million); }},
        {"cost_note", [](const Project& p) { return p.cost_note; }},
        {"year", [](const Project& p) { return text_of(p.year); }},
        {"status", [](const Project& p) { return p.status; }},
    };
    add_provenance(columns, "note");
    return table_of("projects", projects, columns);
}

Rows disruption_rows(std::span<const Disruption> disruptions) {
    std::vector<Column<Disruption>> columns = {
        {"disruption_id", [](const Disruption& d) { return d.id; }},
        {"name", [](const Disruption& d) { return d.name == d.id ? std::string() : d.name; }},
        {"type", [](const Disruption& d) { return d.type; }},
        {"affected_ids", [](const Disruption& d) { return joined(d.affected); }},
        {"start", [](const Disruption& d) { return d.start; }},
        {"end", [](const Disruption& d) { return d.end; }},
        {"duration_days", [](const Disruption& d) { return text_of(d.duration_days); }},
        {"frequency_per_year", [](const Disruption& d) { return text_of(d.frequency_per_year); }},
        {"capacity_factor", [](const Disruption& d) { return text_of(d.capacity_factor); }},
        {"kind", [](const Disruption& d) { return d.kind; }},
    };
    add_provenance(columns, "note");
    return table_of("disruptions", disruptions, columns);
}

Rows cost_rows(std::span<const CostFigure> costs) {
    std::vector<Column<CostFigure>> columns = {
        {"cost_id", [](const CostFigure& c) { return c.id; }},
        {"category", [](const CostFigure& c) { return c.category; }},
        {"item", [](const CostFigure& c) { return c.item; }},
        {"mode", [](const CostFigure& c) { return c.mode; }},
        {"value", [](const CostFigure& c) { return text_of(c.value); }},
        {"unit", [](const CostFigure& c) { return c.unit; }},
        {"year", [](const CostFigure& c) { return text_of(c.year); }},
    };
    add_provenance(columns, "note");
    return table_of("costs", costs, columns);
}

Rows resource_rows(std::span<const Resource> resources) {
    std::vector<Column<Resource>> columns = {
        {"resource_id", [](const Resource& r) { return r.id; }},
        {"name", [](const Resource& r) { return r.name == r.id ? std::string() : r.name; }},
        {"amount", [](const Resource& r) { return r.amount.text(); }},
        {"unit", [](const Resource& r) { return r.unit; }},
    };
    add_provenance(columns, "note");
    return table_of("resources", resources, columns);
}

Rows resource_use_rows(std::span<const ResourceUse> uses) {
    std::vector<Column<ResourceUse>> columns = {
        {"resource_id", [](const ResourceUse& u) { return u.resource; }},
        {"link_id", [](const ResourceUse& u) { return u.link; }},
        {"commodity", [](const ResourceUse& u) { return u.commodity; }},
        {"use_per_tonne", [](const ResourceUse& u) { return u.per_tonne.text(); }},
    };
    add_provenance(columns, "note");
    return table_of("resource_use", uses, columns);
}

Rows equipment_rows(std::span<const EquipmentType> equipment) {
    using Row = EquipmentType;
    std::vector<Column<Row>> columns = {
        {"equipment_id", [](const Row& e) { return e.id; }},
        {"name", [](const Row& e) { return e.name == e.id ? std::string() : e.name; }},
        {"tonnes_per_unit", [](const Row& e) { return e.tonnes_per_unit.text(); }},
        {"commodities", [](const Row& e) { return joined(e.commodities); }},
        {"facility_types", [](const Row& e) { return joined(mode_names(e.modes)); }},
        {"empty_cost_usd_per_km", [](const Row& e) { return e.empty_usd_per_km.text(); }},
        {"empty_tariff_share", [](const Row& e) { return e.empty_tariff_share.text(); }},
        {"empty_capacity_share", [](const Row& e) { return e.empty_capacity_share.text(); }},
    };
    add_provenance(columns, "note");
    return table_of("equipment", equipment, columns);
}

Rows nest_rows(std::span<const Nest> nests) {
    std::vector<Column<Nest>> columns = {
        {"nest_id", [](const Nest& n) { return n.id; }},
        {"name", [](const Nest& n) { return n.name == n.id ? std::string() : n.name; }},
        {"scale_usd_per_teu", [](const Nest& n) { return n.scale_usd_per_teu.text(); }},
    };
    add_provenance(columns, "note");
    return table_of("nests", nests, columns);
}

Rows corridor_rows(std::span<const CompetingCorridor> corridors) {
    using Row = CompetingCorridor;
    std::vector<Column<Row>> columns = {
        {"corridor_id", [](const Row& c) { return c.id; }},
        {"name", [](const Row& c) { return c.name == c.id ? std::string() : c.name; }},
        {"nest", [](const Row& c) { return c.nest; }},
        {"from_node_id", [](const Row& c) { return c.from; }},
        {"to_node_id", [](const Row& c) { return c.to; }},
        {"through", [](const Row& c) { return joined(c.through); }},
        {"closed_systems", [](const Row& c) { return joined(c.closed_systems); }},
        {"closed_links", [](const Row& c) { return joined(c.closed_links); }},
        {"limited", [](const Row& c) { return std::string(c.limited ? "1" : "0"); }},
        {"observed", [](const Row& c) { return joined(c.observed); }},
        {"other_traffic", [](const Row& c) { return joined(c.other_traffic); }},
    };
    add_provenance(columns, "note");
    return table_of("corridors", corridors, columns);
}

Rows fleet_rows(std::span<const Fleet> fleets) {
    std::vector<Column<Fleet>> columns = {
        {"fleet_id", [](const Fleet& f) { return f.id; }},
        {"name", [](const Fleet& f) { return f.name == f.id ? std::string() : f.name; }},
        {"vessels", [](const Fleet& f) { return fmt::to_string(f.vessels); }},
        {"payload_t", [](const Fleet& f) { return decimal_text(f.payload_t); }},
        {"load_h", [](const Fleet& f) { return decimal_text(f.load_h); }},
        {"unload_h", [](const Fleet& f) { return decimal_text(f.unload_h); }},
        {"service_cv", [](const Fleet& f) { return decimal_text(f.service_cv); }},
        {"departure",
         [](const Fleet& f) {
             return std::string(f.departure == Departure::after_wait  ? "after_wait"
                                : f.departure == Departure::timetable ? "timetable"
                                                                      : "when_full");
         }},
        {"longest_wait_h", [](const Fleet& f) { return decimal_text(f.longest_wait_h); }},
        {"headway_h", [](const Fleet& f) { return decimal_text(f.headway_h); }},
        {"mtbf_h", [](const Fleet& f) { return decimal_text(f.mtbf_h); }},
        {"mttr_h", [](const Fleet& f) { return decimal_text(f.mttr_h); }},
    };
    add_provenance(columns, "note");
    return table_of("fleets", fleets, columns);
}

/// Service times that were observed at a node or, where no node has its id, on a link.
Rows service_time_rows(const Operations& operations) {
    struct Observed {
        std::string_view place;
        double hours = 0.0;
    };
    std::vector<Observed> observed;
    const HandlingById nodes = by_place(operations.nodes);
    const auto add = [&observed](const Handling& handling) {
        for (const double hours : handling.observed_service_h) {
            observed.push_back({handling.place, hours});
        }
    };
    for (const Handling& handling : operations.nodes) {
        add(handling);
    }
    for (const Handling& handling : operations.links) {
        const auto node = nodes.find(handling.place);
        if (node == nodes.end() || node->second->observed_service_h.empty()) {
            add(handling);
        }
    }
    const std::vector<Column<Observed>> columns = {
        {"place_id", [](const Observed& o) { return std::string(o.place); }},
        {"service_h", [](const Observed& o) { return decimal_text(o.hours); }},
    };
    return table_of("service_times", std::span<const Observed>(observed), columns);
}

Rows arrival_rows(std::span<const TimedArrival> arrivals) {
    const std::vector<Column<TimedArrival>> columns = {
        {"demand_id", [](const TimedArrival& a) { return a.demand; }},
        {"at_h", [](const TimedArrival& a) { return decimal_text(a.at_h); }},
        {"tonnes", [](const TimedArrival& a) { return decimal_text(a.tonnes); }},
    };
    return table_of("arrivals", arrivals, columns);
}

Rows source_rows(std::span<const Source> sources) {
    const std::vector<Column<Source>> columns = {
        {"source_key", [](const Source& s) { return s.key; }},
        {"title", [](const Source& s) { return s.title; }},
        {"publisher", [](const Source& s) { return s.publisher; }},
        {"date", [](const Source& s) { return s.date; }},
        {"url", [](const Source& s) { return s.url; }},
    };
    return table_of("sources", sources, columns);
}

/// Those that are not known without a table of their own, and t/yr and its multiples never.
Rows unit_rows(const UnitTable& units) {
    std::vector<Unit> own;
    for (const Unit& unit : units.units()) {
        const Unit* const known = default_units().find(unit.symbol);
        if (known == nullptr || known->dimension != unit.dimension ||
            !(known->factor == unit.factor) || !(known->divisor == unit.divisor)) {
            own.push_back(unit);
        }
    }
    const std::vector<Column<Unit>> columns = {
        {"unit", [](const Unit& u) { return u.symbol; }},
        {"dimension", [](const Unit& u) { return std::string(to_string(u.dimension)); }},
        {"factor", [](const Unit& u) { return u.factor.text(); }},
        {"divisor", [](const Unit& u) { return u.divisor.text(); }},
        {"source", [](const Unit& u) { return u.source; }},
    };
    return table_of("units", std::span<const Unit>(own), columns);
}

}  // namespace

std::vector<Rows> dataset_rows(const Dataset& data) {
    const Operations& operations = data.operations;
    std::vector<Rows> tables = {node_rows(data.network, by_place(operations.nodes)),
                                link_rows(data.network, by_place(operations.links))};
    for (Rows& table :
         std::vector<Rows>{demand_rows(data.demand), project_rows(data.projects),
                           disruption_rows(data.disruptions), cost_rows(data.costs),
                           resource_rows(data.resources), resource_use_rows(data.resource_uses),
                           equipment_rows(data.equipment), nest_rows(data.nests),
                           corridor_rows(data.corridors), fleet_rows(operations.fleets),
                           service_time_rows(operations), arrival_rows(operations.timed),
                           source_rows(data.sources), unit_rows(data.network.units())}) {
        if (!table.rows.empty()) {
            tables.push_back(std::move(table));
        }
    }
    return tables;
}

}  // namespace corridor::io
