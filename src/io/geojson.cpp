#include "io/dataset_tables.hpp"
#include "io/geojson_features.hpp"
#include "io/geojson_headings.hpp"
#include "io/json_text.hpp"
#include "io/rows.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace corridor::io {
namespace {

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
            translated.push_back("the file name says " + told.substr(0, told.find(' ')) +
                                 ", which " + told.substr(told.find(' ') + 1));
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
    if (nodes.rows.empty()) {
        nodes.column("node_id");
    }
    for (const char* const required : {"link_id", "from_node_id", "to_node_id"}) {
        if (links.rows.empty()) {
            links.column(required);
        }
    }

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
