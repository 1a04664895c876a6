// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/run_comparison.h>

namespace poolscope::ui {

[[nodiscard]] QString measureName(study::Measure measure);
[[nodiscard]] QString measureMeaning(study::Measure measure);
[[nodiscard]] QString gapPartName(study::GapPart part);
/// What a part of the time holds, in a sentence.
[[nodiscard]] QString gapPartMeaning(study::GapPart part);

/// One sentence: what the comparison of a configuration with the baseline carries, and no more. Both are told by the letters of their
/// runs, as ComparisonSet::groupName() gives them.
[[nodiscard]] QString verdictText(const QString& baseLetters, const QString& otherLetters, const study::GroupComparison& result,
                                  study::Measure measure);

}  // namespace poolscope::ui
