# Has the tool write its manual pages into a folder: corridor.1 and corridor-VERB.1.
file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")

function(write_page name)
    execute_process(COMMAND "${TOOL}" ${ARGN} --help-as man
        OUTPUT_FILE "${FOLDER}/${name}.1" RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "${TOOL} ${ARGN} --help-as man ended with ${failed}")
    endif()
endfunction()

write_page(corridor)
file(STRINGS "${FOLDER}/corridor.1" verbs REGEX "^.fBcorridor.-.*.fR.1.$")
list(TRANSFORM verbs REPLACE "^.fBcorridor.-(.*).fR.1.$" "\\1")
list(TRANSFORM verbs REPLACE ".-" "-")
foreach(verb IN LISTS verbs)
    write_page("corridor-${verb}" "${verb}")
endforeach()

# As Debian's policy has them.
find_program(GZIP gzip)
if(GZIP)
    file(GLOB pages "${FOLDER}/*.1")
    execute_process(COMMAND "${GZIP}" -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()
