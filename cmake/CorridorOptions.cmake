option(CORRIDOR_BUILD_TOOL "Build the command-line tool" ${PROJECT_IS_TOP_LEVEL})
option(CORRIDOR_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(CORRIDOR_BUILD_EXAMPLES "Build the examples" ${PROJECT_IS_TOP_LEVEL})
option(CORRIDOR_INSTALL "Make the rules of install and cpack" ${PROJECT_IS_TOP_LEVEL})
option(CORRIDOR_BUILD_BENCHMARKS "Build the benchmarks against other libraries" OFF)
set(CORRIDOR_WITH_ZLIB AUTO CACHE STRING "Read .gz files: AUTO (where zlib is there), ON or OFF")
set(CORRIDOR_WITH_LZMA AUTO CACHE STRING "Read .xz files: AUTO (where liblzma is there), ON or OFF")
set_property(CACHE CORRIDOR_WITH_ZLIB CORRIDOR_WITH_LZMA PROPERTY STRINGS AUTO ON OFF)
set(CORRIDOR_VIEWER AUTO CACHE STRING
    "The interactive report.html: AUTO (where node and npm can build it), BUILD or OFF (static page)")
set_property(CACHE CORRIDOR_VIEWER PROPERTY STRINGS AUTO BUILD OFF)
option(CORRIDOR_WARNINGS_AS_ERRORS "Turn compiler warnings into errors" OFF)
set(CORRIDOR_SANITIZE "" CACHE STRING "Sanitizers to build with, such as address;undefined or thread")

if(PROJECT_IS_TOP_LEVEL)
    if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
        set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
    endif()
    set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
    set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
    find_program(CORRIDOR_CCACHE ccache)
    mark_as_advanced(CORRIDOR_CCACHE)
    if(CORRIDOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
        set(CMAKE_CXX_COMPILER_LAUNCHER "${CORRIDOR_CCACHE}")
    endif()
endif()

set(CMAKE_CXX_EXTENSIONS OFF)

# Every target of the project links this; nothing of it reaches a consumer.
add_library(corridor_flags INTERFACE)
target_compile_features(corridor_flags INTERFACE cxx_std_20)
target_compile_options(corridor_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wundef
    "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 sees overlaps in concatenations of std::string that are not there (its bug 105651).
    target_compile_options(corridor_flags INTERFACE -Wno-restrict)
endif()
if(CORRIDOR_WARNINGS_AS_ERRORS)
    target_compile_options(corridor_flags INTERFACE -Werror)
endif()
if(CORRIDOR_SANITIZE)
    list(JOIN CORRIDOR_SANITIZE "," corridor_sanitizers)
    target_compile_options(corridor_flags INTERFACE "-fsanitize=${corridor_sanitizers}"
        -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(corridor_flags INTERFACE "-fsanitize=${corridor_sanitizers}")
endif()
