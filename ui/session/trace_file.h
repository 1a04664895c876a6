// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "session/reply.h"

namespace poolscope::ui {

/// What is wrong with a file that is to be opened as a trace, as far as its header tells: empty when nothing is. It is asked before
/// anything that is shown is let go of.
[[nodiscard]] std::optional<Notice> problemOfTrace(const QString& path);

}  // namespace poolscope::ui
