if(NOT CXX OR NOT LD OR NOT EXISTS /usr/include/wasm32-wasi OR
   NOT EXISTS /usr/lib/llvm-14/lib/wasm32-wasi/libc++.a AND NOT EXISTS /usr/lib/wasm32-wasi/libc++.a)
    message("SKIPPED: no toolchain for wasm32")
    return()
endif()

file(GLOB sources "${SOURCE}/src/flow/kernel/*.cpp")
list(FILTER sources EXCLUDE REGEX "_avx")
list(APPEND sources "${SOURCE}/tests/wasm/module.cpp")
set(flags --target=wasm32-wasi -std=c++20 -O2 -fno-exceptions -fno-rtti -Wall -Wextra -Werror
    "-I${SOURCE}/src" "-I${SOURCE}/include")
set(module "${BINARY}/kernels.wasm")
execute_process(
    COMMAND "${CXX}" ${flags} -nostartfiles -Wl,--no-entry -Wl,--export=textbook_value
            -Wl,--export=sample_cost
            ${sources} -o "${module}"
    RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "the kernels do not compile for wasm32:\n${text}")
endif()
file(SIZE "${module}" size)
message("compiled and linked: ${size} bytes")

if(NODE)
    execute_process(COMMAND "${NODE}" "${SOURCE}/tests/wasm/run.mjs" "${module}"
        RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT status EQUAL 0 OR NOT text STREQUAL "23\n14\n")
        message(FATAL_ERROR "the module should say 23 and 14 and said:\n${text}")
    endif()
    message("run: ${text}")
endif()
