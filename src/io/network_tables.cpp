#include "io/dataset_tables.hpp"

#include <corridor/base/checked.hpp>
#include <corridor/base/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::int64_t largest_scaled = std::int64_t{1} << 40;

Int128 power_of_ten(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

/// Whether `megatonnes` as printed can be what `rate` rounds to: within half a unit of its last
/// digit, and the half tonne that `rate` itself was rounded by.
bool agrees(TonnesPerYear rate, const Decimal& megatonnes) {
    constexpr std::int64_t tonnes = 1'000'000;
    const Int128 power = power_of_ten(megatonnes.scale());
    const Int128 difference = rate.count() * power - Int128{megatonnes.significand()} * tonnes;
    return 2 * (difference < 0 ? -difference : difference) <= tonnes + power;
}

void check_range(const Table& table, std::size_t row, const Table::Column& column, double value,
                 double largest, Diagnostics& diagnostics) {
    if (value < -largest || value > largest) {
        add_fault(diagnostics, table, row, column,
                  fmt::format("degrees between -{0} and {0}", largest),
                  shown(table.text(row, column)), "x_coord is the longitude, y_coord the latitude");
    }
}

}  // namespace

ProvenanceColumns::ProvenanceColumns(const Table& table)
    : source_(table.column("source")), confidence_(table.column("confidence")) {
    if (table.definition().find("capacity_basis") != nullptr) {
        basis_ = table.column("capacity_basis");
    }
}

Provenance ProvenanceColumns::read(const Table& table, std::size_t row) const {
    Provenance result;
    result.source = table.text(row, source_);
    result.confidence = parse_confidence(table.text(row, confidence_)).value_or(Confidence::low);
    if (basis_ && table.given(row, *basis_)) {
        result.capacity_basis = parse_basis(table.text(row, *basis_)).value_or(Basis::estimate);
    } else if (!result.source.empty()) {
        // The keys "estimate" and "general_knowledge" say that nobody published the figure.
        result.capacity_basis = parse_basis(result.source).value_or(Basis::source);
    }
    return result;
}

void add_fault(Diagnostics& diagnostics, const Table& table, std::size_t row,
               const Table::Column& column, std::string expected, std::string found,
               std::string advice) {
    diagnostics.add({Severity::error, table.place(row, column), column.attribute->shown_name(),
                     std::move(expected), std::move(found), std::move(advice)});
}

std::string unit_advice(std::string_view symbol, const UnitTable& units) {
    std::string advice = did_you_mean(symbol, units.symbols());
    if (advice.empty()) {
        advice = fmt::format("known units: {}; add others in units.csv",
                             fmt::join(units.symbols(), ", "));
    }
    return advice;
}

std::optional<Quantity> read_quantity(const Table& table, std::size_t row,
                                      const QuantityColumns& columns, const UnitTable& units,
                                      Diagnostics& diagnostics) {
    const std::string& amount_name = columns.amount.attribute->shown_name();
    const std::string& unit_name = columns.unit.attribute->shown_name();
    if (!table.given(row, columns.amount)) {
        if (table.given(row, columns.control)) {
            diagnostics.add({Severity::error, table.place(row, columns.control), amount_name,
                             fmt::format("an amount and its unit next to the control figure {}",
                                         columns.control.attribute->name),
                             "nothing",
                             fmt::format("write {} and {}; the control figure alone sets nothing",
                                         amount_name, unit_name)});
        }
        return std::nullopt;
    }
    const auto amount = table.decimal(row, columns.amount);
    if (!amount) {
        return std::nullopt;
    }
    if (!table.given(row, columns.unit)) {
        diagnostics.add({Severity::error, table.place(row, columns.amount), unit_name,
                         fmt::format("the unit of {} {}", amount_name, amount->text()), "nothing",
                         fmt::format("add {}, for example Mt/yr", unit_name)});
        return std::nullopt;
    }
    Quantity quantity{*amount, std::string(table.text(row, columns.unit))};
    if (units.find(quantity.unit) == nullptr) {
        return std::nullopt;
    }
    const auto rate = to_tonnes_per_year(quantity, units);
    if (!rate) {
        add_fault(diagnostics, table, row, columns.amount,
                  fmt::format("at most {} t/yr", TonnesPerYear::largest),
                  fmt::format("'{}'", quantity.text()), "");
        return std::nullopt;
    }
    const auto control = table.decimal(row, columns.control);
    if (control && table.given(row, columns.control) && !agrees(*rate, *control)) {
        add_fault(
            diagnostics, table, row, columns.control,
            fmt::format("{} converted: {} = {}", amount_name, quantity.text(), to_string(*rate)),
            fmt::format("{} Mt/yr", control->text()), "one of the two, or the unit, is wrong");
        return std::nullopt;
    }
    return quantity;
}

std::int64_t read_scaled(const Table& table, std::size_t row, const Table::Column& column,
                         std::int64_t factor, Diagnostics& diagnostics) {
    const auto amount = table.decimal(row, column);
    if (!amount) {
        return 0;
    }
    const auto scaled = scaled_to_whole(*amount, Decimal(factor));
    if (!scaled || *scaled > largest_scaled) {
        add_fault(diagnostics, table, row, column,
                  fmt::format("at most {} {}", largest_scaled / factor, column.attribute->unit),
                  shown(table.text(row, column)), "");
        return 0;
    }
    return *scaled;
}

