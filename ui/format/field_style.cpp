// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/field_style.h"

#include <cmath>

#include <QPainter>
#include <QStyleOption>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {

constexpr double kRound = 5.5;
constexpr int kIndent = 4;  // so that text begins where it does in a line of text
constexpr int kArrow = 14;

bool is(const QStyleOption& option, QStyle::StateFlag flag) {
    return option.state.testFlag(flag);
}

/// The frame of a field, in the accent's colour while it has the focus.
void drawField(QPainter& painter, const QStyleOption& option, const QColor& fill) {
    const bool isEnabled = is(option, QStyle::State_Enabled);
    const QColor edge = isEnabled && is(option, QStyle::State_HasFocus) ? ink(Ink::Accent, option.palette)
                        : isEnabled && is(option, QStyle::State_MouseOver) ? ink(Ink::Muted, option.palette)
                        : isEnabled                                     ? option.palette.color(QPalette::Mid)
                                                                        : option.palette.color(QPalette::Midlight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge);
    painter.setBrush(isEnabled ? fill : option.palette.color(QPalette::Window));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRound, kRound);
    painter.restore();
}

void drawArrow(const QStyle& style, QStyle::PrimitiveElement which, const QStyleOption& option, const QRect& place, bool isEnabled,
               QPainter& painter) {
    QStyleOption arrow = option;
    const int side = qMin(kArrow, qMin(place.width(), place.height() + 4));
    arrow.rect = QRect(0, 0, side, side);
    arrow.rect.moveCenter(place.center());
    arrow.state.setFlag(QStyle::State_Enabled, isEnabled);
    if (!isEnabled) arrow.palette.setCurrentColorGroup(QPalette::Disabled);
    style.drawPrimitive(which, &arrow, &painter, nullptr);
}

/// A plus or a minus, as wide as a digit.
void drawSign(const QStyleOption& option, const QRect& place, bool isPlus, bool isEnabled, QPainter& painter) {
    painter.save();
    painter.setPen(QPen(option.palette.color(isEnabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText), 1));
    const QPoint middle = place.center();
    constexpr int kArm = 3;
    painter.drawLine(middle - QPoint(kArm, 0), middle + QPoint(kArm, 0));
    if (isPlus) painter.drawLine(middle - QPoint(0, kArm), middle + QPoint(0, kArm));
    painter.restore();
}

void drawCheckBox(const QStyleOption& option, QPainter& painter) {
    const bool isEnabled = is(option, QStyle::State_Enabled);
    const bool isMarked = is(option, QStyle::State_On) || is(option, QStyle::State_NoChange);
    const QColor quiet = option.palette.color(QPalette::Disabled, QPalette::Text);
    const QColor accent = isEnabled ? ink(Ink::Accent, option.palette) : quiet;
    const double side = qMin(14, qMin(option.rect.width(), option.rect.height())) - 1.0;
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option.rect).center());
    box.moveTo(std::floor(box.left()) + 0.5, std::floor(box.top()) + 0.5);
    painter.setPen(isMarked ? accent : isEnabled ? ink(Ink::Muted, option.palette) : quiet);
    painter.setBrush(isMarked ? accent : option.palette.color(isEnabled ? QPalette::Base : QPalette::Window));
    painter.drawRoundedRect(box, 3, 3);
    if (!isMarked) return;
    painter.setPen(QPen(option.palette.color(QPalette::Base), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (is(option, QStyle::State_NoChange)) {
        painter.drawLine(QPointF(box.left() + 3, box.center().y()), QPointF(box.right() - 3, box.center().y()));
        return;
    }
    const auto at = [&box](double x, double y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
    const QPointF mark[] = {at(0.22, 0.52), at(0.42, 0.73), at(0.78, 0.28)};
    painter.drawPolyline(mark, 3);
}

void drawRadioButton(const QStyleOption& option, QPainter& painter) {
    const bool isEnabled = is(option, QStyle::State_Enabled);
    const bool isOn = is(option, QStyle::State_On);
    const QColor quiet = option.palette.color(QPalette::Disabled, QPalette::Text);
    const QColor accent = isEnabled ? ink(Ink::Accent, option.palette) : quiet;
    const double radius = qMin(14, qMin(option.rect.width(), option.rect.height())) / 2.0 - 0.5;
    const QPointF middle = QRectF(option.rect).center();
    painter.setPen(isOn ? QPen(accent, 1.5) : QPen(isEnabled ? ink(Ink::Muted, option.palette) : quiet, 1));
    painter.setBrush(option.palette.color(isEnabled ? QPalette::Base : QPalette::Window));
    painter.drawEllipse(middle, radius, radius);
    if (!isOn) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawEllipse(middle, radius * 0.5, radius * 0.5);
}

}  // namespace

void FieldStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    if (element != PE_IndicatorCheckBox && element != PE_IndicatorRadioButton) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (element == PE_IndicatorCheckBox) drawCheckBox(*option, *painter);
    else drawRadioButton(*option, *painter);
    painter->restore();
}

void FieldStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
    if (control == CC_ComboBox) drawChoice(*option, *painter, widget);
    else if (control == CC_SpinBox) drawSpin(*option, *painter, widget);
    else QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void FieldStyle::drawChoice(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const {
    const auto* const box = qstyleoption_cast<const QStyleOptionComboBox*>(&option);
    if (!box) return;
    const bool isPressed = is(option, State_Sunken) || is(option, State_On);
    if (box->frame) drawField(painter, option, option.palette.color(box->editable ? QPalette::Base : isPressed ? QPalette::Highlight : QPalette::Button));
    const QRect place = proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    drawArrow(*this, PE_IndicatorArrowDown, option, place, is(option, State_Enabled), painter);
}

void FieldStyle::drawSpin(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const {
    const auto* const spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
    if (!spin) return;
    if (spin->frame) drawField(painter, option, option.palette.color(QPalette::Base));
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons) return;
    struct Step {
        SubControl part;
        QAbstractSpinBox::StepEnabledFlag can;
        PrimitiveElement arrow;
    };
    for (const Step& step : {Step{SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, PE_IndicatorArrowUp},
                             Step{SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, PE_IndicatorArrowDown}}) {
        if (!(option.subControls & step.part)) continue;
        const QRect place = proxy()->subControlRect(CC_SpinBox, &option, step.part, widget);
        const bool isEnabled = is(option, State_Enabled) && spin->stepEnabled.testFlag(step.can);
        const bool isUnder = option.activeSubControls == step.part && isEnabled;
        if (isUnder && (is(option, State_MouseOver) || is(option, State_Sunken))) {
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(option.palette.color(is(option, State_Sunken) ? QPalette::Highlight : QPalette::Midlight));
            painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 3, 3);
            painter.restore();
        }
        if (spin->buttonSymbols == QAbstractSpinBox::PlusMinus)
            drawSign(option, place, step.part == SC_SpinBoxUp, isEnabled, painter);
        else
            drawArrow(*this, step.arrow, option, place, isEnabled, painter);
    }
}

int FieldStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const {
    // Their pictures are those of a light desktop, and the words say enough.
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QRect FieldStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                 const QWidget* widget) const {
    QRect place = QProxyStyle::subControlRect(control, option, part, widget);
    const bool isText = (control == CC_ComboBox && part == SC_ComboBoxEditField) || (control == CC_SpinBox && part == SC_SpinBoxEditField);
    if (!isText) return place;
    if (option->direction == Qt::RightToLeft) place.setRight(place.right() - kIndent);
    else place.setLeft(place.left() + kIndent);
    return place;
}

QSize FieldStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const {
    QSize whole = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type != CT_ComboBox && type != CT_SpinBox) return whole;
    // As high as a line of text beside it.
    return {whole.width() + kIndent, qMax(whole.height(), (option ? option->fontMetrics.height() : 0) + 10)};
}

}  // namespace poolscope::ui
