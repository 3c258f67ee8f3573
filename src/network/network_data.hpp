#pragma once

#include <corridor/network/network.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace corridor {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>()(text);
    }
};

using IndexById = std::unordered_map<std::string_view, std::uint32_t, TextHash, std::equal_to<>>;

/// What all copies of a network share. The indexes hold views into the ids of `nodes` and `links`.
struct Network::Data {
    std::vector<Node> nodes;
    std::vector<Link> links;
    std::vector<std::string> commodities;
    std::vector<std::string> systems;
    UnitTable units;
    IndexById node_index;
    IndexById link_index;
    std::vector<std::uint32_t> incident_begin;
    std::vector<LinkId> incident;

    Data() = default;
    Data(const Data&) = delete;
    Data& operator=(const Data&) = delete;
    Data(Data&&) = delete;
    Data& operator=(Data&&) = delete;
    ~Data() = default;
};

}  // namespace corridor
