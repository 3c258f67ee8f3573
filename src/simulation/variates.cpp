#include <corridor/base/contract.hpp>
#include <corridor/simulation/variates.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace corridor::simulation {

double normal(Stream& stream) {
    for (;;) {
        const double x = 2.0 * stream.uniform() - 1.0;
        const double y = 2.0 * stream.uniform() - 1.0;
        const double square = x * x + y * y;
        if (square < 1.0 && square > 0.0) {
            return x * std::sqrt(-2.0 * std::log(square) / square);
        }
    }
}

double gamma(Stream& stream, double shape) {
    expects(shape > 0.0, "a gamma variate has a shape above 0");
    if (shape < 1.0) {
        const double boosted = gamma(stream, shape + 1.0);
        return boosted * std::pow(stream.uniform(), 1.0 / shape);
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (;;) {
        const double x = normal(stream);
        const double root = 1.0 + c * x;
        if (root <= 0.0) {
            continue;
        }
        const double v = root * root * root;
        if (std::log(stream.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

TimeLaw::TimeLaw(double mean_hours, double variation) : mean_hours_(mean_hours) {
    expects(mean_hours >= 0.0 && variation >= 0.0, "times and their variation are not negative");
    if (mean_hours == 0.0 || variation == 0.0) {
        kind_ = Kind::fixed;
    } else if (variation == 1.0) {
        kind_ = Kind::exponential;
    } else {
        kind_ = Kind::gamma;
        shape_ = 1.0 / (variation * variation);
    }
}

TimeLaw::TimeLaw(std::vector<double> observed_hours)
    : kind_(Kind::observed), observed_hours_(std::move(observed_hours)) {
    expects(!observed_hours_.empty(), "an observed time law has an observation");
    double sum = 0.0;
    for (const double each : observed_hours_) {
        sum += each;
    }
    mean_hours_ = sum / static_cast<double>(observed_hours_.size());
}

Tick TimeLaw::draw(Stream& stream) const {
    switch (kind_) {
        case Kind::exponential:
            return ticks(mean_hours_ * exponential(stream));
        case Kind::gamma:
            return ticks(mean_hours_ / shape_ * gamma(stream, shape_));
        case Kind::observed: {
            const auto count = static_cast<double>(observed_hours_.size());
            const auto place = static_cast<std::size_t>(stream.uniform() * count);
            return ticks(observed_hours_[std::min(place, observed_hours_.size() - 1)]);
        }
        case Kind::fixed:
            break;
    }
    return ticks(mean_hours_);
}

}  // namespace corridor::simulation
