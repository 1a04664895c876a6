# cmake --install: the library, its headers, and what find_package(Poolscope) reads.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Poolscope)

install(TARGETS poolscope_engine poolscope_sqlite poolscope_module EXPORT PoolscopeTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT PoolscopeTargets NAMESPACE Poolscope:: DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(PoolscopeConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/PoolscopeConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/PoolscopeConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/PoolscopeConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/PoolscopeConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)
