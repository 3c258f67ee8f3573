#include <corridor/omx/omx.hpp>

#include <stdexcept>

namespace corridor::omx {

bool is_available() {
    return false;
}

Parsed<io::DemandMatrices> parse(std::string_view file, std::string_view, const Network*) {
    return unavailable(file);
}

std::string render(const io::DemandMatrices&) {
    throw std::runtime_error("this build does not write OMX: is_available() says so");
}

}  // namespace corridor::omx
