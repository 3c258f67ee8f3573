#include "scenario/faults.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace corridor::scenario {

void Faults::error(Place place, std::string field, std::string expected, std::string found,
                   std::string advice) {
    add({Severity::error, std::move(place), std::move(field), std::move(expected), std::move(found),
         std::move(advice)});
}

void Faults::warn(Place place, std::string field, std::string expected, std::string found,
                  std::string advice) {
    add({Severity::warning, std::move(place), std::move(field), std::move(expected),
         std::move(found), std::move(advice)});
}

Diagnostics Faults::sorted() const {
    std::vector<Diagnostic> ordered = found_;
    std::stable_sort(ordered.begin(), ordered.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    Diagnostics diagnostics;
    for (Diagnostic& diagnostic : ordered) {
        diagnostics.add(std::move(diagnostic));
    }
    return diagnostics;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest_shown = 80;
    std::string shown = "'";
    std::size_t end = std::min(text.size(), longest_shown);
    while (end < text.size() && end > 0 &&
           (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    for (const char c : text.substr(0, end)) {
        const auto byte = static_cast<unsigned char>(c);
        shown += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
    return shown + (end < text.size() ? "…'" : "'");
}

Place place_of(const Scenario& scenario, std::string_view path) {
    while (true) {
        const auto known = scenario.places.find(path);
        if (known != scenario.places.end()) {
            return known->second;
        }
        const auto cut = path.find_last_of(".[");
        if (cut == std::string_view::npos) {
            return {};
        }
        path = path.substr(0, cut);
    }
}

}  // namespace corridor::scenario
