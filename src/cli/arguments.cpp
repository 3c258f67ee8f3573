#include "cli/arguments.hpp"

#include "cli/exit_codes.hpp"
#include "cli/help_text.hpp"
#include "cli/inputs.hpp"

#include <corridor/base/names.hpp>
#include <corridor/base/version.hpp>
#include <corridor/network/attributes.hpp>
#include <corridor/units/decimal.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>

namespace corridor::cli {
namespace {

/// A fault in the command line, to be told with the verb's usage.
struct UsageError {
    std::string message;
};

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

template <class Value>
Value one_of(const std::string& option, const std::string& given,
             const std::vector<std::pair<std::string, Value>>& choices) {
    std::vector<std::string> names;
    for (const auto& choice : choices) {
        if (choice.first == given) {
            return choice.second;
        }
        names.push_back(choice.first);
    }
    const std::string last = names.back();
    names.pop_back();
    throw UsageError{fmt::format("{}: expected {} or {}, got '{}'", option, fmt::join(names, ", "),
                                 last, given)};
}

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

/// The texts as given; CLI11 writes into it.
struct RawArguments {
    std::string format = "table";
    std::string out;
    std::string threads;
    std::string seed;
    bool quiet = false;

    std::string network = "middle-corridor";
    std::vector<std::string> from;
    std::vector<std::string> to;
    std::string commodity;
    std::string year;
    bool with_planned = false;
    std::vector<std::string> exclude_links;
    std::vector<std::string> exclude_modes;
    std::vector<std::string> exclude_countries;
    std::string minimise = "time";
    bool all = false;
    std::string objective;
    std::vector<std::string> pareto;
    std::string count;
    std::string value_of_time;
    std::string carbon_price;
    bool profile = false;
    std::string steps = "5";
    std::string cuts = "20";
    std::string tolerance;
    std::string enough;
    std::vector<std::string> projects;
    std::string capacities;
    std::string engine = "automatic";
    bool no_certify = false;
    std::vector<std::string> elements;
    std::vector<std::string> groups;
    std::string k;
    bool pairs = false;
    std::string time_limit;
    std::string flow_limit;
    std::vector<std::string> demand;
    std::vector<std::string> scale_systems;
    std::vector<std::string> scale_links;
    std::string rates;
    std::string up_to;

    std::string supply;
    std::string amount;
    std::string method = "automatic";
    std::string iterations;
    bool no_prices = false;
    std::string today;
    std::vector<std::string> paths_of_growth;
    std::string base_year = "2024";
    std::string until = "2040";
    std::vector<std::string> closed;

    std::string file;
    std::string allocation;
    std::string unserved_cost;
    std::string demand_file;
    std::string demand_year;
    std::vector<std::string> shares;
    bool without_resources = false;
    std::string fair_between;
    std::string flow_file;

    std::vector<std::string> paths;
    bool strict = false;
    std::string table;
    std::string convert_input;
    std::string convert_output;
    std::string convert_from;
    std::string convert_to;
};

void add_common(CLI::App& app, RawArguments& raw) {
    app.add_option("--format", raw.format,
                   "table (default), json or csv; max-flow, run and demo have geojson as "
                   "well, schema has markdown; convert has native, gmns, geojson and max")
        ->type_name("FORMAT");
    app.add_option("--out", raw.out,
                   "Folder for the files that demo, run, max-flow, bottlenecks and compare write")
        ->type_name("DIR");
    app.add_option("--threads", raw.threads,
                   "Threads that sweep uses; demo and run accept it. Results do not depend on it")
        ->type_name("N");
    app.add_option("--seed", raw.seed, "Seed of random draws in demo and run, kept in the manifest")
        ->type_name("N");
    app.add_flag("-q,--quiet", raw.quiet, "No progress messages");
}

CLI::Option* add_list(CLI::App& app, const char* name, std::vector<std::string>& values,
                      const char* help, const char* what) {
    return app.add_option(name, values, help)->allow_extra_args(false)->type_name(what);
}

void add_selection(CLI::App& verb, RawArguments& raw) {
    verb.add_option("--year", raw.year, "Also opens planned links whose year has come")
        ->type_name("Y");
    verb.add_flag("--with-planned", raw.with_planned, "Opens every planned link");
    add_list(verb, "--exclude-link", raw.exclude_links,
             "Leaves out links whose id matches (* any characters, ? one); repeatable", "GLOB");
    add_list(verb, "--exclude-mode", raw.exclude_modes, "Leaves out modes, such as road", "M,N");
    add_list(verb, "--exclude-country", raw.exclude_countries,
             "Leaves out links that start or end in these countries", "C,D");
}

void add_query(CLI::App& verb, RawArguments& raw) {
    verb.add_option("NETWORK", raw.network, "middle-corridor (default), a folder or a file")
        ->type_name("");
    add_list(verb, "--from", raw.from, "Nodes where flow may start", "A,B");
    add_list(verb, "--to", raw.to, "Nodes where flow may end", "C,D");
    verb.add_option("--commodity", raw.commodity, "What is moved (default: any cargo)")
        ->type_name("K");
    add_selection(verb, raw);
}

void add_max_flow(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--minimise", raw.minimise,
                    "time (default) or cost: which of all largest flows is shown; none: any")
        ->type_name("WHAT");
    verb.add_flag("--all", raw.all, "Lists links without flow as well");
}

void add_sweep(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--capacities", raw.capacities,
                    "Link ids in the first row, then a scenario a row in t/yr; -: standard input")
        ->type_name("FILE");
    verb.add_option("--engine", raw.engine, "automatic (default), general, frontier or boost")
        ->type_name("NAME");
    verb.add_flag("--no-certify", raw.no_certify, "Values without their proof: much quicker");
}

