// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace poolscope::ui {

/// The folder of the scenarios that came with the program: share/poolscope/scenarios beside the folder of an installed
/// program, or resources/scenarios of the source tree in which it was built. Empty when there is none.
[[nodiscard]] QString scenarioFolder();
/// The scenario files of a folder, ordered by their names.
[[nodiscard]] QStringList scenarioFiles(const QString& folder);

}  // namespace poolscope::ui
