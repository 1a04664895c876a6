// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <poolscope/pool_core.h>

#include "lane/arena.h"

namespace poolscope::supervise {

/// Large arguments, written by the caller's thread straight to where workers read them.
[[nodiscard]] std::shared_ptr<detail::ArgumentStore> argument_store(std::shared_ptr<lane::Arena> arena);

}  // namespace poolscope::supervise
