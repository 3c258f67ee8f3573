#include "fuzz/target.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

namespace {

using namespace corridor;

std::vector<io::NamedText> rendered(const io::NetworkFile& network) {
    return io::render_network(network, io::NetworkFormat::native, "").value().files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<io::NamedText> files = fuzz::split_files(fuzz::text_of(data, size));
    if (files.empty()) {
        return 0;
    }
    const auto network =
        io::parse_tntp(files.front(), files.size() > 1 ? files[1] : io::NamedText{});
    if (!fuzz::told(network)) {
        return 0;
    }
    const auto again = parse_dataset(rendered(*network));
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(again->network.nodes().size() == network->data.network.nodes().size() &&
                      again->network.links().size() == network->data.network.links().size() &&
                      again->demand.size() == network->data.demand.size(),
                  "nothing is lost on the way to a native folder");
    return 0;
}
