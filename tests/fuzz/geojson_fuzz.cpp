#include "fuzz/target.hpp"

#include <corridor/io/network_file.hpp>

namespace {

using namespace corridor;

std::string rendered(const io::NetworkFile& network) {
    return io::render_network(network, io::NetworkFormat::geojson, "x.geojson")
        .value()
        .files.front()
        .text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto network = io::parse_geojson("x.geojson", fuzz::text_of(data, size));
    if (!fuzz::told(network)) {
        return 0;
    }
    const std::string text = rendered(*network);
    const auto again = io::parse_geojson("x.geojson", text);
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(rendered(*again) == text, "what was written reads back equal");
    return 0;
}
