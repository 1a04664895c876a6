// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "format/appearance.h"

namespace poolscope::ui {

/// A wrapped line of text under a field, in a colour with a meaning. Takes no room while it is empty.
class NoteLabel : public QLabel {
    Q_OBJECT

public:
    explicit NoteLabel(Ink ink = Ink::Muted, QWidget* parent = nullptr);

    /// Plain text.
    void setNote(const QString& note);

protected:
    void changeEvent(QEvent* event) override;

private:
    void followPalette();

    Ink m_ink;
};

}  // namespace poolscope::ui
