#include "cli/raw_arguments.hpp"

#include "cli/allocate_scenario.hpp"
#include "cli/inputs.hpp"

#include <corridor/network/attributes.hpp>
#include <corridor/units/decimal.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace corridor::cli {

std::int64_t whole_number(const std::string& option, const std::string& given, const char* expected,
                          std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const char* end = given.data() + given.size();
    const auto parsed = std::from_chars(given.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || value < least || value > most) {
        throw UsageError{fmt::format("{}: expected {}, got '{}'", option, expected, given)};
    }
    return value;
}

namespace {

std::vector<std::string> split(const std::string& option, const std::vector<std::string>& given) {
    std::vector<std::string> parts;
    for (const std::string& list : given) {
        std::size_t begin = 0;
        while (true) {
            const std::size_t comma = list.find(',', begin);
            const std::string part = list.substr(begin, comma - begin);
            if (part.empty()) {
                throw UsageError{
                    fmt::format("{}: expected names separated by commas, got '{}'", option, list)};
            }
            parts.push_back(part);
            if (comma == std::string::npos) {
                break;
            }
            begin = comma + 1;
        }
    }
    return parts;
}

}  // namespace

flow::MinCostOptions limits_of(const RawArguments& raw) {
    flow::MinCostOptions options;
    options.method =
        one_of<flow::MinCostMethod>("--method", raw.method,
                                    {{"automatic", flow::MinCostMethod::automatic},
                                     {"simplex", flow::MinCostMethod::network_simplex},
                                     {"scaling", flow::MinCostMethod::cost_scaling},
                                     {"paths", flow::MinCostMethod::augmenting_paths}});
    if (!raw.iterations.empty()) {
        options.iterations = static_cast<std::uint64_t>(whole_number(
            "--iterations", raw.iterations, "a whole number of at least 1", 1, INT64_MAX));
    }
    if (!raw.time_limit.empty()) {
        constexpr std::int64_t longest = 10'000'000;
        const auto seconds = parse_decimal(raw.time_limit);
        const auto micro = seconds ? scaled_to_whole(*seconds, Decimal(1'000'000)) : std::nullopt;
        if (!micro || *micro <= 0 || *micro > longest * 1'000'000) {
            throw UsageError{fmt::format(
                "--time-limit: expected a number of seconds above 0, got '{}'", raw.time_limit)};
        }
        options.time = std::chrono::microseconds(*micro);
    }
    return options;
}

namespace {

Selection selection_of(const RawArguments& raw) {
    Selection selection;
    if (!raw.year.empty()) {
        selection.year =
            static_cast<int>(whole_number("--year", raw.year, "a year of four digits", 1000, 9999));
    }
    selection.with_planned = raw.with_planned;
    selection.exclude_links = raw.exclude_links;
    for (const std::string& name : split("--exclude-mode", raw.exclude_modes)) {
        std::vector<std::pair<std::string, Mode>> choices;
        for (const Mode mode : all_modes()) {
            choices.emplace_back(std::string(to_string(mode)), mode);
        }
        selection.exclude_modes.push_back(one_of("--exclude-mode", name, choices));
    }
    selection.exclude_countries = split("--exclude-country", raw.exclude_countries);
    return selection;
}

QueryArguments query_of(const RawArguments& raw) {
    QueryArguments arguments;
    arguments.network = raw.network;
    for (const auto& [option, given] :
         {std::pair{"--from", &raw.from}, std::pair{"--to", &raw.to}}) {
        if (given->empty() && !names_dimacs_file(raw.network)) {
            throw UsageError{
                fmt::format("{}: expected the ids of one or more nodes, got none", option)};
        }
    }
    arguments.from = split("--from", raw.from);
    arguments.to = split("--to", raw.to);
    arguments.commodity = raw.commodity;
    arguments.selection = selection_of(raw);
    return arguments;
}

UnitCost dollars(const std::string& option, const std::string& given) {
    const auto number = parse_decimal(given);
    const auto micro = number ? scaled_to_whole(*number, Decimal(1'000'000)) : std::nullopt;
    if (!micro || *micro < 0 || *micro > 1'000'000'000'000) {
        throw UsageError{
            fmt::format("{}: expected US dollars from 0 to 1000000, got '{}'", option, given)};
    }
    return {*micro};
}

}  // namespace