void add_criticality(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_flag("--all", raw.all, "Lists open links and nodes that are not missed as well");
    add_list(verb, "--elements", raw.elements,
             "links, nodes, systems or all (default: links,nodes; with -k links)", "A,B");
    verb.add_option("--group", raw.groups,
                    "Links and nodes that are lost together, as NAME=A,B; repeatable")
        ->allow_extra_args(false)
        ->type_name("NAME=A,B");
    verb.add_option("-k", raw.k, "The worst loss of N of them at once, proved, instead of each")
        ->type_name("N");
    verb.add_flag("--pairs", raw.pairs, "What is lost without each two, instead of each");
    verb.add_option("--time-limit", raw.time_limit,
                    "With -k: ends the search after so many seconds, with a bound")
        ->type_name("S");
    verb.add_option("--flow-limit", raw.flow_limit,
                    "With -k: ends the search after so many flows, with a bound")
        ->type_name("N");
}

/// The part of growth that follows a demand over years.
void add_years(CLI::App& verb, RawArguments& raw) {
    verb.add_option("--today", raw.today, "Demand of the base year, such as '4.5 Mt/yr'")
        ->type_name("AMOUNT");
    verb.add_option("--path", raw.paths_of_growth,
                    "How it grows, such as '12 %/yr' or '10 Mt/yr by 2030'; repeatable")
        ->allow_extra_args(false)
        ->type_name("PATH");
    verb.add_option("--base-year", raw.base_year, "Year of that demand (default: 2024)")
        ->type_name("Y");
    verb.add_option("--until", raw.until, "Last year (default: 2040)")->type_name("Y");
}

void add_growth(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    add_list(verb, "--demand", raw.demand,
             "What origins offer or destinations ask for at 1, in t/yr; all grow together",
             "A=T,B=U");
    add_list(verb, "--scale-system", raw.scale_systems, "Systems whose capacities grow", "S,T");
    add_list(verb, "--scale-link", raw.scale_links, "Links whose capacities grow", "A,B");
    verb.add_option("--rates", raw.rates,
                    "Capacities that grow step by step: link_id,rate_t_per_year in a CSV file")
        ->type_name("FILE");
    verb.add_option("--up-to", raw.up_to, "Where the curve ends (default: without end)")
        ->type_name("N");
    add_years(verb, raw);
}

void add_limits(CLI::App& verb, RawArguments& raw, const char* which) {
    verb.add_option("--method", raw.method,
                    fmt::format("automatic (default), simplex, scaling or paths{}", which))
        ->type_name("NAME");
    verb.add_option("--time-limit", raw.time_limit,
                    fmt::format("Stops after so many seconds, with exit code 5{}", which))
        ->type_name("S");
    verb.add_option("--iterations", raw.iterations,
                    fmt::format("Stops after so many steps, with exit code 5{}", which))
        ->type_name("N");
}

