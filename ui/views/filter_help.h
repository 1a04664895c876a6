// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "filter/filter_field.h"

namespace poolscope::ui {

/// Explains the filter's grammar and the fields of a table on one card, which any click or Escape puts away.
class FilterHelp : public QFrame {
    Q_OBJECT

public:
    FilterHelp(const FilterVocabulary& vocabulary, QWidget* parent);

    /// Shows it below a widget, and destroys it when it is put away.
    void popUpBelow(const QWidget& anchor);
    [[nodiscard]] QString text() const { return m_html; }

private:
    QString m_html;
};

}  // namespace poolscope::ui
