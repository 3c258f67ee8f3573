# Every symbol that the shared libraries in PREFIX show is a name of corridor, or of fmt or std::hash
# for a type of corridor.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

if(NOT NM)
    message("SKIPPED: nm is not installed")
    return()
endif()

file(GLOB_RECURSE libraries "${PREFIX}/lib*/libcorridor_*.so")
list(LENGTH libraries count)
if(count LESS 10)
    message(FATAL_ERROR "expected a library for each room, got ${libraries}")
endif()
set(shown 0)
foreach(library IN LISTS libraries)
    output_of(symbols "${NM}" --dynamic --defined-only --format=posix "${library}")
    string(REGEX MATCHALL "[^\n]+" lines "${symbols}")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE " .*" "" symbol "${line}")
        math(EXPR shown "${shown} + 1")
        if(NOT symbol MATCHES "^_Z(T[ISVT]|T[hv][n0-9_]*|Z|GVZ|GV)?NK?8corridor"
                AND NOT symbol MATCHES "^_ZNK?3fmt.*9formatterIN8corridor"
                AND NOT symbol MATCHES "^_ZNK?St4hashIN8corridor")
            message(SEND_ERROR "${library} shows ${symbol}")
        endif()
    endforeach()
endforeach()
if(shown LESS 500)
    message(FATAL_ERROR "only ${shown} symbols were looked at")
endif()
message("${shown} symbols of ${count} libraries")
