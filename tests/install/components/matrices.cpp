#include <corridor/omx/omx.hpp>

int main() {
    if (!corridor::omx::is_available()) {
        return corridor::omx::unavailable("x.omx").ok() ? 1 : 0;
    }
    corridor::io::DemandMatrices matrices{.origins = {"mine", "port"},
                                          .destinations = {"mine", "port"}};
    matrices.matrices.push_back({.name = "ore", .unit = "t/yr", .cells = {{0, 1, 5000.0}}});
    const auto read = corridor::omx::parse("x.omx", corridor::omx::render(matrices));
    return read.ok() && read->origins == matrices.origins ? 0 : 1;
}