MaxFlowArguments max_flow_of(const RawArguments& raw) {
    MaxFlowArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.objective = one_of<std::optional<Objective>>("--minimise", raw.minimise,
                                                           {{"time", Objective::time},
                                                            {"cost", Objective::cost},
                                                            {"co2", Objective::co2},
                                                            {"generalised", Objective::generalised},
                                                            {"none", std::nullopt}});
    if (!raw.value_of_time.empty()) {
        arguments.value_of_day = dollars("--value-of-time", raw.value_of_time);
    }
    if (!raw.carbon_price.empty()) {
        arguments.carbon_price = dollars("--carbon-price", raw.carbon_price);
    }
    arguments.all_links = raw.all;
    return arguments;
}

SweepArguments sweep_of(const RawArguments& raw) {
    SweepArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    if (raw.capacities.empty()) {
        throw UsageError{
            "--capacities: expected a CSV file with the capacities of links, or -, got none"};
    }
    arguments.capacities = raw.capacities;
    arguments.engine = one_of<flow::Engine>("--engine", raw.engine,
                                            {{"automatic", flow::Engine::automatic},
                                             {"general", flow::Engine::general},
                                             {"frontier", flow::Engine::frontier},
                                             {"boost", flow::Engine::boost}});
    arguments.certify = !raw.no_certify;
    return arguments;
}

namespace {

/// "NAME=REST" taken apart.
std::pair<std::string, std::string> named(const std::string& option, const std::string& given,
                                          const char* expected) {
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == given.size()) {
        throw UsageError{fmt::format("{}: expected {}, got '{}'", option, expected, given)};
    }
    return {given.substr(0, equals), given.substr(equals + 1)};
}

std::optional<TargetChoice> elements_of(const RawArguments& raw) {
    if (raw.elements.empty()) {
        return std::nullopt;
    }
    TargetChoice choice{.links = false};
    for (const std::string& name : split("--elements", raw.elements)) {
        const TargetChoice chosen =
            one_of<TargetChoice>("--elements", name,
                                 {{"links", {.links = true}},
                                  {"nodes", {.links = false, .nodes = true}},
                                  {"systems", {.links = false, .systems = true}},
                                  {"all", {.links = true, .nodes = true, .systems = true}}});
        choice.links = choice.links || chosen.links;
        choice.nodes = choice.nodes || chosen.nodes;
        choice.systems = choice.systems || chosen.systems;
    }
    return choice;
}

}  // namespace

BottlenecksArguments bottlenecks_of(const RawArguments& raw) {
    BottlenecksArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.steps = static_cast<std::size_t>(
        whole_number("--steps", raw.steps, "a whole number from 0 to 1000", 0, 1000));
    arguments.cuts = static_cast<std::size_t>(
        whole_number("--cuts", raw.cuts, "a whole number from 1 to 100000", 1, 100000));
    if (!raw.tolerance.empty()) {
        const bool percent = raw.tolerance.ends_with('%');
        arguments.tolerance_percent = parse_decimal(
            percent ? raw.tolerance.substr(0, raw.tolerance.size() - 1) : std::string());
        constexpr int most_decimals = 6;
        if (!arguments.tolerance_percent || *arguments.tolerance_percent < Decimal(0) ||
            Decimal(1000) < *arguments.tolerance_percent ||
            arguments.tolerance_percent->scale() > most_decimals) {
            throw UsageError{
                fmt::format("--tolerance: expected a percentage from 0% to 1000%, such as 5%, with "
                            "at most 6 decimals, got '{}'",
                            raw.tolerance)};
        }
    }
    arguments.demand = raw.enough;
    arguments.projects = split("--projects", raw.projects);
    arguments.all_limits = raw.all;
    return arguments;
}

