// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/explained_delegate.h"

#include <QApplication>
#include <QPainter>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {

constexpr int kMargin = 6;
constexpr int kWidest = 480;

QFont noteFont(const QFont& font) {
    QFont small = font;
    if (font.pointSizeF() > 0) small.setPointSizeF(font.pointSizeF() * 0.92);
    return small;
}

}  // namespace

void ExplainedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString name = item.text;
    item.text.clear();
    const QWidget* widget = option.widget;
    QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, widget);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect area = option.rect.adjusted(kMargin, kMargin / 2, -kMargin, -kMargin / 2);
    const int nameHeight = option.fontMetrics.height();
    painter->save();
    painter->setFont(option.font);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(QRect(area.left(), area.top(), area.width(), nameHeight), Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(name, Qt::ElideRight, area.width()));
    const QString explanation = index.data(kExplanationRole).toString();
    if (!explanation.isEmpty()) {
        const QFont small = noteFont(option.font);
        const QFontMetrics metrics(small);
        painter->setFont(small);
        if (!selected) painter->setPen(ink(Ink::Muted, option.palette));
        painter->drawText(QRect(area.left(), area.top() + nameHeight, area.width(), metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(explanation, Qt::ElideRight, area.width()));
    }
    painter->restore();
}

QSize ExplainedDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QString explanation = index.data(kExplanationRole).toString();
    const QFontMetrics small(noteFont(option.font));
    const int height = option.fontMetrics.height() + (explanation.isEmpty() ? 0 : small.height()) + kMargin;
    const int wanted = qMax(option.fontMetrics.horizontalAdvance(index.data().toString()),
                            small.horizontalAdvance(explanation)) +
                       2 * kMargin + 2;
    return {qMin(wanted, kWidest), qMax(height, 24)};
}

}  // namespace poolscope::ui
