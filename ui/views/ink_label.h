// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "format/appearance.h"

namespace poolscope::ui {

/// Plain text in a colour with a meaning, which follows the theme.
class InkLabel : public QLabel {
    Q_OBJECT

public:
    enum class Tone { Plain, Ink };

    /// In the colour of ordinary text.
    explicit InkLabel(QWidget* parent = nullptr);
    InkLabel(Ink ink, QWidget* parent);

    void setInk(Ink ink);
    /// Back to the colour of ordinary text.
    void setPlain();

protected:
    void changeEvent(QEvent* event) override;

private:
    void followPalette();

    Tone m_tone = Tone::Plain;
    Ink m_ink = Ink::Muted;
};

}  // namespace poolscope::ui
