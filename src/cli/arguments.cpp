#include "cli/arguments.hpp"

#include "cli/exit_codes.hpp"
#include "cli/help_text.hpp"
#include "cli/inputs.hpp"

#include <corridor/base/names.hpp>
#include <corridor/base/version.hpp>
#include <corridor/network/attributes.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

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
    std::string capacities;
    std::string engine = "automatic";
    bool no_certify = false;

    std::string file;
    std::string flow_file;
    std::string objective;
    std::string unserved_cost;

    std::vector<std::string> paths;
    bool strict = false;
    std::string table;
};

void add_common(CLI::App& app, RawArguments& raw) {
    app.add_option("--format", raw.format,
                   "table (default), json or csv; schema has markdown as well")
        ->type_name("FORMAT");
    app.add_option("--out", raw.out, "Folder for the files that demo, run and max-flow write")
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

void add_query(CLI::App& verb, RawArguments& raw) {
    verb.add_option("NETWORK", raw.network, "middle-corridor (default), a folder or a .max file")
        ->type_name("");
    add_list(verb, "--from", raw.from, "Nodes where flow may start", "A,B");
    add_list(verb, "--to", raw.to, "Nodes where flow may end", "C,D");
    verb.add_option("--commodity", raw.commodity, "What is moved (default: any cargo)")
        ->type_name("K");
    verb.add_option("--year", raw.year, "Also opens planned links whose year has come")
        ->type_name("Y");
    verb.add_flag("--with-planned", raw.with_planned, "Opens every planned link");
    add_list(verb, "--exclude-link", raw.exclude_links,
             "Leaves out links whose id matches (* any characters, ? one); repeatable", "GLOB");
    add_list(verb, "--exclude-mode", raw.exclude_modes, "Leaves out modes, such as road", "M,N");
    add_list(verb, "--exclude-country", raw.exclude_countries,
             "Leaves out links that start or end in these countries", "C,D");
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

CriticalityArguments criticality_of(const RawArguments& raw) {
    CriticalityArguments arguments;
    static_cast<QueryArguments&>(arguments) = query_of(raw);
    arguments.all_elements = raw.all;
    return arguments;
}

AllocateArguments allocate_of(const RawArguments& raw) {
    AllocateArguments arguments;
    arguments.file = raw.file;
    if (raw.file.empty()) {
        throw UsageError{"FILE: expected an SNDlib network or a .mcnf file, got none"};
    }
    if (!raw.objective.empty()) {
        using flow::AllocationObjective;
        arguments.objective = one_of<AllocationObjective>(
            "--objective", raw.objective,
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
            throw UsageError{fmt::format("--unserved-cost: expected a number from 0 to 1e15, got "
                                         "'{}'",
                                         raw.unserved_cost)};
        }
        arguments.unserved_cost = cost;
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
    }
    command.common.format = one_of("--format", raw.format, formats);
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
    } else if (verb == "max-flow") {
        refuse(app, verb, {"--threads", "--seed"});
        command.verb = max_flow_of(raw);
    } else if (verb == "sweep") {
        refuse(app, verb, {"--out", "--seed"});
        command.verb = sweep_of(raw);
    } else if (verb == "criticality") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = criticality_of(raw);
    } else if (verb == "allocate") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = allocate_of(raw);
    } else if (verb == "solve") {
        refuse(app, verb, {"--out", "--threads", "--seed"});
        command.verb = SolveArguments{raw.file, raw.flow_file};
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

    CLI::App* max_flow = app.add_subcommand(
        "max-flow", "How much can move between places, what binds, and which way it goes");
    add_max_flow(*max_flow, raw);
    max_flow->footer(max_flow_examples);

    CLI::App* sweep =
        app.add_subcommand("sweep", "The largest flow for each row of a table of link capacities");
    add_sweep(*sweep, raw);
    sweep->footer(sweep_examples);

    CLI::App* criticality = app.add_subcommand(
        "criticality", "What the largest flow loses without each link and each node");
    add_criticality(*criticality, raw);
    criticality->footer(criticality_examples);

    CLI::App* allocate = app.add_subcommand(
        "allocate", "Who gets what where many demands share the same limits, and at what price");
    allocate->add_option("FILE", raw.file, "An SNDlib network (.txt) or a .mcnf file, packed or not")
        ->type_name("");
    allocate
        ->add_option("--objective", raw.objective,
                     "cost, served, concurrent or fair (default: what the file asks for)")
        ->type_name("WHAT");
    allocate
        ->add_option("--unserved-cost", raw.unserved_cost,
                     "What one unit that is not served costs (default: what the file says)")
        ->type_name("COST");
    allocate->footer(allocate_examples);

    CLI::App* solve = app.add_subcommand("solve", "Solves a maximum-flow problem in a DIMACS file");
    solve->add_option("FILE", raw.file, "A .max file, or .max.gz or .max.xz")->type_name("");
    solve->add_option("--flow", raw.flow_file, "Also writes the flow on each arc, as DIMACS")
        ->type_name("FILE");
    solve->footer(solve_examples);

    CLI::App* validate =
        app.add_subcommand("validate", "Checks networks and scenario files, all faults at once");
    validate->add_option("PATH", raw.paths, "Folders and scenario files")->type_name("");
    validate->add_flag("--strict", raw.strict, "Warnings are faults");
    validate->footer(validate_examples);

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
