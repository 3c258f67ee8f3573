#include <corridor/base/contract.hpp>
#include <corridor/base/names.hpp>
#include <corridor/io/table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <utility>

namespace corridor::io {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool is_year(std::string_view text) {
    return text.size() == 4 && all_digits(text);
}

bool is_two_digits(std::string_view text, int largest) {
    return text.size() == 2 && all_digits(text) && number(text) >= 1 && number(text) <= largest;
}

bool is_month_and_day(std::string_view text) {
    constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return text.size() == 5 && text[2] == '-' && is_two_digits(text.substr(0, 2), 12) &&
           is_two_digits(text.substr(3),
                         days[static_cast<std::size_t>(number(text.substr(0, 2))) - 1]);
}

bool is_date(std::string_view text) {
    if (is_month_and_day(text)) {
        return true;
    }
    if (!is_year(text.substr(0, 4))) {
        return false;
    }
    const std::string_view rest = text.substr(4);
    return rest.empty() || (rest[0] == '-' && (is_two_digits(rest.substr(1), 12) ||
                                               is_month_and_day(rest.substr(1))));
}

std::optional<bool> parse_boolean(std::string_view text) {
    const auto is = [&](std::string_view word) {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
    };
    if (text == "1" || is("true")) {
        return true;
    }
    if (text == "0" || is("false")) {
        return false;
    }
    return std::nullopt;
}

bool above_minimum(const Decimal& value, Minimum minimum) {
    switch (minimum) {
        case Minimum::at_least_zero:
            return value.significand() >= 0;
        case Minimum::above_zero:
            return value.significand() > 0;
        case Minimum::none:
            break;
    }
    return true;
}

bool surrounded_by_space(std::string_view text) {
    return text.front() == ' ' || text.back() == ' ';
}

bool is_list(std::string_view text) {
    for (std::string_view rest = text;;) {
        const auto end = rest.find(';');
        const std::string_view item = rest.substr(0, end);
        if (item.empty() || item.front() == ' ' || item.back() == ' ' ||
            item.find(',') != std::string_view::npos) {
            return false;
        }
        if (end == std::string_view::npos) {
            return true;
        }
        rest.remove_prefix(end + 1);
    }
}

/// Whether `text`, which is not empty, is a value of the attribute as far as the cell alone tells.
bool is_value(const Attribute& attribute, std::string_view text) {
    switch (attribute.type) {
        case ValueType::id:
            return !surrounded_by_space(text) &&
                   text.find_first_of(",;\r\n\t") == std::string_view::npos;
        case ValueType::integer: {
            const auto value = parse_decimal(text);
            return value && value->scale() == 0 && text.back() != '.' &&
                   above_minimum(*value, attribute.minimum);
        }
        case ValueType::decimal: {
            const auto value = parse_decimal(text);
            return value && above_minimum(*value, attribute.minimum);
        }
        case ValueType::boolean:
            return parse_boolean(text).has_value();
        case ValueType::year:
            return is_year(text);
        case ValueType::enumeration:
            return std::find(attribute.choices.begin(), attribute.choices.end(), text) !=
                   attribute.choices.end();
        case ValueType::list:
        case ValueType::refs:
            return is_list(text);
        case ValueType::date:
            return is_date(text);
        case ValueType::url:
            return text.substr(0, 7) == "http://" || text.substr(0, 8) == "https://";
        case ValueType::ref:
        case ValueType::unit:
        case ValueType::text:
            break;
    }
    return true;
}

std::string number_advice(std::string_view text) {
    if (text.find(',') != std::string_view::npos) {
        return "write the decimal point as '.' and leave out thousands separators";
    }
    if (surrounded_by_space(text)) {
        return "remove the spaces around it";
    }
    const std::string_view number = text.substr(text.front() == '-' || text.front() == '+' ? 1 : 0);
    if (number.find_first_not_of("0123456789.") == std::string_view::npos && number.size() > 18) {
        return "write at most 18 digits";
    }
    const auto exponent = number.find_first_of("eE");
    if (exponent != std::string_view::npos && exponent > 0 &&
        number.substr(0, exponent).find_first_not_of("0123456789.") == std::string_view::npos) {
        return "write it out, without an exponent";
    }
    return "";
}

std::string advice_for(const Attribute& attribute, std::string_view text) {
    switch (attribute.type) {
        case ValueType::enumeration:
            return did_you_mean(text, attribute.choices);
        case ValueType::id:
            return surrounded_by_space(text) ? "remove the spaces around it" : "";
        case ValueType::integer:
        case ValueType::decimal:
            return number_advice(text);
        case ValueType::list:
        case ValueType::refs:
            return "write a;b;c without spaces, commas or empty names";
        default:
            return "";
    }
}

class HeaderCheck {
  public:
    HeaderCheck(const CsvTable& csv, const TableDefinition& definition, Diagnostics& diagnostics)
        : csv_(csv), definition_(definition), diagnostics_(diagnostics) {}

