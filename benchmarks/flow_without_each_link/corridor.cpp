#include "flow_without_each_link/corridor.hpp"

#include <corridor/flow/without_each.hpp>

namespace corridor::bench {

std::vector<std::int64_t> corridor_without_each(const Question& question) {
    return flow_without_each_link(question.network, question.query).without_link;
}

}  // namespace corridor::bench
