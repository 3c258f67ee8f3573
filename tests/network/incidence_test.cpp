#include "support/ascii_network.hpp"
#include "support/catch.hpp"

#include <corridor/network/incidence.hpp>

using namespace corridor;

TEST_CASE("the incidence matrix turns link flows into what each node sends out") {
    const Network network = corridor::test::ascii_network("a -5-> b -5-> c\nb -1- b\nc -2-> a");
    const auto matrix = incidence_matrix(network);
    CHECK(matrix.rows() == 3);
    CHECK(matrix.cols() == 4);
    CHECK(matrix.nonZeros() == 6);
    Eigen::VectorXd flow(4);
    flow << 5, 3, 1, 2;
    const Eigen::VectorXd surplus = matrix * flow;
    CHECK(surplus[0] == 3.0);
    CHECK(surplus[1] == -2.0);
    CHECK(surplus[2] == -1.0);
    CHECK(surplus.sum() == 0.0);
}
