#include "io/dataset_tables.hpp"
#include "io/geojson_headings.hpp"
#include "io/json_text.hpp"
#include "io/rows.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

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
    std::unordered_map<std::string, std::size_t> columns_;
};

/// What a table may hold where every object has keys of its own.
constexpr std::size_t most_cells = std::size_t{1} << 25;

void check_size(const std::string& file, const ObjectRows& rows, Diagnostics& diagnostics) {
    if (rows.cell_count() > most_cells) {
        diagnostics.add({Severity::error, Place{file, 0, 0}, "properties",
                         fmt::format("at most {} objects × keys", most_cells),
                         fmt::format("{}", rows.cell_count()),
                         "objects of a table have the same keys"});
    }
}

using Line = std::vector<std::pair<std::string, std::string>>;

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
        if (kind == "Point" || (!drawn && !has_ends)) {
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
    void fault(const JsonValue& value, std::string field, std::string expected,
               std::string found) {
        diagnostics_.add({Severity::error, Place{file_, value.line, value.column},
                          std::move(field), std::move(expected), std::move(found), ""});
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

/// Modes by the names that other tools give them.
void translate_modes(Rows& rows, Diagnostics& diagnostics) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> words = {
        {{"railways", "rail"},
         {"railway", "rail"},
         {"roads", "road"},
         {"maritime", "container_vessel"},
         {"sea", "container_vessel"},
         {"shipping", "container_vessel"},
         {"waterways", "container_vessel"},
         {"IWW", "container_vessel"},
         {"multimodal", "port_transfer"},
         {"pipelines", "oil_pipeline"},
         {"pipeline", "oil_pipeline"}}};
    const auto translate = [&](std::string& text) {
        const auto word = std::find_if(words.begin(), words.end(),
                                       [&](const auto& each) { return each.first == text; });
        if (word == words.end()) {
            return std::string();
        }
        std::string told = fmt::format("{} is read as {}", word->first, word->second);
        text = word->second;
        return told;
    };
    std::vector<std::string> translated;
    if (rows.find("facility_type")) {
        return;
    }
    if (const auto mode = rows.find("mode")) {
        for (std::vector<Cell>& row : rows.rows) {
            std::string told = translate(row[*mode].text);
            if (!told.empty() &&
                std::find(translated.begin(), translated.end(), told) == translated.end()) {
                translated.push_back(std::move(told));
            }
        }
    } else {
        std::string name = rows.file.substr(rows.file.find_last_of('/') + 1);
        name = name.substr(0, name.find('_'));
        std::string told = translate(name);
        if (!told.empty()) {
            const std::size_t column = rows.column("facility_type");
            for (std::vector<Cell>& row : rows.rows) {
                row[column].text = name;
            }
            translated.push_back("the file name says " + told.substr(0, told.find(' ')) + ", which " +
                                 told.substr(told.find(' ') + 1));
        }
    }
    for (const std::string& told : translated) {
        diagnostics.add(note(rows.file, "mode", "a facility_type", "another word", told));
    }
}

/// open-gira states what a tonne costs over a kilometre.
void price_lengths(Rows& rows, Diagnostics& diagnostics) {
    const auto price = rows.find("cost_USD_t_km");
    const auto length = FeatureReader::find_heading(rows, geojson_link_headings()[4]);
    if (!price || !length || rows.find("tariff")) {
        return;
    }
    const std::size_t tariff = rows.column("tariff");
    for (std::vector<Cell>& row : rows.rows) {
        const auto cost = parse_decimal(row[*price].text);
        const auto km = parse_decimal(row[*length].text);
        if (!cost || !km || cost->significand() < 0 || km->significand() < 0) {
            continue;
        }
        const double micro_usd = cost->approximate() * km->approximate() * 1e6;
        if (micro_usd < 1e12) {
            row[tariff].text = Decimal(static_cast<std::int64_t>(micro_usd + 0.5), 6).text();
        }
    }
    diagnostics.add(
        note(rows.file, "tariff", "a price", "none", "cost_USD_t_km × distance is taken"));
}

/// Numbers that JSON allows and tables do not: those with an exponent or very many digits.
void write_numbers_out(Rows& rows, const TableDefinition& definition) {
    for (std::size_t column = 0; column < rows.header.size(); ++column) {
        const auto attribute = std::find_if(
            definition.attributes.begin(), definition.attributes.end(),
            [&](const Attribute& each) { return each.shown_name() == rows.header[column].text; });
        if (attribute == definition.attributes.end() || attribute->type != ValueType::decimal) {
            continue;
        }
        for (std::vector<Cell>& row : rows.rows) {
            std::string& text = row[column].text;
            double value = 0.0;
            if (!text.empty() && !parse_decimal(text) && is_json_number(text) &&
                std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc()) {
                text = decimal_text(value);
            }
        }
    }
}

}  // namespace

Parsed<NetworkFile> parse_geojson(std::string_view file, std::string_view text) {
    const std::string name(file);
    Diagnostics diagnostics;
    const std::optional<JsonValue> collection = parse_json(name, text, diagnostics);
    if (!collection) {
        return diagnostics;
    }
    const JsonValue* const features = collection->find("features");
    if (features == nullptr || features->kind != JsonValue::Kind::array) {
        diagnostics.add({Severity::error, Place{name, 1, 1}, "features",
                         "a FeatureCollection with features", "no such member",
                         "nodes are Points, links are LineStrings"});
        return diagnostics;
    }
    FeatureReader reader(name, diagnostics);
    for (const JsonValue& feature : features->items) {
        reader.read(feature);
    }
    reader.join_ends();
    check_size(name, reader.nodes, diagnostics);
    check_size(name, reader.links, diagnostics);
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    Rows links = reader.link_rows();
    reader.keep_shapes(links);
    Rows nodes = std::move(reader.nodes).rows();

    const TableDefinition& native_nodes = *dictionary().find("nodes");
    const TableDefinition& native_links = *dictionary().find("links");
    for (const std::string_view kind : {"kind", "infra"}) {
        if (nodes.find(kind)) {
            take_known_words(nodes, kind, "node_type", *native_nodes.find("node_type"), "",
                             diagnostics);
        }
    }
    translate_modes(links, diagnostics);
    if (links.find("mode")) {
        take_known_words(links, "mode", "facility_type", *native_links.find("facility_type"),
                         "road", diagnostics);
    }
    price_lengths(links, diagnostics);

    NetworkFile result;
    const TableDefinition of_nodes = with_headings("nodes", geojson_node_headings(), "", nodes);
    const TableDefinition of_links = with_headings("links", geojson_link_headings(), "", links);
    result.nodes = take_extra_columns(nodes, of_nodes);
    result.links = take_extra_columns(links, of_links);
    write_numbers_out(nodes, of_nodes);
    write_numbers_out(links, of_links);

    DatasetTables tables;
    tables.nodes = check_table(RowTable::make(nodes), of_nodes, diagnostics);
    tables.links = check_table(RowTable::make(links), of_links, diagnostics);
    if (const JsonValue* const others = collection->find(geojson_tables)) {
        for (std::size_t i = 0; i < others->keys.size(); ++i) {
            ObjectRows rows(name);
            for (const JsonValue& object : others->items[i].items) {
                rows.add(object);
                rows.set(object);
            }
            check_size(name, rows, diagnostics);
            if (!diagnostics.ok()) {
                return diagnostics;
            }
            read_native_table(others->keys[i], std::move(rows).rows(), tables, diagnostics);
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
