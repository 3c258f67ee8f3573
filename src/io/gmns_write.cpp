#include "io/gmns_headings.hpp"
#include "io/render_formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::io {
namespace {

/// Calls native columns what GMNS calls them.
void rename_headings(Rows& rows, const TableDefinition& definition) {
    for (Cell& cell : rows.header) {
        cell.text = definition.find(cell.text)->shown_name();
    }
}

void set_all(Rows& rows, std::string_view column, const std::string& text) {
    const std::size_t at = rows.column(column);
    for (std::vector<Cell>& row : rows.rows) {
        row[at].text = text;
    }
}

bool has(const ExtraColumns& extra, std::string_view name) {
    return std::find(extra.names.begin(), extra.names.end(), name) != extra.names.end();
}

/// The definition with the names that are written. A column of other words that was read goes
/// back where it was, and ours beside it.
TableDefinition written(std::string_view table, const std::vector<Heading>& headings,
                        std::string_view attribute, std::string_view plain,
                        const ExtraColumns& extra) {
    TableDefinition definition = with_headings(table, headings, gmns_prefix, Rows{});
    for (Attribute& each : definition.attributes) {
        if (each.name == attribute && !has(extra, plain)) {
            each.heading = plain;
        }
    }
    return definition;
}

}  // namespace

NamedText gmns_config(const NetworkFile& network) {
    Rows rows;
    const auto file = std::find_if(network.others.begin(), network.others.end(),
                                   [](const NamedText& each) { return each.name == "config.csv"; });
    if (file != network.others.end()) {
        Diagnostics told_when_read;
        if (const auto csv = parse_csv(file->name, file->text, told_when_read)) {
            rows = rows_of(*csv);
        }
    }
    rows.rows.resize(1);
    rows.rows.front().resize(rows.header.size());
    const auto set = [&rows](std::string_view name, std::string_view text, bool always) {
        Cell& cell = rows.rows.front()[rows.column(name)];
        if (always || cell.text.empty()) {
            cell.text = text;
        }
    };
    set("dataset_name", "corridor", false);
    set("long_length", "km", true);
    set("speed", "km/h", false);
    set("crs", "EPSG:4326", false);
    set("geometry_field_format", "WKT", false);
    set("currency", "USD", false);
    set("version_number", "0.96", false);
    set("id_type", "string", false);
    return {"config.csv", render_csv(rows)};
}

RenderedNetwork render_gmns(const NetworkFile& network) {
    RenderedNetwork result;
    std::vector<Rows> tables = dataset_rows(network.data);

    Rows& nodes = tables[0];
    const TableDefinition of_nodes =
        written("nodes", gmns_node_headings(), "node_type", "node_type", network.nodes);
    rename_headings(nodes, of_nodes);
    const bool placed_elsewhere = has(network.nodes, "x_coord");
    TableDefinition node_words = of_nodes;
    if (placed_elsewhere) {
        for (Attribute& attribute : node_words.attributes) {
            if (attribute.name == "x_coord" || attribute.name == "y_coord") {
                attribute.heading = std::string(gmns_prefix) + attribute.name;
            }
        }
    }
    add_extra_columns(nodes, network.nodes, node_words);
    const std::size_t x = nodes.column("x_coord");
    nodes.column("y_coord");
    const auto without = std::count_if(nodes.rows.begin(), nodes.rows.end(),
                                       [x](const auto& row) { return row[x].text.empty(); });
    if (without != 0) {
        result.dropped.add(note("node.csv", "x_coord", "coordinates, which GMNS requires",
                                fmt::format("none for {} nodes", without),
                                "the cells are left empty"));
    }

    Rows& links = tables[1];
    const TableDefinition of_links =
        written("links", gmns_link_headings(), "facility_type", "facility_type", network.links);
    rename_headings(links, of_links);
    // GMNS requires the direction; of the others a reader would else assume those of a road.
    for (const char* const attribute :
         {"directed", "facility_type", "capacity", "transit_time_hours"}) {
        const Attribute& always = *of_links.find(attribute);
        if (!links.find(always.shown_name())) {
            set_all(links, always.shown_name(), always.default_value);
        }
    }
    for (std::vector<Cell>& row : links.rows) {
        if (const auto uses = links.find("allowed_uses")) {
            std::replace(row[*uses].text.begin(), row[*uses].text.end(), ';', ',');
        }
    }
    add_extra_columns(links, network.links, of_links);

    result.files.push_back({"node.csv", render_csv(nodes)});
    result.files.push_back({"link.csv", render_csv(links)});
    result.files.push_back(gmns_config(network));
    for (std::size_t i = 2; i < tables.size(); ++i) {
        result.files.push_back({std::string(gmns_prefix) + tables[i].file, render_csv(tables[i])});
    }
    for (const NamedText& other : network.others) {
        if (other.name != "config.csv") {
            result.files.push_back(other);
        }
    }
    return result;
}

}  // namespace corridor::io
