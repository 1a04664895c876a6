// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace poolscope::ui {

/// Fusion, whose boxes of choices, spin boxes, check boxes and radio buttons look like the theme's other fields. Fusion draws
/// their outline darker than the window, which on a dark window nobody sees; a style sheet would need a picture for each arrow.
class FieldStyle : public QProxyStyle {
public:
    /// Takes the style over.
    explicit FieldStyle(QStyle* style) : QProxyStyle(style) {}

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;

private:
    void drawChoice(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
    void drawSpin(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
};

}  // namespace poolscope::ui
