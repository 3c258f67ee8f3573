#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace corridor::cli {

/// Each carries out one verb and returns the exit code. They throw DataError for invalid input and
/// std::system_error for the environment.
int max_flow(const CommonArguments& common, const MaxFlowArguments& arguments, Console& console);
int sweep(const CommonArguments& common, const SweepArguments& arguments, Console& console);
int bottlenecks(const CommonArguments& common, const BottlenecksArguments& arguments,
                Console& console);
int criticality(const CommonArguments& common, const CriticalityArguments& arguments,
                Console& console);
int min_cost(const CommonArguments& common, const MinCostArguments& arguments, Console& console);
int routes(const CommonArguments& common, const RoutesArguments& arguments, Console& console);
int growth(const CommonArguments& common, const GrowthArguments& arguments, Console& console);
int routes(const CommonArguments& common, const RoutesArguments& arguments, Console& console);
int growth(const CommonArguments& common, const GrowthArguments& arguments, Console& console);
int dependency(const CommonArguments& common, const DependencyArguments& arguments,
               Console& console);
int delays(const CommonArguments& common, const DelaysArguments& arguments, Console& console);
int rivals(const CommonArguments& common, const RivalsArguments& arguments, Console& console);
int quickest(const CommonArguments& common, const QuickestArguments& arguments, Console& console);
int allocate(const CommonArguments& common, const AllocateArguments& arguments, Console& console);
int simulate(const CommonArguments& common, const SimulateArguments& arguments, Console& console);
int solve(const CommonArguments& common, const SolveArguments& arguments, Console& console);
int run(const CommonArguments& common, const RunArguments& arguments, Console& console);
int compare(const CommonArguments& common, const CompareArguments& arguments, Console& console);
int demo(const CommonArguments& common, Console& console);
int validate(const CommonArguments& common, const ValidateArguments& arguments, Console& console);
int convert(const CommonArguments& common, const ConvertArguments& arguments, Console& console);
int schema(const CommonArguments& common, const SchemaArguments& arguments, Console& console);

}  // namespace corridor::cli
