#pragma once

#include <corridor/network/dataset.hpp>
#include <corridor/scenario/compare.hpp>
#include <corridor/scenario/run.hpp>

#include <span>
#include <string>
#include <string_view>

namespace corridor::report {

/// A run as a page shows it: what was found, and where the figures come from.
struct PageRun {
    const ScenarioResult* result;
    std::span<const Source> sources;
};

/// What the page shows, as the JSON object "corridor/report/1" without a line end: networks once
/// each, then every scenario with its years. Same input, same bytes. O(years × (n + m)).
[[nodiscard]] std::string render_page_data(std::span<const PageRun> runs,
                                           std::span<const Comparison> comparisons = {});

/// One self-contained page about one or more runs, and what tells them apart: no file beside it, no
/// request to a network.
/// Every text of the data is escaped for where it stands.
[[nodiscard]] std::string render_html(std::span<const PageRun> runs,
                                      std::span<const Comparison> comparisons = {});

/// Whether `render_html` writes the interactive page; otherwise the static one.
[[nodiscard]] bool has_interactive_page();

}  // namespace corridor::report
