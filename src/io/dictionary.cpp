#include "io/embedded_data.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/csv.hpp>
#include <corridor/io/dictionary.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace corridor::io {
namespace {

struct NamedType {
    std::string_view text;
    ValueType type;
    Minimum minimum;
};

constexpr std::array<NamedType, 14> simple_types = {{
    {"id", ValueType::id, Minimum::none},
    {"text", ValueType::text, Minimum::none},
    {"integer", ValueType::integer, Minimum::none},
    {"integer>=0", ValueType::integer, Minimum::at_least_zero},
    {"integer>0", ValueType::integer, Minimum::above_zero},
    {"decimal", ValueType::decimal, Minimum::none},
    {"decimal>=0", ValueType::decimal, Minimum::at_least_zero},
    {"decimal>0", ValueType::decimal, Minimum::above_zero},
    {"boolean", ValueType::boolean, Minimum::none},
    {"year", ValueType::year, Minimum::none},
    {"list", ValueType::list, Minimum::none},
    {"date", ValueType::date, Minimum::none},
    {"url", ValueType::url, Minimum::none},
    {"unit", ValueType::unit, Minimum::none},
}};

constexpr std::array<std::string_view, 7> column_names = {
    "table", "attribute", "type", "unit", "required", "default", "description"};

std::vector<std::string> alternatives(std::string_view text) {
    std::vector<std::string> result;
    while (true) {
        const auto bar = text.find('|');
        result.emplace_back(text.substr(0, bar));
        if (bar == std::string_view::npos) {
            return result;
        }
        text.remove_prefix(bar + 1);
    }
}

bool read_type(std::string_view text, Attribute& attribute) {
    for (const NamedType& named : simple_types) {
        if (named.text == text) {
            attribute.type = named.type;
            attribute.minimum = named.minimum;
            return true;
        }
    }
    const auto space = text.find(' ');
    if (space == std::string_view::npos || space + 1 == text.size()) {
        return false;
    }
    const std::string_view kind = text.substr(0, space);
    std::vector<std::string> names = alternatives(text.substr(space + 1));
    if (std::find(names.begin(), names.end(), "") != names.end()) {
        return false;
    }
    if (kind == "enum") {
        attribute.type = ValueType::enumeration;
        attribute.choices = std::move(names);
        return true;
    }
    if (kind != "ref" && kind != "refs") {
        return false;
    }
    attribute.type = kind == "ref" ? ValueType::ref : ValueType::refs;
    for (const std::string& name : names) {
        const auto point = name.find('.');
        if (point == std::string::npos) {
            attribute.words.push_back(name);
        } else {
            attribute.targets.push_back({name.substr(0, point), name.substr(point + 1)});
        }
    }
    return !attribute.targets.empty();
}

std::string number_expectation(const char* kind, Minimum minimum) {
    switch (minimum) {
        case Minimum::at_least_zero:
            return fmt::format("a {} number of at least 0", kind);
        case Minimum::above_zero:
            return fmt::format("a {} number above 0", kind);
        case Minimum::none:
            break;
    }
    return fmt::format("a {} number", kind);
}

std::string reference_expectation(const Attribute& attribute) {
    std::vector<std::string> parts;
    for (const ReferenceTarget& target : attribute.targets) {
        parts.push_back(fmt::format("a {} of {}.csv", target.column, target.table));
    }
    parts.insert(parts.end(), attribute.words.begin(), attribute.words.end());
    return fmt::format("{}", fmt::join(parts, " or "));
}

}  // namespace