    std::vector<std::optional<std::size_t>> positions;
    std::vector<std::string> unknown;

    /// True when every required column is there.
    bool run() {
        const auto header = csv_.header();
        for (const Attribute& attribute : definition_.attributes) {
            const auto place = std::find(header.begin(), header.end(), attribute.shown_name());
            positions.push_back(place == header.end()
                                    ? std::nullopt
                                    : std::optional<std::size_t>(place - header.begin()));
        }
        std::vector<std::string> absent;
        for (std::size_t i = 0; i < positions.size(); ++i) {
            if (!positions[i]) {
                absent.push_back(definition_.attributes[i].shown_name());
            }
        }
        bool usable = true;
        std::vector<Place> places;
        for (std::size_t column = 0; column < header.size(); ++column) {
            if (!definition_.knows_heading(header[column])) {
                places = places.empty() ? csv_.header_places() : std::move(places);
                usable = unknown_column(column, places[column], absent) && usable;
            }
        }
        for (const Attribute& attribute : definition_.attributes) {
            const bool missing =
                std::find(absent.begin(), absent.end(), attribute.shown_name()) != absent.end();
            if (attribute.required && missing) {
                diagnostics_.add({Severity::error, csv_.header_place(0), attribute.shown_name(),
                                  "this column", "no such column",
                                  "it is required: " + attribute.description});
                usable = false;
            }
        }
        return usable;
    }

  private:
    bool unknown_column(std::size_t column, const Place& place, std::vector<std::string>& absent) {
        const std::string& name = csv_.header()[column];
        unknown.push_back(name);
        // Suggestions cost time for each column, and nobody reads more of them than are kept.
        const std::vector<std::string> nearest = unknown.size() > 2 * Diagnostics::limit
                                                     ? std::vector<std::string>{}
                                                     : nearest_names(name, absent, 1);
        const auto named =
            std::find_if(definition_.attributes.begin(), definition_.attributes.end(),
                         [&](const Attribute& attribute) {
                             return !nearest.empty() && attribute.shown_name() == nearest.front();
                         });
        const Attribute* meant = named == definition_.attributes.end() ? nullptr : &*named;
        if (meant != nullptr && meant->required) {
            diagnostics_.add({Severity::error, place, meant->shown_name(), "this required column",
                              shown(name), fmt::format("did you mean {}?", meant->shown_name())});
            absent.erase(std::find(absent.begin(), absent.end(), meant->shown_name()));
            return false;
        }
        diagnostics_.add({Severity::warning, place, name,
                          fmt::format("a column of {}.csv", definition_.name), "an unknown one",
                          meant == nullptr ? "it is not used"
                                           : fmt::format("it is not used; did you mean {}?",
                                                         meant->shown_name())});
        return true;
    }

    const CsvTable& csv_;
    const TableDefinition& definition_;
    Diagnostics& diagnostics_;
};

}  // namespace

std::vector<std::string_view> split_list(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const auto end = text.find(';');
        result.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return result;
}

void IdIndex::reserve(std::size_t rows) {
    std::size_t size = 2;
    while (size < 2 * rows) {
        size *= 2;
    }
    slots_.assign(size, Slot{});
}

