# corridor_embed(<target> NAMESPACE <ns> [ROOT <folder>] FILES <file>…)
#
# Adds to <target> a generated source that defines, in <ns>,
#     extern const EmbeddedFile embedded_files[]; extern const std::size_t embedded_file_count;
# with the name and the bytes of each file, named relative to ROOT (default: the project).
function(corridor_embed target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE;ROOT" "FILES")
    if(NOT arg_ROOT)
        set(arg_ROOT "${PROJECT_SOURCE_DIR}")
    endif()
    set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cpp")
    list(JOIN arg_FILES "|" joined)
    list(TRANSFORM arg_FILES PREPEND "${arg_ROOT}/" OUTPUT_VARIABLE inputs)
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" "-DROOT=${arg_ROOT}" "-DFILES=${joined}"
                "-DNAMESPACE=${arg_NAMESPACE}" "-DOUTPUT=${output}"
                -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
        DEPENDS ${inputs} "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
        VERBATIM)
    # The standard asks compilers for 65,536 characters in a literal; those we build with take more.
    set_source_files_properties("${output}" PROPERTIES COMPILE_OPTIONS "-Wno-overlength-strings")
    target_sources(${target} PRIVATE "${output}")
endfunction()
