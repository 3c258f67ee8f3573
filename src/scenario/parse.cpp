#include "scenario/change_text.hpp"
#include "scenario/growth_path.hpp"
#include "scenario/toml_letters.hpp"
#include "scenario/toml_section.hpp"

#include <corridor/base/names.hpp>
#include <corridor/scenario/scenario.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace corridor {
namespace scenario {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 30;
constexpr int longest_horizon = 200;
constexpr std::size_t longest_name = 100;
constexpr std::string_view schema = "corridor/scenario/1";

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), is_name_character);
}

std::string name_of_file(std::string_view file) {
    file = file.substr(file.find_last_of('/') + 1);
    file = file.substr(0, std::min(file.rfind('.'), file.size())).substr(0, longest_name);
    std::string name(file);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !is_name_character(c); }, '-');
    return is_name(name) ? name : "scenario";
}

void read_head(Section& root, Reading& reading) {
    Scenario& scenario = reading.scenario;
    if (const auto stated = root.text("schema"); stated && *stated != schema) {
        root.fault("schema", fmt::format("'{}'", schema), quoted(*stated));
    }
    scenario.name = name_of_file(reading.file);
    if (auto name = root.text("name")) {
        if (!is_name(*name)) {
            root.fault("name", "letters, digits, '-', '_' and '.', at most 100 and no '.' first",
                       quoted(*name), "it names the folder of the results");
        }
        scenario.name = std::move(*name);
    }
    scenario.title = root.text("title").value_or(scenario.name);
    scenario.description = root.text("description").value_or("");
    if (auto network = root.text("network")) {
        if (network->empty()) {
            root.fault("network", "'middle-corridor' or a folder", "''");
        }
        scenario.network = std::move(*network);
    }
}

void read_horizon(Section& root, Reading& reading) {
    Scenario& scenario = reading.scenario;
    const toml::table* table = root.table("horizon");
    if (table == nullptr) {
        return;
    }
    Section horizon(reading, *table, "horizon", {"from", "to"});
    const auto from = horizon.year("from");
    const auto to = horizon.year("to");
    scenario.first_year = from.value_or(scenario.first_year);
    scenario.last_year = to.value_or(scenario.first_year);
    if ((from || !horizon.has("from")) && scenario.last_year < scenario.first_year) {
        horizon.fault("to", fmt::format("a year from {} on", scenario.first_year),
                      fmt::format("{}", scenario.last_year));
    } else if (scenario.last_year - scenario.first_year >= longest_horizon) {
        horizon.fault("to", fmt::format("at most {} years", longest_horizon),
                      fmt::format("{}", scenario.last_year - scenario.first_year + 1));
    }
}

GrowthPath read_path(Section& section, std::string_view key) {
    const auto text = section.text(key);
    if (!text) {
        return {};
    }
    auto path = parse_growth_path(*text);
    if (!path) {
        section.append(key, path.diagnostics());
        return {};
    }
    return std::move(path).value();
}

void check_after_base(Section& section, std::string_view key, const GrowthPath& path, int base) {
    const std::optional<int> earliest =
        path.points.empty() ? path.target_year : std::optional<int>(path.points.front().year);
    if (earliest && *earliest <= base) {
        section.fault(key, fmt::format("a target after the base year {}", base),
                      fmt::format("{}", *earliest));
    }
}

void read_growth(Section& demand, Reading& reading) {
    DemandSettings& settings = reading.scenario.demand;
    const toml::node* node = demand.find("growth");
    if (node == nullptr || !node->is_table()) {
        settings.otherwise = read_path(demand, "growth");
        check_after_base(demand, "growth", settings.otherwise, settings.base_year);
        return;
    }
    Section growth(reading, *node->as_table(), "demand.growth", {});
    for (const auto& [key, value] : *node->as_table()) {
        const std::string name(key.str());
        GrowthPath path = read_path(growth, name);
        check_after_base(growth, name, path, settings.base_year);
        if (name == "default") {
            settings.otherwise = std::move(path);
        } else {
            settings.commodities.push_back(
                {name, std::move(path), reading.place(key.source().begin)});
        }
    }
    std::sort(settings.commodities.begin(), settings.commodities.end(),
              [](const CommodityGrowth& a, const CommodityGrowth& b) {
                  return std::pair(a.place.line, a.place.column) <
                         std::pair(b.place.line, b.place.column);
              });
}