std::size_t IdIndex::slot_of(std::string_view id, std::size_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (
        !slots_[slot].id.empty() &&
        (slots_[slot].hash != static_cast<std::uint32_t>(hash >> 32U) || slots_[slot].id != id)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

std::optional<std::uint32_t> IdIndex::insert(std::string_view id, std::uint32_t row) {
    const std::size_t hash = std::hash<std::string_view>()(id);
    Slot& slot = slots_[slot_of(id, hash)];
    if (!slot.id.empty()) {
        return slot.row;
    }
    slot = {id, row, static_cast<std::uint32_t>(hash >> 32U)};
    return std::nullopt;
}

std::optional<std::uint32_t> IdIndex::find(std::string_view id) const {
    if (slots_.empty() || id.empty()) {
        return std::nullopt;
    }
    const Slot& slot = slots_[slot_of(id, std::hash<std::string_view>()(id))];
    return slot.id.empty() ? std::nullopt : std::optional<std::uint32_t>(slot.row);
}

Table::Column Table::column(std::string_view attribute) const {
    const Attribute* known = definition_->find(attribute);
    expects(known != nullptr, "the definition of the table has the attribute");
    return {known, positions_[static_cast<std::size_t>(known - definition_->attributes.data())]};
}

std::string_view Table::text(std::size_t row, const Column& column) const {
    if (column.position) {
        const std::string_view field = csv_.field(row, *column.position);
        if (!field.empty()) {
            return field;
        }
    }
    return column.attribute->default_value;
}

bool Table::given(std::size_t row, const Column& column) const {
    return column.position && !csv_.field(row, *column.position).empty();
}

std::optional<Decimal> Table::decimal(std::size_t row, const Column& column) const {
    const auto value = parse_decimal(text(row, column));
    return value && above_minimum(*value, column.attribute->minimum) ? value : std::nullopt;
}

std::optional<int> Table::year(std::size_t row, const Column& column) const {
    const std::string_view field = text(row, column);
    return is_year(field) ? std::optional<int>(number(field)) : std::nullopt;
}

bool Table::boolean(std::size_t row, const Column& column) const {
    return parse_boolean(text(row, column)).value_or(false);
}

std::vector<std::string> Table::list(std::size_t row, const Column& column) const {
    std::vector<std::string> result;
    for (const std::string_view item : split_list(text(row, column))) {
        result.emplace_back(item);
    }
    return result;
}

Place Table::place(std::size_t row, const Column& column) const {
    return csv_.place(row, column.position.value_or(0));
}

std::optional<std::size_t> Table::find(std::string_view id) const {
    const auto row = index_.find(id);
    return row ? std::optional<std::size_t>(*row) : std::nullopt;
}

std::vector<std::string> Table::ids() const {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < definition_->attributes.size(); ++i) {
        if (definition_->attributes[i].type == ValueType::id && positions_[i]) {
            for (std::size_t row = 0; row < row_count(); ++row) {
                result.emplace_back(csv_.field(row, *positions_[i]));
            }
        }
    }
    return result;
}

std::optional<Table> check_table(CsvTable csv, const TableDefinition& definition,
                                 Diagnostics& diagnostics) {
    const std::size_t errors = diagnostics.error_count();
    HeaderCheck header(csv, definition, diagnostics);
    if (!header.run()) {
        return std::nullopt;
    }
    Table table(std::move(csv), definition);
    table.positions_ = std::move(header.positions);
    table.unknown_ = std::move(header.unknown);
    table.index_.reserve(table.row_count());
    bool ids_known = table.csv_.complete();

    for (std::size_t row = 0; row < table.row_count(); ++row) {
        for (std::size_t i = 0; i < definition.attributes.size(); ++i) {
            if (!table.positions_[i]) {
                continue;
            }
            const Attribute& attribute = definition.attributes[i];
            const std::size_t column = *table.positions_[i];
            const std::string_view text = table.csv_.field(row, column);
            const auto fault = [&](std::string expected, std::string found, std::string advice) {
                diagnostics.add({Severity::error, table.csv_.place(row, column),
                                 attribute.shown_name(), std::move(expected), std::move(found),
                                 std::move(advice)});
            };
            if (text.empty()) {
                if (attribute.required) {
                    ids_known = ids_known && attribute.type != ValueType::id;
                    fault(expectation(attribute), "nothing", "");
                }
                continue;
            }
            if (!is_value(attribute, text)) {
                ids_known = ids_known && attribute.type != ValueType::id;
                fault(expectation(attribute), shown(text), advice_for(attribute, text));
                continue;
            }
            if (attribute.type == ValueType::id) {
                const auto first = table.index_.insert(text, static_cast<std::uint32_t>(row));
                if (first) {
                    fault("an id of its own", shown(text) + " again",
                          fmt::format("first on line {}", table.csv_.line(*first)));
                }
            }
        }
    }
    table.ids_known_ = ids_known;
    table.sound_ = table.csv_.complete() && diagnostics.error_count() == errors;
    return table;
}

}  // namespace corridor::io
