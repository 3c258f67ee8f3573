#include "io/embedded_data.hpp"
#include "io/gmns_headings.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/cell_places.hpp>
#include <corridor/io/table.hpp>

#include <algorithm>
#include <utility>

namespace corridor::io {

struct CellPlaces::Index {
    std::string file;
    std::string text;
    TableDefinition definition;
    std::optional<Table> table;
};

namespace {

std::string file_of(std::string_view table, bool gmns) {
    if (gmns && (table == "nodes" || table == "links")) {
        return table == "nodes" ? "node.csv" : "link.csv";
    }
    return (gmns ? std::string(gmns_prefix) : std::string()) + std::string(table) + ".csv";
}

TableDefinition definition_of(std::string_view table, bool gmns, const CsvTable& csv) {
    if (gmns && (table == "nodes" || table == "links")) {
        Rows header;
        for (const std::string& name : csv.header()) {
            header.header.push_back({name, 1, 1});
        }
        return with_headings(table, table == "nodes" ? gmns_node_headings() : gmns_link_headings(),
                             gmns_prefix, header);
    }
    const TableDefinition* const known = dictionary().find(table);
    expects(known != nullptr, "the dictionary has the table");
    return *known;
}

}  // namespace

CellPlaces::CellPlaces(std::filesystem::path network, NetworkFormat format)
    : network_(std::move(network)), format_(format) {}
CellPlaces::CellPlaces() = default;
CellPlaces::~CellPlaces() = default;
CellPlaces::CellPlaces(CellPlaces&&) noexcept = default;
CellPlaces& CellPlaces::operator=(CellPlaces&&) noexcept = default;

const CellPlaces::Index& CellPlaces::index_of(std::string_view table) {
    const auto known = indexes_.find(table);
    if (known != indexes_.end()) {
        return *known->second;
    }
    auto index = std::make_unique<Index>();
    const bool gmns = format_ == NetworkFormat::gmns;
    index->file = file_of(table, gmns);
    if (!format_) {
        index->text = embedded_text("data/middle-corridor/" + index->file);
    } else if (std::filesystem::exists(network_ / index->file)) {
        index->text = read_file(network_ / index->file).value();
    }
    Diagnostics told_when_read;
    if (auto csv = parse_csv(index->file, index->text, told_when_read)) {
        index->definition = definition_of(table, gmns, *csv);
        index->table = check_table(std::move(*csv), index->definition, told_when_read);
    }
    return *indexes_.emplace(std::string(table), std::move(index)).first->second;
}

Place CellPlaces::place(std::string_view table, std::string_view id, std::string_view column) {
    if (format_ && *format_ != NetworkFormat::native && *format_ != NetworkFormat::gmns) {
        return {network_.string(), 0, 0};
    }
    const Index& index = index_of(table);
    const auto row = index.table ? index.table->find(id) : std::nullopt;
    return row ? index.table->place(*row, index.table->column(column)) : Place{index.file, 0, 0};
}

}  // namespace corridor::io
