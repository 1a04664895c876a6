// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "format/spoken_words.h"

class QObject;

namespace poolscope::ui {

/// A text that was made of words spoken before, said again in the language of now; the text itself when it is no such
/// text. `of` is whose text it is: among words that read alike in the old language, those of its class count first.
[[nodiscard]] QString saidAgain(const QString& text, const SpokenWords::Spoken& before, const QObject* of = nullptr);

/// Says again what stands in the properties of all widgets and actions: texts, titles, tool tips, accessible names.
/// What a widget only keeps in a member of its own, or makes anew at each change, is not touched.
void retranslateWidgets(const SpokenWords::Spoken& before);

}  // namespace poolscope::ui
