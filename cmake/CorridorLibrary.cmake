# corridor_library(<room> SOURCES … [HEADERS …] [OPT_IN_HEADERS …] [PUBLIC …] [PRIVATE …] [INTERNAL …])
#
# One room of the library: target corridor_<room>, alias corridor::<room>. HEADERS are named
# relative to include/corridor/<room>, OPT_IN_HEADERS too: those show another library, which whoever
# includes them links. PUBLIC and PRIVATE are what the room links, INTERNAL what it needs to compile
# and nothing that links it needs: libraries of headers alone.
function(corridor_library room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" ""
        "SOURCES;HEADERS;OPT_IN_HEADERS;PUBLIC;PRIVATE;INTERNAL")
    set(target corridor_${room})
    list(TRANSFORM arg_HEADERS PREPEND "${PROJECT_SOURCE_DIR}/include/corridor/${room}/")
    list(TRANSFORM arg_OPT_IN_HEADERS PREPEND "${PROJECT_SOURCE_DIR}/include/corridor/${room}/")
    list(TRANSFORM arg_INTERNAL REPLACE "(.+)" "$<BUILD_INTERFACE:\\1>")
    add_library(${target} ${arg_SOURCES})
    add_library(corridor::${room} ALIAS ${target})
    target_sources(${target} PUBLIC
        FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${arg_HEADERS}
        FILE_SET opt_in TYPE HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
        FILES ${arg_OPT_IN_HEADERS})
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src")
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_link_libraries(${target}
        PUBLIC ${arg_PUBLIC}
        PRIVATE $<BUILD_INTERFACE:corridor_flags> ${arg_PRIVATE} ${arg_INTERNAL})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${room}
        OUTPUT_NAME corridor_${room}
        POSITION_INDEPENDENT_CODE ON
        DEFINE_SYMBOL ""
        VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL}
        INTERFACE_HEADER_SETS_TO_VERIFY HEADERS
        BUILD_RPATH_USE_ORIGIN ON
        INSTALL_RPATH "$ORIGIN"
        VERSION ${PROJECT_VERSION}
        SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
    if(BUILD_SHARED_LIBS AND CMAKE_EXECUTABLE_FORMAT STREQUAL "ELF")
        set(symbols "${PROJECT_SOURCE_DIR}/cmake/corridor.map")
        target_link_options(${target} PRIVATE "LINKER:--version-script=${symbols}")
        set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${symbols}")
    endif()
endfunction()

# corridor_test(<name> SOURCES … LIBRARIES …): one test program, each TEST_CASE-file in one program.
function(corridor_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBRARIES")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    add_executable(test_${name} ${arg_SOURCES})
    target_link_libraries(test_${name} PRIVATE corridor_test_support ${arg_LIBRARIES})
    add_test(NAME ${name} COMMAND test_${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
endfunction()

# corridor_optional_package(<what> <package> [<option>]): looks for a package as the option (default
# CORRIDOR_WITH_<what>) asks: AUTO, ON or OFF. Sets CORRIDOR_HAS_<what>.
function(corridor_optional_package what package)
    set(option CORRIDOR_WITH_${what})
    if(ARGC GREATER 2)
        set(option ${ARGV2})
    endif()
    set(found FALSE)
    if(${option} STREQUAL "AUTO")
        find_package(${package} QUIET)
        set(found ${${package}_FOUND})
    elseif(${option})
        find_package(${package} REQUIRED)
        set(found TRUE)
    endif()
    set(CORRIDOR_HAS_${what} ${found} PARENT_SCOPE)
endfunction()
