# cpack: two Debian packages, the programs and the library. Run it in the build folder of the release preset:
#     cd build/release && cpack
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME poolscope)
set(CPACK_PACKAGE_VENDOR "The Poolscope authors")
set(CPACK_PACKAGE_CONTACT "The Poolscope authors <poolscope@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "process pool, configured, fed and watched in a window")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL programs development)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
    WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)

set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME poolscope)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SHLIBDEPS ON)
# Qt's own words in the user's language, icons and MIME types in the desktop's data bases, and the rows to compare with.
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_RECOMMENDS "qt6-translations-l10n, hicolor-icon-theme, shared-mime-info")
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SUGGESTS python3)
set(CPACK_COMPONENT_PROGRAMS_DESCRIPTION
"Poolscope runs a pool of worker processes with the options of Python's
multiprocessing.Pool and shows each worker live in a window: started,
initialised, running its tasks, replaced after maxtasksperchild of them, or
killed. Every run is recorded in a trace that opens again and exports to
Perfetto. The same runs work from the command line.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libpoolscope-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "nlohmann-json3-dev (>= 3.11), libssl-dev, libsqlite3-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "process pool as a C++ library
A rebuild of Python's multiprocessing.Pool in C++20, safe against workers that
die: headers, the static library, and what find_package(Poolscope) reads.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"A rebuild of Python's multiprocessing.Pool in C++20, safe against workers that
die: headers, the static library, and what find_package(Poolscope) reads.")

include(CPack)
