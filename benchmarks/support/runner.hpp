#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace corridor::bench {

/// One competitor at work on one problem. Making it is not timed.
class Trial {
  public:
    Trial() = default;
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    Trial(Trial&&) = delete;
    Trial& operator=(Trial&&) = delete;
    virtual ~Trial() = default;

    /// Answers once and returns the seconds of it.
    virtual double run() = 0;
    /// What the seconds of a run are multiplied with to give those that the table shows: of one
    /// scenario out of many, of all links out of a sample.
    [[nodiscard]] virtual double scale() const { return 1.0; }
    /// What is wrong with the last answer; empty when nothing is.
    virtual std::string fault() = 0;
};

struct Competitor {
    std::string name;
    std::function<std::unique_ptr<Trial>()> start;
};

struct Limits {
    double cap_seconds = 20.0;   ///< a first run beyond this is cut off
    double round_seconds = 1.0;  ///< time for the repeats of one competitor on one problem
    std::size_t most_rounds = 15;
};

/// What came of a competitor on a problem.
struct Result {
    enum class State { measured, cut_off, wrong, failed, absent };

    State state = State::absent;
    double seconds = 0.0;  ///< median, or the cap where it was cut off
    std::size_t runs = 0;
    std::string remark{};

    [[nodiscard]] bool is_measured() const { return state == State::measured; }
};

/// Measures all competitors on one problem. Each first runs in a process of its own, which is
/// ended at the cap; a wrong answer counts no time. Those that stay take turns, first one then
/// another at the head, after a warm-up; every answer is checked. A first run of more than a
/// second is the measurement itself.
[[nodiscard]] std::vector<Result> measure(const std::vector<Competitor>& competitors,
                                          const Limits& limits);

/// Runs a Python competitor of this folder, which times itself, and checks its value and cut.
/// `absent` where python3 or its package is missing, or the problem is beyond what it takes.
[[nodiscard]] Result measure_script(const std::string& script, const std::string& problem_file,
                                    long long optimum, const Limits& limits);

}  // namespace corridor::bench
