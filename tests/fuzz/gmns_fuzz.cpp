#include "fuzz/target.hpp"

#include <corridor/io/network_file.hpp>

namespace {

using namespace corridor;

std::vector<io::NamedText> rendered(const io::NetworkFile& network) {
    return io::render_network(network, io::NetworkFormat::gmns, "").value().files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto network = io::parse_gmns(fuzz::split_files(fuzz::text_of(data, size)));
    if (!fuzz::told(network)) {
        return 0;
    }
    const std::vector<io::NamedText> files = rendered(*network);
    const auto again = io::parse_gmns(files);
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(fuzz::joined(rendered(*again)) == fuzz::joined(files),
                  "what was written reads back equal");
    return 0;
}
