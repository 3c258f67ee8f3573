#include "flow/kernel/slot_program.hpp"

#include <algorithm>

namespace corridor::flow::kernel {

Amount SlotProgram::run(const LaneKernel& lanes, std::uint8_t* side, Workspace& workspace) const {
    Array<unsigned char> scratch(workspace,
                                 slot_scratch_bytes(side != nullptr ? steps_.size() : 0));
    if (workspace.exhausted()) {
        return 0;
    }
    if (side != nullptr) {
        std::fill(side, side + node_count_, std::uint8_t{0});
        side[source_] = 1;
    }
    return lanes.run_slots(steps_.data(), steps_.size(), slots_, scratch.data(), side);
}

}  // namespace corridor::flow::kernel
