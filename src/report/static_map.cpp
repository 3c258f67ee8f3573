#include "report/static_page.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace corridor::report {
namespace {

constexpr double width = 1080.0;
constexpr double margin = 60.0;
constexpr double pi = 3.14159265358979323846;

/// Equal distances along the middle parallel; enough for a corridor.
struct Projection {
    double west = 180.0;
    double east = -180.0;
    double south = 90.0;
    double north = -90.0;

    void include(const GeoPoint& point) {
        west = std::min(west, point.longitude);
        east = std::max(east, point.longitude);
        south = std::min(south, point.latitude);
        north = std::max(north, point.latitude);
    }
    [[nodiscard]] double shrink() const { return std::cos((south + north) / 2.0 * pi / 180.0); }
    [[nodiscard]] double scale() const {
        return (width - 2.0 * margin) / std::max((east - west) * shrink(), 0.1);
    }
    [[nodiscard]] double x(const GeoPoint& point) const {
        return margin + (point.longitude - west) * shrink() * scale();
    }
    [[nodiscard]] double y(const GeoPoint& point) const {
        return margin + (north - point.latitude) * scale();
    }
    [[nodiscard]] double height() const { return 2.0 * margin + (north - south) * scale(); }
};

double stroke(std::int64_t tonnes) {
    return std::clamp(2.4 * std::sqrt(static_cast<double>(tonnes) / 1e6), 1.4, 17.0);
}

int use_class(const std::optional<double>& share) {
    if (!share) {
        return 0;
    }
    const double limits[] = {0.25, 0.5, 0.75, 0.95};
    return static_cast<int>(std::upper_bound(limits, limits + 4, *share) - limits) + 1;
}

std::string dash(Mode mode) {
    return mode == Mode::rail_ferry || mode == Mode::container_vessel || mode == Mode::tanker
               ? " stroke-dasharray=\"6 3\""
               : "";
}

bool binds(const YearResult& year, Element element) {
    return std::any_of(
        year.commodities.begin(), year.commodities.end(), [&](const CommodityYear& commodity) {
            return std::find(commodity.binding.begin(), commodity.binding.end(), element) !=
                   commodity.binding.end();
        });
}

struct Drawn {
    std::uint32_t link;
    GeoPoint from;
    GeoPoint to;
};

std::string line(const Projection& on, const Drawn& drawn, double thickness, const char* look,
                 const std::string& more, const std::string& title) {
    return fmt::format(
        "<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
        "stroke-width=\"{:.1f}\"{}>{}</line>\n",
        look, on.x(drawn.from), on.y(drawn.from), on.x(drawn.to), on.y(drawn.to), thickness, more,
        title.empty() ? "" : "<title>" + escaped(title) + "</title>");
}

}  // namespace

std::string render_map_svg(const YearState& state, const YearResult& year) {
    const Network& network = state.network;
    Projection on;
    std::vector<Drawn> lines;
    std::vector<std::int64_t> through(network.nodes().size());
    for (std::uint32_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        const auto& from = network.node(link.tail).position;
        const auto& to = network.node(link.head).position;
        if (year.link_load[i] == 0 || !from || !to) {
            continue;
        }
        lines.push_back({i, *from, *to});
        on.include(*from);
        on.include(*to);
        through[link.tail.index] += year.link_load[i];
        through[link.head.index] += year.link_load[i];
    }
    if (lines.empty()) {
        return "";
    }
    // The heaviest below, so that thin lines between the same places stay visible.
    std::stable_sort(lines.begin(), lines.end(), [&](const Drawn& a, const Drawn& b) {
        return year.link_load[a.link] > year.link_load[b.link];
    });
    std::string svg = fmt::format(
        "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Map of the flows in {}\">\n",
        width, on.height(), year.year);
    for (const Drawn& drawn : lines) {
        if (binds(year, Element::of(LinkId{drawn.link}))) {
            svg += line(on, drawn, stroke(year.link_load[drawn.link]) + 8.0, "halo", "", "");
        }
    }
    for (const Drawn& drawn : lines) {
        const Link& link = network.links()[drawn.link];
        const auto share = utilisation(network, year, Element::of(LinkId{drawn.link}));
        svg += line(on, drawn, stroke(year.link_load[drawn.link]),
                    fmt::format("flow use-{}", use_class(share)).c_str(), dash(link.mode),
                    fmt::format("{}: {} Mt/yr{}", link.id, megatonnes(year.link_load[drawn.link]),
                                share ? ", " + percent(*share) + " of the capacity" : ""));
    }
    std::vector<std::uint32_t> named;
    for (std::uint32_t i = 0; i < through.size(); ++i) {
        if (through[i] > 0) {
            named.push_back(i);
        }
    }
    std::stable_sort(named.begin(), named.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return through[a] > through[b]; });
    std::vector<std::pair<double, double>> taken;
    for (const std::uint32_t i : named) {
        const GeoPoint& at = *network.nodes()[i].position;
        const double x = on.x(at);
        const double y = on.y(at);
        svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.6\"/>\n", x, y);
        const bool crowded = std::any_of(taken.begin(), taken.end(), [&](const auto& other) {
            return std::abs(other.first - x) < 64.0 && std::abs(other.second - y) < 13.0;
        });
        if (!crowded) {
            taken.emplace_back(x, y);
            svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x + 5.0, y - 5.0,
                               escaped(network.nodes()[i].name));
        }
    }
    return svg + "</svg>\n";
}

}  // namespace corridor::report
