// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace poolscope::ui {

/// The least width and height of what is to be hit with a pointer (WCAG 2.2, 2.5.8).
inline constexpr int kSmallestTarget = 24;

/// Sees to it that no button and no field of the program is smaller, whoever makes it. Holds while it lives.
class TargetSize : public QObject {
    Q_OBJECT

public:
    explicit TargetSize(QObject* parent);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace poolscope::ui
