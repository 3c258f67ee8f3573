#include "fuzz/allocation_problem.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace corridor;
    const auto problem = io::parse_sndlib("x.txt", fuzz::text_of(data, size));
    if (!fuzz::told(problem)) {
        return 0;
    }
    fuzz::check_problem(*problem);
    return 0;
}