void read_demand(Section& root, Reading& reading) {
    const toml::table* table = root.table("demand");
    if (table == nullptr) {
        return;
    }
    DemandSettings& settings = reading.scenario.demand;
    Section demand(reading, *table, "demand",
                   {"base_year", "rows", "except", "growth", "group", "unserved_price"});
    settings.place = demand.place();
    settings.base_year = demand.year("base_year").value_or(settings.base_year);
    if (auto rows = demand.texts("rows")) {
        settings.rows = std::move(*rows);
    }
    settings.except = demand.texts("except").value_or(std::vector<std::string>());
    if (const auto price = demand.text("unserved_price")) {
        const auto value = parse_change_value(Attribute::tariff, *price);
        demand.append("unserved_price", value.diagnostics());
        if (value && value->whole) {
            settings.unserved_price.micro_usd_per_t = *value->whole;
        } else if (value) {
            demand.fault("unserved_price", "a price such as '1000 USD/t'", quoted(*price));
        }
    }
    read_growth(demand, reading);
    std::size_t position = 0;
    for (const toml::table* group_table : demand.tables("group")) {
        Section group(reading, *group_table, fmt::format("demand.group[{}]", position++),
                      {"name", "rows", "except", "growth"});
        DemandGroup read;
        read.place = group.place();
        read.name = group.text("name").value_or(fmt::format("group {}", position));
        read.rows = group.texts("rows").value_or(std::vector<std::string>());
        read.except = group.texts("except").value_or(std::vector<std::string>());
        read.path = read_path(group, "growth");
        check_after_base(group, "growth", read.path, settings.base_year);
        for (const char* key : {"rows", "growth"}) {
            if (!group.has(key)) {
                group.fault(key, "a value", "nothing", "each group needs rows and growth");
            }
        }
        settings.groups.push_back(std::move(read));
    }
}

void read_filters(Section& root, Reading& reading) {
    const toml::table* table = root.table("filters");
    if (table == nullptr) {
        return;
    }
    Selection& selection = reading.scenario.selection;
    Section filters(reading, *table, "filters",
                    {"with_planned", "exclude_links", "exclude_modes", "exclude_countries",
                     "exclude_resources"});
    reading.scenario.exclude_resources =
        filters.texts("exclude_resources").value_or(std::vector<std::string>());
    selection.with_planned = filters.flag("with_planned").value_or(false);
    selection.exclude_links = filters.texts("exclude_links").value_or(std::vector<std::string>());
    selection.exclude_countries =
        filters.texts("exclude_countries").value_or(std::vector<std::string>());
    const auto modes = filters.texts("exclude_modes").value_or(std::vector<std::string>());
    for (std::size_t i = 0; i < modes.size(); ++i) {
        if (const auto mode = parse_mode(modes[i])) {
            selection.exclude_modes.push_back(*mode);
            continue;
        }
        std::vector<std::string> known;
        for (const Mode mode : all_modes()) {
            known.emplace_back(to_string(mode));
        }
        std::string advice = did_you_mean(modes[i], known);
        if (advice.empty()) {
            advice = fmt::format("modes: {}", fmt::join(known, ", "));
        }
        reading.faults.error(
            place_of(reading.scenario, fmt::format("filters.exclude_modes[{}]", i)),
            filters.field("exclude_modes"), "a mode", quoted(modes[i]), std::move(advice));
    }
}

constexpr std::array<const char*, 6> selectors = {"link",    "system",     "node",
                                                  "project", "disruption", "resource"};

