#include "architecture/include_rules.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <utility>

namespace corridor::architecture {
namespace {

constexpr int longest_header = 400;

struct Room {
    std::string_view name;
    std::vector<std::string_view> may_include;
};

const std::vector<Room>& rooms() {
    static const std::vector<Room> all = {
        {"base", {}},
        {"units", {"base"}},
        {"network", {"base", "units"}},
        {"flow", {"base", "units", "network", "program"}},
        {"io", {"base", "units", "network"}},
        {"omx", {"base", "units", "network", "io"}},
        {"program", {"base"}},
        {"analysis", {"base", "units", "network", "flow", "program"}},
        {"simulation", {"base", "units", "network", "flow", "program", "analysis"}},
        {"scenario",
         {"base", "units", "network", "flow", "program", "io", "analysis", "simulation"}},
        {"report",
         {"base", "units", "network", "flow", "program", "io", "analysis", "simulation",
          "scenario"}},
        {"corridor.hpp",
         {"base", "units", "network", "flow", "program", "io", "analysis", "simulation", "scenario",
          "report"}},
        {"cli",
         {"base", "units", "network", "flow", "program", "io", "omx", "analysis", "simulation",
          "scenario", "report", "corridor.hpp"}},
    };
    return all;
}

const Room* find_room(std::string_view name) {
    const auto found = std::find_if(rooms().begin(), rooms().end(),
                                    [name](const Room& room) { return room.name == name; });
    return found == rooms().end() ? nullptr : &*found;
}

bool may_include(const Room& from, std::string_view to) {
    return from.name == to || std::find(from.may_include.begin(), from.may_include.end(), to) !=
                                  from.may_include.end();
}

constexpr std::array<std::string_view, 8> heavy_libraries = {
    "boost/", "Eigen/", "eigen3/", "toml++/", "CLI/", "nlohmann/", "catch2/", "coin/",
};

// The public headers that are there to show a library.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> shown_libraries = {{
    {"boost/", "include/corridor/network/boost_graph.hpp"},
    {"Eigen/", "include/corridor/network/incidence.hpp"},
    {"Eigen/", "include/corridor/flow/sweep_eigen.hpp"},
    {"Eigen/", "include/corridor/program/linear_program.hpp"},
}};

constexpr std::string_view public_root = "include/corridor/";
constexpr std::string_view private_root = "src/";

// The room of "flow/max_flow.hpp"; a header outside every folder is a room of its own.
std::string_view room_of(std::string_view below_root) {
    return below_root.substr(0, below_root.find('/'));
}

struct Include {
    std::string_view target;
    bool quoted = false;
};

std::string_view without_leading_spaces(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::optional<Include> parse_include(std::string_view line) {
    line = without_leading_spaces(line);
    if (!line.starts_with('#')) {
        return std::nullopt;
    }
    line = without_leading_spaces(line.substr(1));
    if (!line.starts_with("include")) {
        return std::nullopt;
    }
    line = without_leading_spaces(line.substr(std::string_view{"include"}.size()));
    if (!line.starts_with('<') && !line.starts_with('"')) {
        return std::nullopt;
    }
    const bool quoted = line.front() == '"';
    const auto end = line.find(quoted ? '"' : '>', 1);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    return Include{.target = line.substr(1, end - 1), .quoted = quoted};
}

// The room an include leads to; nothing for the standard library and for other projects.
std::optional<std::string_view> target_room(const Include& include) {
    constexpr std::string_view prefix = "corridor/";
    if (include.target.starts_with(prefix)) {
        return room_of(include.target.substr(prefix.size()));
    }
    if (include.quoted && include.target.find('/') != std::string_view::npos) {
        return room_of(include.target);
    }
    return std::nullopt;
}

std::optional<std::string> broken_rule(std::string_view path, const Room& room,
                                       const Include& include) {
    const std::string target{include.target};
    const bool is_public = path.starts_with(public_root);
    if (include.target.find("../") != std::string_view::npos) {
        return "includes go from the root, not through .. (" + target + ")";
    }
    if (const auto other = target_room(include)) {
        if (find_room(*other) == nullptr) {
            return "there is no room " + std::string{*other} + " (" + target + ")";
        }
        if (!may_include(room, *other)) {
            return std::string{room.name} + " must not include " + std::string{*other} + " (" +
                   target + ")";
        }
    }
    if (is_public && include.quoted) {
        return "a public header includes with angle brackets, from corridor/ (" + target + ")";
    }
    for (const std::string_view library : heavy_libraries) {
        const std::pair<std::string_view, std::string_view> shown(library, path);
        const bool is_shown = std::find(shown_libraries.begin(), shown_libraries.end(), shown) !=
                              shown_libraries.end();
        if (is_public && include.target.starts_with(library) && !is_shown) {
            return "a public header must not need " + target;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> broken_rules(std::string_view path, std::string_view text) {
    const std::string_view root = path.starts_with(public_root) ? public_root : private_root;
    if (!path.starts_with(root)) {
        return {std::string{path} + ": expected a file under include/corridor or src"};
    }
    const Room* room = find_room(room_of(path.substr(root.size())));
    if (room == nullptr) {
        return {std::string{path} + ": lies in no known room; rooms stand in include_rules.cpp"};
    }

    std::vector<std::string> broken;
    std::istringstream lines{std::string{text}};
    std::string line;
    int number = 0;
    while (std::getline(lines, line)) {
        ++number;
        if (const auto include = parse_include(line)) {
            if (const auto rule = broken_rule(path, *room, *include)) {
                broken.push_back(std::string{path} + ":" + std::to_string(number) + ": " + *rule);
            }
        }
    }
    if (path.ends_with(".hpp") && number > longest_header) {
        broken.push_back(std::string{path} + ": " + std::to_string(number) +
                         " lines; a header has at most " + std::to_string(longest_header));
    }
    return broken;
}

}  // namespace corridor::architecture
