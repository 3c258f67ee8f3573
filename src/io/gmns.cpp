#include "io/dataset_tables.hpp"
#include "io/gmns_headings.hpp"
#include "io/rows.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace corridor::io {
namespace {

/// What config.csv says about the other tables.
struct Config {
    Decimal km_per_length{1};
    double kmh_per_speed = 1.0;
    bool degrees = true;
};

std::optional<Decimal> kilometres_in(std::string_view unit) {
    if (unit == "km" || unit == "kilometer" || unit == "kilometers" || unit == "kilometre") {
        return Decimal(1);
    }
    if (unit == "m" || unit == "meter" || unit == "meters" || unit == "metre") {
        return Decimal(1, 3);
    }
    if (unit == "mi" || unit == "mile" || unit == "miles") {
        return Decimal(1'609'344, 6);
    }
    if (unit == "ft" || unit == "foot" || unit == "feet") {
        return Decimal(3'048, 7);
    }
    return std::nullopt;
}

std::optional<double> kmh_in(std::string_view unit) {
    if (unit == "km/h" || unit == "kph" || unit == "kmh" || unit == "kmph") {
        return 1.0;
    }
    if (unit == "mph" || unit == "mi/h") {
        return 1.609344;
    }
    return std::nullopt;
}

const NamedText* find_file(std::span<const NamedText> files, std::string_view name) {
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const NamedText& each) { return each.name == name; });
    return file == files.end() ? nullptr : &*file;
}

std::optional<Rows> read_rows(const NamedText& file, Diagnostics& diagnostics) {
    const auto csv = parse_csv(file.name, file.text, diagnostics);
    return csv ? std::optional<Rows>(rows_of(*csv)) : std::nullopt;
}

Place place_of(const Rows& rows, const Cell& cell) {
    return {rows.file, cell.line, cell.column};
}

Config read_config(std::span<const NamedText> files, const Rows& links, Diagnostics& diagnostics) {
    Config config;
    Rows rows;
    if (const NamedText* const file = find_file(files, "config.csv")) {
        rows = read_rows(*file, diagnostics).value_or(Rows{});
    }
    const auto value = [&](std::string_view name) {
        const auto column = rows.find(name);
        return rows.rows.empty() || !column ? nullptr : &rows.rows.front()[*column];
    };
    const auto given = [](const Cell* cell) { return cell != nullptr && !cell->text.empty(); };
    const auto assumed = [&](const char* field, const char* expected, const char* taken) {
        diagnostics.add(note("config.csv", field, expected, "nothing", taken));
    };

    const Cell* const length = value("long_length");
    if (given(length)) {
        const auto known = kilometres_in(length->text);
        if (!known) {
            diagnostics.add({Severity::error, place_of(rows, *length), "long_length",
                             "km, m, mi or ft", shown(length->text), ""});
        }
        config.km_per_length = known.value_or(Decimal(1));
    } else if (links.find("length")) {
        assumed("long_length", "the unit of length", "km is assumed");
    }
    const Cell* const speed = value("speed");
    if (given(speed)) {
        const auto known = kmh_in(speed->text);
        if (!known) {
            diagnostics.add({Severity::error, place_of(rows, *speed), "speed", "km/h or mph",
                             shown(speed->text), ""});
        }
        config.kmh_per_speed = known.value_or(1.0);
    } else if (links.find("free_speed")) {
        assumed("speed", "the unit of free_speed", "km/h is assumed");
    }
    const Cell* const crs = value("crs");
    if (!given(crs)) {
        assumed("crs", "the reference system of the coordinates", "EPSG:4326 is assumed");
    } else if (crs->text.find("4326") == std::string::npos &&
               crs->text.find("84") == std::string::npos) {
        config.degrees = false;
        diagnostics.add({Severity::warning, place_of(rows, *crs), "crs", "EPSG:4326",
                         shown(crs->text), "the coordinates are kept, but nodes have no place"});
    }
    return config;
}

void convert_lengths(Rows& rows, const Decimal& km_per_length) {
    const auto column = rows.find("length");
    if (!column || km_per_length == Decimal(1)) {
        return;
    }
    for (std::vector<Cell>& row : rows.rows) {
        const auto length = parse_decimal(row[*column].text);
        const auto metres =
            length ? scaled_to_whole(*length, Decimal(km_per_length.significand() * 1'000,
                                                      km_per_length.scale()))
                   : std::nullopt;
        if (metres) {
            row[*column].text = Decimal(*metres, 3).text();
        }
    }
}

