// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/dots_delegate.h"

#include <QApplication>
#include <QPainter>

#include "format/appearance.h"
#include "study/advice_model.h"

namespace poolscope::ui {

namespace {

constexpr double kDot = 6;
constexpr int kMargin = 8;

}  // namespace

void DotsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* const model = qobject_cast<const AdviceModel*>(index.model());
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QStyle* const style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, option.widget);
    if (!model || model->longest() <= 0) return;
    const AdviceRow& row = model->rows()[static_cast<std::size_t>(index.row())];
    const bool isSelected = cell.state & QStyle::State_Selected;
    const QRectF room = QRectF(option.rect).adjusted(kMargin, 2, -kMargin, -2);
    const auto placeOf = [&](double seconds) { return room.left() + seconds / model->longest() * room.width(); };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isSelected ? cell.palette.color(QPalette::HighlightedText) : ink(Ink::Hairline, option.palette), 1));
    painter->drawLine(QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y()));
    QColor dot = isSelected ? cell.palette.color(QPalette::HighlightedText) : ink(row.isWinner ? Ink::Good : Ink::Accent, option.palette);
    dot.setAlphaF(0.7F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(dot);
    for (const double seconds : row.seconds) painter->drawEllipse(QPointF(placeOf(seconds), room.center().y()), kDot / 2, kDot / 2);
    if (row.median > 0) {
        painter->setPen(QPen(cell.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text), 2));
        painter->drawLine(QPointF(placeOf(row.median), room.top()), QPointF(placeOf(row.median), room.bottom()));
    }
    painter->restore();
}

}  // namespace poolscope::ui
