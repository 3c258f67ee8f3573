#include "flow/kernel/cold_solver.hpp"

#include <cstdint>

namespace kernel = corridor::flow::kernel;

/// The maximum flow of a textbook network: 23 (Cormen et al., Introduction to Algorithms, 26.1).
extern "C" int textbook_value() {
    const std::uint32_t tail[] = {0, 0, 1, 2, 3, 2, 4, 3, 4};
    const std::uint32_t head[] = {1, 2, 3, 1, 2, 4, 3, 5, 5};
    const std::int64_t capacity[] = {16, 13, 12, 4, 9, 14, 7, 20, 4};
    std::uint8_t side[6] = {};
    kernel::Workspace workspace;
    kernel::Answer answer;
    answer.source_side = side;
    const kernel::Status status = kernel::solve({6, 0, 5, tail, head, capacity}, workspace, answer);
    return status == kernel::Status::optimal ? static_cast<int>(answer.value) : -1;
}