/// Capacities under their short names, then those of road networks.
void find_capacities(Rows& rows, Diagnostics& diagnostics) {
    if (rows.find("cor_capacity")) {
        return;
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> stated = {
        {{"cor_capacity_t_per_year", "t/yr"},
         {"cor_capacity_teu_per_year", "TEU/yr"},
         {"cor_trains_per_day", "trains/day"}}};
    std::optional<std::size_t> amounts;
    for (const auto& [name, unit] : stated) {
        const auto column = rows.find(name);
        if (!column) {
            continue;
        }
        amounts = amounts ? amounts : std::optional<std::size_t>(rows.column("cor_capacity"));
        const std::size_t units = rows.column("cor_capacity_unit");
        for (std::vector<Cell>& row : rows.rows) {
            if (row[*amounts].text.empty() && !row[*column].text.empty()) {
                row[*amounts] = row[*column];
                row[units] = {std::string(unit), row[*column].line, row[*column].column};
            }
        }
    }
    const auto vehicles = rows.find("capacity");
    const auto lanes = rows.find("lanes");
    if (amounts || !vehicles) {
        return;
    }
    constexpr std::int64_t hours_a_year = 8'760;
    amounts = rows.column("cor_capacity");
    const std::size_t units = rows.column("cor_capacity_unit");
    bool used = false;
    for (std::vector<Cell>& row : rows.rows) {
        const Cell& cell = row[*vehicles];
        if (cell.text.empty()) {
            continue;
        }
        row[*amounts] = cell;
        row[units] = {"vehicles/yr", cell.line, cell.column};
        const auto of_lane = parse_decimal(cell.text);
        const auto count = lanes && !row[*lanes].text.empty() ? parse_decimal(row[*lanes].text)
                                                              : std::optional(Decimal(1));
        if (!of_lane || !count || count->scale() != 0 || count->significand() > 1'000) {
            continue;
        }
        const auto yearly = scaled_to_whole(*of_lane, Decimal(count->significand() * hours_a_year));
        row[*amounts].text = yearly ? fmt::to_string(*yearly) : cell.text;
        used = true;
    }
    if (used) {
        diagnostics.add(note(rows.file, "capacity", "cor_capacity and cor_capacity_unit",
                             "vehicles an hour and lane",
                             "lanes × 8760 hours a year × 20 t a vehicle are assumed"));
    }
}

void find_times(Rows& rows, double kmh_per_speed, Diagnostics& diagnostics) {
    const auto speed = rows.find("free_speed");
    const auto length = rows.find("length");
    if (!speed || !length || rows.find("cor_transit_time_h") ||
        rows.find("cor_transit_time_hours")) {
        return;
    }
    const std::size_t hours = rows.column("cor_transit_time_h");
    bool used = false;
    for (std::vector<Cell>& row : rows.rows) {
        const auto v = parse_decimal(row[*speed].text);
        const auto km = parse_decimal(row[*length].text);
        if (!v || !km || v->significand() <= 0) {
            continue;
        }
        const double time = km->approximate() / (v->approximate() * kmh_per_speed);
        if (time > 0.0 && time < 1e6) {
            row[hours].text = fmt::format("{:.6f}", time);
            used = true;
        }
    }
    if (used) {
        diagnostics.add(note(rows.file, "cor_transit_time_h", "this column", "no such column",
                             "length / free_speed is assumed"));
    }
}

void write_lists_our_way(Rows& rows) {
    const auto uses = rows.find("allowed_uses");
    if (!uses) {
        return;
    }
    for (std::vector<Cell>& row : rows.rows) {
        std::string& text = row[*uses].text;
        if (text == "all") {
            text.clear();
        }
        std::string list;
        for (const char c : text) {
            if (c == ',') {
                list += ';';
            } else if (c != ' ' || (!list.empty() && list.back() != ';')) {
                list += c;
            }
        }
        text = std::move(list);
    }
}

Diagnostics missing_files(std::span<const NamedText> files) {
    Diagnostics diagnostics;
    for (const char* const name : {"node.csv", "link.csv"}) {
        if (find_file(files, name) == nullptr) {
            diagnostics.add({Severity::error, Place{name, 0, 0}, "", "this file", "no such file",
                             "a GMNS folder needs node.csv and link.csv"});
        }
    }
    return diagnostics;
}

}  // namespace

Parsed<NetworkFile> parse_gmns(std::span<const NamedText> files) {
    Diagnostics diagnostics = missing_files(files);
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    std::optional<Rows> nodes = read_rows(*find_file(files, "node.csv"), diagnostics);
    std::optional<Rows> links = read_rows(*find_file(files, "link.csv"), diagnostics);
    if (!nodes || !links) {
        return diagnostics;
    }
    const Config config = read_config(files, *links, diagnostics);

    NetworkFile result;
    take_known_words(*nodes, "node_type", "cor_node_type",
                     *dictionary().find("nodes")->find("node_type"), "", diagnostics);
    TableDefinition of_nodes = with_headings("nodes", gmns_node_headings(), gmns_prefix, *nodes);
    if (!config.degrees) {
        for (Attribute& attribute : of_nodes.attributes) {
            if (attribute.name == "x_coord" || attribute.name == "y_coord") {
                attribute.heading = std::string(gmns_prefix) + attribute.name;
            }
        }
    }
    result.nodes = take_extra_columns(*nodes, of_nodes);

    take_known_words(*links, "facility_type", "cor_mode",
                     *dictionary().find("links")->find("facility_type"), "road", diagnostics);
    convert_lengths(*links, config.km_per_length);
    find_capacities(*links, diagnostics);
    find_times(*links, config.kmh_per_speed, diagnostics);
    write_lists_our_way(*links);
    TableDefinition of_links = with_headings("links", gmns_link_headings(), gmns_prefix, *links);
    for (Attribute& attribute : of_links.attributes) {
        attribute.required = attribute.required || attribute.name == "directed";
    }
    result.links = take_extra_columns(*links, of_links);

    DatasetTables tables;
    tables.nodes = check_table(RowTable::make(*nodes), of_nodes, diagnostics);
    tables.links = check_table(RowTable::make(*links), of_links, diagnostics);
    read_native_tables(files, gmns_prefix, tables, diagnostics);
    for (const NamedText& file : files) {
        if (file.name != "node.csv" && file.name != "link.csv" &&
            !names_native_table(file.name, gmns_prefix)) {
            result.others.push_back(file);
        }
    }
    Parsed<Dataset> data = build_dataset(tables, default_units(), std::move(diagnostics));
    Diagnostics told = data.diagnostics();
    if (!data.ok()) {
        return told;
    }
    result.data = std::move(data).value();
    return Parsed<NetworkFile>(std::move(result), std::move(told));
}

}  // namespace corridor::io
