#include "base/embedded.hpp"
#include "report/static_page.hpp"

#include <corridor/report/html.hpp>

namespace corridor::report {

extern const EmbeddedFile embedded_files[];
extern const std::size_t embedded_file_count;

namespace {

constexpr std::string_view data_token = "@DATA@";

/// JSON that cannot end the element it stands in, nor open a comment there.
std::string safe_in_script(const std::string& json) {
    std::string safe;
    safe.reserve(json.size() + json.size() / 64);
    std::size_t from = 0;
    for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', from)) {
        safe.append(json, from, at - from);
        safe += "\\u003c";
        from = at + 1;
    }
    safe.append(json, from);
    return safe;
}

}  // namespace

bool has_interactive_page() {
    return embedded_file_count > 0;
}

std::string render_html(std::span<const PageRun> runs, std::span<const Comparison> comparisons) {
    if (!has_interactive_page()) {
        return render_static_page(runs, comparisons);
    }
    const std::string_view page = embedded_files[0].text();
    const std::size_t place = page.find(data_token);
    std::string html;
    html += page.substr(0, place);
    html += safe_in_script(render_page_data(runs, comparisons));
    html += page.substr(place + data_token.size());
    return html;
}

}  // namespace corridor::report
