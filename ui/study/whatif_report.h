// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "forms/code_actions.h"
#include "study/run_study.h"

namespace poolscope::ui {

/// What the page says, beside the answer that it says it of.
struct WhatIfWords {
    QString title;     ///< of the run
    QString headline, recordedLoss, predictedLoss;
    QStringList notes;
    std::optional<double> verifiedSeconds;
    QString verified;  ///< "Verified: it took ..."; empty: it was not
    std::optional<MeasuredCode> code;
};

/// As one HTML page that needs nothing beside itself: what is predicted, what was lost to what, both schedules, and the code of what was
/// verified. Needs a QApplication.
[[nodiscard]] QString whatIfReport(const WhatIfAnswer& answer, const WhatIfWords& words);

/// Writes the page, a table (.csv) or what `poolscope whatif --json` prints, by the name of the file. Returns what went wrong, or nothing.
[[nodiscard]] QString exportWhatIf(const WhatIfAnswer& answer, const WhatIfWords& words, const QString& target);

}  // namespace poolscope::ui
