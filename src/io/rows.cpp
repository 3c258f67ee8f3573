#include "io/rows.hpp"

#include <corridor/base/contract.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <unordered_map>
#include <utility>

namespace corridor::io {
namespace {

void append_field(std::string& out, std::string_view text) {
    // The first field of a file in quotes where a reader would skip its beginning as a mark.
    const bool marked = out.empty() && text.starts_with("\xEF\xBB\xBF");
    if (!marked && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += c;
        }
    }
    out += '"';
}

void append_row(std::string& out, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != 0) {
            out += ',';
        }
        append_field(out, cells[i].text);
    }
    out += '\n';
}

bool is_unmodelled(const Attribute& attribute) {
    constexpr std::array<std::string_view, 3> names = {"length_basis", "tariff_basis",
                                                       "capacity_mt_per_year"};
    return attribute.table == "links" &&
           std::find(names.begin(), names.end(), attribute.name) != names.end();
}

}  // namespace

std::optional<std::size_t> Rows::find(std::string_view column) const {
    const auto place = std::find_if(header.begin(), header.end(),
                                    [&](const Cell& cell) { return cell.text == column; });
    return place == header.end() ? std::nullopt
                                 : std::optional<std::size_t>(place - header.begin());
}

std::size_t Rows::column(std::string_view name) {
    const auto known = find(name);
    return known ? *known : append_column(name);
}

std::size_t Rows::append_column(std::string_view name) {
    header.push_back({std::string(name), header.empty() ? 0 : header.front().line,
                      header.empty() ? 0 : header.front().column});
    for (std::vector<Cell>& row : rows) {
        row.push_back(
            {"", row.empty() ? 0 : row.front().line, row.empty() ? 0 : row.front().column});
    }
    return header.size() - 1;
}

std::string_view Rows::text(std::size_t row, std::optional<std::size_t> column) const {
    return column ? std::string_view(rows[row][*column].text) : std::string_view();
}

void Rows::keep_columns(const std::vector<std::size_t>& columns) {
    const auto keep = [&](std::vector<Cell>& cells) {
        std::vector<Cell> kept;
        kept.reserve(columns.size());
        for (const std::size_t column : columns) {
            kept.push_back(std::move(cells[column]));
        }
        cells = std::move(kept);
    };
    keep(header);
    for (std::vector<Cell>& row : rows) {
        keep(row);
    }
}

Rows rows_of(const CsvTable& table) {
    Rows result;
    result.file = table.file();
    result.complete = table.complete();
    const auto cell = [](std::string_view text, const Place& place) {
        return Cell{std::string(text), static_cast<std::uint32_t>(place.line),
                    static_cast<std::uint32_t>(place.column)};
    };
    const std::size_t width = table.header().size();
    const std::vector<Place> of_header = table.header_places();
    for (std::size_t column = 0; column < width; ++column) {
        result.header.push_back(cell(table.header()[column], of_header[column]));
    }
    result.rows.resize(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::vector<Place> places = table.places(row);
        result.rows[row].reserve(width);
        for (std::size_t column = 0; column < width; ++column) {
            result.rows[row].push_back(cell(table.field(row, column), places[column]));
        }
    }
    return result;
}

std::string render_csv(const Rows& rows) {
    std::string out;
    append_row(out, rows.header);
    for (const std::vector<Cell>& row : rows.rows) {
        append_row(out, row);
    }
    return out;
}

CsvTable RowTable::make(const Rows& rows) {
    CsvTable table;
    table.file_ = rows.file;
    table.complete_ = rows.complete;
    std::string text;
    const auto add = [&](const std::vector<Cell>& cells) {
        table.rows_.push_back(
            {static_cast<std::uint32_t>(text.size()), cells.empty() ? 0 : cells.front().line});
        for (const Cell& cell : cells) {
            table.cells_.push_back({static_cast<std::uint32_t>(text.size()),
                                    static_cast<std::uint32_t>(cell.text.size())});
            table.places_.push_back({cell.line, cell.column});
            text += cell.text;
            expects(text.size() <= std::numeric_limits<std::uint32_t>::max(),
                    "the cells of a table hold less than 4 GiB");
        }
    };
    add(rows.header);
    for (const Cell& cell : rows.header) {
        table.header_.push_back(cell.text);
    }
    for (const std::vector<Cell>& row : rows.rows) {
        add(row);
    }
    table.owned_ = std::make_shared<const std::string>(std::move(text));
    table.text_ = *table.owned_;
    return table;
}

TableDefinition with_headings(std::string_view table, std::span<const Heading> headings,
                              std::string_view prefix, const Rows& rows) {
    const TableDefinition* const native = dictionary().find(table);
    expects(native != nullptr, "the dictionary has the table");
    TableDefinition result = *native;
    for (Attribute& attribute : result.attributes) {
        const auto heading =
            std::find_if(headings.begin(), headings.end(),
                         [&](const Heading& each) { return each.attribute == attribute.name; });
        if (heading == headings.end()) {
            attribute.heading = std::string(prefix) + attribute.name;
            continue;
        }
        const auto present =
            std::find_if(heading->names.begin(), heading->names.end(),
                         [&](std::string_view name) { return rows.find(name).has_value(); });
        attribute.heading = present != heading->names.end() ? *present : heading->names.front();
    }
    return result;
}

