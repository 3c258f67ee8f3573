# Makes the Debian packages of the shared build in BUILD, installs them in the scratch root ROOT and
# runs the tool there; then builds the consumer against what lies there.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

if(NOT DPKG_DEB OR NOT DPKG_SHLIBDEPS)
    message("SKIPPED: dpkg-dev is not installed")
    return()
endif()

file(REMOVE_RECURSE "${ROOT}")
file(MAKE_DIRECTORY "${ROOT}/packages" "${ROOT}/installed")
run("${CPACK}" -G DEB --config "${BUILD}/CPackConfig.cmake" -B "${ROOT}/packages")
file(GLOB packages "${ROOT}/packages/*.deb")
list(LENGTH packages count)
if(NOT count EQUAL 3)
    message(FATAL_ERROR "expected three packages (library, dev, tool), got ${packages}")
endif()

set(names "")
foreach(package IN LISTS packages)
    run("${DPKG_DEB}" --extract "${package}" "${ROOT}/installed")
    output_of(fields "${DPKG_DEB}" --field "${package}" Package Version Depends)
    string(APPEND names "${fields}")
endforeach()
foreach(field IN ITEMS "Package: corridor\n" "Package: libcorridor${SOVERSION}\n"
        "Package: libcorridor-dev\n" "Depends: libcorridor${SOVERSION} (=" "coinor-libcbc" "libfmt")
    string(FIND "${names}" "${field}" at)
    if(at EQUAL -1)
        message(SEND_ERROR "expected \"${field}\" in the fields of the packages:\n${names}")
    endif()
endforeach()

set(tool "${ROOT}/installed/usr/bin/corridor")
output_of(expected "${TOOL}" demo --out "${ROOT}/demo")
output_of(printed "${tool}" demo --out "${ROOT}/demo")
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "the packaged tool prints\n${printed}\ninstead of\n${expected}")
endif()

run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${ROOT}/consumer"
    -G "${GENERATOR}" "-DCMAKE_PREFIX_PATH=${ROOT}/installed/usr" -DCMAKE_BUILD_TYPE=Release
    "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")
run("${CMAKE_COMMAND}" --build "${ROOT}/consumer")
check_consumer("${ROOT}/consumer/planning_tool" "${TOOL}")
