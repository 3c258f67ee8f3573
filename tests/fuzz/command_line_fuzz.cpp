#include "cli/arguments.hpp"
#include "cli/exit_codes.hpp"
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace corridor;
    std::string_view text = fuzz::text_of(data, size);
    std::vector<std::string> arguments;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        arguments.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    static cli::CommandLine command_line;
    const auto parsed = command_line.parse(arguments);
    if (const auto* reply = std::get_if<cli::Reply>(&parsed)) {
        fuzz::require(reply->exit_code == cli::answered || reply->exit_code == cli::usage ||
                          reply->exit_code == cli::invalid_input,
                      "a command line is answered or wrong");
        fuzz::require(reply->exit_code == cli::answered ? !reply->out.empty() && reply->err.empty()
                                                        : !reply->err.empty(),
                      "what is wrong with a command line is told on stderr");
    }
    return 0;
}
