#include "support/options.hpp"

#include <stdexcept>

namespace corridor::bench {

Options parse_options(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (i + 1 == argc) {
            throw std::runtime_error(option + ": expected a value, got none");
        }
        const std::string value = argv[++i];
        if (option == "--cap") {
            options.limits.cap_seconds = std::stod(value);
        } else if (option == "--repeat") {
            options.limits.round_seconds = std::stod(value);
        } else if (option == "--filter") {
            options.filter = value;
        } else if (option == "--largest") {
            options.largest = static_cast<std::uint32_t>(std::stoul(value));
        } else {
            throw std::runtime_error("expected --cap, --repeat, --filter or --largest, got " +
                                     option);
        }
    }
    return options;
}

}  // namespace corridor::bench
