#include "fuzz/target.hpp"
#include "io/rows.hpp"

#include <corridor/io/csv.hpp>

namespace {

using namespace corridor;

bool same_cells(const io::Rows& a, const io::Rows& b) {
    const auto same_row = [](const std::vector<io::Cell>& x, const std::vector<io::Cell>& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                          [](const io::Cell& p, const io::Cell& q) { return p.text == q.text; });
    };
    return same_row(a.header, b.header) &&
           std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), same_row);
}

void check_places(const io::CsvTable& table, std::string_view text) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) +
                       static_cast<std::size_t>(std::count(text.begin(), text.end(), '\r')) + 1;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        for (std::size_t column = 0; column < table.header().size(); ++column) {
            const Place place = table.place(row, column);
            fuzz::require(place.line >= table.line(row) && place.line <= lines &&
                              place.column >= 1 && place.column <= text.size() + 1,
                          "a cell stands in the text");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    Diagnostics faults;
    const auto table = io::parse_csv("table.csv", text, faults);
    fuzz::require(table.has_value() || !faults.ok(), "no table without a reason");
    if (table) {
        fuzz::require(table->complete() == faults.ok(), "rows are left out with a reason only");
        check_places(*table, text);
        const io::Rows rows = io::rows_of(*table);
        const std::string rendered = io::render_csv(rows);
        Diagnostics none;
        const auto again = io::parse_csv("table.csv", rendered, none);
        fuzz::require(again && none.empty(), "what was written can be read");
        fuzz::require(same_cells(rows, io::rows_of(*again)), "what was written reads back equal");
    }
    Diagnostics of_limited;
    const io::CsvLimits narrow{.file_bytes = 2048, .line_bytes = 48, .field_bytes = 12, .rows = 6};
    const auto limited = io::parse_csv("table.csv", text, of_limited, narrow);
    fuzz::require(!limited || limited->row_count() <= narrow.rows, "no more rows than the limit");
    fuzz::require(faults.ok() || !of_limited.ok(), "limits make no text better");
    return 0;
}
