#pragma once

#include <corridor/analysis/corridor_supply.hpp>
#include <corridor/analysis/targets.hpp>
#include <corridor/flow/allocation.hpp>
#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/min_cost.hpp>
#include <corridor/flow/multicommodity.hpp>
#include <corridor/io/network_file.hpp>
#include <corridor/network/cost_model.hpp>
#include <corridor/network/selection.hpp>
#include <corridor/report/allocation.hpp>
#include <corridor/units/decimal.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace corridor::cli {

enum class Format { table, json, csv, markdown, geojson };

/// What every verb understands.
struct CommonArguments {
    Format format = Format::table;
    std::string out;  ///< empty: the default of the verb
    std::optional<std::int64_t> threads;
    std::optional<std::int64_t> seed;
    bool quiet = false;
};

/// A question about flow between places, as every verb that has one takes it.
struct QueryArguments {
    std::string network = "middle-corridor";
    std::vector<std::string> from;
    std::vector<std::string> to;
    std::string commodity;
    Selection selection;
};

struct MaxFlowArguments : QueryArguments {
    std::optional<Objective> objective;    ///< none: whatever flow is found
    std::optional<UnitCost> value_of_day;  ///< none: that of the network's costs
    UnitCost carbon_price;
    bool all_links = false;
};

struct SweepArguments : QueryArguments {
    std::string capacities;  ///< a file, or "-" for standard input
    flow::Engine engine = flow::Engine::automatic;
    bool certify = true;
};

/// Names that the command line gives to something: NAME=A,B.
struct NamedList {
    std::string name;
    std::vector<std::string> values;
};

struct CriticalityArguments : QueryArguments {
    bool all_elements = false;
    /// What is taken out; none: the default of the question.
    std::optional<TargetChoice> elements;
    std::vector<NamedList> groups;
    std::optional<std::size_t> k;  ///< the worst loss of so many, instead of each on its own
    bool pairs = false;            ///< each two, instead of each on its own
    std::optional<std::int64_t> time_limit;  ///< seconds
    std::optional<std::int64_t> flow_limit;  ///< flows that the search solves
};

/// A demand followed over years.
struct DemandYears {
    std::string today;               ///< in the base year: "4.5 Mt/yr"
    std::vector<std::string> paths;  ///< "12 %/yr"
    int base_year = 2024;
    int until = 2040;
};

struct GrowthArguments : QueryArguments {
    struct Amount {
        std::string node;
        std::int64_t t_per_year = 0;
    };

    /// What endpoints offer or ask for at λ = 1; all empty: one demand for all origins together.
    std::vector<Amount> demand;
    std::vector<std::string> systems;  ///< whose capacities grow
    std::vector<std::string> links;
    std::string rates;  ///< a file of links and what a step adds to each; empty: none
    std::optional<std::int64_t> up_to;
    std::optional<DemandYears> years;
};

struct MinCostArguments : QueryArguments {
    std::string supply;  ///< a file, or "-" for standard input; empty: from, to and amount
    std::string amount;  ///< "5 Mt/yr", or "max": as much as can move
    Objective objective = Objective::generalised;
    std::optional<UnitCost> value_of_day;  ///< none: that of the network's costs
    UnitCost carbon_price;
    flow::MinCostOptions options;
    bool with_prices = true;
    bool all_links = false;
};

struct QuickestArguments : QueryArguments {
    std::string amount;               ///< "2 Mt"; empty: what arrives within the horizon
    std::optional<Duration> horizon;  ///< none: how long the amount takes
    std::string closures;             ///< a file, or "-" for standard input; empty: none
    std::optional<Duration> step;     ///< none: an hour where there are closures, else no steps

    [[nodiscard]] bool in_steps() const { return !closures.empty() || step.has_value(); }
};

struct RoutesArguments : QueryArguments {
    std::vector<Objective> objectives = {Objective::generalised};
    bool pareto = false;
    std::size_t count = 5;                 ///< most routes shown
    std::optional<UnitCost> value_of_day;  ///< none: that of the data set
    UnitCost carbon_price;
    bool profile = false;
};

struct BottlenecksArguments : QueryArguments {
    std::size_t steps = 5;
    std::size_t cuts = 20;
    /// Hundredths by which listed cuts may exceed the minimum; none: they are not looked for.
    std::optional<Decimal> tolerance_percent;
    std::string demand;  ///< "10 Mt/yr"; empty: none
    std::vector<std::string> projects;
    bool all_limits = false;
};

