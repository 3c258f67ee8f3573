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

# What the consumer must print: what the installed tool says to the same question.
function(check_consumer program tool)
    output_of(expected "${tool}" max-flow --from xian --to alat_port --commodity containers)
    output_of(printed "${program}")
    if(NOT printed STREQUAL expected)
        message(FATAL_ERROR "the tool says\n${expected}\nbut the consumer\n${printed}")
    endif()
endfunction()
