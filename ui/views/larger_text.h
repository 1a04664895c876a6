// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>

class QWidget;

namespace poolscope::ui {

/// Keeps a label's text so many times as large as the program's, whatever size that is given: a font that was set once does not
/// follow. Is a child of the label.
class LargerText : public QObject {
    Q_OBJECT

public:
    LargerText(QWidget& label, double factor, QFont::Weight weight = QFont::Normal);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    QWidget& m_label;
    double m_factor;
    QFont::Weight m_weight;
};

}  // namespace poolscope::ui
