// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QString>
#include <QStringList>

#include "forms/code_actions.h"
#include "study/run_study.h"

namespace poolscope::ui {

/// What page and report say of an answer, beside its figures.
struct WhatIfWords {
    QString title;     ///< of the run
    QString headline, recordedLoss, predictedLoss;
    QString between;   ///< how sure the prediction is
    QStringList notes;
    std::optional<double> verifiedSeconds;
    QString verified;  ///< "Verified: it took ..."; empty: it was not
    std::optional<MeasuredCode> code;
};

/// Title, verification and code are left empty: an answer does not know them.
[[nodiscard]] WhatIfWords wordsOf(const WhatIfAnswer& answer);
/// What is known of a run before anything is asked of it.
[[nodiscard]] QStringList notesOn(const StudiedRun& run);
[[nodiscard]] QString verifiedText(double seconds, double predicted);
/// The settings that were verified as a program, with what was measured. `scenario`: that of the run, as the trace holds it. Throws
/// ScenarioError.
[[nodiscard]] MeasuredCode verifiedCode(const std::string& scenario, const StudiedRun& run, const study::PoolShape& shape, double predicted, double seconds);

}  // namespace poolscope::ui
