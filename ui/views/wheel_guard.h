// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace poolscope::ui {

/// Keeps the wheel from changing a field that nobody chose: over one without the focus it scrolls what the field stands
/// in. Holds for every spin box, combo box, slider and row of tabs of the program while it lives.
class WheelGuard : public QObject {
    Q_OBJECT

public:
    explicit WheelGuard(QObject* parent);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace poolscope::ui
