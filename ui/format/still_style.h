// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace poolscope::ui {

/// A style in which nothing moves that need not: no fading, no sliding, no bar that runs to and fro.
class StillStyle : public QProxyStyle {
public:
    /// Takes the style over.
    explicit StillStyle(QStyle* style) : QProxyStyle(style) {}

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override {
        if (hint == SH_Widget_Animate || hint == SH_Widget_Animation_Duration) return 0;
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
};

}  // namespace poolscope::ui