void add_min_cost(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--amount", raw.amount,
                    "How much moves in all, such as '5 Mt/yr'; max: as much as can")
        ->type_name("Q");
    verb.add_option("--supply", raw.supply,
                    "In place of --from, --to and --amount: a CSV file with what starts and, "
                    "negative, ends at each node; -: standard input")
        ->type_name("FILE");
    verb.add_option("--minimise", raw.objective,
                    "generalised (default): money, with time at its value; or cost, time or co2")
        ->type_name("WHAT");
    verb.add_option("--value-of-time", raw.value_of_time,
                    "USD for a day of one tonne (default: that of the network's costs)")
        ->type_name("USD");
    verb.add_option("--carbon-price", raw.carbon_price,
                    "USD for a tonne of CO2e in the generalised cost (default: 0)")
        ->type_name("USD");
    verb.add_flag("--all", raw.all, "Lists links without flow as well");
    verb.add_flag("--no-prices", raw.no_prices, "Without what limits are worth: quicker");
    add_limits(verb, raw, "");
}

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

void add_routes(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--minimise", raw.objective, "cost, time, co2 or generalised (default)")
        ->type_name("WHAT");
    add_list(verb, "--pareto", raw.pareto, "All routes that none beats on these: cost, time, co2",
             "A,B");
    verb.add_option("-k", raw.count, "Most routes (default: 5; with --pareto: all)")
        ->type_name("N");
    verb.add_option("--value-of-time", raw.value_of_time,
                    "What a day of a tonne is worth (default: c_vot of the data set)")
        ->type_name("USD/t");
    verb.add_option("--carbon-price", raw.carbon_price, "Of a tonne of CO2e (default: 0)")
        ->type_name("USD");
    verb.add_flag("--profile", raw.profile, "Adds time, cost and distance from place to place");
}

void add_bottlenecks(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--steps", raw.steps, "Steps of the staircase (default 5)")->type_name("N");
    verb.add_option("--demand", raw.enough, "Ends the staircase where so much can be carried")
        ->type_name("'5 Mt/yr'");
    verb.add_option("--tolerance", raw.tolerance,
                    "Also lists the cuts that hold this much more than the minimum, or less")
        ->type_name("5%");
    verb.add_option("--cuts", raw.cuts, "Cuts that are listed (default 20)")->type_name("N");
    add_list(verb, "--projects", raw.projects, "Also says what these do together", "P,Q");
    verb.add_flag("--all", raw.all, "Lists limits that are worth nothing at the margin as well");
}

void add_dependency(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    add_list(verb, "--closed", raw.closed,
             "Countries, systems, nodes or links, each closed on its own and all together", "A,B");
    verb.add_flag("--all", raw.all, "Lists places without which nothing is lost as well");
}

void add_delays(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--demand", raw.amount,
                    "How much moves, such as '1.5 Mt/yr' (default: as much as can)")
        ->type_name("AMOUNT");
}

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

