#define CORRIDOR_LANES avx512_set
#define CORRIDOR_LANES_NAME "avx512"
#define CORRIDOR_VECTOR_BYTES 64
#include "flow/kernel/lane_kernel.hpp"

namespace corridor::flow::kernel {

LaneKernel avx512_lanes() {
    return avx512_set::kernel();
}

}  // namespace corridor::flow::kernel
