# CLP and CBC of COIN-OR (Debian: coinor-libclp-dev, coinor-libcbc-dev). Defines Coin::Clp, Coin::Cbc.
find_path(Coin_INCLUDE_DIR ClpSimplex.hpp PATH_SUFFIXES coin coin-or)
set(coin_libraries "")
foreach(name IN ITEMS Cbc Cgl OsiClp Osi Clp CoinUtils)
    find_library(Coin_${name}_LIBRARY ${name})
    mark_as_advanced(Coin_${name}_LIBRARY)
    list(APPEND coin_libraries Coin_${name}_LIBRARY)
endforeach()
mark_as_advanced(Coin_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Coin REQUIRED_VARS ${coin_libraries} Coin_INCLUDE_DIR)

if(Coin_FOUND AND NOT TARGET Coin::Clp)
    add_library(Coin::Clp INTERFACE IMPORTED)
    set_target_properties(Coin::Clp PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${Coin_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES "${Coin_Clp_LIBRARY};${Coin_CoinUtils_LIBRARY}")
    add_library(Coin::Cbc INTERFACE IMPORTED)
    set_target_properties(Coin::Cbc PROPERTIES
        INTERFACE_LINK_LIBRARIES
            "${Coin_Cbc_LIBRARY};${Coin_Cgl_LIBRARY};${Coin_OsiClp_LIBRARY};${Coin_Osi_LIBRARY};Coin::Clp")
endif()
