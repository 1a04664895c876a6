// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace poolscope::ui {

/// Keeps files that are dropped out of fields for text, which would take their address as words: they are for what the field stands in.
/// Text is dropped into them as ever. Holds for every such field of the program while it lives.
class DropGuard : public QObject {
    Q_OBJECT

public:
    explicit DropGuard(QObject* parent);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace poolscope::ui
