#include "io/geojson_headings.hpp"
#include "io/json_text.hpp"
#include "io/render_formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::io {
namespace {

/// Whether the cells of a column can stand without quotes: all of them are numbers.
bool is_numeric(const Rows& rows, std::size_t column, const TableDefinition& definition) {
    const Attribute* const attribute = definition.find(rows.header[column].text);
    if (attribute != nullptr) {
        return attribute->type == ValueType::integer || attribute->type == ValueType::decimal ||
               attribute->type == ValueType::year || attribute->type == ValueType::boolean;
    }
    return std::all_of(rows.rows.begin(), rows.rows.end(), [&](const std::vector<Cell>& row) {
        return row[column].text.empty() || is_json_number(row[column].text);
    });
}

/// Every row as an object; cells that say nothing are left out.
std::vector<std::string> objects_of(const Rows& rows, const TableDefinition& definition,
                                    const std::vector<std::string>& without = {}) {
    std::vector<std::string> result(rows.rows.size());
    std::vector<std::string> keys;
    std::vector<bool> numeric;
    for (std::size_t column = 0; column < rows.header.size(); ++column) {
        const std::string& name = rows.header[column].text;
        const bool left_out = std::find(without.begin(), without.end(), name) != without.end();
        keys.push_back(left_out ? "" : json_string(name));
        numeric.push_back(is_numeric(rows, column, definition));
    }
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
        std::string& object = result[row];
        for (std::size_t column = 0; column < keys.size(); ++column) {
            const std::string& text = rows.rows[row][column].text;
            if (text.empty() || keys[column].empty()) {
                continue;
            }
            object +=
                fmt::format("{}{}: {}", object.empty() ? "" : ", ", keys[column],
                            numeric[column] && is_json_number(text) ? text : json_string(text));
        }
        object = "{" + object + "}";
    }
    return result;
}

/// Columns under a name that a reader would take for one of ours, where ours says nothing.
ExtraColumns without_other_names(ExtraColumns extra, const Rows& rows,
                                 const std::vector<Heading>& headings) {
    for (const Heading& heading : headings) {
        if (rows.find(heading.names.front())) {
            continue;
        }
        for (std::string& name : extra.names) {
            if (std::find(heading.names.begin(), heading.names.end(), name) !=
                heading.names.end()) {
                name = "source_" + name;
            }
        }
    }
    return extra;
}

std::string point(const GeoPoint& place) {
    return fmt::format("[{}, {}]", decimal_text(place.longitude), decimal_text(place.latitude));
}

/// "LINESTRING (1 2, 3 4)" as GeoJSON; nothing where it is something else.
std::optional<std::string> line_of_wkt(std::string_view wkt) {
    const auto open = wkt.find('(');
    if (!wkt.starts_with("LINESTRING") || open == std::string_view::npos || wkt.back() != ')') {
        return std::nullopt;
    }
    std::string line;
    std::string_view rest = wkt.substr(open + 1, wkt.size() - open - 2);
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        std::vector<std::string_view> numbers;
        std::string_view pair = rest.substr(0, comma);
        while (!pair.empty()) {
            const auto begin = std::min(pair.find_first_not_of(' '), pair.size());
            const auto end = std::min(pair.find(' ', begin), pair.size());
            if (end > begin) {
                numbers.push_back(pair.substr(begin, end - begin));
            }
            pair.remove_prefix(end);
        }
        if (numbers.size() < 2 || !is_json_number(numbers[0]) || !is_json_number(numbers[1])) {
            return std::nullopt;
        }
        line += fmt::format("{}[{}, {}]", line.empty() ? "" : ", ", numbers[0], numbers[1]);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return line.empty() ? std::nullopt : std::optional(line);
}

std::string feature(const std::string& id, const std::string& geometry,
                    const std::string& properties) {
    return fmt::format(R"({{"type": "Feature", "id": {}, "geometry": {}, "properties": {}}})",
                       json_string(id), geometry, properties);
}

}  // namespace

RenderedNetwork render_geojson(const NetworkFile& file, std::string name) {
    const Network& network = file.data.network;
    std::vector<Rows> tables = dataset_rows(file.data);
    const TableDefinition& of_nodes = *dictionary().find("nodes");
    const TableDefinition& of_links = *dictionary().find("links");
    add_extra_columns(
        tables[0], without_other_names(file.nodes, tables[0], geojson_node_headings()), of_nodes);
    add_extra_columns(
        tables[1], without_other_names(file.links, tables[1], geojson_link_headings()), of_links);

    std::vector<std::string> features;
    const std::vector<std::string> nodes = objects_of(tables[0], of_nodes, {"x_coord", "y_coord"});
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = network.nodes()[i];
        features.push_back(feature(
            node.id,
            node.position
                ? fmt::format(R"({{"type": "Point", "coordinates": {}}})", point(*node.position))
                : "null",
            nodes[i]));
    }
    const auto shape = tables[1].find("geometry");
    const bool drawn = shape && [&] {
        return std::all_of(tables[1].rows.begin(), tables[1].rows.end(), [&](const auto& row) {
            return row[*shape].text.empty() || line_of_wkt(row[*shape].text);
        });
    }();
    const std::vector<std::string> links =
        objects_of(tables[1], of_links,
                   drawn ? std::vector<std::string>{"geometry"} : std::vector<std::string>{});
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Link& link = network.links()[i];
        const Node& from = network.node(link.tail);
        const Node& to = network.node(link.head);
        std::optional<std::string> line =
            drawn ? line_of_wkt(tables[1].rows[i][*shape].text) : std::nullopt;
        if (!line && from.position && to.position) {
            line = point(*from.position) + ", " + point(*to.position);
        }
        features.push_back(feature(
            link.id,
            line ? fmt::format(R"({{"type": "LineString", "coordinates": [{}]}})", *line) : "null",
            links[i]));
    }
    std::string others;
    for (std::size_t i = 2; i < tables.size(); ++i) {
        const std::string table = tables[i].file.substr(0, tables[i].file.find('.'));
        others += fmt::format("{}{}: [\n{}\n]", others.empty() ? "" : ",\n", json_string(table),
                              fmt::join(objects_of(tables[i], *dictionary().find(table)), ",\n"));
    }
    std::string text = "{\"type\": \"FeatureCollection\",\n";
    if (!others.empty()) {
        text += fmt::format("{}: {{\n{}}},\n", json_string(geojson_tables), others);
    }
    text += fmt::format("\"features\": [\n{}\n]}}\n", fmt::join(features, ",\n"));
    RenderedNetwork result;
    result.files.push_back({std::move(name), std::move(text)});
    return result;
}

}  // namespace corridor::io
