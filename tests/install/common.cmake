# Shared by the scripts beside it.

# run(COMMAND …): ends the test with what the command said where it fails.
function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE status
        OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT status EQUAL 0)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "${command}\nended with ${status}:\n${said}")
    endif()
endfunction()

# output_of(<variable> COMMAND …)
function(output_of variable)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status
        OUTPUT_VARIABLE printed ERROR_VARIABLE said)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\nended with ${status}:\n${said}")
    endif()
    set(${variable} "${printed}" PARENT_SCOPE)
endfunction()

# What the consumer must print: the amount and what binds, as the installed tool says them. The tool
# goes on with the cost of the flow it chose, which the consumer does not ask for.
function(check_consumer program tool)
    output_of(expected "${tool}" max-flow --from xian --to alat_port --commodity containers)
    output_of(printed "${program}")
    foreach(text IN ITEMS expected printed)
        string(REGEX REPLACE "\n(A tonne|Links used).*" "" ${text}_head "${${text}}")
        if(NOT ${text} MATCHES "certified")
            message(FATAL_ERROR "not certified:\n${${text}}")
        endif()
    endforeach()
    if(NOT printed_head MATCHES "What binds" OR NOT printed_head STREQUAL expected_head)
        message(FATAL_ERROR "the tool says\n${expected_head}\nbut the consumer\n${printed_head}")
    endif()
endfunction()
