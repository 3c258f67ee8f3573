#include "io/dataset_tables.hpp"
#include "io/dimacs_scanner.hpp"
#include "io/rows.hpp"
#include "io/stated_nodes.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace corridor::io {
namespace {

constexpr std::array<std::string_view, 10> link_columns = {
    "init_node", "term_node", "capacity", "length", "free_flow_time",
    "b",         "power",     "speed",    "toll",   "link_type"};
constexpr double hours_a_year = 8'760.0;

std::optional<double> number(std::string_view text) {
    double value = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

std::optional<std::uint32_t> node_number(std::string_view text) {
    std::uint32_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && value >= 1 && value <= Network::largest_node_count
               ? std::optional<std::uint32_t>(value)
               : std::nullopt;
}

/// Words of the data lines; ';' and ':' part words, glued to them or not, and '~' begins a comment.
std::vector<Word> words_of(std::string_view line) {
    line = line.substr(0, line.find('~'));
    std::vector<Word> words;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t\r", at)) < line.size()) {
        const bool mark = line[at] == ';' || line[at] == ':';
        const std::size_t end =
            mark ? at + 1 : std::min(line.find_first_of(" \t\r;:", at), line.size());
        words.push_back({line.substr(at, end - at), at + 1});
        at = end;
    }
    return words;
}

/// Walks through one file: its metadata first, then its data lines.
class TntpReader {
  public:
    TntpReader(const NamedText& file, Diagnostics& diagnostics)
        : file_(file.name), lines_(file.text), diagnostics_(diagnostics) {}

    void fault(std::size_t column, std::string field, std::string expected, std::string found) {
        diagnostics_.add({Severity::error, Place{file_, lines_.number(), column}, std::move(field),
                          std::move(expected), std::move(found), ""});
    }

    /// The values of the metadata, up to the line that ends it.
    void read_metadata() {
        while (lines_.next()) {
            const std::string_view line = lines_.text();
            const auto open = line.find_first_not_of(" \t");
            if (open == std::string_view::npos || line[open] == '~') {
                continue;
            }
            const auto close = line.find('>');
            if (line[open] != '<' || close == std::string_view::npos) {
                fault(open + 1, "metadata", "<KEY> value, or <END OF METADATA>",
                      shown(line.substr(open)));
                return;
            }
            const std::string_view key = line.substr(open + 1, close - open - 1);
            if (key == "END OF METADATA") {
                return;
            }
            const std::string_view rest = line.substr(close + 1);
            const auto begin = std::min(rest.find_first_not_of(" \t"), rest.size());
            const auto end = rest.find_last_not_of(" \t");
            metadata_.emplace_back(key, begin < rest.size() ? rest.substr(begin, end + 1 - begin)
                                                            : std::string_view());
        }
        diagnostics_.add({Severity::error, Place{file_, lines_.number(), 0}, "metadata",
                          "<END OF METADATA>", "the end of the file", ""});
    }

    [[nodiscard]] std::string_view value(std::string_view key) const {
        const auto place = std::find_if(metadata_.begin(), metadata_.end(),
                                        [&](const auto& each) { return each.first == key; });
        return place == metadata_.end() ? std::string_view() : place->second;
    }

    /// A whole number of the metadata; 0 where it is not given.
    std::uint32_t count(std::string_view key, bool required) {
        const std::string_view text = value(key);
        const auto read = node_number(text);
        if ((required && text.empty()) || (!text.empty() && !read && text != "0")) {
            diagnostics_.add({Severity::error, Place{file_, 0, 0}, std::string(key),
                              "a whole number of at least 1",
                              text.empty() ? "nothing" : shown(text), ""});
        }
        return read.value_or(0);
    }

    [[nodiscard]] bool next() { return lines_.next(); }
    [[nodiscard]] std::vector<Word> words() const { return words_of(lines_.text()); }
    [[nodiscard]] std::uint32_t line() const { return static_cast<std::uint32_t>(lines_.number()); }
    [[nodiscard]] const std::string& file() const { return file_; }

