#include "cli/console.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace corridor::cli {
namespace {

/// Zero, or the error that stopped the writing.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

}  // namespace

void Console::out(std::string_view text) {
    if (const int error = write_all(STDOUT_FILENO, text)) {
        throw std::system_error(error, std::generic_category(), "standard output");
    }
}

void Console::progress(std::string_view message) {
    if (!quiet_) {
        say(message);
    }
}

void Console::say(std::string_view message) {
    // Where even standard error is closed there is nobody left to tell.
    static_cast<void>(write_all(STDERR_FILENO, std::string(message) + "\n"));
}

void Console::tell(const Diagnostics& diagnostics) {
    static_cast<void>(write_all(STDERR_FILENO, render(diagnostics)));
}

report::Style Console::style() const {
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
    return {.colour = ::isatty(STDOUT_FILENO) != 0 && !is_set("NO_COLOR") && !dumb};
}

}  // namespace corridor::cli