MaxFlowArguments max_flow_of(const RawArguments& raw) {
    MaxFlowArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.choice = one_of<FlowChoice>("--minimise", raw.minimise,
                                          {{"time", FlowChoice::least_time},
                                           {"cost", FlowChoice::least_cost},
                                           {"none", FlowChoice::any}});
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

UnitCost dollars(const std::string& option, const std::string& given) {
    const auto number = parse_decimal(given);
    const auto micro = number ? scaled_to_whole(*number, Decimal(1'000'000)) : std::nullopt;
    if (!micro || *micro < 0 || *micro > 1'000'000'000'000) {
        throw UsageError{
            fmt::format("{}: expected US dollars from 0 to 1000000, got '{}'", option, given)};
    }
    return {*micro};
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

DelaysArguments delays_of(const RawArguments& raw) {
    DelaysArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.demand = raw.amount;
    return arguments;
}

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

/// Without demands on a network, FILE is a problem that says all of this itself.
void refuse_network_options(const RawArguments& raw) {
    for (const auto& [option, given] :
         {std::pair{"--resource", !raw.shares.empty()},
          std::pair{"--without-resources", raw.without_resources},
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

AllocateArguments allocate_of(const RawArguments& raw) {
    AllocateArguments arguments;
    arguments.file = raw.file;
    arguments.demand = raw.demand_file;
    if (!raw.demand_year.empty()) {
        arguments.base_year = static_cast<int>(
            whole_number("--base-year", raw.demand_year, "a year of four digits", 1000, 9999));
    }
    if (arguments.on_network()) {
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

/// Refuses a common option that the verb has no use for.
void refuse(const CLI::App& app, const std::string& verb,
            std::initializer_list<const char*> options) {
    for (const char* option : options) {
        if (app.get_option(option)->count() > 0) {
            throw UsageError{fmt::format("{}: {} has no use for it", option, verb)};
        }
    }
}

Command command_of(const CLI::App& app, const std::string& verb, const RawArguments& raw) {
    Command command;
    command.common.out = raw.out;
    command.common.quiet = raw.quiet;
    std::vector<std::pair<std::string, Format>> formats = {
        {"table", Format::table}, {"json", Format::json}, {"csv", Format::csv}};
    if (verb == "schema") {
        formats.emplace_back("markdown", Format::markdown);
    } else if (verb == "max-flow" || verb == "run" || verb == "demo") {
        formats.emplace_back("geojson", Format::geojson);
    }
    if (verb != "convert") {
        command.common.format = one_of("--format", raw.format, formats);
    }
    if (app.get_option("--out")->count() > 0 && raw.out.empty()) {
        throw UsageError{"--out: expected a folder, got nothing"};
    }
    if (!raw.threads.empty()) {
        command.common.threads =
            whole_number("--threads", raw.threads, "a whole number from 1 to 1024", 1, 1024);
    }
    if (!raw.seed.empty()) {
        command.common.seed =
            whole_number("--seed", raw.seed, "a whole number of at least 0", 0, INT64_MAX);
    }
    if (verb == "demo") {
        command.verb = DemoArguments{};
    } else if (verb == "run") {
        command.verb = RunArguments{raw.paths};
    } else if (verb == "compare") {
        refuse(app, verb, {"--threads", "--seed"});
        command.verb = compare_of(raw);
    } else if (verb == "max-flow") {
        refuse(app, verb, {"--threads", "--seed"});
        command.verb = max_flow_of(raw);
    } else if (verb == "sweep") {
        refuse(app, verb, {"--out", "--seed"});
        command.verb = sweep_of(raw);
    } else if (verb == "bottlenecks") {
        refuse(app, verb, {"--threads", "--seed"});
        command.verb = bottlenecks_of(raw);
    } else if (verb == "criticality") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = criticality_of(raw);
    } else if (verb == "min-cost") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = min_cost_of(raw);
    } else if (verb == "routes") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = routes_of(raw);
    } else if (verb == "growth") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = growth_of(raw);
    } else if (verb == "dependency") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = dependency_of(raw);
    } else if (verb == "delays") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = delays_of(raw);
    } else if (verb == "allocate") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = allocate_of(raw);
    } else if (verb == "solve") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        if (!names_dimacs_min_file(raw.file)) {
            refuse(*app.get_subcommand("solve"), "solve of a .max file",
                   {"--method", "--time-limit", "--iterations"});
        }
        command.verb = SolveArguments{raw.file, raw.flow_file, limits_of(raw)};
    } else if (verb == "convert") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = convert_of(raw, app.get_option("--format")->count() > 0);
    } else if (verb == "validate") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = ValidateArguments{raw.paths, raw.strict};
    } else {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = SchemaArguments{raw.table};
    }
    return command;
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

Reply usage_reply(const std::string& verb, const std::string& message) {
    return {usage, "",
            fmt::format("corridor: {}\nTry 'corridor {}--help'.\n", message,
                        verb.empty() ? "" : verb + " ")};
}

/// What was left over: a verb or an option that does not exist, or a word too many.
std::string unexpected(const CLI::App& app, const CLI::App* verb, const std::string& word) {
    const auto with_advice = [](std::string text, const std::string& advice) {
        return advice.empty() ? text : text + " (" + advice + ")";
    };
    if (word.starts_with("-")) {
        std::vector<std::string> names = option_names(app);
        if (verb != nullptr) {
            const std::vector<std::string> own = option_names(*verb);
            names.insert(names.begin(), own.begin(), own.end());
        }
        return with_advice(fmt::format("expected an option, got '{}'", word),
                           did_you_mean(word, names));
    }
    if (verb == nullptr) {
        std::vector<std::string> verbs;
        for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
            verbs.push_back(each->get_name());
        }
        return with_advice(fmt::format("expected a verb, got '{}'", word),
                           did_you_mean(word, verbs));
    }
    return fmt::format("expected nothing more, got '{}'", word);
}

/// CLI11 says "--year: 1 required TEXT missing" or "--year: 1 required but received 2".
std::string in_our_words(const CLI::ParseError& error) {
    const std::string text = error.what();
    const std::string option = text.substr(0, text.find(':'));
    if (error.get_name() != "ArgumentMismatch") {
        return text;
    }
    return option + (text.ends_with("missing") ? ": expected a value, got none"
                                               : ": expected one value, got several");
}

