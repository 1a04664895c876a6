// SPDX-License-Identifier: MIT
#include "tasks/modules.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <dlfcn.h>
#include <link.h>

#include <poolscope/call.h>
#include <poolscope/remote_error.h>

#include "tasks/module_loading.h"

namespace poolscope::tasks {
namespace {

/// The linker takes from a static library only what somebody refers to; a module that comes later is nobody to it. One symbol
/// of each source file that modules need keeps that file in the program.
[[gnu::used]] const void* const kept_for_modules[] = {
    reinterpret_cast<const void*>(&detail::announce),
    reinterpret_cast<const void*>(&detail::throw_argument_count),
    reinterpret_cast<const void*>(&detail::throw_truncated),
    reinterpret_cast<const void*>(&detail::add_error_type),
    reinterpret_cast<const void*>(&json_to_value),
    reinterpret_cast<const void*>(&value_to_text),
};

std::string located(const std::string& path) {
    std::error_code error;
    const std::filesystem::path full = std::filesystem::canonical(path, error);
    if (error) throw ValueError("module '" + path + "': " + error.message());
    if (!std::filesystem::is_regular_file(full, error)) throw ValueError("module '" + path + "' is not a file");
    return full.string();
}

std::vector<std::string> registered_by(const std::string& module) {
    std::vector<std::string> names;
    for (const Function* function : Registry::of_process().all())
        if (function->module == module) names.push_back(function->name);
    return names;
}

/// Whether the program asks for a dynamic loader. In a static one dlopen exists and may even succeed, but what it loads finds
/// no symbol of the program and brings a second libc.
bool is_dynamic_program() {
    bool dynamic = false;
    // dl_iterate_phdr(3): the first entry is the program; a result that is not zero ends the walk.
    dl_iterate_phdr(
        [](dl_phdr_info* object, std::size_t, void* answer) {
            for (int i = 0; i < object->dlpi_phnum; ++i)
                if (object->dlpi_phdr[i].p_type == PT_INTERP) *static_cast<bool*>(answer) = true;
            return 1;
        },
        &dynamic);
    return dynamic;
}

struct CloseModule {
    void operator()(void* handle) const { ::dlclose(handle); }
};

}  // namespace

std::vector<std::string> load_module(const std::string& path) {
    if (!is_dynamic_program())
        throw RuntimeError("module '" + path + "' cannot be loaded: this program is linked statically; use the one that is "
                           "linked dynamically");
    const std::string full = located(path);
    ModuleLoading loading;
    std::unique_ptr<void, CloseModule> handle(::dlopen(full.c_str(), RTLD_NOW | RTLD_LOCAL));
    if (!handle) {
        const char* reason = ::dlerror();
        throw ValueError("module '" + path + "' cannot be loaded: " + (reason != nullptr ? reason : "unknown reason"));
    }
    if (loading.functions.empty()) {
        // The loader gives the same handle again without running anything.
        auto names = registered_by(full);
        if (names.empty())
            throw ValueError("module '" + path + "' registers no function; add POOLSCOPE_FUNCTION(name) to its source");
        return names;
    }
    for (Function& function : loading.functions) function.module = full;
    Registry::of_process().add(std::move(loading.functions));
    static_cast<void>(handle.release());  // stays: the registry points into it
    return registered_by(full);
}

}  // namespace poolscope::tasks