void read_value(Section& section, Change& change, std::string_view target) {
    const std::vector<std::string>& known = target == "node"       ? node_attributes()
                                            : target == "resource" ? resource_attributes()
                                                                   : link_attributes();
    const std::string owners =
        target == "node" || target == "resource" ? std::string(target) + "s" : "links";
    for (const char* key : {"attribute", "value"}) {
        if (!section.has(key)) {
            section.fault(
                key, "a value", "nothing",
                "a change of links, nodes or resources says which attribute gets which value");
        }
    }
    change.attribute = section.text("attribute").value_or("");
    const toml::node* value = section.find("value");
    if (change.attribute == "opening_year" && value != nullptr && value->is_integer()) {
        section.remember("value");
        change.value = std::to_string(value->as_integer()->get());
    } else if (value != nullptr && !value->is_string()) {
        section.fault("value", "text in quotes", described(*value),
                      "write the number with its unit, such as \"5 Mt/yr\"");
        return;
    } else {
        change.value = section.text("value").value_or("");
    }
    if (change.attribute.empty()) {
        return;
    }
    const auto attribute = parse_attribute(change.attribute);
    if (std::find(known.begin(), known.end(), change.attribute) == known.end() || !attribute) {
        std::string advice = did_you_mean(change.attribute, known);
        if (advice.empty()) {
            advice = fmt::format("{} have {}", owners, fmt::join(known, ", "));
        }
        section.fault("attribute", "an attribute of " + owners, quoted(change.attribute),
                      std::move(advice));
    } else if (value != nullptr) {
        section.append("value", parse_change_value(*attribute, change.value).diagnostics());
    }
}

void read_change(Section& section, Reading& reading) {
    Change change;
    change.place = section.place();
    std::vector<std::string> given;
    const std::array<std::string*, 6> targets = {&change.link,       &change.system,
                                                 &change.node,       &change.project,
                                                 &change.disruption, &change.resource};
    for (std::size_t i = 0; i < selectors.size(); ++i) {
        if (section.has(selectors[i])) {
            given.emplace_back(selectors[i]);
            *targets[i] = section.text(selectors[i]).value_or("");
            const toml::node* node = section.find(selectors[i]);
            if (node->is_string() && node->as_string()->get().empty()) {
                section.fault(selectors[i], "a name", "''");
            }
        }
    }
    change.from = section.year("from");
    change.to = section.year("to");
    if (change.from && change.to && *change.to < *change.from) {
        section.fault("to", fmt::format("a year from {} on", *change.from),
                      fmt::format("{}", *change.to));
    }
    if (given.size() != 1) {
        reading.faults.error(section.place(), section.field(""),
                             fmt::format("exactly one of {}", fmt::join(selectors, ", ")),
                             given.empty() ? "none" : fmt::format("{}", fmt::join(given, " and ")),
                             given.empty() ? "" : "write one change for each");
        return;
    }
    if (!change.project.empty() || !change.disruption.empty()) {
        for (const char* key : {"attribute", "value"}) {
            if (section.has(key)) {
                section.fault(key, "nothing", "a value",
                              fmt::format("the {} states what changes", given.front()));
            }
        }
    } else {
        read_value(section, change, given.front());
    }
    reading.scenario.changes.push_back(std::move(change));
}

void read_analysis(Section& root, Reading& reading) {
    const toml::table* table = root.table("analysis");
    if (table == nullptr) {
        return;
    }
    Section analysis(reading, *table, "analysis", {"growth", "max_flow"});
    reading.scenario.growth = analysis.flag("growth").value_or(true);
    std::size_t position = 0;
    for (const toml::table* request_table : analysis.tables("max_flow")) {
        Section section(reading, *request_table, fmt::format("analysis.max_flow[{}]", position++),
                        {"name", "from", "to", "commodity", "year"});
        FlowRequest request;
        request.place = section.place();
        request.name = section.text("name").value_or(fmt::format("question {}", position));
        request.from = section.texts("from").value_or(std::vector<std::string>());
        request.to = section.texts("to").value_or(std::vector<std::string>());
        request.commodity = section.text("commodity").value_or("");
        request.year = section.year("year");
        for (const char* key : {"from", "to"}) {
            if (!section.has(key)) {
                section.fault(key, "a place or a list of places", "nothing");
            }
        }
        reading.scenario.flows.push_back(std::move(request));
    }
}

/// A number of at least 0; a fault for anything else.
std::optional<double> read_amount(Section& section, std::string_view key) {
    const toml::node* node = section.find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    section.remember(key);
    const auto value = node->value<double>();
    if (!value || !node->is_number() || !(*value >= 0.0) || *value > 1e9) {
        section.fault(key, "a number of at least 0", described(*node));
        return std::nullopt;
    }
    return value;
}

