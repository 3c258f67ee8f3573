#pragma once

#include <corridor/io/dictionary.hpp>
#include <corridor/report/text_table.hpp>

#include <span>
#include <string>

namespace corridor::report {

/// The definitions of tables for people: attributes with type, unit and default.
[[nodiscard]] std::string render_table(std::span<const io::TableDefinition> tables,
                                       Style style = {});

/// The definitions as rows of a data dictionary, readable by io::parse_dictionary.
[[nodiscard]] std::string render_csv(std::span<const io::TableDefinition> tables);

/// "corridor/schema/1".
[[nodiscard]] std::string render_json(std::span<const io::TableDefinition> tables);

/// The tables of docs/data-dictionary.md.
[[nodiscard]] std::string render_markdown(std::span<const io::TableDefinition> tables);

}  // namespace corridor::report
