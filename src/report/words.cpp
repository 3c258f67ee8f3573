#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace corridor::report {

std::optional<TonnesPerYear> limit_on(const Network& network, Element element,
                                      const std::string& commodity) {
    const auto& capacity = network.capacity(element);
    if (!capacity || (capacity->containers_only && !commodity.empty() && commodity != containers)) {
        return std::nullopt;
    }
    return capacity->rate;
}

double low_confidence_share(const Network& network, const std::vector<CutMember>& cut) {
    TonnesPerYear low;
    TonnesPerYear all;
    for (const CutMember& member : cut) {
        all += member.capacity;
        if (network.provenance(member).confidence == Confidence::low) {
            low += member.capacity;
        }
    }
    return ratio(low, all);
}

bool is_estimate(const Network& network, Element element) {
    return network.provenance(element).is_estimate();
}

std::string marked(TonnesPerYear rate, bool estimate) {
    return fmt::format("{}{}", estimate ? "~" : "", rate);
}

std::string megatonnes(std::int64_t tonnes) {
    return fmt::format("{:.3f}", static_cast<double>(tonnes) / 1e6);
}

std::string percent(double share) {
    if (share > 0.0 && share < 0.005) {
        return "<1 %";
    }
    return fmt::format("{:.0f} %", share * 100.0);
}

std::string describe(const Selection& selection) {
    std::vector<std::string> parts;
    if (selection.year) {
        parts.push_back(fmt::format("in {}", *selection.year));
    }
    if (selection.with_planned) {
        parts.emplace_back("with planned links");
    }
    if (!selection.exclude_countries.empty()) {
        parts.push_back(
            fmt::format("without the countries {}", fmt::join(selection.exclude_countries, ", ")));
    }
    if (!selection.exclude_modes.empty()) {
        std::vector<std::string_view> modes;
        for (const Mode mode : selection.exclude_modes) {
            modes.push_back(to_string(mode));
        }
        parts.push_back(fmt::format("without the modes {}", fmt::join(modes, ", ")));
    }
    if (!selection.exclude_links.empty()) {
        parts.push_back(
            fmt::format("without the links {}", fmt::join(selection.exclude_links, ", ")));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string describe(const FlowQuery& query) {
    const auto names = [](const std::vector<Endpoint>& endpoints) {
        std::vector<std::string> ids;
        for (const Endpoint& endpoint : endpoints) {
            ids.push_back(endpoint.node);
        }
        return fmt::format("{}", fmt::join(ids, ", "));
    };
    return fmt::format("{} from {} to {}", query.commodity.empty() ? "any cargo" : query.commodity,
                       names(query.from), names(query.to));
}

std::string describe(const std::string& network_name, const Selection& selection) {
    const std::string selected = describe(selection);
    return selected.empty() ? network_name : network_name + ", " + selected;
}

std::string_view engine_name(flow::Engine engine) {
    switch (engine) {
        case flow::Engine::automatic:
            return "automatic";
        case flow::Engine::general:
            return "general";
        case flow::Engine::frontier:
            return "frontier";
        case flow::Engine::boost:
            return "boost";
    }
    return "";
}

std::string describe(const Network& network, const std::vector<CutMember>& cut, std::size_t shown) {
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, cut.size()); ++i) {
        text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", network.name(cut[i]),
                            marked(cut[i].capacity, is_estimate(network, cut[i])));
    }
    if (cut.size() > shown) {
        text += fmt::format(" and {} more", cut.size() - shown);
    }
    return text;
}

}  // namespace corridor::report
