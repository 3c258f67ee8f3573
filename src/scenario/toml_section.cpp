#include "scenario/toml_section.hpp"

#include "scenario/growth_path.hpp"

#include <corridor/base/names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace corridor::scenario {
namespace {

constexpr std::size_t longest_text = 64 * 1024;
constexpr std::size_t most_tables = 1'000;
constexpr std::size_t most_texts = 10'000;

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

Place Reading::place(const toml::source_position& position) const {
    if (position.line == 0 || position.line > line_starts.size()) {
        return {file, position.line, position.column};
    }
    std::size_t at = line_starts[position.line - 1];
    for (std::size_t left = position.column; left > 1 && at < text.size(); --left) {
        for (++at; at < text.size() && is_continuation(text[at]); ++at) {
        }
    }
    return {file, position.line, at - line_starts[position.line - 1] + 1};
}

std::string described(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return quoted(node.as_string()->get());
        case toml::node_type::integer:
            return fmt::format("the number {}", node.as_integer()->get());
        case toml::node_type::floating_point:
            return fmt::format("the number {}", node.as_floating_point()->get());
        case toml::node_type::boolean:
            return node.as_boolean()->get() ? "true" : "false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

Section::Section(Reading& reading, const toml::table& table, std::string path,
                 const std::vector<std::string>& known_keys)
    : reading_(&reading), table_(&table), path_(std::move(path)) {
    if (!path_.empty()) {
        remember(path_, table);
    }
    for (const auto& [key, node] : table) {
        if (known_keys.empty() ||
            std::find(known_keys.begin(), known_keys.end(), key.str()) != known_keys.end()) {
            continue;
        }
        std::string advice = did_you_mean(key.str(), known_keys);
        if (advice.empty()) {
            advice = fmt::format("known keys: {}", fmt::join(known_keys, ", "));
        }
        reading_->faults.error(reading_->place(key.source().begin),
                               path_.empty() ? "scenario" : field(""), "a known key",
                               quoted(key.str()), std::move(advice));
    }
}

Place Section::place() const {
    return reading_->place(table_->source().begin);
}

Place Section::place(std::string_view key) const {
    const toml::node* node = find(key);
    return node == nullptr ? place() : reading_->place(node->source().begin);
}

std::string Section::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

std::string Section::field(std::string_view key) const {
    const std::string path = key.empty() ? path_ : path_of(key);
    std::string text;
    bool inside = false;
    for (const char c : path) {
        inside = (inside || c == '[') && c != ']';
        if (!inside && c != ']') {
            text += c;
        }
    }
    return text;
}

void Section::remember(std::string path, const toml::node& node) {
    reading_->scenario.places.emplace(std::move(path), reading_->place(node.source().begin));
}

void Section::remember(std::string_view key) {
    if (const toml::node* node = find(key)) {
        remember(path_of(key), *node);
    }
}

void Section::fault(std::string_view key, std::string expected, std::string found,
                    std::string advice) {
    reading_->faults.error(place(key), field(key), std::move(expected), std::move(found),
                           std::move(advice));
}

void Section::append(std::string_view key, const Diagnostics& diagnostics) {
    for (Diagnostic diagnostic : diagnostics.kept()) {
        diagnostic.place = place(key);
        diagnostic.field = field(key);
        reading_->faults.add(std::move(diagnostic));
    }
}

std::optional<std::string> Section::checked_text(const toml::node& node, std::string_view key) {
    const std::string& text = node.as_string()->get();
    const Place place = reading_->place(node.source().begin);
    if (text.size() > longest_text) {
        reading_->faults.error(place, field(key), fmt::format("at most {} bytes", longest_text),
                               fmt::format("{}", text.size()));
        return std::nullopt;
    }
    const auto control = std::find_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
    });
    if (control != text.end()) {
        reading_->faults.error(
            place, field(key), "text without control characters",
            fmt::format("character {}",
                        static_cast<unsigned>(static_cast<unsigned char>(*control))));
        return std::nullopt;
    }
    return text;
}

std::optional<std::string> Section::text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    remember(path_of(key), *node);
    if (!node->is_string()) {
        fault(key, "text in quotes", described(*node));
        return std::nullopt;
    }
    return checked_text(*node, key);
}

std::optional<bool> Section::flag(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    remember(path_of(key), *node);
    if (!node->is_boolean()) {
        fault(key, "true or false", described(*node));
        return std::nullopt;
    }
    return node->as_boolean()->get();
}

std::optional<int> Section::year(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    remember(path_of(key), *node);
    const auto* number = node->as_integer();
    if (number == nullptr || number->get() < earliest_year || number->get() > latest_year) {
        fault(key, fmt::format("a year between {} and {}", earliest_year, latest_year),
              described(*node), node->is_string() ? "write the year without quotes" : "");
        return std::nullopt;
    }
    return static_cast<int>(number->get());
}

std::optional<std::vector<std::string>> Section::texts(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    remember(path_of(key), *node);
    std::vector<std::string> result;
    if (node->is_string()) {
        if (auto single = checked_text(*node, key)) {
            result.push_back(std::move(*single));
        }
        return result;
    }
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        fault(key, "a text or a list of texts", described(*node));
        return std::nullopt;
    }
    if (list->size() > most_texts) {
        fault(key, fmt::format("at most {} entries", most_texts), fmt::format("{}", list->size()));
        return std::nullopt;
    }
    for (const toml::node& entry : *list) {
        if (!entry.is_string()) {
            reading_->faults.error(reading_->place(entry.source().begin), field(key),
                                   "text in quotes", described(entry));
            continue;
        }
        if (auto text = checked_text(entry, key)) {
            remember(fmt::format("{}[{}]", path_of(key), result.size()), entry);
            result.push_back(std::move(*text));
        }
    }
    return result;
}

const toml::table* Section::table(std::string_view key) {
    const toml::node* node = find(key);
    if (node != nullptr && !node->is_table()) {
        fault(key, fmt::format("a table, [{}]", field(key)), described(*node));
        return nullptr;
    }
    return node == nullptr ? nullptr : node->as_table();
}

std::vector<const toml::table*> Section::tables(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return {};
    }
    std::vector<const toml::table*> result;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        fault(key, fmt::format("tables headed [[{}]]", field(key)), described(*node));
        return {};
    }
    if (list->size() > most_tables) {
        fault(key, fmt::format("at most {} tables [[{}]]", most_tables, field(key)),
              fmt::format("{}", list->size()));
        return {};
    }
    for (const toml::node& entry : *list) {
        if (entry.is_table()) {
            result.push_back(entry.as_table());
        } else {
            reading_->faults.error(reading_->place(entry.source().begin), field(key),
                                   fmt::format("tables headed [[{}]]", field(key)),
                                   described(entry));
        }
    }
    return result;
}

}  // namespace corridor::scenario
