// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/command_palette.h"

#include <algorithm>

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "format/glyph.h"

namespace poolscope::ui {

namespace {

constexpr int kWidth = 620;
constexpr int kRows = 12;
constexpr int kPage = 8;

/// The command at the left with its menu behind it, its key at the right; why not, where it cannot be done.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {kWidth, std::max(28, option.fontMetrics.height() + 12)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
        const QString why = index.data(CommandModel::WhyNotRole).toString();
        const QColor muted = ink(Ink::Muted, option.palette);
        QRect room = option.rect.adjusted(kLargeGap - kSmallGap, 0, -kLargeGap + kSmallGap, 0);
        const QString keys = index.data(CommandModel::KeysRole).toString();
        painter->setPen(muted);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, keys);
        room.setRight(room.right() - option.fontMetrics.horizontalAdvance(keys) - kLargeGap);
        QString title = index.data().toString();
        const QVariant check = index.data(Qt::CheckStateRole);
        if (check.isValid()) title += check.toInt() == Qt::Checked ? QStringLiteral("  ✓") : QString();
        painter->setPen(why.isEmpty() ? option.palette.color(QPalette::Text) : muted);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(title, Qt::ElideRight, room.width()));
        room.setLeft(room.left() + option.fontMetrics.horizontalAdvance(title) + kLargeGap);
        const QString rest = why.isEmpty() ? index.data(CommandModel::PathRole).toString()
                                           : QStringLiteral("%1 – %2").arg(index.data(CommandModel::PathRole).toString(), why);
        painter->setPen(muted);
        if (room.width() > 0)
            painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(rest, Qt::ElideRight, room.width()));
        painter->restore();
    }
};

}  // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window, Qt::Popup), m_line(new QLineEdit(this)), m_list(new QListView(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    setFrameShape(QFrame::StyledPanel);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addWidget(m_line);
    column->addWidget(m_list);
    m_line->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    m_line->setPlaceholderText(tr("Type a command"));
    m_line->setAccessibleName(tr("Command"));
    m_list->setModel(&m_commands);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    setFocusProxy(m_line);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
}

void CommandPalette::popUp(const QString& pattern) {
    m_line->setText(pattern);
    search(pattern);
    const QWidget& window = *parentWidget()->window();
    const int rowHeight = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) : 28;
    resize(std::min(kWidth, window.width() - 2 * kLargeGap),
           std::min(kRows * rowHeight + m_line->sizeHint().height() + 4 * kGap, window.height() - 2 * kLargeGap));
    move(window.mapToGlobal(QPoint((window.width() - width()) / 2, kLargeGap * 2)));
    show();
    m_line->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::search(const QString& pattern) {
    m_commands.search(pattern);
    m_list->setCurrentIndex(m_commands.index(0));
}

void CommandPalette::step(int rows) {
    if (m_commands.rowCount() == 0) return;
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, m_commands.rowCount() - 1);
    m_list->setCurrentIndex(m_commands.index(row));
}

void CommandPalette::run(const QModelIndex& index) {
    QAction* const action = m_commands.action(index.row());
    if (!action || !action->isEnabled()) return;
    close();
    // When the window is active again: what the action opens belongs to that.
    QTimer::singleShot(0, action, &QAction::trigger);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down: step(1); return true;
        case Qt::Key_Up: step(-1); return true;
        case Qt::Key_PageDown: step(kPage); return true;
        case Qt::Key_PageUp: step(-kPage); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: run(m_list->currentIndex()); return true;
        case Qt::Key_Escape: close(); return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace poolscope::ui
