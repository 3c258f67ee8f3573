#include "capacity_sweep/corridor.hpp"

namespace corridor::bench {

std::vector<std::int64_t> corridor_sweep(const Question& question, std::span<const LinkId> columns,
                                         std::span<const std::int32_t> rows) {
    return sweep(question.network, question.query, columns, rows, {.threads = 1}).values;
}

}  // namespace corridor::bench
