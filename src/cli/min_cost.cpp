#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"

#include <corridor/io/files.hpp>
#include <corridor/io/supply.hpp>
#include <corridor/report/min_cost.hpp>
#include <corridor/units/quantity.hpp>

#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>

namespace corridor::cli {
namespace {

constexpr const char* standard_input_name = "-";

/// A network that was read, with what a tonne costs on it.
struct Priced {
    CostModel model;
    std::string source;  ///< those that the network's file names; may be empty
    std::string sink;
};

std::optional<Priced> read_priced(const MinCostArguments& arguments, Console& console) {
    Parsed<NetworkInput> input = read_network_input(arguments.network, "NETWORK");
    console.tell(input.diagnostics());
    if (!input.ok()) {
        return std::nullopt;
    }
    NetworkInput network = std::move(input).value();
    Parsed<CostModel> model = cost_model(network.data);
    console.tell(model.diagnostics());
    if (!model.ok()) {
        return std::nullopt;
    }
    return Priced{std::move(model).value(), network.source, network.sink};
}

Parsed<TonnesPerYear> read_amount(const std::string& text, const Network& network) {
    const Parsed<Quantity> quantity = parse_quantity(text, network.units());
    if (quantity.ok()) {
        return *to_tonnes_per_year(*quantity, network.units());
    }
    Diagnostics faults;
    for (Diagnostic fault : quantity.diagnostics().kept()) {
        fault.field = "--amount";
        faults.add(std::move(fault));
    }
    return faults;
}

Parsed<std::vector<io::NodeSupply>> read_supply(const std::string& path, const Network& network) {
    if (path == standard_input_name) {
        const std::string text{std::istreambuf_iterator<char>(std::cin),
                               std::istreambuf_iterator<char>()};
        return io::parse_supply("standard input", text, network);
    }
    const Diagnostics no_file =
        check_input_file(path, "--supply", "a CSV file with the supplies of nodes");
    if (!no_file.ok()) {
        return no_file;
    }
    const Parsed<std::string> text = io::read_file(path);
    if (!text.ok()) {
        return text.diagnostics();
    }
    return io::parse_supply(path, *text, network);
}

/// Fills in who sends and receives, from the table of supplies.
Diagnostics take_supply(const std::vector<io::NodeSupply>& supplies, const std::string& file,
                        MinCostQuery& query) {
    Int128 sent = 0;
    Int128 received = 0;
    for (const io::NodeSupply& supply : supplies) {
        const bool sends = supply.tonnes_per_year > 0;
        const std::int64_t amount = sends ? supply.tonnes_per_year : -supply.tonnes_per_year;
        (sends ? query.from : query.to).emplace_back(supply.node, TonnesPerYear(amount));
        (sends ? sent : received) += amount;
    }
    Diagnostics faults;
    if (sent != received || sent > TonnesPerYear::largest) {
        Diagnostic fault;
        fault.place.file = file;
        fault.field = "supply";
        fault.expected = fmt::format("at most {} t/yr in all", TonnesPerYear::largest);
        if (sent != received) {
            fault.expected = "supplies and demands of equal sum";
            fault.advice = "give the surplus a node of its own";
        }
        fault.found = fmt::format("{} and {} t/yr", sent, received);
        faults.add(std::move(fault));
    } else {
        query.amount = TonnesPerYear(static_cast<std::int64_t>(sent));
    }
    return faults;
}

/// Names an option of the command line where the library names a part of the query.
Diagnostics as_options(const Diagnostics& diagnostics) {
    Diagnostics renamed;
    for (Diagnostic diagnostic : diagnostics.kept()) {
        diagnostic.field =
            "--" + (diagnostic.field == "valuation" ? "value-of-time" : diagnostic.field);
        renamed.add(std::move(diagnostic));
    }
    return renamed;
}

std::vector<Endpoint> endpoints(const std::vector<std::string>& ids, const std::string& otherwise) {
    if (ids.empty() && !otherwise.empty()) {
        return {otherwise};
    }
    return {ids.begin(), ids.end()};
}

/// As much as can move.
Parsed<TonnesPerYear> largest_amount(const Network& network, const MinCostQuery& query) {
    const MaxFlow most = corridor::max_flow(network,
                                            {.from = query.from,
                                             .to = query.to,
                                             .commodity = query.commodity,
                                             .selection = query.selection},
                                            {.choice = FlowChoice::any});
    if (most.outcome == flow::Outcome::optimal) {
        return most.value;
    }
    Diagnostics faults;
    faults.add({Severity::error, Place{}, "--amount", "an amount", "'max'",
                "nothing limits how much can move"});
    return faults;
}

std::optional<MinCostQuery> read_query(const MinCostArguments& arguments, const Priced& priced,
                                       Console& console) {
    const Network& network = priced.model.network;
    MinCostQuery query{.from = endpoints(arguments.from, priced.source),
                       .to = endpoints(arguments.to, priced.sink),
                       .amount = {},
                       .commodity = arguments.commodity,
                       .selection = arguments.selection,
                       .objective = arguments.objective,
                       .with_prices = arguments.with_prices};
    query.valuation = Valuation{arguments.value_of_day.value_or(priced.model.rates.value_of_day),
                                arguments.carbon_price};
    Diagnostics faults;
    const auto take_amount = [&](const Parsed<TonnesPerYear>& amount) {
        faults.append(amount.diagnostics());
        query.amount = amount.ok() ? *amount : TonnesPerYear();
    };
    if (!arguments.supply.empty()) {
        query.from.clear();
        query.to.clear();
        const auto supplies = read_supply(arguments.supply, network);
        faults.append(supplies.diagnostics());
        if (supplies.ok()) {
            faults.append(take_supply(*supplies, arguments.supply, query));
        }
    } else if (arguments.amount != "max") {
        take_amount(read_amount(arguments.amount, network));
    }
    if (arguments.supply.empty() || faults.ok()) {
        faults.append(as_options(check(priced.model, query)));
    }
    faults.append(as_options(unmatched(network, arguments.selection)));
    if (faults.ok() && arguments.amount == "max") {
        take_amount(largest_amount(network, query));
    }
    console.tell(faults);
    return faults.ok() ? std::optional(std::move(query)) : std::nullopt;
}

}  // namespace

int min_cost(const CommonArguments& common, const MinCostArguments& arguments, Console& console) {
    std::optional<Priced> priced = read_priced(arguments, console);
    if (!priced) {
        return invalid_input;
    }
    std::optional<MinCostQuery> query = read_query(arguments, *priced, console);
    if (!query) {
        return invalid_input;
    }
    report::MinCostReport report{.network_name = arguments.network,
                                 .model = std::move(priced->model),
                                 .query = std::move(*query),
                                 .answer = {},
                                 .solve_seconds = {},
                                 .all_links = arguments.all_links};
    const auto begin = std::chrono::steady_clock::now();
    report.answer = corridor::min_cost(report.model, report.query, arguments.options);
    report.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    print(report, common.format, console);
    switch (report.answer.outcome) {
        case flow::MinCostOutcome::infeasible:
            return infeasible;
        case flow::MinCostOutcome::limit_reached:
            return limit_reached;
        case flow::MinCostOutcome::optimal:
        case flow::MinCostOutcome::unbounded:
            break;
    }
    return answered;
}

}  // namespace corridor::cli
