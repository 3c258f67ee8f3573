#include "omx/apart.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace corridor::omx {
namespace {

constexpr rlim_t most_seconds = 60;

/// An end of a pipe.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

bool write_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(to, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written < 0 ? 0 : written));
    }
    return true;
}

/// Dies by a signal like a program without handlers, says nothing and leaves no core behind.
void become_plain() {
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU}) {
        std::signal(signal, SIG_DFL);
    }
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    const rlimit time{most_seconds, most_seconds};
    ::setrlimit(RLIMIT_CPU, &time);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0) {
        ::dup2(nowhere, STDERR_FILENO);
    }
}

[[noreturn]] void work_in_child(const std::function<std::string()>& work, int to) {
    become_plain();
    bool done = false;
    try {
        done = write_all(to, work());
    } catch (const std::exception&) {
        done = false;
    }
    ::_exit(done ? 0 : 1);
}

}  // namespace

std::optional<std::string> run_apart(const std::function<std::string()>& work) {
    std::array<int, 2> ends = {};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "no pipe can be made");
    }
    const Descriptor from(ends[0]);
    pid_t child = -1;
    {
        const Descriptor to(ends[1]);
        child = ::fork();
        if (child < 0) {
            throw std::system_error(errno, std::generic_category(), "no process can be started");
        }
        if (child == 0) {
            work_in_child(work, to.number());
        }
    }
    std::string bytes;
    std::array<char, 65536> block = {};
    for (ssize_t got = 1; got != 0;) {
        got = ::read(from.number(), block.data(), block.size());
        if (got < 0 && errno != EINTR) {
            break;
        }
        bytes.append(block.data(), static_cast<std::size_t>(got < 0 ? 0 : got));
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(std::move(bytes))
                                                         : std::nullopt;
}

}  // namespace corridor::omx
