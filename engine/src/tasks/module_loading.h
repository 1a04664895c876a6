// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <poolscope/function.h>

namespace poolscope::tasks {

/// Collects what a shared object registers while this thread loads it. An exception cannot leave a static initialiser
/// inside dlopen, so names are checked afterwards, all at once.
class ModuleLoading {
public:
    ModuleLoading();
    ~ModuleLoading();
    ModuleLoading(const ModuleLoading&) = delete;
    ModuleLoading& operator=(const ModuleLoading&) = delete;

    /// The one at work on the calling thread, or null.
    [[nodiscard]] static ModuleLoading* on_this_thread() noexcept;

    std::vector<Function> functions;

private:
    ModuleLoading* outer_;
};

}  // namespace poolscope::tasks
