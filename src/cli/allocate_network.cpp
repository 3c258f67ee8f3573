#include "cli/allocate_network.hpp"

#include "cli/demand_input.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"

#include <corridor/flow/allocation.hpp>
#include <corridor/io/demand_file.hpp>
#include <corridor/report/network_allocation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace corridor::cli {
namespace {

constexpr const char* standard_input_name = "-";
constexpr double micro_usd = 1e6;

Parsed<std::vector<Demand>> read_rows(const AllocateArguments& arguments, const Dataset& data) {
    if (arguments.demand.empty()) {
        return data.demand;
    }
    if (arguments.demand == standard_input_name) {
        const std::string text{std::istreambuf_iterator<char>(std::cin),
                               std::istreambuf_iterator<char>()};
        return io::parse_demand("standard input", text, data.network);
    }
    return read_demand_input(arguments.demand, data.network);
}

Parsed<std::vector<AllocationDemand>> read_demands(const AllocateArguments& arguments,
                                                   const Dataset& data) {
    Parsed<std::vector<Demand>> rows = read_rows(arguments, data);
    Diagnostics told = rows.diagnostics();
    if (!rows.ok()) {
        return told;
    }
    std::vector<Demand> counted = std::move(rows).value();
    const int year = arguments.base_year.value_or(0);
    if (!arguments.base_year) {
        for (Demand& row : counted) {
            row.base_year = year;
        }
    }
    std::vector<AllocationDemand> demands = base_year_demands(counted, year);
    if (demands.empty() && arguments.base_year) {
        told.append(no_such_base_year(counted, year));
        return told;
    }
    return Parsed<std::vector<AllocationDemand>>(std::move(demands), std::move(told));
}

/// Names an option of the command line where the library names a part of the query.
Diagnostics as_options(const Diagnostics& diagnostics) {
    Diagnostics renamed;
    for (Diagnostic diagnostic : diagnostics.kept()) {
        if (diagnostic.field == "valuation") {
            diagnostic.field = "value-of-time";
        } else if (diagnostic.field == "unserved_price") {
            diagnostic.field = "unserved-cost";
        }
        const bool of_row = diagnostic.field == "origin" || diagnostic.field == "destination" ||
                            diagnostic.field == "commodity" || diagnostic.field == "amount";
        diagnostic.field = (of_row ? "" : "--") + diagnostic.field;
        renamed.add(std::move(diagnostic));
    }
    return renamed;
}

std::optional<AllocationQuery> read_query(const AllocateArguments& arguments, const Dataset& data,
                                          const CostModel& model, Console& console) {
    const Parsed<std::vector<AllocationDemand>> demands = read_demands(arguments, data);
    console.tell(demands.diagnostics());
    if (!demands.ok()) {
        return std::nullopt;
    }
    AllocationQuery query{
        .demands = *demands,
        .shares = arguments.shares,
        .selection = arguments.selection,
        .objective = arguments.objective.value_or(flow::AllocationObjective::least_cost),
        .valuation = Valuation{arguments.value_of_day.value_or(model.rates.value_of_day),
                               arguments.carbon_price},
        .fair_between = arguments.fair_between};
    if (!arguments.without_resources) {
        query.resources = data.resources;
        query.resource_uses = data.resource_uses;
    }
    if (arguments.empty_returns) {
        query.equipment = data.equipment;
    }
    if (arguments.unserved_cost) {
        constexpr double most = 1e12;
        query.unserved_price = {
            std::llround(std::min(*arguments.unserved_cost * micro_usd, most * micro_usd))};
    }
    Diagnostics faults = as_options(check(model, query));
    faults.append(as_options(unmatched(data.network, arguments.selection)));
    console.tell(faults);
    return faults.ok() ? std::optional(std::move(query)) : std::nullopt;
}

}  // namespace

int allocate_network(const CommonArguments& common, const AllocateArguments& arguments,
                     Console& console) {
    const Parsed<Dataset> data = read_network(arguments.file, "NETWORK");
    console.tell(data.diagnostics());
    if (!data.ok()) {
        return invalid_input;
    }
    const Parsed<CostModel> model = cost_model(*data);
    console.tell(model.diagnostics());
    if (!model.ok()) {
        return invalid_input;
    }
    std::optional<AllocationQuery> query = read_query(arguments, *data, *model, console);
    if (!query) {
        return invalid_input;
    }
    report::NetworkAllocationReport report{
        .network_name = arguments.file, .network = data->network, .query = std::move(*query)};
    const auto begin = std::chrono::steady_clock::now();
    report.answer = corridor::allocate(*model, report.query, {.ranges = true});
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    report.rows = arguments.rows;
    print(report, common.format, console);
    return report.answer.certified ? answered : limit_reached;
}

}  // namespace corridor::cli