ExtraColumns take_extra_columns(Rows& rows, const TableDefinition& definition) {
    ExtraColumns extra;
    extra.cells.resize(rows.rows.size());
    const auto copy = [&](const std::string& name, std::size_t column) {
        extra.names.push_back(name);
        for (std::size_t row = 0; row < rows.rows.size(); ++row) {
            extra.cells[row].push_back(rows.rows[row][column].text);
        }
    };
    std::vector<std::size_t> known;
    for (std::size_t column = 0; column < rows.header.size(); ++column) {
        const std::string& heading = rows.header[column].text;
        if (!definition.knows_heading(heading)) {
            copy(heading, column);
            continue;
        }
        known.push_back(column);
        const auto attribute = std::find_if(
            definition.attributes.begin(), definition.attributes.end(),
            [&heading](const Attribute& each) { return each.shown_name() == heading; });
        if (attribute != definition.attributes.end() && is_unmodelled(*attribute)) {
            copy(attribute->name, column);
        }
    }
    if (known.size() < rows.header.size()) {
        rows.keep_columns(known);
    }
    return extra;
}

void add_extra_columns(Rows& rows, const ExtraColumns& extra, const TableDefinition& definition) {
    expects(extra.names.empty() || extra.cells.size() == rows.rows.size(),
            "there is a row of extra columns for each row");
    std::unordered_map<std::string, std::size_t> columns;
    for (std::size_t column = 0; column < rows.header.size(); ++column) {
        columns.emplace(rows.header[column].text, column);
    }
    for (std::size_t i = 0; i < extra.names.size(); ++i) {
        const Attribute* const attribute = definition.find(extra.names[i]);
        std::string name = extra.names[i];
        if (attribute != nullptr && is_unmodelled(*attribute)) {
            name = attribute->shown_name();
        } else if (definition.knows_heading(name)) {
            name = "source_" + name;
        }
        const auto [known, added] = columns.try_emplace(name, rows.header.size());
        const std::size_t column = added ? rows.append_column(name) : known->second;
        for (std::size_t row = 0; row < rows.rows.size(); ++row) {
            rows.rows[row][column].text = extra.cells[row][i];
        }
    }
}

void take_known_words(Rows& rows, std::string_view from, std::string_view into,
                      const Attribute& attribute, std::string_view otherwise,
                      Diagnostics& diagnostics) {
    const auto source = rows.find(from);
    if (rows.find(into)) {
        return;
    }
    if (!source) {
        if (!otherwise.empty() && !rows.rows.empty()) {
            const std::size_t target = rows.column(into);
            for (std::vector<Cell>& row : rows.rows) {
                row[target].text = otherwise;
            }
            diagnostics.add(note(rows.file, std::string(from), "this column", "no such column",
                                 fmt::format("{} is assumed", otherwise)));
        }
        return;
    }
    const auto known = [&](const std::string& text) {
        return text.empty() || std::find(attribute.choices.begin(), attribute.choices.end(),
                                         text) != attribute.choices.end();
    };
    std::size_t foreign = 0;
    std::string first;
    for (const std::vector<Cell>& row : rows.rows) {
        if (!known(row[*source].text)) {
            first = foreign == 0 ? row[*source].text : first;
            ++foreign;
        }
    }
    if (foreign == 0) {
        rows.header[*source].text = into;
        return;
    }
    const std::size_t target = rows.column(into);
    for (std::vector<Cell>& row : rows.rows) {
        row[target] = row[*source];
        if (!known(row[target].text)) {
            row[target].text = otherwise;
        }
    }
    diagnostics.add(note(rows.file, std::string(from), expectation(attribute),
                         fmt::format("{} in {} rows", shown(first), foreign),
                         otherwise.empty()
                             ? "the column is kept as it is"
                             : fmt::format("{} is assumed, and the column kept", otherwise)));
}

std::string decimal_text(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find('e') == std::string::npos || !std::isfinite(value)) {
        return text;
    }
    // A decimal has 18 digits at most; the largest one becomes 10^18 as a floating-point number.
    constexpr double beyond = 1e18;
    if (std::abs(value) >= 1.0) {
        return std::abs(value) < beyond
                   ? fmt::format("{:.0f}", value)
                   : std::string(value < 0.0 ? "-" : "") + std::string(18, '9');
    }
    text = fmt::format("{:.18f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.back() == '.' ? "0" : text;
}

Diagnostic note(const std::string& file, std::string field, std::string expected, std::string found,
                std::string advice) {
    return {Severity::warning,   Place{file, 0, 0}, std::move(field),
            std::move(expected), std::move(found),  std::move(advice)};
}

}  // namespace corridor::io
