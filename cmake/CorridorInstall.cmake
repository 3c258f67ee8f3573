# What `cmake --install` and cpack put where. Installed components: library (shared libraries), dev
# (headers, static libraries, CMake and pkg-config files) and tool (the command, data and scenarios).
# A CMake consumer asks for rooms by the components below.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(components core io omx scenario report)
set(core_rooms simulation analysis flow program network units base)
set(core_groups core)
set(io_rooms io)
set(omx_rooms omx)
set(scenario_rooms scenario)
set(report_rooms report)
set(report_groups all)
set(io_needs core)
set(omx_needs io core)
set(scenario_needs core)
set(report_needs scenario io core)

# What a consumer links besides: fmt always, the others only with static libraries. Each dependency
# is "package;oldest version;Debian package"; the flags are those of pkg-config.
set(core_dependencies "fmt 9 libfmt-dev")
set(io_dependencies "")
set(omx_dependencies "")
set(scenario_dependencies "")
set(report_dependencies "")
set(core_flags "")
set(io_flags "")
set(omx_flags "")
set(scenario_flags "")
set(report_flags "")
if(NOT BUILD_SHARED_LIBS)
    list(APPEND core_dependencies "Coin 0 coinor-libcbc-dev" "Threads 0 libc6-dev")
    list(APPEND core_flags -lCbc -lCgl -lOsiClp -lOsi -lClp -lCoinUtils -pthread)
    list(APPEND io_dependencies "Libmd 0 libmd-dev")
    list(APPEND io_flags -lmd)
    if(CORRIDOR_HAS_ZLIB)
        list(APPEND io_dependencies "ZLIB 0 zlib1g-dev")
        list(APPEND io_flags -lz)
    endif()
    if(CORRIDOR_HAS_LZMA)
        list(APPEND io_dependencies "LibLZMA 0 liblzma-dev")
        list(APPEND io_flags -llzma)
    endif()
    if(CORRIDOR_HAS_OMX)
        list(APPEND omx_dependencies "Libhdf5 0 libhdf5-dev")
        cmake_path(GET Libhdf5_LIBRARY STEM LAST_ONLY hdf5)
        string(REGEX REPLACE "^lib" "-l" hdf5 "${hdf5}")
        list(APPEND omx_flags ${hdf5})
    endif()
endif()

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/corridor")
set(pkgconfig_folder "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# Targets.
foreach(component IN LISTS components)
    list(TRANSFORM ${component}_rooms PREPEND corridor_ OUTPUT_VARIABLE rooms)
    list(TRANSFORM ${component}_groups PREPEND corridor_ OUTPUT_VARIABLE groups)
    install(TARGETS ${rooms} EXPORT corridor-${component}
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT library NAMELINK_COMPONENT dev
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT dev
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev
        FILE_SET opt_in DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev)
    if(groups)
        install(TARGETS ${groups} EXPORT corridor-${component}
            FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev)
    endif()
    install(EXPORT corridor-${component}
        NAMESPACE corridor::
        FILE corridor-${component}.cmake
        DESTINATION "${package_folder}"
        COMPONENT dev)
endforeach()

# find_package.
set(corridor_needs "")
foreach(component IN LISTS components)
    string(APPEND corridor_needs "set(corridor_${component}_needs ${${component}_needs})\n"
        "set(corridor_${component}_dependencies")
    foreach(dependency IN LISTS ${component}_dependencies)
        string(APPEND corridor_needs " \"${dependency}\"")
    endforeach()
    string(APPEND corridor_needs ")\n")
endforeach()
configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/corridorConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/package/corridorConfig.cmake"
    INSTALL_DESTINATION "${package_folder}"
    NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/package/corridorConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/package/corridorConfig.cmake"
    "${PROJECT_BINARY_DIR}/package/corridorConfigVersion.cmake"
    DESTINATION "${package_folder}" COMPONENT dev)
if(NOT BUILD_SHARED_LIBS)
    install(FILES
        "${PROJECT_SOURCE_DIR}/cmake/FindCoin.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindLibmd.cmake"
        "${PROJECT_SOURCE_DIR}/cmake/FindLibhdf5.cmake"
        DESTINATION "${package_folder}" COMPONENT dev)
endif()

# pkg-config: corridor, and corridor-<component> for less. Paths are relative to the file, so that
# what is installed can be moved.
cmake_path(SET here NORMALIZE "/${pkgconfig_folder}")
foreach(what IN ITEMS libdir includedir)
    string(TOUPPER "CMAKE_INSTALL_${what}" folder)
    cmake_path(ABSOLUTE_PATH ${folder} BASE_DIRECTORY "/" NORMALIZE OUTPUT_VARIABLE there)
    cmake_path(RELATIVE_PATH there BASE_DIRECTORY "${here}")
    set(pc_${what} "\${pcfiledir}/${there}")
endforeach()
foreach(component IN LISTS components)
    list(TRANSFORM ${component}_needs REPLACE "(.+)" "corridor-\\1 = ${PROJECT_VERSION}"
        OUTPUT_VARIABLE requires)
    if(component STREQUAL "core")
        set(requires "fmt >= 9")
    endif()
    list(JOIN requires ", " pc_requires)
    list(TRANSFORM ${component}_rooms PREPEND "-lcorridor_" OUTPUT_VARIABLE libs)
    list(JOIN libs " " pc_libs)
    list(JOIN ${component}_flags " " flags)
    string(STRIP "-L\${libdir} ${pc_libs} ${flags}" pc_libs)
    set(pc_name "corridor-${component}")
    set(pc_description "${PROJECT_DESCRIPTION}: ${component}")
    configure_file("${PROJECT_SOURCE_DIR}/cmake/corridor.pc.in"
        "${PROJECT_BINARY_DIR}/package/${pc_name}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/package/${pc_name}.pc"
        DESTINATION "${pkgconfig_folder}" COMPONENT dev)
endforeach()
set(pc_name corridor)
set(pc_description "${PROJECT_DESCRIPTION}")
set(pc_requires "corridor-report = ${PROJECT_VERSION}")
set(pc_libs "")
configure_file("${PROJECT_SOURCE_DIR}/cmake/corridor.pc.in"
    "${PROJECT_BINARY_DIR}/package/corridor.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/corridor.pc"
    DESTINATION "${pkgconfig_folder}" COMPONENT dev)

# The tool, with the reference network and scenarios to start from.
if(TARGET corridor)
    cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_BINDIR BASE_DIRECTORY "/" OUTPUT_VARIABLE here)
    cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY "/" OUTPUT_VARIABLE there)
    cmake_path(RELATIVE_PATH there BASE_DIRECTORY "${here}")
    set_target_properties(corridor PROPERTIES INSTALL_RPATH "$ORIGIN/${there}")
    install(TARGETS corridor RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tool)
    install(DIRECTORY "${PROJECT_BINARY_DIR}/src/cli/man1"
        DESTINATION "${CMAKE_INSTALL_MANDIR}" COMPONENT tool)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/data/" DESTINATION "${CMAKE_INSTALL_DATADIR}/corridor"
        COMPONENT tool)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/examples/scenarios"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/corridor" COMPONENT tool
        FILES_MATCHING PATTERN "*.toml")
endif()

include(CorridorPackages)