  private:
    const std::string& file_;
    LineScanner lines_;
    Diagnostics& diagnostics_;
    std::vector<std::pair<std::string_view, std::string_view>> metadata_;
};

/// What a length is in kilometres, as the header line says it in brackets.
std::pair<double, std::string_view> length_unit(std::string_view header) {
    const auto length = header.find("ength");
    const std::string_view rest =
        length == std::string_view::npos ? std::string_view() : header.substr(length + 5, 8);
    if (rest.find("(ft)") != std::string_view::npos) {
        return {0.0003048, "feet"};
    }
    if (rest.find("(mi") != std::string_view::npos) {
        return {1.609344, "miles"};
    }
    if (rest.find("(m)") != std::string_view::npos) {
        return {0.001, "metres"};
    }
    return {1.0, rest.find("(km)") != std::string_view::npos ? "km" : ""};
}

std::string rounded_text(double value, int decimals) {
    return fmt::format("{:.{}f}", value, decimals);
}

Rows read_links(TntpReader& reader, std::uint32_t nodes, double km) {
    Rows rows;
    rows.file = reader.file();
    for (const std::string_view name :
         {"link_id", "from_node_id", "to_node_id", "directed", "facility_type", "capacity",
          "capacity_unit", "length_km", "transit_time_hours"}) {
        rows.header.push_back({std::string(name), 1, 1});
    }
    for (std::size_t i = 2; i < link_columns.size(); ++i) {
        rows.header.push_back({"tntp_" + std::string(link_columns[i]), 1, 1});
    }
    while (reader.next()) {
        std::vector<Word> words = reader.words();
        if (words.empty()) {
            continue;
        }
        if (words.back().text == ";") {
            words.pop_back();
        }
        if (words.size() != link_columns.size()) {
            reader.fault(words.empty() ? 1 : words.front().column, "link",
                         fmt::format("{} numbers and ';'", link_columns.size()),
                         fmt::format("{} words", words.size()));
            continue;
        }
        std::array<double, link_columns.size()> values{};
        bool sound = true;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto value = number(words[i].text);
            const bool node = i < 2;
            const auto id = node ? node_number(words[i].text) : std::nullopt;
            if (node ? !id || *id > nodes : !value || (i < 5 && (*value < 0.0 || *value > 1e12))) {
                reader.fault(words[i].column, std::string(link_columns[i]),
                             node ? fmt::format("a node from 1 to {}", nodes)
                                  : (i < 5 ? "a number from 0 to 1e12" : "a number"),
                             shown(words[i].text));
                sound = false;
            }
            values[i] = value.value_or(0.0);
        }
        if (!sound) {
            continue;
        }
        const std::uint32_t line = reader.line();
        const auto cell = [&](std::string text, std::size_t word) {
            return Cell{std::move(text), line, static_cast<std::uint32_t>(words[word].column)};
        };
        std::vector<Cell>& row = rows.rows.emplace_back();
        row = {cell(fmt::format("a{}", rows.rows.size()), 0),
               cell(std::string(words[0].text), 0),
               cell(std::string(words[1].text), 1),
               cell("1", 0),
               cell("road", 0),
               cell(rounded_text(values[2] * hours_a_year, 0), 2),
               cell("vehicles/yr", 2),
               cell(rounded_text(values[3] * km, 3), 3),
               cell(rounded_text(values[4] / 60.0, 6), 4)};
        for (std::size_t i = 2; i < words.size(); ++i) {
            row.push_back(cell(std::string(words[i].text), i));
        }
    }
    return rows;
}

Rows read_trips(TntpReader& reader, std::uint32_t zones, Diagnostics& diagnostics) {
    Rows rows;
    rows.file = reader.file();
    for (const std::string_view name :
         {"demand_id", "origin_node", "destination_node", "value", "unit"}) {
        rows.header.push_back({std::string(name), 1, 1});
    }
    std::uint32_t origin = 0;
    std::size_t within = 0;
    while (reader.next()) {
        const std::vector<Word> words = reader.words();
        for (std::size_t i = 0; i < words.size();) {
            if (words[i].text == "Origin") {
                const auto zone =
                    i + 1 < words.size() ? node_number(words[i + 1].text) : std::nullopt;
                if (!zone || *zone > zones) {
                    reader.fault(words[i].column, "Origin",
                                 fmt::format("a zone from 1 to {}", zones),
                                 i + 1 < words.size() ? shown(words[i + 1].text) : "nothing");
                }
                origin = zone.value_or(0);
                i += 2;
                continue;
            }
            const auto zone = node_number(words[i].text);
            const bool whole = i + 2 < words.size() && words[i + 1].text == ":";
            const double amount = whole ? number(words[i + 2].text).value_or(-1.0) : -1.0;
            if (!zone || *zone > zones || amount < 0.0 || amount > 1e12 || origin == 0) {
                reader.fault(words[i].column, "trips",
                             origin == 0
                                 ? "Origin and a zone first"
                                 : fmt::format("ZONE : TRIPS; with a zone from 1 to {}", zones),
                             shown(words[i].text));
                break;
            }
            const auto at = [&](std::size_t word) {
                return Cell{"", reader.line(), static_cast<std::uint32_t>(words[word].column)};
            };
            if (*zone == origin) {
                within += amount > 0.0 ? 1U : 0U;
            } else if (amount > 0.0) {
                std::vector<Cell>& row = rows.rows.emplace_back();
                row = {at(i), at(i), at(i), at(i + 2), at(i + 2)};
                row[0].text = fmt::format("{}_{}", origin, *zone);
                row[1].text = fmt::to_string(origin);
                row[2].text = fmt::to_string(*zone);
                row[3].text = rounded_text(amount * hours_a_year, 0);
                row[4].text = "vehicles/yr";
            }
            i += i + 3 < words.size() && words[i + 3].text == ";" ? 4U : 3U;
        }
    }
    if (within != 0) {
        diagnostics.add(note(rows.file, "trips", "trips between zones",
                             fmt::format("{} zones with trips within them", within),
                             "trips within a zone use no link and are left out"));
    }
    return rows;
}

