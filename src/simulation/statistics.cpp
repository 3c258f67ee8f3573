#include <corridor/base/contract.hpp>
#include <corridor/simulation/statistics.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace corridor::simulation {
namespace {

constexpr double bucket_base =
    (1.0 + QuantileSketch::relative_error) / (1.0 - QuantileSketch::relative_error);
/// Values up to this are one bucket: less than a ten-millionth of an hour.
constexpr double least_value = 1e-7;
constexpr int least_bucket = std::numeric_limits<int>::min();

std::size_t rank_of(double share, std::uint64_t count) {
    const double exact = std::ceil(share * static_cast<double>(count));
    return exact < 1.0 ? 0 : static_cast<std::size_t>(exact) - 1;
}

}  // namespace

void Tally::merge(const Tally& other) {
    if (other.count_ == 0) {
        return;
    }
    const auto mine = static_cast<double>(count_);
    const auto theirs = static_cast<double>(other.count_);
    const double change = other.mean_ - mean_;
    count_ += other.count_;
    mean_ += change * theirs / (mine + theirs);
    squares_ += other.squares_ + change * change * mine * theirs / (mine + theirs);
}

double Tally::variance() const {
    return count_ < 2 ? 0.0 : squares_ / static_cast<double>(count_ - 1);
}

double TimeWeighted::mean(Tick now) const {
    return now == begin_ ? 0.0 : static_cast<double>(area(now)) / static_cast<double>(now - begin_);
}

void QuantileSketch::put(double value, std::uint64_t times) {
    const int bucket = value <= least_value
                           ? least_bucket
                           : static_cast<int>(std::ceil(std::log(value) / std::log(bucket_base)));
    buckets_[bucket] += times;
}

void QuantileSketch::spill() {
    for (const double value : values_) {
        put(value, 1);
    }
    values_.clear();
}

void QuantileSketch::add(double value) {
    ++count_;
    if (!buckets_.empty()) {
        put(value, 1);
        return;
    }
    values_.push_back(value);
    if (values_.size() > exact_size) {
        spill();
    }
}

void QuantileSketch::merge(const QuantileSketch& other) {
    count_ += other.count_;
    values_.insert(values_.end(), other.values_.begin(), other.values_.end());
    for (const auto& [bucket, times] : other.buckets_) {
        buckets_[bucket] += times;
    }
    if (values_.size() > exact_size || !buckets_.empty()) {
        spill();
    }
}

double QuantileSketch::quantile(double share) const {
    expects(share > 0.0 && share <= 1.0, "a quantile is of a share in (0, 1]");
    if (count_ == 0) {
        return 0.0;
    }
    const std::size_t rank = rank_of(share, count_);
    if (exact()) {
        std::vector<double> sorted = values_;
        const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(sorted.begin(), place, sorted.end());
        return *place;
    }
    std::uint64_t passed = 0;
    for (const auto& [bucket, times] : buckets_) {
        passed += times;
        if (passed > rank) {
            return bucket == least_bucket
                       ? 0.0
                       : 2.0 * std::pow(bucket_base, bucket) / (1.0 + bucket_base);
        }
    }
    return 0.0;
}

Estimate estimate(const Tally& samples, double confidence) {
    const std::uint64_t count = samples.count();
    if (count < 2) {
        const double infinite = std::numeric_limits<double>::infinity();
        return {samples.mean(), -infinite, infinite, count};
    }
    const auto n = static_cast<double>(count);
    const double half =
        student_t_quantile(0.5 + confidence / 2.0, n - 1.0) * std::sqrt(samples.variance() / n);
    return {samples.mean(), samples.mean() - half, samples.mean() + half, count};
}

Estimate estimate(std::span<const double> samples, double confidence) {
    Tally tally;
    for (const double sample : samples) {
        tally.add(sample);
    }
    return estimate(tally, confidence);
}

Estimate batch_means(std::span<const double> series, std::size_t batches, double confidence) {
    expects(batches >= 1, "there is a batch");
    const std::size_t length = series.size() / batches;
    Tally means;
    for (std::size_t batch = 0; length > 0 && batch < batches; ++batch) {
        const auto part = series.subspan(series.size() - (batches - batch) * length, length);
        double sum = 0.0;
        for (const double value : part) {
            sum += value;
        }
        means.add(sum / static_cast<double>(length));
    }
    return estimate(means, confidence);
}

std::size_t mser5(std::span<const double> series) {
    constexpr std::size_t batch = 5;
    std::vector<double> means;
    for (std::size_t first = 0; first + batch <= series.size(); first += batch) {
        double sum = 0.0;
        for (std::size_t i = first; i < first + batch; ++i) {
            sum += series[i];
        }
        means.push_back(sum / static_cast<double>(batch));
    }
    // From the back: sums of what is left when the first d batches are dropped.
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    Tally rest;
    for (std::size_t dropped = means.size(); dropped-- > 0;) {
        rest.add(means[dropped]);
        const auto left = static_cast<double>(means.size() - dropped);
        const double error = rest.variance() * (left - 1.0) / (left * left);
        if (2 * dropped <= means.size() && error <= least) {
            least = error;
            best = dropped;
        }
    }
    return best * batch;
}

}  // namespace corridor::simulation
