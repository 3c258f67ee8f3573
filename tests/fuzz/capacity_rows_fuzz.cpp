#include "fuzz/target.hpp"

#include <corridor/io/capacity_rows.hpp>
#include <corridor/network/builder.hpp>

#include <cstring>

namespace {

using namespace corridor;

Network three_links() {
    NetworkBuilder builder;
    for (const char* const id : {"a", "b", "c", "d"}) {
        builder.add_node({.id = id});
    }
    builder.add_link({.id = "ab", .from = "a", .to = "b"});
    builder.add_link({.id = "bc", .from = "b", .to = "c"});
    builder.add_link({.id = "c,\"d", .from = "c", .to = "d"});
    return builder.build().value();
}

/// The text as a source that gives so many bytes at a time.
io::ByteSource pieces(std::string_view text, std::size_t most) {
    return [text, most](std::span<char> into) mutable {
        const std::size_t count = std::min({most, into.size(), text.size()});
        std::memcpy(into.data(), text.data(), count);
        text.remove_prefix(count);
        return count;
    };
}

struct Result {
    std::vector<std::int64_t> values;
    std::size_t columns = 0;
    std::string told;
};

Result read(const Network& network, std::string_view text, std::size_t piece, std::size_t block) {
    io::CapacityRows rows(network, "rows.csv", pieces(text, piece));
    Result result;
    result.columns = rows.columns().size();
    std::vector<std::int64_t> buffer(std::max<std::size_t>(1, result.columns) * block);
    while (const std::size_t count = rows.read(buffer)) {
        fuzz::require(count <= block, "no more rows than there is room for");
        const auto filled = static_cast<std::ptrdiff_t>(count * result.columns);
        result.values.insert(result.values.end(), buffer.begin(), buffer.begin() + filled);
    }
    fuzz::require(rows.read(buffer) == 0, "the end stays the end");
    result.told = render(rows.diagnostics());
    fuzz::require(result.columns > 0 || !rows.diagnostics().ok(), "no columns without a reason");
    for (const std::int64_t value : result.values) {
        fuzz::require(value >= -1 && value <= TonnesPerYear::largest, "values are capacities");
    }
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Network network = three_links();
    const std::string_view text = fuzz::text_of(data, size);
    const Result whole = read(network, text, size + 1, 32);
    const Result bitwise = read(network, text, 1, 32);
    fuzz::require(whole.values == bitwise.values && whole.told == bitwise.told,
                  "how the bytes arrive changes nothing");
    const Result single = read(network, text, 7, 1);
    fuzz::require(whole.told == single.told, "how many rows are asked for changes no message");
    return 0;
}
