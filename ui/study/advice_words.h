// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>
#include <QStringList>

#include <poolscope/json.h>

namespace poolscope::ui {

class AdviceModel;

/// What can be said of the configurations that were tried, in one sentence. `kind`: "verdict_kind" of `poolscope advise --json`; `isOver`:
/// nothing more will be tried.
[[nodiscard]] QString adviceVerdict(const AdviceModel& model, const std::string& kind, bool isOver);
/// What the simulation leaves out, a sentence each, as `poolscope advise --json` tells it.
[[nodiscard]] QStringList adviceNotes(const Json& document);

}  // namespace poolscope::ui
