#pragma once

// toml++ 3.3.0 asserts, or tells an optimising clang to assume, that "[%" cannot occur, and only
// then reports it as an error. Its assertions are therefore left out whatever the build type.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 256
#define TOML_ASSERT(expression) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
