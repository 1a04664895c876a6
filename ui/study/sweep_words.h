// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "study/sweep_outcome.h"

namespace poolscope::ui {

/// As a scenario calls it: names of the engine are not translated.
[[nodiscard]] QString parameterName(study::SweepParameter parameter);
/// A value of a parameter in one line: "4", "fork", "default" or "none" for null, "prepare(1)" for an initializer with arguments.
[[nodiscard]] QString valueText(study::SweepParameter parameter, const Json& value);
/// "certain: 1.08 to 1.17 times slower", "no difference beyond 5 %", "about 4 more runs", "will not be settled", "fastest", "failed runs: 2".
[[nodiscard]] QString findingText(const study::SweepSpec& spec, const SweepOutcome& outcome, const SweepConfiguration& configuration);
/// A sentence on the whole: which is the fastest, and how sure that is.
[[nodiscard]] QString sweepVerdict(const SweepOutcome& outcome);
/// For a gauge beside its per cents: "difference certain", "about 4 more runs of each", "will not be settled".
[[nodiscard]] QString certaintyText(const SweepOutcome& outcome);
/// "12 of 45 runs, about 1 min 20 s left".
[[nodiscard]] QString progressText(const SweepOutcome& outcome);
/// What is known of one configuration, in a line.
[[nodiscard]] QString configurationText(const study::SweepSpec& spec, const SweepOutcome& outcome, const SweepConfiguration& configuration);
/// What was measured of it, as lines of a comment above its code (poolscope/measured_words.h): in English, as all code is.
[[nodiscard]] QStringList measuredWords(const study::SweepSpec& spec, const SweepOutcome& outcome, const SweepConfiguration& configuration);

}  // namespace poolscope::ui