CriticalityArguments criticality_of(const RawArguments& raw) {
    CriticalityArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.all_elements = raw.all;
    arguments.elements = elements_of(raw);
    arguments.pairs = raw.pairs;
    for (const std::string& group : raw.groups) {
        const auto [name, members] = named("--group", group, "NAME=A,B");
        arguments.groups.push_back({name, split("--group", {members})});
    }
    if (!raw.k.empty()) {
        arguments.k =
            static_cast<std::size_t>(whole_number("-k", raw.k, "a whole number from 1 to 8", 1, 8));
    }
    if (!raw.time_limit.empty()) {
        arguments.time_limit =
            whole_number("--time-limit", raw.time_limit, "a whole number of seconds", 1, 1'000'000);
    }
    if (!raw.flow_limit.empty()) {
        arguments.flow_limit =
            whole_number("--flow-limit", raw.flow_limit, "a whole number of flows", 1, INT64_MAX);
    }
    if (arguments.pairs && arguments.k) {
        throw UsageError{"--pairs: expected either --pairs or -k, got both"};
    }
    if ((arguments.time_limit || arguments.flow_limit) && !arguments.k) {
        throw UsageError{fmt::format("{}: expected -k with it, got none",
                                     arguments.time_limit ? "--time-limit" : "--flow-limit")};
    }
    return arguments;
}

namespace {

std::optional<DemandYears> demand_years_of(const RawArguments& raw) {
    if (raw.today.empty() && raw.paths_of_growth.empty()) {
        return std::nullopt;
    }
    DemandYears years;
    if (raw.today.empty() || raw.paths_of_growth.empty()) {
        throw UsageError{
            raw.today.empty()
                ? "--today: expected the demand of the base year, such as '4.5 Mt/yr', got none"
                : "--path: expected how the demand grows, such as '12 %/yr', got none"};
    }
    years.today = raw.today;
    years.paths = raw.paths_of_growth;
    const auto year = [](const char* option, const std::string& given) {
        return static_cast<int>(
            whole_number(option, given, "a year between 1900 and 2200", 1900, 2200));
    };
    years.base_year = year("--base-year", raw.base_year);
    years.until = year("--until", raw.until);
    if (years.until < years.base_year) {
        throw UsageError{fmt::format("--until: expected a year from {} on, got '{}'",
                                     years.base_year, raw.until)};
    }
    return years;
}

}  // namespace

GrowthArguments growth_of(const RawArguments& raw) {
    GrowthArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    for (const std::string& part : split("--demand", raw.demand)) {
        const auto [node, amount] = named("--demand", part, "NODE=T");
        arguments.demand.push_back({node, whole_number("--demand", amount, "whole t/yr up to 2^38",
                                                       0, TonnesPerYear::largest)});
    }
    arguments.systems = split("--scale-system", raw.scale_systems);
    arguments.links = split("--scale-link", raw.scale_links);
    arguments.rates = raw.rates;
    if (!raw.up_to.empty()) {
        arguments.up_to = whole_number("--up-to", raw.up_to, "a whole number of at least 1", 1,
                                       std::int64_t{1} << 50);
    }
    const int ways = (arguments.demand.empty() ? 0 : 1) +
                     (arguments.systems.empty() && arguments.links.empty() ? 0 : 1) +
                     (arguments.rates.empty() ? 0 : 1);
    if (ways > 1) {
        throw UsageError{
            "--demand: expected one of --demand, --scale-system or --scale-link, and --rates, "
            "got "
            "several"};
    }
    arguments.years = demand_years_of(raw);
    return arguments;
}

CompareArguments compare_of(const RawArguments& raw) {
    if (raw.paths.size() < 2) {
        throw UsageError{fmt::format("RUN: expected two or more scenarios or runs, got {}",
                                     raw.paths.empty() ? "none" : "one")};
    }
    return {raw.paths, selection_of(raw).year};
}

