#include <corridor/base/contract.hpp>
#include <corridor/simulation/statistics.hpp>

#include <boost/math/distributions/students_t.hpp>

namespace corridor::simulation {

double student_t_quantile(double probability, double freedom) {
    expects(probability > 0.0 && probability < 1.0 && freedom >= 1.0,
            "Student's t has a quantile for probabilities in (0, 1) and at least one degree of "
            "freedom");
    return boost::math::quantile(boost::math::students_t(freedom), probability);
}

}  // namespace corridor::simulation
