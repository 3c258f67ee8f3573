# Runs PROGRAM and compares what it prints with the file EXPECTED; with CORRIDOR_UPDATE_GOLDEN=1 in
# the environment that file is written instead.
execute_process(COMMAND "${PROGRAM}" OUTPUT_VARIABLE printed RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${status}")
endif()
if("$ENV{CORRIDOR_UPDATE_GOLDEN}" STREQUAL "1")
    file(WRITE "${EXPECTED}" "${printed}")
endif()
file(READ "${EXPECTED}" expected)
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "expected\n${expected}\nbut ${PROGRAM} printed\n${printed}")
endif()
