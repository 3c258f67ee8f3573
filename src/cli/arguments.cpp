#include "cli/arguments.hpp"

#include "cli/exit_codes.hpp"
#include "cli/help_text.hpp"
#include "cli/inputs.hpp"
#include "cli/manual.hpp"
#include "cli/raw_arguments.hpp"

#include <corridor/base/names.hpp>
#include <corridor/base/version.hpp>
#include <corridor/network/attributes.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace corridor::cli {
namespace {

void add_common(CLI::App& app, RawArguments& raw) {
    app.add_option("--format", raw.format,
                   "table (default), json or csv; max-flow, run and demo have geojson as "
                   "well, schema has markdown; convert has native, gmns, geojson and max")
        ->type_name("FORMAT");
    app.add_option(
           "--out", raw.out,
           "Folder for the files that demo, run, max-flow, bottlenecks, simulate and compare "
           "write")
        ->type_name("DIR");
    app.add_option("--threads", raw.threads,
                   "Threads that sweep and simulate use; demo and run accept it. Results do not "
                   "depend on it")
        ->type_name("N");
    app.add_option("--seed", raw.seed,
                   "Seed of the random draws of simulate; demo and run keep it in the manifest")
        ->type_name("N");
    app.add_flag("-q,--quiet", raw.quiet, "No progress messages");
    app.add_option("--help-as", raw.help_as)->group("");
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
                    "time (default), cost, co2 or generalised: which of all largest flows is "
                    "shown; none: any")
        ->type_name("WHAT");
    verb.add_option("--value-of-time", raw.value_of_time,
                    "USD for a day of one tonne (default: that of the network's costs)")
        ->type_name("USD");
    verb.add_option("--carbon-price", raw.carbon_price,
                    "USD for a tonne of CO2e in the generalised cost (default: 0)")
        ->type_name("USD");
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

void add_simulate(CLI::App& verb, RawArguments& raw) {
    verb.add_option("INPUT", raw.network,
                    "A scenario file (.toml) or a network: middle-corridor (default), a folder")
        ->type_name("");
    verb.add_option("--demand", raw.demand_file,
                    "Demands in the columns of demand.csv, or matrices (.omx)")
        ->type_name("FILE");
    verb.add_option("--base-year", raw.demand_year,
                    "Only rows of this base year (default: the latest one, or all rows)")
        ->type_name("Y");
    verb.add_option("--days", raw.days, "Days that are measured (default: 365)")->type_name("N");
    verb.add_option("--warm-up", raw.warm_up, "Days before that (default: found by MSER-5)")
        ->type_name("DAYS");
    verb.add_option("--replications", raw.replications, "How often (default: 30)")->type_name("N");
    verb.add_option("--ci", raw.precision,
                    "Replications until the confidence intervals of throughput and transit time "
                    "are within this share, such as 2%")
        ->type_name("SHARE");
    verb.add_option("--confidence", raw.confidence, "Of the intervals (default: 95%)")
        ->type_name("SHARE");
    add_list(verb, "--disruption", raw.disruptions,
             "Disruptions of the data set that may happen (default: none)", "ID,ID");
    verb.add_flag("--reroute", raw.reroute, "Cargo goes round closed links where it can");
    verb.add_option("--trace", raw.traced, "Lists the way of this many consignments in the JSON")
        ->type_name("N");
    add_selection(verb, raw);
}

void add_rivals(CLI::App& verb, RawArguments& raw) {
    verb.add_option("NETWORK", raw.network, "middle-corridor (default) or a folder")->type_name("");
    add_list(verb, "--close", raw.closed, "Corridors that are closed", "A,B");
    verb.add_option("--cheaper", raw.cheaper,
                    "Takes so much off the money of a corridor; repeatable")
        ->allow_extra_args(false)
        ->type_name("NAME=20%");
    verb.add_option("--dearer", raw.dearer, "Adds so much to it; repeatable")
        ->allow_extra_args(false)
        ->type_name("NAME=20%");
    verb.add_option("--demand", raw.amount,
                    "Containers in all, such as '15000000 TEU/yr' (default: as observed)")
        ->type_name("AMOUNT");
    add_selection(verb, raw);
}

void add_delays(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--demand", raw.amount,
                    "How much moves, such as '1.5 Mt/yr' (default: as much as can)")
        ->type_name("AMOUNT");
}

