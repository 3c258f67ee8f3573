#pragma once

#include <corridor/flow/max_flow.hpp>
#include <corridor/flow/multicommodity.hpp>
#include <corridor/network/selection.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace corridor::cli {

enum class Format { table, json, csv, markdown };

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
    FlowChoice choice = FlowChoice::least_time;
    bool all_links = false;
};

struct SweepArguments : QueryArguments {
    std::string capacities;  ///< a file, or "-" for standard input
    flow::Engine engine = flow::Engine::automatic;
    bool certify = true;
};

struct CriticalityArguments : QueryArguments {
    bool all_elements = false;
};

struct RunArguments {
    std::vector<std::string> scenarios;
};

struct SolveArguments {
    std::string file;
    std::string flow_file;  ///< empty: none is written
};

struct DemoArguments {};

struct AllocateArguments {
    std::string file;
    /// None: what the file asks for, else the concurrent flow.
    std::optional<flow::AllocationObjective> objective;
    std::optional<double> unserved_cost;  ///< none: what the file says
};

struct ValidateArguments {
    std::vector<std::string> paths;
    bool strict = false;
};

struct SchemaArguments {
    std::string table;  ///< empty: all
};

/// A command line that makes sense.
struct Command {
    CommonArguments common;
    std::variant<DemoArguments, RunArguments, MaxFlowArguments, SweepArguments,
                 CriticalityArguments, AllocateArguments, SolveArguments, ValidateArguments, SchemaArguments>
        verb;
};

/// A command line that is answered at once: help, the version, or what is wrong with it.
struct Reply {
    int exit_code = 0;
    std::string out;
    std::string err;
};

/// Turns a command line into what it asks for. `arguments` are those after the program's name.
[[nodiscard]] std::variant<Command, Reply> parse_arguments(std::vector<std::string> arguments);

}  // namespace corridor::cli
