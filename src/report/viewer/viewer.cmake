# The interactive page: bundled by esbuild into one file that is compiled in. CORRIDOR_VIEWER says
# whether: AUTO (where node and the packages of package-lock.json can be had), BUILD or OFF.
set(corridor_page "")
set(viewer_source "${CMAKE_CURRENT_LIST_DIR}")
if(NOT CORRIDOR_VIEWER STREQUAL "OFF")
    find_program(CORRIDOR_NODE NAMES node nodejs)
    find_program(CORRIDOR_NPM npm)
    mark_as_advanced(CORRIDOR_NODE CORRIDOR_NPM)
    set(viewer_folder "${CMAKE_CURRENT_BINARY_DIR}/viewer")
    set(stamp "${viewer_folder}/node_modules/.package-lock.json")
    set(problem "")
    if(NOT CORRIDOR_NODE OR NOT CORRIDOR_NPM)
        set(problem "node and npm were not found")
    elseif(NOT EXISTS "${stamp}"
            OR "${viewer_source}/package-lock.json" IS_NEWER_THAN "${stamp}")
        file(COPY "${viewer_source}/package.json" "${viewer_source}/package-lock.json"
            "${viewer_source}/.npmrc" DESTINATION "${viewer_folder}")
        message(STATUS "Fetching the packages of the report page")
        execute_process(
            COMMAND "${CORRIDOR_NPM}" ci --ignore-scripts --loglevel=error --fetch-retries=1
            WORKING_DIRECTORY "${viewer_folder}"
            TIMEOUT 120
            RESULT_VARIABLE failed
            OUTPUT_QUIET ERROR_VARIABLE said)
        if(failed)
            file(REMOVE_RECURSE "${viewer_folder}/node_modules")
            set(problem "npm ci failed: ${said}")
        else()
            file(TOUCH "${stamp}")
        endif()
    endif()
    if(NOT problem)
        file(GLOB viewer_files CONFIGURE_DEPENDS
            RELATIVE "${viewer_source}" "${viewer_source}/*.js" "${viewer_source}/*.mjs"
            "${viewer_source}/*.css" "${viewer_source}/*.html" "${viewer_source}/strings/*.json")
        set(copies "")
        foreach(file IN LISTS viewer_files)
            set(copy "${viewer_folder}/${file}")
            add_custom_command(
                OUTPUT "${copy}"
                COMMAND "${CMAKE_COMMAND}" -E copy "${viewer_source}/${file}" "${copy}"
                DEPENDS "${viewer_source}/${file}"
                VERBATIM)
            list(APPEND copies "${copy}")
        endforeach()
        add_custom_command(
            OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/page.html"
            COMMAND "${CORRIDOR_NODE}" build.mjs "${CMAKE_CURRENT_BINARY_DIR}/page.html"
            DEPENDS ${copies} "${stamp}"
            WORKING_DIRECTORY "${viewer_folder}"
            COMMENT "Bundling the report page"
            VERBATIM)
        set(corridor_page "page.html")
    elseif(CORRIDOR_VIEWER STREQUAL "BUILD")
        message(FATAL_ERROR "CORRIDOR_VIEWER=BUILD, but ${problem}")
    else()
        message(STATUS "report.html will be a static page: ${problem}")
    endif()
endif()
corridor_embed(corridor_report NAMESPACE corridor::report ROOT "${CMAKE_CURRENT_BINARY_DIR}"
    FILES ${corridor_page})
