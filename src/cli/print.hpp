#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace corridor::cli {

/// Prints a report in the format that was asked for; its renderers are found beside its type.
template <class Report>
void print(const Report& report, Format format, Console& console) {
    switch (format) {
        case Format::json:
            console.out(render_json(report));
            break;
        case Format::csv:
            console.out(render_csv(report));
            break;
        case Format::table:
        case Format::markdown:
        case Format::geojson:
            console.out(render_table(report, console.style()));
            break;
    }
}

}  // namespace corridor::cli
