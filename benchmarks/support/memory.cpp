#include "support/memory.hpp"

#include <cstdio>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace corridor::bench {
namespace {

/// A line of /proc/self/status in bytes, or below 0.
double status_bytes(const std::string& name) {
    std::ifstream in("/proc/self/status");
    std::string line;
    while (std::getline(in, line)) {
        if (line.rfind(name + ":", 0) == 0) {
            return std::stod(line.substr(name.size() + 1)) * 1024;
        }
    }
    return -1.0;
}

double growth_here(const std::function<void()>& work) {
    std::ofstream("/proc/self/clear_refs") << "5\n";  // the peak starts again from here
    const double before = status_bytes("VmRSS");
    work();
    const double peak = status_bytes("VmHWM");
    return before < 0 || peak < before ? -1.0 : peak - before;
}

}  // namespace

double peak_growth(const std::function<void()>& work) {
    int ends[2];
    if (::pipe(ends) != 0) {
        return -1.0;
    }
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        double growth = -1.0;
        try {
            growth = growth_here(work);
        } catch (...) {
            growth = -1.0;
        }
        static_cast<void>(!::write(ends[1], &growth, sizeof growth));
        ::_exit(0);
    }
    ::close(ends[1]);
    double growth = -1.0;
    if (child < 0 || ::read(ends[0], &growth, sizeof growth) != ssize_t{sizeof growth}) {
        growth = -1.0;
    }
    ::close(ends[0]);
    if (child > 0) {
        ::waitpid(child, nullptr, 0);
    }
    return growth;
}

}  // namespace corridor::bench
