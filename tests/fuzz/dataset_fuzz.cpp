#include "fuzz/target.hpp"

#include <corridor/io/dataset.hpp>
#include <corridor/io/network_file.hpp>

namespace {

using namespace corridor;

std::vector<io::NamedText> rendered(Dataset data) {
    io::NetworkFile file;
    file.data = std::move(data);
    return io::render_network(file, io::NetworkFormat::native, "").value().files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto data = parse_dataset(fuzz::split_files(fuzz::text_of(bytes, size)));
    if (!fuzz::told(data)) {
        return 0;
    }
    const std::vector<io::NamedText> files = rendered(*data);
    const auto again = parse_dataset(files);
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(fuzz::joined(rendered(*again)) == fuzz::joined(files),
                  "what was written reads back equal");
    return 0;
}