/// The tool's grammar. `raw` receives the texts and must outlive it.
void describe(CLI::App& app, RawArguments& raw) {
    app.name("corridor");
    app.set_version_flag("--version", fmt::format("corridor {}", version()));
    app.footer(main_examples);
    app.require_subcommand(1);
    app.allow_extras();
    app.get_formatter()->label("SUBCOMMAND", "VERB");
    app.get_formatter()->label("Subcommands", "Verbs");
    app.get_formatter()->label("Positionals", "Arguments");
    add_common(app, raw);

    CLI::App* demo = app.add_subcommand(
        "demo", "Runs growth beyond 5 Mt/yr on the Middle Corridor and writes its tables");
    demo->footer(demo_examples);

    CLI::App* run = app.add_subcommand("run", "Runs scenario files and writes a folder for each");
    run->add_option("SCENARIO", raw.paths, "Scenario files (.toml)")->type_name("");
    run->footer(run_examples);

    CLI::App* compare = app.add_subcommand(
        "compare", "What scenarios change against the first, and which of their parts does it");
    compare->add_option("RUN", raw.paths, "Scenario files, or folders that run wrote")
        ->type_name("");
    compare->add_option("--year", raw.year, "The year to tell about (default: the last in both)")
        ->type_name("Y");
    compare->footer(compare_examples);

    CLI::App* max_flow = app.add_subcommand(
        "max-flow", "How much can move between places, what binds, and which way it goes");
    add_max_flow(*max_flow, raw);
    max_flow->footer(max_flow_examples);

    CLI::App* sweep =
        app.add_subcommand("sweep", "The largest flow for each row of a table of link capacities");
    add_sweep(*sweep, raw);
    sweep->footer(sweep_examples);

    CLI::App* bottlenecks = app.add_subcommand(
        "bottlenecks", "Every set of limits that binds, what each is worth, and what binds next");
    add_bottlenecks(*bottlenecks, raw);
    bottlenecks->footer(bottlenecks_examples);

    CLI::App* criticality = app.add_subcommand(
        "criticality", "What the largest flow loses without each link and node, or the worst few");
    add_criticality(*criticality, raw);
    criticality->footer(criticality_examples);

    CLI::App* min_cost = app.add_subcommand(
        "min-cost", "The cheapest, quickest or cleanest way to move an amount, with prices");
    add_min_cost(*min_cost, raw);
    min_cost->footer(min_cost_examples);

    CLI::App* routes =
        app.add_subcommand("routes", "The cheapest, quickest or cleanest ways between two places");
    add_routes(*routes, raw);
    routes->footer(routes_examples);

    CLI::App* growth = app.add_subcommand(
        "growth", "The largest flow as demand or capacities grow, and what that means over years");
    add_growth(*growth, raw);
    growth->footer(growth_examples);

    CLI::App* dependency = app.add_subcommand(
        "dependency", "What a flow owes to each country, system and place, and what can reroute");
    add_dependency(*dependency, raw);
    dependency->footer(dependency_examples);

    CLI::App* delays =
        app.add_subcommand("delays", "Where a flow loses time, and whether time or capacity binds");
    add_delays(*delays, raw);
    delays->footer(delays_examples);

    CLI::App* allocate = app.add_subcommand(
        "allocate", "Who gets what where many demands share the same limits, and at what price");
    allocate
        ->add_option("FILE", raw.file,
                     "An SNDlib network (.txt) or a .mcnf file, packed or not; or with --demand or "
                     "--base-year a network: middle-corridor (default) or a folder")
        ->type_name("");
    allocate
        ->add_option("--objective", raw.allocation,
                     "cost, served, concurrent or fair (default: what the file asks for)")
        ->type_name("WHAT");
    allocate
        ->add_option("--unserved-cost", raw.unserved_cost,
                     "What one unit that is not served costs (default: what the file says; on a "
                     "network 10000 USD/t)")
        ->type_name("COST");
    allocate
        ->add_option("--demand", raw.demand_file,
                     "Demands in the columns of demand.csv; -: standard input")
        ->type_name("FILE");
    allocate
        ->add_option("--base-year", raw.demand_year,
                     "Only rows of this base year (without --demand: of the network itself)")
        ->type_name("Y");
    add_list(*allocate, "--resource", raw.shares,
             "Only this share of a resource is there, such as 0.75 at low water", "ID=SHARE");
    allocate->add_flag("--without-resources", raw.without_resources,
                       "Leaves out limits that links share");
    allocate
        ->add_option("--fair-between", raw.fair_between,
                     "countries of origin (default), origins or demands")
        ->type_name("WHO");
    allocate
        ->add_option("--value-of-time", raw.value_of_time,
                     "Of a day of one tonne, in USD (default: that of the network)")
        ->type_name("USD");
    allocate->add_option("--carbon-price", raw.carbon_price, "Of a tonne of CO2e (default: 0)")
        ->type_name("USD");
    add_selection(*allocate, raw);
    allocate->footer(allocate_examples);

    CLI::App* solve = app.add_subcommand(
        "solve", "Solves a maximum-flow or minimum-cost problem in a DIMACS file");
    solve->add_option("FILE", raw.file, "A .max or .min file, packed by gzip or xz or not")
        ->type_name("");
    solve->add_option("--flow", raw.flow_file, "Also writes the flow on each arc, as DIMACS")
        ->type_name("FILE");
    add_limits(*solve, raw, " (.min)");
    solve->footer(solve_examples);

    CLI::App* validate =
        app.add_subcommand("validate", "Checks networks and scenario files, all faults at once");
    validate->add_option("PATH", raw.paths, "Folders and scenario files")->type_name("");
    validate->add_flag("--strict", raw.strict, "Warnings are faults");
    validate->footer(validate_examples);

    CLI::App* convert = app.add_subcommand(
        "convert", "Writes a network in another format, and what that leaves out");
    convert->add_option("IN", raw.convert_input, "The network to read")->type_name("");
    convert->add_option("OUT", raw.convert_output, "The file or folder to write")->type_name("");
    convert->add_option("--from", raw.convert_from, "The source of a .max file")->type_name("NODE");
    convert->add_option("--to", raw.convert_to, "The sink of a .max file")->type_name("NODE");
    convert->footer(convert_examples);

    CLI::App* schema =
        app.add_subcommand("schema", "The tables of a network: every attribute with its meaning");
    schema->add_option("TABLE", raw.table, "Only this table")->type_name("");
    schema->footer(schema_examples);

    for (CLI::App* verb : app.get_subcommands([](CLI::App*) { return true; })) {
        verb->fallthrough();
    }
}

}  // namespace