UnitTable read_units(const Table& table, UnitTable known, Diagnostics& diagnostics) {
    const auto symbol = table.column("unit");
    const auto dimension = table.column("dimension");
    const auto factor = table.column("factor");
    const auto divisor = table.column("divisor");
    const auto source = table.column("source");
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const auto measured = parse_dimension(table.text(row, dimension));
        const auto times = table.decimal(row, factor);
        const auto over = table.decimal(row, divisor);
        const std::string name(table.text(row, symbol));
        if (name.empty() || !measured || !times || !over) {
            continue;
        }
        if (!known.add({name, *measured, *times, *over, std::string(table.text(row, source))})) {
            add_fault(
                diagnostics, table, row, factor,
                fmt::format("the definition of {}, {} t/yr", name, known.find(name)->factor.text()),
                fmt::format("{} / {}", times->text(), over->text()),
                "t/yr, kt/yr and Mt/yr cannot be redefined; use a symbol of its own");
        }
    }
    return known;
}

void read_nodes(const Table& table, NetworkBuilder& builder, Diagnostics& diagnostics) {
    const auto id = table.column("node_id");
    const auto name = table.column("name");
    const auto kind = table.column("node_type");
    const auto country = table.column("country");
    const auto x = table.column("x_coord");
    const auto y = table.column("y_coord");
    const auto throughput = table.column("capacity_mt_per_year");
    const auto terminal = table.column("capacity_teu_per_year");
    const auto dwell = table.column("dwell_hours");
    const auto note = table.column("notes");
    const ProvenanceColumns provenance(table);

    const auto capacity = [&](std::size_t row, const Table::Column& column, const char* unit) {
        const auto amount = table.decimal(row, column);
        if (!amount) {
            return std::optional<Quantity>();
        }
        Quantity quantity{*amount, unit};
        if (!to_tonnes_per_year(quantity, builder.units())) {
            add_fault(diagnostics, table, row, column,
                      fmt::format("at most {} t/yr", TonnesPerYear::largest),
                      fmt::format("'{}'", quantity.text()), "");
            return std::optional<Quantity>();
        }
        return std::optional<Quantity>(std::move(quantity));
    };

    builder.nodes().reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        NodeSpec node{.id = std::string(table.text(row, id))};
        node.name = table.text(row, name);
        node.kind = table.text(row, kind);
        node.country = table.text(row, country);
        const auto longitude = table.decimal(row, x);
        const auto latitude = table.decimal(row, y);
        if (longitude && latitude) {
            node.position = GeoPoint{longitude->approximate(), latitude->approximate()};
            check_range(table, row, x, node.position->longitude, 180.0, diagnostics);
            check_range(table, row, y, node.position->latitude, 90.0, diagnostics);
        } else if (table.given(row, x) != table.given(row, y)) {
            add_fault(diagnostics, table, row, longitude ? y : x, "both coordinates or none",
                      "only one of them", "");
        }
        node.throughput = capacity(row, throughput, "Mt/yr");
        node.container_terminal = capacity(row, terminal, "TEU/yr");
        node.dwell = Duration{read_scaled(table, row, dwell, 3600, diagnostics)};
        node.provenance = provenance.read(table, row);
        node.note = table.text(row, note);
        node.place = table.place(row, id);
        builder.add_node(std::move(node));
    }
}

void read_links(const Table& table, NetworkBuilder& builder, Diagnostics& diagnostics) {
    const auto id = table.column("link_id");
    const auto from = table.column("from_node_id");
    const auto to = table.column("to_node_id");
    const auto directed = table.column("directed");
    const auto mode = table.column("facility_type");
    const auto system = table.column("system");
    const auto length = table.column("length_km");
    const QuantityColumns capacity{table.column("capacity"), table.column("capacity_unit"),
                                   table.column("capacity_mt_per_year")};
    const auto hours = table.column("transit_time_hours");
    const auto tariff = table.column("tariff");
    const auto commodities = table.column("commodities");
    const auto status = table.column("status");
    const auto opening = table.column("opening_year");
    const auto note = table.column("note");
    const ProvenanceColumns provenance(table);

    builder.links().reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        LinkSpec link{.id = std::string(table.text(row, id)),
                      .from = std::string(table.text(row, from)),
                      .to = std::string(table.text(row, to))};
        link.directed = table.boolean(row, directed);
        link.mode = parse_mode(table.text(row, mode)).value_or(Mode::rail);
        link.system = table.text(row, system);
        link.length = Length{read_scaled(table, row, length, 1'000, diagnostics)};
        link.capacity = read_quantity(table, row, capacity, builder.units(), diagnostics);
        link.commodities = table.list(row, commodities);
        link.status = parse_status(table.text(row, status)).value_or(Status::operating);
        link.opening_year = table.year(row, opening);
        link.transit_time = Duration{read_scaled(table, row, hours, 3'600, diagnostics)};
        link.tariff = UnitCost{read_scaled(table, row, tariff, 1'000'000, diagnostics)};
        link.provenance = provenance.read(table, row);
        link.note = table.text(row, note);
        link.place = table.place(row, id);
        if (!link.from.empty() && link.from == link.to) {
            diagnostics.add({Severity::warning, table.place(row, to), "to_node_id",
                             "another node than from_node_id", shown(link.to),
                             "a link from a node to itself carries nothing anywhere"});
        }
        builder.add_link(std::move(link));
    }
}

}  // namespace corridor::io
