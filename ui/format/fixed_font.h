// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontDatabase>

namespace poolscope::ui {

/// The system's face for code, of the size of what it is set to: only its family is its own, so that it grows with the
/// text around it.
inline QFont fixedFont() {
    QFont font;
    font.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

}  // namespace poolscope::ui
