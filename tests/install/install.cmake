# Installs the build in BUILD into PREFIX, and looks at what came: every public header, and no path
# of this machine. With CONFIGURE, a shared build of SOURCE from the objects of the build
# OBJECTS is made in BUILD first.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

if(CONFIGURE)
    set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} "${CMAKE_CURRENT_LIST_DIR}/take_object;${OBJECTS}")
    run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${BUILD}" -G "${GENERATOR}"
        "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
        -DCMAKE_INSTALL_PREFIX=/usr -DBUILD_SHARED_LIBS=ON
        -DCORRIDOR_BUILD_TESTS=OFF -DCORRIDOR_BUILD_EXAMPLES=OFF -DCORRIDOR_VIEWER=OFF
        "-DCORRIDOR_WITH_ZLIB=${WITH_ZLIB}" "-DCORRIDOR_WITH_LZMA=${WITH_LZMA}"
        "-DCORRIDOR_OMX=${OMX}")
    run("${CMAKE_COMMAND}" --build "${BUILD}" --parallel 2)
endif()

file(REMOVE_RECURSE "${PREFIX}")
foreach(component IN ITEMS library dev tool)
    run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${PREFIX}" --component ${component})
endforeach()

file(GLOB_RECURSE public RELATIVE "${SOURCE}/include" "${SOURCE}/include/*.hpp")
foreach(header IN LISTS public)
    if(NOT EXISTS "${PREFIX}/include/${header}")
        message(SEND_ERROR "${header} is public but not installed: name it in its CMakeLists.txt")
    endif()
endforeach()

file(GLOB_RECURSE installed LIST_DIRECTORIES FALSE "${PREFIX}/*")
set(count 0)
foreach(path IN ITEMS "${SOURCE}" "${BUILD}" "${PREFIX}")
    foreach(file IN LISTS installed)
        execute_process(COMMAND grep -qaF "${path}" "${file}" RESULT_VARIABLE status)
        if(status EQUAL 0)
            message(SEND_ERROR "${file} contains the path ${path}")
        endif()
        math(EXPR count "${count} + 1")
    endforeach()
endforeach()
if(count LESS 300)
    message(FATAL_ERROR "only ${count} searches of installed files for machine paths")
endif()
