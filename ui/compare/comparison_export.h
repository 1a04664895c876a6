// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "compare/comparison_set.h"

namespace poolscope::ui {

/// A row a run: letter, name, whether it is the baseline, its measures in seconds, counts, then every setting that any of them has.
/// RFC 4180, with a head line.
[[nodiscard]] QByteArray comparisonCsv(const ComparisonSet& set);
/// {"measure", "runs": [...], "comparisons": [...]} with numbers as they were computed.
[[nodiscard]] QByteArray comparisonJson(const ComparisonSet& set);

}  // namespace poolscope::ui
