// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/cell_delegate.h"

#include <algorithm>

#include <QApplication>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPainter>

#include "format/activity.h"
#include "models/roles.h"

namespace poolscope::ui {

namespace {
constexpr int kPadding = 8;
}

CellDelegate::CellDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

void CellDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    const auto* const line = qobject_cast<const QLineEdit*>(editor);
    if (!line || !line->isModified()) QStyledItemDelegate::setEditorData(editor, index);
}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant inkOfCell = index.data(InkRole);
    if (inkOfCell.isValid()) {
        const QColor color = ink(static_cast<Ink>(inkOfCell.toInt()), option->palette);
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
    }
    if (index.data(MonospaceRole).toBool()) {
        const double size = option->font.pointSizeF();
        option->font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (size > 0) option->font.setPointSizeF(size);
        option->fontMetrics = QFontMetrics(option->font);
    }
    // One cell is current, but a row is what one selects: the table draws a frame around it (DataTable::paintEvent).
    option->state &= ~QStyle::State_HasFocus;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QWidget* const widget = option.widget;
    QStyle* const style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, widget);

    const QVariant activity = index.data(ActivityRole);
    const QVariant fuse = index.data(FuseRole);
    QRect room = cell.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter->save();
    painter->setFont(cell.font);
    if (activity.isValid() && static_cast<WorkerActivity>(activity.toInt()) != WorkerActivity::Ended) {
        paintActivity(painter, cell, activity.toInt());
        room.setLeft(room.left() + cell.fontMetrics.height() + 6);
    }
    if (fuse.isValid() && fuse.toDouble() >= 0) {
        paintFuse(painter, cell, fuse.toDouble());
        room.setBottom(room.bottom() - 4);
    }
    const bool isSelected = cell.state & QStyle::State_Selected;
    painter->setPen(cell.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    const QString text = cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, room.width());
    painter->drawText(room, static_cast<int>(cell.displayAlignment) | Qt::TextSingleLine, text);
    painter->restore();
}

void CellDelegate::paintActivity(QPainter* painter, const QStyleOptionViewItem& option, int activity) const {
    const auto state = static_cast<WorkerActivity>(activity);
    const double side = option.fontMetrics.height();
    const QRectF chip(option.rect.left() + kPadding, option.rect.center().y() - side / 2 + 0.5, side, side);
    const QColor fill = activityColor(state, appearanceOf(option.palette));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(chip, 3.5, 3.5);
    QFont letter = option.font;
    letter.setBold(true);
    letter.setPointSizeF(std::max(6.0, letter.pointSizeF() * 0.82));
    painter->setFont(letter);
    painter->setPen(textOn(fill));
    painter->drawText(chip, Qt::AlignCenter,
                      activityLetter(state) == u'.' ? QStringLiteral("·") : QString(activityLetter(state)));
    painter->setFont(option.font);
}

void CellDelegate::paintFuse(QPainter* painter, const QStyleOptionViewItem& option, double used) const {
    const Appearance appearance = appearanceOf(option.palette);
    QRectF track(option.rect.left() + kPadding, option.rect.bottom() - 6, option.rect.width() - 2 * kPadding, 3);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ink(Ink::Hairline, appearance));
    painter->drawRoundedRect(track, 1.5, 1.5);
    if (used <= 0) return;
    track.setWidth(std::max(3.0, track.width() * std::min(1.0, used)));
    painter->setBrush(used >= 1 ? activityColor(WorkerActivity::Retiring, appearance) : ink(Ink::Accent, appearance));
    painter->drawRoundedRect(track, 1.5, 1.5);
}

}  // namespace poolscope::ui
