#define CORRIDOR_LANES avx2_set
#define CORRIDOR_LANES_NAME "avx2"
#define CORRIDOR_VECTOR_BYTES 32
#include "flow/kernel/lane_kernel.hpp"

namespace corridor::flow::kernel {

LaneKernel avx2_lanes() {
    return avx2_set::kernel();
}

}  // namespace corridor::flow::kernel
