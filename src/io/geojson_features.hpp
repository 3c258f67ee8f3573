#pragma once

#include "io/geojson_headings.hpp"
#include "io/json_text.hpp"
#include "io/rows.hpp"

#include <corridor/base/diagnostics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace corridor::io {

/// Objects as the rows of a table with a column for each key.
class ObjectRows {
  public:
    explicit ObjectRows(std::string file) { rows_.file = std::move(file); }

    /// Begins a row; cells that are not set stand at the place of `object`.
    void add(const JsonValue& object) {
        rows_.rows.emplace_back();
        place_ = {"", object.line, object.column};
        if (rows_.rows.size() == 1) {
            first_ = place_;
        }
    }

    void set(const std::string& key, Cell cell) {
        const auto [column, added] = columns_.try_emplace(key, rows_.header.size());
        if (added) {
            rows_.header.push_back({key, first_.line, first_.column});
        }
        std::vector<Cell>& row = rows_.rows.back();
        row.resize(std::max(row.size(), column->second + 1), place_);
        row[column->second] = std::move(cell);
        ++given_;
    }

    void set(const JsonValue& object) {
        for (std::size_t i = 0; i < object.keys.size(); ++i) {
            const JsonValue& item = object.items[i];
            if (item.kind != JsonValue::Kind::null) {
                set(object.keys[i], {item.text, item.line, item.column});
            }
        }
    }

    [[nodiscard]] bool has(const std::string& key) const {
        const auto column = columns_.find(key);
        return column != columns_.end() && column->second < rows_.rows.back().size() &&
               !rows_.rows.back()[column->second].text.empty();
    }

    /// Cells of the table, those that no object has included.
    [[nodiscard]] std::size_t cell_count() const { return rows_.rows.size() * rows_.header.size(); }
    /// Cells that objects have.
    [[nodiscard]] std::size_t given_count() const { return given_; }

    [[nodiscard]] Rows rows() && {
        for (std::vector<Cell>& row : rows_.rows) {
            const Cell rest = row.empty() ? Cell{} : Cell{"", row.front().line, row.front().column};
            row.resize(rows_.header.size(), rest);
        }
        return std::move(rows_);
    }

  private:
    Rows rows_;
    Cell place_;
    Cell first_{"", 1, 1};
    std::size_t given_ = 0;
    std::unordered_map<std::string, std::size_t> columns_;
};

/// What a table may hold where every object has keys of its own: so many cells, or so many for each
/// one that an object has.
inline constexpr std::size_t most_cells = std::size_t{1} << 20;
inline constexpr std::size_t most_cells_for_one = 32;

inline void check_size(const std::string& file, const ObjectRows& rows, Diagnostics& diagnostics) {
    const std::size_t most = std::max(most_cells, most_cells_for_one * rows.given_count());
    if (rows.cell_count() > most) {
        diagnostics.add({Severity::error, Place{file, 0, 0}, "properties",
                         fmt::format("at most {} objects × keys", most),
                         fmt::format("{}", rows.cell_count()),
                         "objects of a table have the same keys"});
    }
}

using Line = std::vector<std::pair<std::string, std::string>>;

/// Turns the features of a collection into the rows of nodes and links.
class FeatureReader {
  public:
    FeatureReader(std::string file, Diagnostics& diagnostics)
        : file_(std::move(file)), diagnostics_(diagnostics), nodes(file_), links(file_) {}

    void read(const JsonValue& feature) {
        const JsonValue* const properties = feature.find("properties");
        const JsonValue* const geometry = feature.find("geometry");
        if (feature.kind != JsonValue::Kind::object || properties == nullptr) {
            fault(feature, "features", "a Feature with properties", "something else");
            return;
        }
        const bool drawn = geometry != nullptr && geometry->kind == JsonValue::Kind::object;
        const JsonValue* const type = drawn ? geometry->find("type") : nullptr;
        const std::string kind = type != nullptr ? type->text : "";
        const bool has_ends = properties->find("from_node_id") != nullptr ||
                              properties->find("from") != nullptr ||
                              properties->find("from_id") != nullptr;
        // Without a geometry its ends make a link, unless it says that it is a node.
        const bool says_node =
            properties->find("node_id") != nullptr &&
            (properties->find("link_id") == nullptr || properties->find("from_node_id") == nullptr);
        if (kind == "Point" || (!drawn && (!has_ends || says_node))) {
            read_node(feature, *properties, drawn ? geometry->find("coordinates") : nullptr);
        } else if (kind == "LineString" || !drawn) {
            read_link(feature, *properties, drawn ? geometry->find("coordinates") : nullptr);
        } else {
            fault(*geometry, "geometry", "a Point or a LineString", shown(kind));
        }
    }

    /// Lines without end nodes end where they meet.
    void join_ends() {
        for (const auto& [row, line] : unjoined_) {
            ends_.emplace_back(row, end_node(line.front()), end_node(line.back()));
        }
        if (!unjoined_.empty()) {
            diagnostics_.add(note(file_, "from_node_id", "the end nodes of links",
                                  fmt::format("none for {} lines", unjoined_.size()),
                                  "they are joined where their ends have the same coordinates"));
        }
    }

    [[nodiscard]] Rows link_rows() {
        Rows rows = std::move(links).rows();
        if (!ends_.empty()) {
            const std::size_t from = rows.column("from_node_id");
            const std::size_t to = rows.column("to_node_id");
            for (const auto& [row, first, last] : ends_) {
                rows.rows[row][from].text = first;
                rows.rows[row][to].text = last;
            }
        }
        return rows;
    }

