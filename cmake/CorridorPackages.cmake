# Debian packages, one for each installed component: cpack -G DEB. With shared libraries
# (BUILD_SHARED_LIBS=ON) there are three; with static ones the libraries stand in the dev package.
set(CPACK_PACKAGE_NAME corridor)
set(CPACK_PACKAGE_VENDOR corridor)
# Whoever hands packages out says where they answer; the domain .invalid (RFC 2606) cannot be one.
set(CORRIDOR_PACKAGE_CONTACT "The corridor developers <nobody@corridor.invalid>" CACHE STRING
    "Maintainer of the Debian packages: a name and an address")
set(CPACK_PACKAGE_CONTACT "${CORRIDOR_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(soversion "${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}")
set(library_package "libcorridor${soversion}")
set(CPACK_COMPONENTS_ALL dev)

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libcorridor-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEV_DESCRIPTION "Headers, CMake and pkg-config files of corridor")
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libfmt-dev (>= 9)")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" RENAME copyright
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/libcorridor-dev" COMPONENT dev)
install(FILES "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/libcorridor-dev" COMPONENT dev)

if(BUILD_SHARED_LIBS)
    list(APPEND CPACK_COMPONENTS_ALL library)
    set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME "${library_package}")
    set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
    set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "Shared libraries of corridor")
    set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
    set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
    string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", ${library_package} (= ${PROJECT_VERSION})")
    foreach(room IN ITEMS ${core_rooms} ${io_rooms} ${omx_rooms} ${scenario_rooms} ${report_rooms})
        list(APPEND CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${PROJECT_BINARY_DIR}/src/${room}")
    endforeach()
    install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" RENAME copyright
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${library_package}" COMPONENT library)
else()
    foreach(component IN LISTS components)
        foreach(dependency IN LISTS ${component}_dependencies)
            string(REGEX REPLACE ".* " "" debian "${dependency}")
            if(NOT debian MATCHES "^lib(fmt|c6)-dev$")
                string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", ${debian}")
            endif()
        endforeach()
    endforeach()
endif()

if(TARGET corridor)
    list(APPEND CPACK_COMPONENTS_ALL tool)
    set(CPACK_DEBIAN_TOOL_PACKAGE_NAME corridor)
    if(BUILD_SHARED_LIBS)
        set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS "${library_package} (= ${PROJECT_VERSION})")
    endif()
    set(CPACK_COMPONENT_TOOL_DESCRIPTION "The corridor command, the Middle Corridor and scenarios")
    install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" RENAME copyright
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/corridor" COMPONENT tool)
    install(FILES "${PROJECT_SOURCE_DIR}/README.md"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/corridor" COMPONENT tool)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/corridor" COMPONENT tool
        PATTERN "site" EXCLUDE)
endif()

include(CPack)