std::variant<Command, Reply> parse_arguments(std::vector<std::string> arguments) {
    RawArguments raw;
    CLI::App app("What a freight corridor can carry, what binds, and when growth breaks it.");
    describe(app, raw);
    if (arguments.empty()) {
        return Reply{usage, "", app.help()};
    }
    std::reverse(arguments.begin(), arguments.end());
    const auto chosen = [&app]() -> const CLI::App* {
        const auto verbs = app.get_subcommands();
        return verbs.empty() ? nullptr : verbs.front();
    };
    const auto chosen_name = [&] { return chosen() == nullptr ? "" : chosen()->get_name(); };
    try {
        app.parse(std::move(arguments));
        const std::vector<std::string> left = app.remaining(true);
        if (!left.empty()) {
            throw UsageError{unexpected(app, chosen(), left.front())};
        }
        if (raw.paths.empty() && (chosen_name() == "run" || chosen_name() == "validate")) {
            throw UsageError{chosen_name() == "run"
                                 ? "SCENARIO: expected one or more scenario files, got none"
                                 : "PATH: expected one or more folders or files, got none"};
        }
        if (raw.file.empty() && chosen_name() == "solve") {
            throw UsageError{"FILE: expected a DIMACS file, got none"};
        }
        return command_of(app, chosen_name(), raw);
    } catch (const CLI::CallForHelp&) {
        return Reply{answered, chosen() == nullptr ? app.help() : chosen()->help("corridor"), ""};
    } catch (const CLI::CallForVersion&) {
        return Reply{answered, fmt::format("corridor {}\n", version()), ""};
    } catch (const UsageError& error) {
        return usage_reply(chosen_name(), error.message);
    } catch (const CLI::ParseError& error) {
        const std::vector<std::string> left = app.remaining(true);
        if (!left.empty()) {
            return usage_reply(chosen_name(), unexpected(app, chosen(), left.front()));
        }
        return usage_reply(chosen_name(),
                           chosen() == nullptr ? "expected a verb, got none" : in_our_words(error));
    }
}

}  // namespace corridor::cli
