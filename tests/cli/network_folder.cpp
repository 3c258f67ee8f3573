#include "cli/network_folder.hpp"

#include "support/golden.hpp"

#include <corridor/io/csv.hpp>

#include <algorithm>
#include <stdexcept>

namespace corridor::test {
namespace {

std::string in_quotes(const std::string& field) {
    std::string text = "\"";
    for (const char c : field) {
        text += c == '"' ? "\"\"" : std::string(1, c);
    }
    return text + "\"";
}

}  // namespace

NetworkFolder::NetworkFolder(const std::filesystem::path& original,
                             const std::filesystem::path& folder)
    : file_(folder / "links.csv") {
    std::filesystem::copy(original, folder, std::filesystem::copy_options::recursive);
    const std::string text = read_text(file_);
    Diagnostics diagnostics;
    const auto table = io::parse_csv("links.csv", text, diagnostics);
    rows_.emplace_back(table->header().begin(), table->header().end());
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        rows_.emplace_back();
        for (std::size_t i = 0; i < table->header().size(); ++i) {
            rows_.back().emplace_back(table->field(row, i));
        }
    }
}

std::vector<std::string> NetworkFolder::link_ids() const {
    std::vector<std::string> ids;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        ids.push_back(rows_[i][column("link_id")]);
    }
    return ids;
}

std::vector<std::string> NetworkFolder::links_at(const std::string& node) const {
    std::vector<std::string> ids;
    for (const auto& row : rows_) {
        if (row[column("from_node_id")] == node || row[column("to_node_id")] == node) {
            ids.push_back(row[column("link_id")]);
        }
    }
    return ids;
}

void NetworkFolder::write(const std::map<std::string, std::string>& capacities) const {
    std::string text;
    for (std::vector<std::string> row : rows_) {
        const auto found = capacities.find(row[column("link_id")]);
        if (found != capacities.end()) {
            const bool unlimited = found->second == "unlimited";
            row[column("capacity")] = unlimited ? "" : found->second;
            row[column("capacity_unit")] = unlimited ? "" : "t/yr";
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (rows_.front()[i] == "capacity_mt_per_year") {
                    row[i].clear();
                }
            }
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i == 0 ? "" : ",") + in_quotes(row[i]);
        }
        text += '\n';
    }
    write_text(file_, text);
}

std::size_t NetworkFolder::column(const std::string& name) const {
    const auto& header = rows_.front();
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
        throw std::runtime_error("links.csv has no column " + name);
    }
    return static_cast<std::size_t>(found - header.begin());
}

}  // namespace corridor::test
