#pragma once

#include "scenario/faults.hpp"
#include "scenario/toml_library.hpp"

#include <corridor/scenario/scenario.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corridor::scenario {

/// What reading a scenario file carries along: its text for places, faults, and where keys stand.
struct Reading {
    std::string_view text;
    std::string file;
    std::vector<std::size_t> line_starts;
    Faults faults;
    Scenario scenario;

    /// toml++ counts columns in code points, Place in bytes.
    [[nodiscard]] Place place(const toml::source_position& position) const;
};

/// One table of a scenario file. Reports keys it does not know, values of a wrong type, and texts
/// that are too long; remembers the place of everything it reads.
class Section {
  public:
    Section(Reading& reading, const toml::table& table, std::string path,
            const std::vector<std::string>& known_keys);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] const toml::node* find(std::string_view key) const { return table_->get(key); }
    [[nodiscard]] Place place() const;
    [[nodiscard]] Place place(std::string_view key) const;
    /// "demand.group.rows": the path of a key without positions in lists.
    [[nodiscard]] std::string field(std::string_view key) const;

    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    [[nodiscard]] std::optional<bool> flag(std::string_view key);
    /// A whole number in the range of years.
    [[nodiscard]] std::optional<int> year(std::string_view key);
    /// A text or a list of texts.
    [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key);
    [[nodiscard]] const toml::table* table(std::string_view key);
    /// A list of tables, `[[key]]`, of which there may be at most 1,000.
    [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key);

    /// Notes where a key stands that is read in another way.
    void remember(std::string_view key);
    void fault(std::string_view key, std::string expected, std::string found,
               std::string advice = {});
    /// Adds the diagnostics of a value, with its place and field.
    void append(std::string_view key, const Diagnostics& diagnostics);

  private:
    [[nodiscard]] std::string path_of(std::string_view key) const;
    void remember(std::string path, const toml::node& node);
    [[nodiscard]] std::optional<std::string> checked_text(const toml::node& node,
                                                          std::string_view key);

    Reading* reading_;
    const toml::table* table_;
    std::string path_;
};

/// "the number 5", "a table": what a value of a wrong type is called.
[[nodiscard]] std::string described(const toml::node& node);

}  // namespace corridor::scenario