std::string expectation(const Attribute& attribute) {
    switch (attribute.type) {
        case ValueType::id:
            return "an id without , ; or line ends";
        case ValueType::integer:
            return number_expectation("whole", attribute.minimum);
        case ValueType::decimal:
            return number_expectation("decimal", attribute.minimum);
        case ValueType::boolean:
            return "1 or 0, or true or false";
        case ValueType::year:
            return "a year such as 2025";
        case ValueType::enumeration:
            return fmt::format("one of {}", fmt::join(attribute.choices, ", "));
        case ValueType::list:
            return "names separated by semicolons";
        case ValueType::ref:
        case ValueType::refs:
            return reference_expectation(attribute);
        case ValueType::date:
            return "a date such as 2025, 2025-03, 2025-03-31 or 03-31";
        case ValueType::url:
            return "an address that begins with http:// or https://";
        case ValueType::unit:
            return "the symbol of a unit";
        case ValueType::text:
            break;
    }
    return "a text";
}

const Attribute* TableDefinition::find(std::string_view attribute) const {
    const auto place =
        std::find_if(attributes.begin(), attributes.end(),
                     [&](const Attribute& known) { return known.name == attribute; });
    return place == attributes.end() ? nullptr : &*place;
}

bool TableDefinition::knows_heading(std::string_view heading) const {
    return std::any_of(attributes.begin(), attributes.end(),
                       [&](const Attribute& known) { return known.shown_name() == heading; });
}

std::vector<std::string> TableDefinition::names() const {
    std::vector<std::string> result;
    for (const Attribute& attribute : attributes) {
        result.push_back(attribute.name);
    }
    return result;
}

const TableDefinition* Dictionary::find(std::string_view table) const {
    const auto place =
        std::find_if(tables.begin(), tables.end(),
                     [&](const TableDefinition& definition) { return definition.name == table; });
    return place == tables.end() ? nullptr : &*place;
}

Parsed<Dictionary> parse_dictionary(std::string file, std::string_view text) {
    Diagnostics diagnostics;
    const auto csv = parse_csv(std::move(file), text, diagnostics);
    if (!csv) {
        return diagnostics;
    }
    if (!std::equal(csv->header().begin(), csv->header().end(), column_names.begin(),
                    column_names.end())) {
        diagnostics.add({Severity::error, csv->header_place(0), "",
                         fmt::format("the columns {}", fmt::join(column_names, ", ")),
                         fmt::format("{}", fmt::join(csv->header(), ", ")), ""});
        return diagnostics;
    }

    Dictionary result;
    for (std::size_t row = 0; row < csv->row_count(); ++row) {
        const auto fault = [&](std::size_t column, std::string expected) {
            diagnostics.add({Severity::error, csv->place(row, column),
                             std::string(column_names[column]), std::move(expected),
                             shown(csv->field(row, column)), ""});
        };
        Attribute attribute;
        attribute.table = csv->field(row, 0);
        attribute.name = csv->field(row, 1);
        attribute.type_text = csv->field(row, 2);
        attribute.unit = csv->field(row, 3);
        attribute.required = csv->field(row, 4) == "1";
        attribute.default_value = csv->field(row, 5);
        attribute.description = csv->field(row, 6);
        if (!read_type(attribute.type_text, attribute)) {
            fault(2, "a type such as id, decimal>=0, 'enum a|b' or 'ref nodes.node_id'");
        }
        if (!attribute.required && csv->field(row, 4) != "0") {
            fault(4, "1 or 0");
        }
        if (attribute.table.empty() || attribute.name.empty()) {
            fault(attribute.table.empty() ? 0 : 1, "a name");
        }
        if (result.tables.empty() || result.tables.back().name != attribute.table) {
            if (result.find(attribute.table) != nullptr) {
                fault(0, "the rows of a table next to each other");
            }
            result.tables.push_back({attribute.table, {}});
        }
        TableDefinition& table = result.tables.back();
        if (table.find(attribute.name) != nullptr) {
            fault(1, "an attribute of its own");
        }
        table.attributes.push_back(std::move(attribute));
    }
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return Parsed<Dictionary>(std::move(result), std::move(diagnostics));
}

const Dictionary& dictionary() {
    static const Dictionary embedded =
        parse_dictionary("dictionary.csv", embedded_text("data/dictionary.csv")).value();
    return embedded;
}

}  // namespace corridor::io
