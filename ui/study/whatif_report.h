// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/whatif_document.h>

#include "study/whatif_words.h"

namespace poolscope::ui {

/// As one HTML page that needs nothing beside itself: what is predicted, what was lost to what, both schedules, and the code of what was
/// verified. Needs a QApplication.
[[nodiscard]] QString whatIfReport(const WhatIfAnswer& answer, const WhatIfWords& words);

/// Writes the page, a table (.csv) or what `poolscope whatif --json` prints, by the name of the file. Returns what went wrong, or nothing.
[[nodiscard]] QString exportWhatIf(const WhatIfAnswer& answer, const WhatIfWords& words, const QString& target);
/// The page of what `poolscope whatif` found out about the run of a trace, whatever the file is called. Returns what went wrong, or nothing.
[[nodiscard]] QString writeWhatIfReport(const QString& tracePath, const study::WhatIf& found, const QString& target);

}  // namespace poolscope::ui
