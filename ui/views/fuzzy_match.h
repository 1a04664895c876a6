// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QStringView>

namespace poolscope::ui {

/// How well the letters of the pattern are found in the text, in their order and without regard to case; empty when they
/// are not. Letters that follow each other or begin words count more, and letters in
/// between count against it, so that "rf" finds "Rerun the failed" before
/// "Other files". Blanks in the pattern are passed over.
[[nodiscard]] std::optional<int> fuzzyScore(QStringView pattern, QStringView text);

}  // namespace poolscope::ui