void add_quickest(CLI::App& verb, RawArguments& raw) {
    add_query(verb, raw);
    verb.add_option("--amount", raw.amount, "How much is to be moved, such as '2 Mt'")
        ->type_name("Q");
    verb.add_option("--horizon", raw.horizon,
                    "In place of --amount: how much arrives within '30 days' or '12 h'")
        ->type_name("TIME");
    verb.add_option("--closures", raw.closures,
                    "Links that carry less for a time: link_id,from_day,to_day,factor in a CSV "
                    "file; -: standard input")
        ->type_name("FILE");
    verb.add_option("--step", raw.step,
                    "Length of the steps that closures are reckoned in (default: 1 h)")
        ->type_name("TIME");
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
    } else if (verb == "rivals") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = rivals_of(raw);
    } else if (verb == "quickest") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = quickest_of(raw);
    } else if (verb == "allocate") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = allocate_of(raw);
    } else if (verb == "simulate") {
        command.verb = simulate_of(raw);
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

    CLI::App* rivals = app.add_subcommand(
        "rivals", "Shares of corridors that compete for containers, and who gains when one closes");
    add_rivals(*rivals, raw);
    rivals->footer(rivals_examples);
    CLI::App* quickest = app.add_subcommand(
        "quickest", "How soon a backlog can have arrived, what limits it, and what would help");
    add_quickest(*quickest, raw);
    quickest->footer(quickest_examples);

    CLI::App* allocate = app.add_subcommand(
        "allocate", "Who gets what where many demands share the same limits, and at what price");
    allocate
        ->add_option(
            "FILE", raw.file,
            "An SNDlib network (.txt) or a .mcnf file, packed or not; a scenario (.toml), of "
            "which --year says the year (default: its last); or with --demand or "
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
                     "Demands in the columns of demand.csv, or matrices (.omx); -: standard input")
        ->type_name("FILE");
    allocate
        ->add_option("--base-year", raw.demand_year,
                     "Only rows of this base year (without --demand: of the network itself)")
        ->type_name("Y");
    allocate
        ->add_option("--rows", raw.allocation_rows,
                     "What a row of --format csv stands for: demands (default) or limits, with "
                     "the capacities between which their prices hold")
        ->type_name("WHAT");
    add_list(*allocate, "--resource", raw.shares,
             "Only this share of a resource is there, such as 0.75 at low water", "ID=SHARE");
    allocate->add_flag("--without-resources", raw.without_resources,
                       "Leaves out limits that links share");
    allocate->add_flag("--empty-returns", raw.empty_returns,
                       "Containers and wagons must come back empty where there is no return load");
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

    CLI::App* simulate = app.add_subcommand(
        "simulate", "Trains, ships and queues over time, beside the static bound");
    add_simulate(*simulate, raw);
    simulate->footer(simulate_examples);

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

VerbHelp help_of(const CLI::App& app, const std::string& name) {
    VerbHelp help{name, app.get_description(), {}, {}, app.get_footer(), {}};
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) {
            continue;
        }
        std::string value = option->get_type_size() == 0 ? "" : option->get_type_name();
        const bool repeats = option->get_expected_max() > 1;
        if (option->get_positional()) {
            help.arguments.push_back(
                {option->get_name(true), "", option->get_description(), repeats});
        } else {
            help.options.push_back({option->get_name(false, true), std::move(value),
                                    option->get_description(), repeats});
        }
    }
    return help;
}

/// The manual page of the tool or of a verb, or the reference of all as Markdown.
Reply help_as(const std::string& form, const CLI::App& app, const CLI::App* verb) {
    VerbHelp whole = help_of(app, "");
    std::string text;
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
        whole.verbs.push_back(help_of(*each, each->get_name()));
        text += render_reference(whole.verbs.back());
    }
    if (form == "markdown") {
        return {answered, render_reference(whole) + text, ""};
    }
    if (form != "man") {
        return usage_reply(verb == nullptr ? "" : verb->get_name(),
                           fmt::format("--help-as: expected man or markdown, got '{}'", form));
    }
    return {answered, render_manual(verb == nullptr ? whole : help_of(*verb, verb->get_name())),
            ""};
}

}  // namespace

struct CommandLine::Grammar {
    RawArguments raw;
    CLI::App app{"What a freight corridor can carry, what binds, and when growth breaks it."};
};

CommandLine::CommandLine() : grammar_(std::make_unique<Grammar>()) {
    describe(grammar_->app, grammar_->raw);
}

CommandLine::~CommandLine() = default;

std::variant<Command, Reply> parse_arguments(std::vector<std::string> arguments) {
    return CommandLine().parse(std::move(arguments));
}

std::variant<Command, Reply> CommandLine::parse(std::vector<std::string> arguments) {
    RawArguments& raw = grammar_->raw;
    CLI::App& app = grammar_->app;
    raw = RawArguments{};
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
        if (!raw.help_as.empty()) {
            return help_as(raw.help_as, app, chosen());
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
        if (!raw.help_as.empty() && chosen() == nullptr) {
            return help_as(raw.help_as, app, nullptr);
        }
        const std::vector<std::string> left = app.remaining(true);
        if (!left.empty()) {
            return usage_reply(chosen_name(), unexpected(app, chosen(), left.front()));
        }
        return usage_reply(chosen_name(),
                           chosen() == nullptr ? "expected a verb, got none" : in_our_words(error));
    }
}

}  // namespace corridor::cli
