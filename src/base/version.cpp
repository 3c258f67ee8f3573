#include <corridor/base/version.hpp>

#define CORRIDOR_TEXT_OF(value) #value
#define CORRIDOR_TEXT(value) CORRIDOR_TEXT_OF(value)

namespace corridor {

std::string_view version() {
    return CORRIDOR_VERSION;
}

std::string_view compiler() {
#if defined(__clang__)
    return "clang " CORRIDOR_TEXT(__clang_major__) "." CORRIDOR_TEXT(
        __clang_minor__) "." CORRIDOR_TEXT(__clang_patchlevel__);
#else
    return "g++ " CORRIDOR_TEXT(__GNUC__) "." CORRIDOR_TEXT(__GNUC_MINOR__) "." CORRIDOR_TEXT(
        __GNUC_PATCHLEVEL__);
#endif
}

}  // namespace corridor
