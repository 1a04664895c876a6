// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "filter/filter_field.h"

namespace poolscope::ui {

/// What could stand where the cursor is.
struct FilterCompletion {
    QString text;     ///< what replaces the piece from `begin` to the cursor
    QString meaning;  ///< may be empty
};
struct FilterCompletions {
    qsizetype begin = 0;
    std::vector<FilterCompletion> list;
};

/// Known values of a field, the most useful first.
using FilterValues = std::function<QStringList(FilterField field)>;

/// Names of fields, or after an operator values of the field.
[[nodiscard]] FilterCompletions completeFilter(const QString& text, qsizetype cursor, const FilterVocabulary& vocabulary,
                                               const FilterValues& values);

/// A value as the grammar writes it: in quotes when it must be.
[[nodiscard]] QString quotedForFilter(const QString& value);

}  // namespace poolscope::ui
