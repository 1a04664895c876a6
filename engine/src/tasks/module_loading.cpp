// SPDX-License-Identifier: MIT
#include "tasks/module_loading.h"

namespace poolscope::tasks {
namespace {

thread_local ModuleLoading* current = nullptr;

}  // namespace

ModuleLoading::ModuleLoading() : outer_(current) { current = this; }
ModuleLoading::~ModuleLoading() { current = outer_; }
ModuleLoading* ModuleLoading::on_this_thread() noexcept { return current; }

}  // namespace poolscope::tasks
