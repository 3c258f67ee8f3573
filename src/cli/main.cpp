#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/exit_codes.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/base/diagnostics.hpp>

#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

namespace corridor::cli {
namespace {

struct Dispatch {
    const CommonArguments& common;
    Console& console;

    int operator()(const DemoArguments&) const { return demo(common, console); }
    int operator()(const RunArguments& arguments) const { return run(common, arguments, console); }
    int operator()(const CompareArguments& arguments) const {
        return compare(common, arguments, console);
    }
    int operator()(const MaxFlowArguments& arguments) const {
        return max_flow(common, arguments, console);
    }
    int operator()(const SweepArguments& arguments) const {
        return sweep(common, arguments, console);
    }
    int operator()(const BottlenecksArguments& arguments) const {
        return bottlenecks(common, arguments, console);
    }
    int operator()(const CriticalityArguments& arguments) const {
        return criticality(common, arguments, console);
    }
    int operator()(const MinCostArguments& arguments) const {
        return min_cost(common, arguments, console);
    }
    int operator()(const RoutesArguments& arguments) const {
        return routes(common, arguments, console);
    }
    int operator()(const GrowthArguments& arguments) const {
        return growth(common, arguments, console);
    }
    int operator()(const DependencyArguments& arguments) const {
        return dependency(common, arguments, console);
    }
    int operator()(const DelaysArguments& arguments) const {
        return delays(common, arguments, console);
    }
    int operator()(const RivalsArguments& arguments) const {
        return rivals(common, arguments, console);
    }
    int operator()(const QuickestArguments& arguments) const {
        return quickest(common, arguments, console);
    }
    int operator()(const AllocateArguments& arguments) const {
        return allocate(common, arguments, console);
    }
    int operator()(const SimulateArguments& arguments) const {
        return simulate(common, arguments, console);
    }
    int operator()(const SolveArguments& arguments) const {
        return solve(common, arguments, console);
    }
    int operator()(const ValidateArguments& arguments) const {
        return validate(common, arguments, console);
    }
    int operator()(const ConvertArguments& arguments) const {
        return convert(common, arguments, console);
    }
    int operator()(const SchemaArguments& arguments) const {
        return schema(common, arguments, console);
    }
};

int carry_out(const std::variant<Command, Reply>& parsed, Console& console) {
    if (const auto* reply = std::get_if<Reply>(&parsed)) {
        console.out(reply->out);
        if (!reply->err.empty()) {
            console.say(reply->err.substr(0, reply->err.find_last_not_of('\n') + 1));
        }
        return reply->exit_code;
    }
    const Command& command = std::get<Command>(parsed);
    return std::visit(Dispatch{command.common, console}, command.verb);
}

int guarded(std::vector<std::string> arguments) {
    Console console(false);
    try {
        const std::variant<Command, Reply> parsed = parse_arguments(std::move(arguments));
        const auto* command = std::get_if<Command>(&parsed);
        console = Console(command != nullptr && command->common.quiet);
        return carry_out(parsed, console);
    } catch (const DataError& error) {
        console.tell(error.diagnostics());
        return invalid_input;
    } catch (const std::system_error& error) {
        console.say(std::string("corridor: ") + error.what());
    } catch (const std::bad_alloc&) {
        console.say("corridor: not enough memory");
    } catch (const std::exception& error) {
        console.say(std::string("corridor: this is a fault of the tool, please report it: ") +
                    error.what());
    }
    return failure;
}

}  // namespace
}  // namespace corridor::cli

int main(int argc, char* argv[]) {
    // A closed pipe is then an error of the write, which is told, and not a silent end.
    std::signal(SIGPIPE, SIG_IGN);
    return corridor::cli::guarded(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}