  private:
    void fault(const JsonValue& value, std::string field, std::string expected, std::string found) {
        diagnostics_.add({Severity::error, Place{file_, value.line, value.column}, std::move(field),
                          std::move(expected), std::move(found), ""});
    }

    std::optional<std::pair<std::string, std::string>> position(const JsonValue* value) {
        if (value == nullptr || value->kind != JsonValue::Kind::array || value->items.size() < 2 ||
            value->items[0].kind != JsonValue::Kind::number ||
            value->items[1].kind != JsonValue::Kind::number) {
            return std::nullopt;
        }
        return std::pair(value->items[0].text, value->items[1].text);
    }

    static void set_id(ObjectRows& rows, const std::string& own, const JsonValue& feature) {
        const JsonValue* const id = feature.find("id");
        if (id != nullptr && !rows.has(own) && !rows.has("id") && !id->text.empty()) {
            rows.set(own, {id->text, id->line, id->column});
        }
    }

    void read_node(const JsonValue& feature, const JsonValue& properties,
                   const JsonValue* coordinates) {
        nodes.add(feature);
        nodes.set(properties);
        set_id(nodes, "node_id", feature);
        if (coordinates == nullptr) {
            ++node_count_;
            return;
        }
        const auto place = position(coordinates);
        if (!place) {
            fault(*coordinates, "coordinates", "[longitude, latitude]", "something else");
            return;
        }
        nodes.set("x_coord", {place->first, coordinates->line, coordinates->column});
        nodes.set("y_coord", {place->second, coordinates->line, coordinates->column});
        ++node_count_;
        const JsonValue* id = properties.find("node_id");
        id = id != nullptr ? id : properties.find("id");
        id = id != nullptr ? id : feature.find("id");
        if (id != nullptr) {
            at_.try_emplace(place->first + " " + place->second, id->text);
            of_.try_emplace(id->text, *place);
        }
    }

    void read_link(const JsonValue& feature, const JsonValue& properties,
                   const JsonValue* coordinates) {
        const std::size_t row = link_count_++;
        links.add(feature);
        links.set(properties);
        set_id(links, "link_id", feature);
        if (!links.has("link_id") && !links.has("id")) {
            links.set("link_id", {fmt::format("l{}", link_count_), feature.line, feature.column});
        }
        Line line;
        for (std::size_t i = 0; coordinates != nullptr && i < coordinates->items.size(); ++i) {
            const auto place = position(&coordinates->items[i]);
            if (!place) {
                fault(coordinates->items[i], "coordinates", "[longitude, latitude]",
                      "something else");
                return;
            }
            line.push_back(*place);
        }
        if (coordinates != nullptr && line.size() < 2) {
            fault(*coordinates, "coordinates", "two positions or more",
                  fmt::format("{}", line.size()));
            return;
        }
        const bool joined = links.has("from_node_id") || links.has("from") || links.has("from_id");
        if (!line.empty()) {
            lines_.emplace_back(row, line);
        }
        if (!joined && !line.empty()) {
            unjoined_.emplace_back(row, std::move(line));
        }
    }

    std::string end_node(const std::pair<std::string, std::string>& place) {
        const auto [known, added] = at_.try_emplace(place.first + " " + place.second, "");
        if (!added) {
            return known->second;
        }
        while (known->second.empty() || of_.count(known->second) != 0) {
            known->second = fmt::format("n{}", ++named_);
        }
        of_.try_emplace(known->second, place);
        JsonValue nowhere;
        nowhere.line = nowhere.column = 0;
        nodes.add(nowhere);
        nodes.set("node_id", {known->second, 0, 0});
        nodes.set("x_coord", {place.first, 0, 0});
        nodes.set("y_coord", {place.second, 0, 0});
        return known->second;
    }

    std::string file_;
    Diagnostics& diagnostics_;
    std::size_t node_count_ = 0;
    std::size_t link_count_ = 0;
    std::size_t named_ = 0;
    std::unordered_map<std::string, std::string> at_;
    std::unordered_map<std::string, std::pair<std::string, std::string>> of_;
    std::vector<std::pair<std::size_t, Line>> lines_;
    std::vector<std::pair<std::size_t, Line>> unjoined_;
    std::vector<std::tuple<std::size_t, std::string, std::string>> ends_;

  public:
    ObjectRows nodes;
    ObjectRows links;

    /// Lines that are more than the straight one between their nodes, as well-known text.
    void keep_shapes(Rows& rows) const {
        const auto from = find_heading(rows, geojson_link_headings()[1]);
        const auto to = find_heading(rows, geojson_link_headings()[2]);
        for (const auto& [row, line] : lines_) {
            const auto starts = of_.find(std::string(rows.text(row, from)));
            const auto ends = of_.find(std::string(rows.text(row, to)));
            if (line.size() == 2 && starts != of_.end() && ends != of_.end() &&
                starts->second == line.front() && ends->second == line.back()) {
                continue;
            }
            std::string text;
            for (const auto& [x, y] : line) {
                text += fmt::format("{}{} {}", text.empty() ? "" : ", ", x, y);
            }
            rows.rows[row][rows.column("geometry")].text = "LINESTRING (" + text + ")";
        }
    }

    static std::optional<std::size_t> find_heading(const Rows& rows, const Heading& heading) {
        for (const std::string_view name : heading.names) {
            if (const auto column = rows.find(name)) {
                return column;
            }
        }
        return std::nullopt;
    }
};

}  // namespace corridor::io
