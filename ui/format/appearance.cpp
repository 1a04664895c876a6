// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/appearance.h"

namespace poolscope::ui {

Appearance appearanceOf(const QPalette& palette) {
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? Appearance::Dark : Appearance::Light;
}

// Text colours keep a contrast of 4.5:1 on the window and on the base of their own appearance (WCAG 2.1, 1.4.3).
QColor ink(Ink which, Appearance appearance) {
    const bool dark = appearance == Appearance::Dark;
    switch (which) {
    case Ink::Good: return dark ? QColor(0x6c, 0xc7, 0x9a) : QColor(0x1b, 0x73, 0x4b);
    case Ink::Bad: return dark ? QColor(0xff, 0x8a, 0x7d) : QColor(0xad, 0x00, 0x00);
    case Ink::Caution: return dark ? QColor(0xe6, 0xb8, 0x5c) : QColor(0x8a, 0x55, 0x00);
    case Ink::Muted: return dark ? QColor(0x9a, 0xa3, 0xae) : QColor(0x5b, 0x66, 0x73);
    case Ink::Hairline: return dark ? QColor(0x34, 0x3a, 0x42) : QColor(0xdd, 0xe2, 0xe8);
    case Ink::Accent: return dark ? QColor(0x6e, 0xa0, 0xff) : QColor(0x1f, 0x5f, 0xd6);
    case Ink::Raised: return dark ? QColor(0x25, 0x2a, 0x31) : QColor(0xff, 0xff, 0xff);
    }
    return {};
}

QColor ink(Ink which, const QPalette& palette) {
    return ink(which, appearanceOf(palette));
}

}  // namespace poolscope::ui
