#include <corridor/base/names.hpp>
#include <corridor/network/selection.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace corridor {
namespace {

bool is_open(const Link& link, const Selection& selection) {
    switch (link.status) {
        case Status::operating:
        case Status::upgrading:
            return true;
        case Status::planned:
            if (selection.year && link.opening_year) {
                return *link.opening_year <= *selection.year;
            }
            return selection.with_planned;
        case Status::idle:
            break;
    }
    return false;
}

bool touches(const Network& network, const Link& link, std::string_view country) {
    return network.node(link.tail).country == country || network.node(link.head).country == country;
}

}  // namespace

std::vector<bool> open_links(const Network& network, const Selection& selection) {
    std::vector<bool> open(network.links().size());
    for (std::size_t i = 0; i < open.size(); ++i) {
        const Link& link = network.links()[i];
        open[i] = is_open(link, selection) &&
                  std::none_of(
                      selection.exclude_links.begin(), selection.exclude_links.end(),
                      [&](const std::string& pattern) { return matches_glob(link.id, pattern); }) &&
                  std::find(selection.exclude_modes.begin(), selection.exclude_modes.end(),
                            link.mode) == selection.exclude_modes.end() &&
                  std::none_of(
                      selection.exclude_countries.begin(), selection.exclude_countries.end(),
                      [&](const std::string& country) { return touches(network, link, country); });
    }
    return open;
}

Diagnostics unmatched(const Network& network, const Selection& selection) {
    Diagnostics diagnostics;
    const auto doubt = [&](std::string field, std::string expected, std::string found,
                           std::string advice) {
        diagnostics.add({Severity::warning, Place{}, std::move(field), std::move(expected),
                         std::move(found), std::move(advice)});
    };
    const auto any_link = [&](const auto& condition) {
        return std::any_of(network.links().begin(), network.links().end(), condition);
    };
    for (const std::string& pattern : selection.exclude_links) {
        if (!any_link([&](const Link& link) { return matches_glob(link.id, pattern); })) {
            doubt("exclude-link", "a pattern that matches a link", fmt::format("'{}'", pattern),
                  did_you_mean(pattern, network.link_ids()));
        }
    }
    for (const Mode mode : selection.exclude_modes) {
        if (!any_link([&](const Link& link) { return link.mode == mode; })) {
            doubt("exclude-mode", "a mode of the network", fmt::format("'{}'", to_string(mode)),
                  "no link has it");
        }
    }
    for (const std::string& country : selection.exclude_countries) {
        if (!any_link([&](const Link& link) { return touches(network, link, country); })) {
            std::vector<std::string> countries;
            for (const Node& node : network.nodes()) {
                if (!node.country.empty() && std::find(countries.begin(), countries.end(),
                                                       node.country) == countries.end()) {
                    countries.push_back(node.country);
                }
            }
            std::string advice = did_you_mean(country, countries);
            if (advice.empty() && !countries.empty()) {
                advice = fmt::format("the network has {}", fmt::join(countries, ", "));
            }
            doubt("exclude-country", "a country of the network", fmt::format("'{}'", country),
                  std::move(advice));
        }
    }
    if (selection.year && !any_link([&](const Link& link) {
            return link.status == Status::planned && link.opening_year &&
                   *link.opening_year <= *selection.year;
        })) {
        doubt("year", "a year in which a planned link is open", fmt::format("{}", *selection.year),
              "the answer is that of today's network");
    }
    return diagnostics;
}

}  // namespace corridor
