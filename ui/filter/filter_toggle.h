// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "filter/filter_field.h"

namespace poolscope::ui {

/// The values that a filter's text asks of a field by `field:value,value`, on its outermost level and not negated.
[[nodiscard]] QStringList chosenInFilter(const QString& text, FilterField field, const FilterVocabulary& vocabulary);
/// The text with one of these values more, or less if it was there. A text that is no filter stays as it is.
[[nodiscard]] QString toggledInFilter(const QString& text, FilterField field, const QString& value,
                                      const FilterVocabulary& vocabulary);
/// The text with these conditions in place of all that it asks of a field on its outermost level and does not negate. None: without
/// them. Of a text that is no filter the conditions alone are left, if there are any.
[[nodiscard]] QString replacedInFilter(const QString& text, FilterField field, const QString& conditions, const FilterVocabulary& vocabulary);

}  // namespace poolscope::ui
