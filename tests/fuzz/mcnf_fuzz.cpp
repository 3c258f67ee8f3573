#include "fuzz/allocation_problem.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace corridor;
    const auto problem = io::parse_mcnf("x.mcnf", fuzz::text_of(data, size));
    if (!fuzz::told(problem)) {
        return 0;
    }
    fuzz::check_problem(*problem);
    const std::string text = fuzz::rendered(*problem);
    const auto again = io::parse_mcnf("x.mcnf", text);
    fuzz::require(again.ok(), "what was written can be read");
    fuzz::require(fuzz::rendered(*again) == text, "what was written reads back equal");
    return 0;
}
