#pragma once

#include <corridor/base/checked.hpp>
#include <corridor/simulation/clock.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace corridor::simulation {

/// Count, sum and squares of observations; two of them merge into that of both.
/// Source       T. F. Chan, G. H. Golub, R. J. LeVeque (1983), The American Statistician 37
class Tally {
  public:
    void add(double value) {
        ++count_;
        const double change = value - mean_;
        mean_ += change / static_cast<double>(count_);
        squares_ += change * (value - mean_);
    }
    void merge(const Tally& other);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double mean() const { return mean_; }
    /// Of the sample, with n − 1; 0 below two observations.
    [[nodiscard]] double variance() const;

  private:
    std::uint64_t count_ = 0;
    double mean_ = 0.0;
    double squares_ = 0.0;
};

/// A whole number that changes in time, and its mean over time. The sums are exact in 128 bits.
class TimeWeighted {
  public:
    void change(Tick now, std::int64_t by) {
        advance(now);
        value_ += by;
    }
    /// Forgets what was before `now`, but not the value.
    void restart(Tick now) {
        begin_ = now;
        last_ = now;
        area_ = 0;
    }
    [[nodiscard]] std::int64_t value() const { return value_; }
    /// value × ticks from the start up to `now`. Requires now ≥ the last change.
    [[nodiscard]] Int128 area(Tick now) const {
        return area_ + static_cast<Int128>(value_) * (now - last_);
    }
    [[nodiscard]] double mean(Tick now) const;

  private:
    void advance(Tick now) {
        area_ += static_cast<Int128>(value_) * (now - last_);
        last_ = now;
    }

    std::int64_t value_ = 0;
    Tick begin_ = 0;
    Tick last_ = 0;
    Int128 area_ = 0;
};

/// Quantiles of numbers ≥ 0: exact up to `exact_size` of them, beyond that from buckets whose width
/// grows with the value. Sketches of parts merge into that of the whole, in any order, to the same
/// answer.
/// Guarantee    beyond the exact size the answer is within `relative_error` of the exact quantile
/// Source       C. Masson, J. E. Rim, H. K. Lee (2019): DDSketch, PVLDB 12
class QuantileSketch {
  public:
    static constexpr std::size_t exact_size = 4'096;
    static constexpr double relative_error = 0.005;

    void add(double value);
    void merge(const QuantileSketch& other);
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] bool exact() const { return buckets_.empty(); }
    /// The smallest value that a share of all does not exceed. Requires 0 < share ≤ 1; 0 where
    /// there is none.
    [[nodiscard]] double quantile(double share) const;

  private:
    void put(double value, std::uint64_t times);
    void spill();

    std::uint64_t count_ = 0;
    std::vector<double> values_;            // while they are few
    std::map<int, std::uint64_t> buckets_;  // by power of the base
};

/// An estimate with the interval that covers the truth with a stated probability.
struct Estimate {
    double mean = 0.0;
    double low = 0.0;
    double high = 0.0;
    std::uint64_t samples = 0;

    [[nodiscard]] double half_width() const { return (high - low) / 2.0; }
};

/// The quantile of Student's t distribution. Requires 0 < probability < 1 and freedom ≥ 1.
[[nodiscard]] double student_t_quantile(double probability, double freedom);

/// Mean and confidence interval of independent samples; the interval of fewer than two is infinite.
/// Model        mean ± t(n − 1) · s / √n
[[nodiscard]] Estimate estimate(const Tally& samples, double confidence);
/// The same of samples in a list.
[[nodiscard]] Estimate estimate(std::span<const double> samples, double confidence);

/// Mean and confidence interval of a long series whose values depend on those before: its means
/// over `batches` runs of equal length are taken as independent; values left over at the start are
/// dropped.
[[nodiscard]] Estimate batch_means(std::span<const double> series, std::size_t batches,
                                   double confidence);

/// How many values at the start of a series are to be dropped as warm-up: a multiple of five of at
/// most half of the series, such that the rest has the least marginal standard error.
/// Source       K. P. White Jr., M. J. Cobb, S. C. Spratt (2000): A comparison of five steady-state
///              truncation heuristics for simulation, Winter Simulation Conference: MSER-5
[[nodiscard]] std::size_t mser5(std::span<const double> series);

}  // namespace corridor::simulation