void read_operation_change(Section& section, SimulationSettings& settings) {
    OperationChange change;
    change.place = section.place();
    change.node = section.text("node").value_or("");
    change.link = section.text("link").value_or("");
    change.fleet = section.text("fleet").value_or("");
    change.attribute = section.text("attribute").value_or("");
    change.value = section.text("value").value_or("");
    const int targets = (section.has("node") ? 1 : 0) + (section.has("link") ? 1 : 0) +
                        (section.has("fleet") ? 1 : 0);
    if (targets != 1) {
        section.fault("node", "exactly one of node, link and fleet",
                      fmt::format("{} of them", targets), "write one change for each");
    }
    for (const char* key : {"attribute", "value"}) {
        if (!section.has(key)) {
            section.fault(key, "a value", "nothing");
        }
    }
    settings.changes.push_back(std::move(change));
}

void read_simulation(Section& root, Reading& reading) {
    const toml::table* table = root.table("simulation");
    if (table == nullptr) {
        return;
    }
    SimulationSettings& settings = reading.scenario.simulation;
    Section section(
        reading, *table, "simulation",
        {"days", "warm_up_days", "replications", "year", "disruptions", "reroute", "change"});
    settings.days = read_amount(section, "days");
    settings.warm_up_days = read_amount(section, "warm_up_days");
    if (const auto count = read_amount(section, "replications")) {
        constexpr double most = 1e6;
        if (*count < 1.0 || *count > most) {
            section.fault("replications", "a whole number from 1 to 1000000",
                          fmt::format("{}", *count));
        }
        settings.replications = static_cast<int>(std::min(*count, most));
    }
    settings.year = section.year("year");
    settings.disruptions = section.texts("disruptions").value_or(std::vector<std::string>());
    settings.reroute = section.flag("reroute").value_or(false);
    std::size_t position = 0;
    for (const toml::table* each : section.tables("change")) {
        Section change(reading, *each, fmt::format("simulation.change[{}]", position++),
                       {"node", "link", "fleet", "attribute", "value"});
        read_operation_change(change, settings);
    }
}

std::vector<std::size_t> starts_of_lines(std::string_view text) {
    std::vector<std::size_t> starts = {0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        starts.push_back(at + 1);
    }
    return starts;
}

}  // namespace
}  // namespace scenario

Parsed<Scenario> parse_scenario(std::string_view text, std::string_view file) {
    using scenario::Reading;
    using scenario::Section;
    Reading reading{text, std::string(file), {}, {}, {}};
    if (text.size() > scenario::largest_file) {
        reading.faults.error({reading.file, 0, 0}, "", "a file of at most 1 GiB",
                             fmt::format("{} bytes", text.size()));
        return reading.faults.sorted();
    }
    reading.line_starts = scenario::starts_of_lines(text);
    if (const auto at = scenario::letter_out_of_place(text); at != std::string_view::npos) {
        const auto line = static_cast<std::size_t>(
            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        reading.faults.error({reading.file, line + 1, at - begin + 1}, "", "valid TOML",
                             "a byte that may stand in quotes and comments alone",
                             "put a name with such letters in quotes");
        return reading.faults.sorted();
    }
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        reading.faults.error(reading.place(parsed.error().source().begin), "", "valid TOML",
                             std::string(parsed.error().description()));
        return reading.faults.sorted();
    }
    Section root(reading, parsed.table(), "",
                 {"schema", "name", "title", "description", "network", "horizon", "demand",
                  "filters", "change", "analysis", "simulation"});
    scenario::read_head(root, reading);
    scenario::read_horizon(root, reading);
    scenario::read_demand(root, reading);
    scenario::read_filters(root, reading);
    std::size_t position = 0;
    for (const toml::table* table : root.tables("change")) {
        Section section(reading, *table, fmt::format("change[{}]", position++),
                        {"link", "system", "node", "project", "disruption", "resource", "attribute",
                         "value", "from", "to"});
        scenario::read_change(section, reading);
    }
    scenario::read_analysis(root, reading);
    scenario::read_simulation(root, reading);
    Diagnostics diagnostics = reading.faults.sorted();
    if (!diagnostics.ok()) {
        return diagnostics;
    }
    return Parsed<Scenario>(std::move(reading.scenario), std::move(diagnostics));
}

}  // namespace corridor