struct DependencyArguments : QueryArguments {
    std::vector<std::string> closed;  ///< countries, systems, nodes or links
    bool all_places = false;
};

struct DelaysArguments : QueryArguments {
    std::string demand;  ///< empty: the largest flow
};

struct RivalsArguments {
    std::string network = "middle-corridor";
    Selection selection;
    std::vector<std::string> closed;
    std::vector<RivalQuestion::PriceChange> prices;
    std::string demand;  ///< empty: what was observed
};

struct RunArguments {
    std::vector<std::string> scenarios;
};

struct CompareArguments {
    std::vector<std::string> runs;  ///< scenario files or folders of runs; the first is the base
    std::optional<int> year;        ///< none: the last that both have
};

struct SolveArguments {
    std::string file;
    std::string flow_file;  ///< empty: none is written
    flow::MinCostOptions options;
};

struct DemoArguments {};

struct AllocateArguments {
    std::string file;              ///< a problem, or the network of `demand`
    std::string demand;            ///< a file, or "-" for standard input; empty: the network's own
    std::optional<int> base_year;  ///< rows that count; none: all
    Selection selection;
    std::vector<ResourceShare> shares;
    bool without_resources = false;
    bool empty_returns = false;
    FairBetween fair_between = FairBetween::origin_countries;
    std::optional<UnitCost> value_of_day;  ///< none: that of the network's costs
    UnitCost carbon_price;
    /// None: what the file asks for, else the concurrent flow.
    std::optional<flow::AllocationObjective> objective;
    std::optional<double> unserved_cost;                            ///< none: what the file says
    report::AllocationRows rows = report::AllocationRows::demands;  ///< of the CSV

    [[nodiscard]] bool on_network() const { return !demand.empty() || base_year.has_value(); }
};

struct SimulateArguments {
    std::string input;             ///< a scenario file (.toml) or a network
    std::string demand;            ///< a file; empty: the network's own
    std::optional<int> base_year;  ///< rows that count; none: the latest there is, or all
    std::optional<double> days;
    std::optional<double> warm_up_days;  ///< none: found
    std::optional<std::uint32_t> replications;
    std::optional<double> precision;  ///< relative
    std::optional<double> confidence;
    std::optional<std::uint32_t> traced;
    std::vector<std::string> disruptions;
    bool reroute = false;
    Selection selection;
};

struct ValidateArguments {
    std::vector<std::string> paths;
    bool strict = false;
};

struct ConvertArguments {
    std::string input;
    std::string output;
    std::optional<io::NetworkFormat> format;  ///< none: what the name of the output asks for
    std::string from;                         ///< of a .max file; empty: what the input names
    std::string to;
};

struct SchemaArguments {
    std::string table;  ///< empty: all
};

/// A command line that makes sense.
struct Command {
    CommonArguments common;
    std::variant<DemoArguments, RunArguments, MaxFlowArguments, SweepArguments, CompareArguments,
                 CriticalityArguments, RoutesArguments, SolveArguments, ValidateArguments,
                 GrowthArguments, BottlenecksArguments, MinCostArguments, DependencyArguments,
                 DelaysArguments, RivalsArguments, QuickestArguments, AllocateArguments,
                 SimulateArguments, ConvertArguments, SchemaArguments>
        verb;
};

/// A command line that is answered at once: help, the version, or what is wrong with it.
struct Reply {
    int exit_code = 0;
    std::string out;
    std::string err;
};

/// The tool's grammar, for many command lines: it takes longer to describe than to use.
class CommandLine {
  public:
    CommandLine();
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;
    CommandLine(CommandLine&&) = delete;
    CommandLine& operator=(CommandLine&&) = delete;

    /// What a command line asks for, as parse_arguments() has it.
    [[nodiscard]] std::variant<Command, Reply> parse(std::vector<std::string> arguments);

  private:
    struct Grammar;
    std::unique_ptr<Grammar> grammar_;
};

/// Turns a command line into what it asks for. `arguments` are those after the program's name.
[[nodiscard]] std::variant<Command, Reply> parse_arguments(std::vector<std::string> arguments);

}  // namespace corridor::cli
