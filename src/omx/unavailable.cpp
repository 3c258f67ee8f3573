#include <corridor/omx/omx.hpp>

#include <string>

namespace corridor::omx {

Diagnostics unavailable(std::string_view file) {
    Diagnostics diagnostics;
    diagnostics.add({Severity::error, Place{std::string(file), 0, 0}, "",
                     "a build that reads and writes OMX", "one without",
                     "install libhdf5-dev and build with -DCORRIDOR_OMX=ON, or use a demand.csv"});
    return diagnostics;
}

}  // namespace corridor::omx