MinCostArguments min_cost_of(const RawArguments& raw) {
    MinCostArguments arguments;
    if (raw.supply.empty()) {
        static_cast<QueryArguments&>(arguments) = query_of(raw);
        if (raw.amount.empty()) {
            throw UsageError{
                "--amount: expected how much moves, such as '5 Mt/yr' or max, got none"};
        }
    } else {
        for (const auto& [option, given] :
             {std::pair{"--from", !raw.from.empty()}, std::pair{"--to", !raw.to.empty()},
              std::pair{"--amount", !raw.amount.empty()}}) {
            if (given) {
                throw UsageError{fmt::format("{}: the file of --supply says it", option)};
            }
        }
        arguments.network = raw.network;
        arguments.commodity = raw.commodity;
        arguments.selection = selection_of(raw);
    }
    arguments.supply = raw.supply;
    arguments.amount = raw.amount;
    if (!raw.objective.empty()) {
        arguments.objective = one_of<Objective>("--minimise", raw.objective,
                                                {{"cost", Objective::cost},
                                                 {"time", Objective::time},
                                                 {"co2", Objective::co2},
                                                 {"generalised", Objective::generalised}});
    }
    if (!raw.value_of_time.empty()) {
        arguments.value_of_day = dollars("--value-of-time", raw.value_of_time);
    }
    if (!raw.carbon_price.empty()) {
        arguments.carbon_price = dollars("--carbon-price", raw.carbon_price);
    }
    arguments.options = limits_of(raw);
    arguments.with_prices = !raw.no_prices;
    arguments.all_links = raw.all;
    return arguments;
}

