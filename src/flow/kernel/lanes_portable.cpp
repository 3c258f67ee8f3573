#define CORRIDOR_LANES portable_set
#define CORRIDOR_LANES_NAME "portable"
#define CORRIDOR_VECTOR_BYTES 16
#include "flow/kernel/lane_kernel.hpp"

namespace corridor::flow::kernel {

LaneKernel portable_lanes() {
    return portable_set::kernel();
}

}  // namespace corridor::flow::kernel
