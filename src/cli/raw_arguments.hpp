#pragma once

#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace corridor::cli {

/// A fault in the command line, to be told with the verb's usage.
struct UsageError {
    std::string message;
};

/// The texts as given; CLI11 writes into it.
struct RawArguments {
    std::string format = "table";
    std::string out;
    std::string threads;
    std::string seed;
    bool quiet = false;
    std::string help_as;

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
    std::string horizon;
    std::string closures;
    std::string step;
    std::string today;
    std::vector<std::string> paths_of_growth;
    std::string base_year = "2024";
    std::string until = "2040";
    std::vector<std::string> closed;
    std::vector<std::string> cheaper;
    std::vector<std::string> dearer;

    std::string file;
    std::string allocation;
    std::string allocation_rows;
    std::string unserved_cost;
    std::string demand_file;
    std::string demand_year;
    std::vector<std::string> shares;
    bool without_resources = false;
    bool empty_returns = false;
    std::string fair_between;
    std::string flow_file;

    std::string days;
    std::string warm_up;
    std::string replications;
    std::string precision;
    std::string confidence;
    std::string traced;
    std::vector<std::string> disruptions;
    bool reroute = false;

    std::vector<std::string> paths;
    bool strict = false;
    std::string table;
    std::string convert_input;
    std::string convert_output;
    std::string convert_from;
    std::string convert_to;
};

/// The value that a word stands for; a UsageError names the words that it could have been.
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

/// A number from `least` to `most`; a UsageError says what was expected.
[[nodiscard]] std::int64_t whole_number(const std::string& option, const std::string& given,
                                        const char* expected, std::int64_t least,
                                        std::int64_t most);

/// The texts of a verb as what they mean. They throw UsageError for what makes no sense.
[[nodiscard]] flow::MinCostOptions limits_of(const RawArguments& raw);
[[nodiscard]] MaxFlowArguments max_flow_of(const RawArguments& raw);
[[nodiscard]] SweepArguments sweep_of(const RawArguments& raw);
[[nodiscard]] BottlenecksArguments bottlenecks_of(const RawArguments& raw);
[[nodiscard]] CriticalityArguments criticality_of(const RawArguments& raw);
[[nodiscard]] GrowthArguments growth_of(const RawArguments& raw);
[[nodiscard]] CompareArguments compare_of(const RawArguments& raw);
[[nodiscard]] MinCostArguments min_cost_of(const RawArguments& raw);
[[nodiscard]] RoutesArguments routes_of(const RawArguments& raw);
[[nodiscard]] DependencyArguments dependency_of(const RawArguments& raw);
[[nodiscard]] DelaysArguments delays_of(const RawArguments& raw);
[[nodiscard]] RivalsArguments rivals_of(const RawArguments& raw);
[[nodiscard]] QuickestArguments quickest_of(const RawArguments& raw);
[[nodiscard]] AllocateArguments allocate_of(const RawArguments& raw);
[[nodiscard]] SimulateArguments simulate_of(const RawArguments& raw);
[[nodiscard]] ConvertArguments convert_of(const RawArguments& raw, bool with_format);

}  // namespace corridor::cli