RoutesArguments routes_of(const RawArguments& raw) {
    RoutesArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    for (const auto& [option, given] :
         {std::pair{"--from", &arguments.from}, std::pair{"--to", &arguments.to}}) {
        if (given->size() > 1) {
            throw UsageError{
                fmt::format("{}: expected the id of one node, got {}", option, given->size())};
        }
    }
    const std::vector<std::pair<std::string, Objective>> plain = {
        {"cost", Objective::cost}, {"time", Objective::time}, {"co2", Objective::co2}};
    arguments.pareto = !raw.pareto.empty();
    if (arguments.pareto) {
        if (!raw.objective.empty()) {
            throw UsageError{"--minimise: --pareto has no use for it"};
        }
        arguments.objectives.clear();
        for (const std::string& name : split("--pareto", raw.pareto)) {
            const Objective objective = one_of("--pareto", name, plain);
            if (std::count(arguments.objectives.begin(), arguments.objectives.end(), objective) >
                0) {
                throw UsageError{fmt::format("--pareto: expected each once, got '{}' again", name)};
            }
            arguments.objectives.push_back(objective);
        }
        arguments.count = SIZE_MAX;
    } else if (!raw.objective.empty()) {
        auto choices = plain;
        choices.emplace_back("generalised", Objective::generalised);
        arguments.objectives = {one_of("--minimise", raw.objective, choices)};
    }
    if (!raw.count.empty()) {
        arguments.count = static_cast<std::size_t>(
            whole_number("-k", raw.count, "a whole number from 1 to 1000", 1, 1'000));
    }
    if (!raw.value_of_time.empty()) {
        arguments.value_of_day = dollars("--value-of-time", raw.value_of_time);
    }
    if (!raw.carbon_price.empty()) {
        arguments.carbon_price = dollars("--carbon-price", raw.carbon_price);
    }
    arguments.profile = raw.profile;
    return arguments;
}

DependencyArguments dependency_of(const RawArguments& raw) {
    DependencyArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.closed = split("--closed", raw.closed);
    arguments.all_places = raw.all;
    return arguments;
}

namespace {

/// "30 days", "12 h", "90 min", "3600 s" in whole seconds.
Duration duration_of(const std::string& option, const std::string& given, std::int64_t least) {
    static const std::vector<std::pair<std::string, std::int64_t>> units = {
        {"s", 1},     {"min", 60},    {"h", 3600},     {"hour", 3600},   {"hours", 3600},
        {"d", 86400}, {"day", 86400}, {"days", 86400}, {"week", 604800}, {"weeks", 604800}};
    constexpr std::int64_t longest = std::int64_t{1} << 37;
    const std::size_t blank = given.find(' ');
    const auto value = parse_decimal(given.substr(0, blank));
    const std::string unit = blank == std::string::npos ? "" : given.substr(blank + 1);
    const auto known = std::find_if(units.begin(), units.end(),
                                    [&](const auto& each) { return each.first == unit; });
    const auto seconds = value && known != units.end()
                             ? scaled_to_whole(*value, Decimal(known->second))
                             : std::nullopt;
    if (!seconds || *seconds < least || *seconds > longest) {
        throw UsageError{fmt::format(
            "{}: expected a time such as '30 days' or '12 h' (s, min, h, days, weeks), got '{}'",
            option, given)};
    }
    return {*seconds};
}

}  // namespace

QuickestArguments quickest_of(const RawArguments& raw) {
    QuickestArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    if (raw.amount.empty() == raw.horizon.empty()) {
        throw UsageError{
            fmt::format("--amount: expected how much moves, such as '2 Mt', or "
                        "--horizon in its place, got {}",
                        raw.amount.empty() ? "neither" : "both")};
    }
    arguments.amount = raw.amount;
    if (!raw.horizon.empty()) {
        arguments.horizon = duration_of("--horizon", raw.horizon, 0);
    }
    arguments.closures = raw.closures;
    if (!raw.step.empty()) {
        arguments.step = duration_of("--step", raw.step, 1);
    }
    return arguments;
}

DelaysArguments delays_of(const RawArguments& raw) {
    DelaysArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.demand = raw.amount;
    return arguments;
}

namespace {

/// "NAME=20%" as a change of so many percent, times `sign`.
void take_price(const std::string& option, const std::string& given, double sign,
                std::vector<RivalQuestion::PriceChange>& prices) {
    const char* expected = "a corridor and a percentage above 0, such as middle=20%";
    const auto [name, text] = named(option, given, expected);
    const auto percent = text.ends_with('%') ? parse_decimal(text.substr(0, text.size() - 1))
                                             : std::optional<Decimal>();
    const bool leaves_a_price = sign > 0.0 || (percent && *percent < Decimal(100));
    if (!percent || !(Decimal(0) < *percent) || !(*percent < Decimal(10'000)) || !leaves_a_price) {
        throw UsageError{fmt::format("{}: expected {}{}, got '{}'", option, expected,
                                     sign > 0.0 ? "" : " and below 100%", given)};
    }
    prices.push_back({name, sign * percent->approximate()});
}

}  // namespace

RivalsArguments rivals_of(const RawArguments& raw) {
    RivalsArguments arguments;
    arguments.network = raw.network;
    arguments.selection = selection_of(raw);
    arguments.closed = split("--close", raw.closed);
    arguments.demand = raw.amount;
    for (const std::string& given : raw.cheaper) {
        take_price("--cheaper", given, -1.0, arguments.prices);
    }
    for (const std::string& given : raw.dearer) {
        take_price("--dearer", given, 1.0, arguments.prices);
    }
    return arguments;
}

namespace {

/// What only an allocation on a network has.
void take_network(const RawArguments& raw, AllocateArguments& arguments) {
    if (arguments.file.empty()) {
        arguments.file = raw.network;
    }
    arguments.selection = selection_of(raw);
    for (const std::string& part : split("--resource", raw.shares)) {
        const auto [resource, share] = named("--resource", part, "ID=SHARE");
        const auto parsed = parse_decimal(share);
        if (!parsed || *parsed < Decimal(0)) {
            throw UsageError{fmt::format(
                "--resource: expected ID=SHARE with a share of 0 or more, got '{}'", part)};
        }
        arguments.shares.push_back({resource, parsed->approximate()});
    }
    arguments.without_resources = raw.without_resources;
    arguments.empty_returns = raw.empty_returns;
    if (!raw.fair_between.empty()) {
        arguments.fair_between =
            one_of<FairBetween>("--fair-between", raw.fair_between,
                                {{"demands", FairBetween::demands},
                                 {"origins", FairBetween::origins},
                                 {"countries", FairBetween::origin_countries}});
    }
    if (!raw.value_of_time.empty()) {
        arguments.value_of_day = dollars("--value-of-time", raw.value_of_time);
    }
    if (!raw.carbon_price.empty()) {
        arguments.carbon_price = dollars("--carbon-price", raw.carbon_price);
    }
}

/// A scenario says itself what is to move on which links.
void refuse_scenario_options(const RawArguments& raw) {
    for (const auto& [option, given] :
         {std::pair{"--demand", !raw.demand_file.empty()},
          std::pair{"--base-year", !raw.demand_year.empty()},
          std::pair{"--with-planned", raw.with_planned},
          std::pair{"--exclude-link", !raw.exclude_links.empty()},
          std::pair{"--exclude-mode", !raw.exclude_modes.empty()},
          std::pair{"--exclude-country", !raw.exclude_countries.empty()}}) {
        if (given) {
            throw UsageError{fmt::format("{}: is for the scenario file to say", option)};
        }
    }
}

/// Without demands on a network, FILE is a problem that says all of this itself.
void refuse_network_options(const RawArguments& raw) {
    for (const auto& [option, given] :
         {std::pair{"--resource", !raw.shares.empty()},
          std::pair{"--without-resources", raw.without_resources},
          std::pair{"--empty-returns", raw.empty_returns},
          std::pair{"--fair-between", !raw.fair_between.empty()},
          std::pair{"--value-of-time", !raw.value_of_time.empty()},
          std::pair{"--carbon-price", !raw.carbon_price.empty()},
          std::pair{"--year", !raw.year.empty()}, std::pair{"--with-planned", raw.with_planned},
          std::pair{"--exclude-link", !raw.exclude_links.empty()},
          std::pair{"--exclude-mode", !raw.exclude_modes.empty()},
          std::pair{"--exclude-country", !raw.exclude_countries.empty()}}) {
        if (given) {
            throw UsageError{
                fmt::format("{}: is for a network with --demand or --base-year", option)};
        }
    }
    if (raw.file.empty()) {
        throw UsageError{
            "FILE: expected an SNDlib network or a .mcnf file, or a network with --demand or "
            "--base-year, got none"};
    }
}

}  // namespace

AllocateArguments allocate_of(const RawArguments& raw) {
    AllocateArguments arguments;
    arguments.file = raw.file;
    arguments.demand = raw.demand_file;
    if (!raw.demand_year.empty()) {
        arguments.base_year = static_cast<int>(
            whole_number("--base-year", raw.demand_year, "a year of four digits", 1000, 9999));
    }
    if (names_scenario(raw.file)) {
        refuse_scenario_options(raw);
        take_network(raw, arguments);
    } else if (arguments.on_network()) {
        take_network(raw, arguments);
    } else {
        refuse_network_options(raw);
    }
    if (!raw.allocation.empty()) {
        using flow::AllocationObjective;
        arguments.objective =
            one_of<AllocationObjective>("--objective", raw.allocation,
                                        {{"cost", AllocationObjective::least_cost},
                                         {"served", AllocationObjective::most_served},
                                         {"concurrent", AllocationObjective::concurrent},
                                         {"fair", AllocationObjective::fair}});
    }
    if (!raw.allocation_rows.empty()) {
        using report::AllocationRows;
        arguments.rows = one_of<AllocationRows>(
            "--rows", raw.allocation_rows,
            {{"demands", AllocationRows::demands}, {"limits", AllocationRows::limits}});
    }
    if (!raw.unserved_cost.empty()) {
        double cost = 0.0;
        const char* const end = raw.unserved_cost.data() + raw.unserved_cost.size();
        const auto parsed = std::from_chars(raw.unserved_cost.data(), end, cost);
        if (parsed.ec != std::errc() || parsed.ptr != end || !(cost >= 0.0) || !(cost <= 1e15)) {
            throw UsageError{
                fmt::format("--unserved-cost: expected a number from 0 to 1e15, got "
                            "'{}'",
                            raw.unserved_cost)};
        }
        arguments.unserved_cost = cost;
    }
    return arguments;
}

namespace {

/// A number from `least` to `most`; nothing where none is given.
std::optional<double> some_number(const std::string& option, const std::string& given, double least,
                                  double most) {
    if (given.empty()) {
        return std::nullopt;
    }
    double value = 0.0;
    const char* const end = given.data() + given.size();
    const auto parsed = std::from_chars(given.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || !(value >= least) || !(value <= most)) {
        throw UsageError{fmt::format("{}: expected a number from {:g} to {:g}, got '{}'", option,
                                     least, most, given)};
    }
    return value;
}

/// "2%" or "2 %" as 0.02.
std::optional<double> share(const std::string& option, std::string given, double most_percent) {
    if (given.ends_with("%")) {
        given.pop_back();
    }
    while (given.ends_with(" ")) {
        given.pop_back();
    }
    constexpr double least_percent = 0.01;
    const auto percent = some_number(option, given, least_percent, most_percent);
    return percent ? std::optional(*percent / 100.0) : std::nullopt;
}

}  // namespace

SimulateArguments simulate_of(const RawArguments& raw) {
    constexpr double most_days = 4e7;
    constexpr std::int64_t most_runs = 1'000'000;
    SimulateArguments arguments;
    arguments.input = raw.network;
    arguments.demand = raw.demand_file;
    if (!raw.demand_year.empty()) {
        arguments.base_year = static_cast<int>(
            whole_number("--base-year", raw.demand_year, "a year of four digits", 1000, 9999));
    }
    arguments.days = some_number("--days", raw.days, 0.001, most_days);
    arguments.warm_up_days = some_number("--warm-up", raw.warm_up, 0.0, most_days);
    if (!raw.replications.empty()) {
        arguments.replications = static_cast<std::uint32_t>(whole_number(
            "--replications", raw.replications, "a whole number from 1 to 1000000", 1, most_runs));
    }
    arguments.precision = share("--ci", raw.precision, 100.0);
    arguments.confidence = share("--confidence", raw.confidence, 99.99);
    if (!raw.traced.empty()) {
        arguments.traced = static_cast<std::uint32_t>(
            whole_number("--trace", raw.traced, "a whole number from 1 to 1000000", 1, most_runs));
    }
    arguments.disruptions = split("--disruption", raw.disruptions);
    arguments.reroute = raw.reroute;
    arguments.selection = selection_of(raw);
    return arguments;
}

ConvertArguments convert_of(const RawArguments& raw, bool with_format) {
    if (raw.convert_input.empty() || raw.convert_output.empty()) {
        throw UsageError{raw.convert_input.empty() ? "IN: expected a network, got none"
                                                   : "OUT: expected a file or folder, got none"};
    }
    ConvertArguments arguments{.input = raw.convert_input,
                               .output = raw.convert_output,
                               .format = std::nullopt,
                               .from = raw.convert_from,
                               .to = raw.convert_to};
    if (with_format) {
        arguments.format = one_of<io::NetworkFormat>("--format", raw.format,
                                                     {{"native", io::NetworkFormat::native},
                                                      {"gmns", io::NetworkFormat::gmns},
                                                      {"geojson", io::NetworkFormat::geojson},
                                                      {"max", io::NetworkFormat::dimacs_max}});
    }
    return arguments;
}

}  // namespace corridor::cli
