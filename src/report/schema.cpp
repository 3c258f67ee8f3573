#include "report/json_parts.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/schema.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

std::string markdown_cell(std::string_view text) {
    std::string cell;
    for (const char c : text) {
        if (c == '|') {
            cell += '\\';
        }
        cell += c;
    }
    return cell;
}

}  // namespace

std::string render_table(std::span<const io::TableDefinition> tables, Style style) {
    std::string text;
    for (const io::TableDefinition& definition : tables) {
        TextTable table({{"attribute", Align::left},
                         {"type", Align::left},
                         {"unit", Align::left},
                         {"required", Align::left},
                         {"default", Align::left}});
        for (const io::Attribute& attribute : definition.attributes) {
            table.add_row({attribute.name, attribute.type_text, attribute.unit,
                           attribute.required ? "yes" : "", attribute.default_value});
        }
        text += fmt::format("{}{}\n{}", text.empty() ? "" : "\n",
                            heading(definition.name + ".csv", style), table.render(style, 2));
        if (tables.size() == 1) {
            text += '\n';
            for (const io::Attribute& attribute : definition.attributes) {
                text += attribute.name + ": " + attribute.description + "\n";
            }
        }
    }
    return text;
}

std::string render_csv(std::span<const io::TableDefinition> tables) {
    CsvText csv({"table", "attribute", "type", "unit", "required", "default", "description"});
    for (const io::TableDefinition& definition : tables) {
        for (const io::Attribute& attribute : definition.attributes) {
            csv.add_row({definition.name, attribute.name, attribute.type_text, attribute.unit,
                         attribute.required ? "1" : "0", attribute.default_value,
                         attribute.description});
        }
    }
    return csv.text();
}

std::string render_json(std::span<const io::TableDefinition> tables) {
    Json document = Json::object();
    document["schema"] = "corridor/schema/1";
    Json list = Json::array();
    for (const io::TableDefinition& definition : tables) {
        Json attributes = Json::array();
        for (const io::Attribute& attribute : definition.attributes) {
            Json entry = Json::object();
            entry["attribute"] = attribute.name;
            entry["type"] = attribute.type_text;
            entry["unit"] = attribute.unit;
            entry["required"] = attribute.required;
            entry["default"] = attribute.default_value;
            entry["description"] = attribute.description;
            attributes.push_back(std::move(entry));
        }
        Json table = Json::object();
        table["table"] = definition.name;
        table["attributes"] = std::move(attributes);
        list.push_back(std::move(table));
    }
    document["tables"] = std::move(list);
    return dumped(document);
}

std::string render_markdown(std::span<const io::TableDefinition> tables) {
    std::string text;
    for (const io::TableDefinition& definition : tables) {
        text += (text.empty() ? "## " : "\n## ") + definition.name +
                "\n\n| attribute | type | unit | required | default | description |\n"
                "| --- | --- | --- | --- | --- | --- |\n";
        for (const io::Attribute& attribute : definition.attributes) {
            for (const std::string& cell : {attribute.name, attribute.type_text, attribute.unit,
                                            std::string(attribute.required ? "1" : "0"),
                                            attribute.default_value, attribute.description}) {
                const std::string shown = markdown_cell(cell);
                text += shown.empty() ? "| " : "| " + shown + " ";
            }
            text += "|\n";
        }
    }
    return text;
}

}  // namespace corridor::report