Rows numbered_nodes(const std::string& file, std::uint32_t count) {
    Rows rows;
    rows.file = file;
    rows.header.push_back({"node_id", 1, 1});
    for (std::uint32_t v = 1; v <= count; ++v) {
        rows.rows.push_back({{fmt::to_string(v), 1, 1}});
    }
    return rows;
}

}  // namespace

Parsed<NetworkFile> parse_tntp(const NamedText& net, const NamedText& trips) {
    Diagnostics diagnostics;
    TntpReader reader(net, diagnostics);
    reader.read_metadata();
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    const std::uint32_t nodes = reader.count("NUMBER OF NODES", true);
    const std::uint32_t zones = reader.count("NUMBER OF ZONES", true);
    const std::uint32_t stated_links = reader.count("NUMBER OF LINKS", false);
    const std::uint32_t first_thru = reader.count("FIRST THRU NODE", false);
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    const auto [km, unit] = length_unit(reader.value("ORIGINAL HEADER"));
    Rows links = read_links(reader, nodes, km);
    if (nodes > most_nodes(links.rows.size())) {
        diagnostics.add({Severity::error, Place{net.name, 0, 0}, "NUMBER OF NODES",
                         expected_nodes(links.rows.size()), fmt::format("{}", nodes), ""});
    }
    if (diagnostics.ok() && stated_links != 0 && links.rows.size() != stated_links) {
        diagnostics.add({Severity::error, Place{net.name, 0, 0}, "NUMBER OF LINKS",
                         fmt::format("{} links", stated_links),
                         fmt::format("{}", links.rows.size()), ""});
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    diagnostics.add(note(net.name, "capacity", "a unit", "none",
                         "vehicles an hour, 8760 hours a year and 20 t a vehicle are assumed"));
    diagnostics.add(note(net.name, "free_flow_time", "a unit", "none", "minutes are assumed"));
    diagnostics.add(note(net.name, "length", "a unit",
                         unit.empty() ? "none" : fmt::format("{} in the header", unit),
                         unit.empty() ? "km are assumed" : "it is converted to km"));
    if (first_thru > 1) {
        diagnostics.add(note(net.name, "FIRST THRU NODE", "nodes that any path may pass",
                             fmt::format("{}", first_thru),
                             "the rule that paths only start and end below it is left out"));
    }

    NetworkFile result;
    const TableDefinition& of_nodes = *dictionary().find("nodes");
    const TableDefinition& of_links = *dictionary().find("links");
    result.links = take_extra_columns(links, of_links);
    DatasetTables tables;
    tables.nodes =
        check_table(RowTable::make(numbered_nodes(net.name, nodes)), of_nodes, diagnostics);
    tables.links = check_table(RowTable::make(links), of_links, diagnostics);
    if (!trips.text.empty()) {
        TntpReader of_trips(trips, diagnostics);
        of_trips.read_metadata();
        if (diagnostics.ok()) {
            read_native_table("demand", read_trips(of_trips, zones, diagnostics), tables,
                              diagnostics);
            diagnostics.add(note(trips.name, "trips", "a unit", "none",
                                 "vehicles an hour are assumed, as for capacities"));
        }
    }
    if (!diagnostics.ok()) {
        return diagnostics;
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
