#pragma once

#include <corridor/simulation/clock.hpp>
#include <corridor/simulation/philox.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

namespace corridor::simulation {

/// An exponential variate of mean 1.
[[nodiscard]] inline double exponential(Stream& stream) {
    return -std::log(stream.uniform());
}
/// A standard normal variate.
/// Source       G. Marsaglia, T. A. Bray (1964): polar method
[[nodiscard]] double normal(Stream& stream);
/// A gamma variate of a shape and scale 1. Requires shape > 0.
/// Source       G. Marsaglia, W. W. Tsang (2000): A simple method for generating gamma variables,
///              ACM Transactions on Mathematical Software 26; boosted for shapes below 1
[[nodiscard]] double gamma(Stream& stream, double shape);

/// How long something takes: fixed, exponential, gamma, or one of a list of observed times.
class TimeLaw {
  public:
    TimeLaw() = default;
    /// `variation` is the standard deviation over the mean: 0 fixed, 1 exponential, otherwise
    /// gamma. Requires both ≥ 0.
    TimeLaw(double mean_hours, double variation);
    /// Each of the observed times alike often. Requires at least one.
    explicit TimeLaw(std::vector<double> observed_hours);

    [[nodiscard]] Tick draw(Stream& stream) const;
    [[nodiscard]] double mean_hours() const { return mean_hours_; }

  private:
    enum class Kind : std::uint8_t { fixed, exponential, gamma, observed };

    Kind kind_ = Kind::fixed;
    double mean_hours_ = 0.0;
    double shape_ = 1.0;
    std::vector<double> observed_hours_;
};

}  // namespace corridor::simulation
