# HDF5 for C, serial (Debian: libhdf5-dev). Defines Libhdf5::Libhdf5.
find_path(Libhdf5_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial)
find_library(Libhdf5_LIBRARY NAMES hdf5_serial hdf5 PATH_SUFFIXES hdf5/serial)
mark_as_advanced(Libhdf5_INCLUDE_DIR Libhdf5_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libhdf5 REQUIRED_VARS Libhdf5_LIBRARY Libhdf5_INCLUDE_DIR)

if(Libhdf5_FOUND AND NOT TARGET Libhdf5::Libhdf5)
    add_library(Libhdf5::Libhdf5 UNKNOWN IMPORTED)
    set_target_properties(Libhdf5::Libhdf5 PROPERTIES
        IMPORTED_LOCATION "${Libhdf5_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${Libhdf5_INCLUDE_DIR}")
endif()
