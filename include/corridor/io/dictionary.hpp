#pragma once

#include <corridor/base/diagnostics.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::io {

/// What the values of a column look like.
enum class ValueType {
    id,           ///< unique in its table
    text,         ///< anything
    integer,      ///< a whole number
    decimal,      ///< digits with at most one point
    boolean,      ///< 1, 0, true or false
    year,         ///< four digits
    enumeration,  ///< one of Attribute::choices
    list,         ///< names separated by ;
    ref,          ///< the id of a row in one of Attribute::targets, or one of Attribute::words
    refs,         ///< any number of them separated by ;
    date,         ///< 2025, 2025-03, 2025-03-31; 03-31 for every year
    url,          ///< beginning with http:// or https://
    unit,         ///< the symbol of a unit in units.csv
};

/// Smallest number a column accepts.
enum class Minimum { none, at_least_zero, above_zero };

/// A column that a reference points to.
struct ReferenceTarget {
    std::string table;
    std::string column;
};

/// One column of one table: what may stand in it and what it means.
struct Attribute {
    std::string table;
    std::string name;
    ValueType type = ValueType::text;
    Minimum minimum = Minimum::none;
    std::vector<std::string> choices;
    std::vector<ReferenceTarget> targets;
    std::vector<std::string> words;  ///< accepted in place of a reference, such as CORRIDOR
    std::string type_text;           ///< the type as the dictionary writes it
    std::string unit;
    bool required = false;
    std::string default_value;  ///< counts where nothing is given
    std::string description;
    /// What the column is called in files of another format; empty: `name`.
    std::string heading;

    [[nodiscard]] const std::string& shown_name() const { return heading.empty() ? name : heading; }
};

/// "a decimal number of at least 0", "one of high, medium, low": what a value should have been.
[[nodiscard]] std::string expectation(const Attribute& attribute);

/// A table of the data dictionary, with its attributes in order.
struct TableDefinition {
    std::string name;
    std::vector<Attribute> attributes;

    [[nodiscard]] const Attribute* find(std::string_view attribute) const;
    [[nodiscard]] bool knows_heading(std::string_view heading) const;
    [[nodiscard]] std::vector<std::string> names() const;
};

/// Every attribute of every table of a corridor: the one definition that the readers, the schema
/// and the documentation share.
struct Dictionary {
    std::vector<TableDefinition> tables;

    [[nodiscard]] const TableDefinition* find(std::string_view table) const;
};

/// Reads a dictionary: columns table, attribute, type, unit, required, default, description.
[[nodiscard]] Parsed<Dictionary> parse_dictionary(std::string file, std::string_view text);

/// The dictionary of the native tables, data/dictionary.csv.
[[nodiscard]] const Dictionary& dictionary();

}  // namespace corridor::io
