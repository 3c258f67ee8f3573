#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"

#include <corridor/base/names.hpp>
#include <corridor/io/dictionary.hpp>
#include <corridor/report/schema.hpp>

#include <fmt/format.h>

namespace corridor::cli {

int schema(const CommonArguments& common, const SchemaArguments& arguments, Console& console) {
    std::span<const io::TableDefinition> tables = io::dictionary().tables;
    if (!arguments.table.empty()) {
        const io::TableDefinition* table = io::dictionary().find(arguments.table);
        if (table == nullptr) {
            std::vector<std::string> names;
            for (const io::TableDefinition& each : tables) {
                names.push_back(each.name);
            }
            std::string advice = did_you_mean(arguments.table, names);
            if (advice.empty()) {
                advice = fmt::format("there are {}", fmt::join(names, ", "));
            }
            Diagnostics faults;
            faults.add({Severity::error, Place{}, "TABLE", "a table of a network",
                        fmt::format("'{}'", arguments.table), advice});
            console.tell(faults);
            return invalid_input;
        }
        tables = std::span(table, 1);
    }
    switch (common.format) {
        case Format::table:
            console.out(render_table(tables, console.style()));
            break;
        case Format::csv:
            console.out(report::render_csv(tables));
            break;
        case Format::json:
            console.out(report::render_json(tables));
            break;
        case Format::markdown:
        case Format::geojson:
            console.out(report::render_markdown(tables));
            break;
    }
    return answered;
}

}  // namespace corridor::cli
