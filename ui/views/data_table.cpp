// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/data_table.h"

#include <algorithm>

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include "format/appearance.h"
#include "models/roles.h"
#include "models/state_table_model.h"
#include "views/cell_delegate.h"
#include "views/table_access.h"

namespace poolscope::ui {

DataTable::DataTable(const QString& name, const QString& title, QWidget* parent) : QTableView(parent) {
    TableAccess::install();
    setObjectName(name);
    setAccessibleName(title);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* const header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(36);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &DataTable::showHeaderMenu);
    // The row that is current already may show another subject by now: a slot's next worker.
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        const QVariant subject = index.data(SubjectRole);
        if (subject.isValid()) emit subjectChosen(subject.toUInt());
    });
    fixRowHeight();
}

void DataTable::show(StateTableModel& model) {
    setModel(&model);
    // Widths are meant for a face of 13 px.
    const double scale = std::max(1.0, fontMetrics().height() / 16.0);
    for (int column = 0; column < model.columnCount(); ++column)
        setColumnWidth(column, static_cast<int>(model.column(column).width * scale));
}

void DataTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void DataTable::followEnd() {
    connect(model(), &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar* const bar = verticalScrollBar();
        m_wasAtEnd = bar->maximum() > 0 && bar->value() == bar->maximum();
    });
    connect(model(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_wasAtEnd && !(QGuiApplication::keyboardModifiers() & Qt::ControlModifier)) scrollToBottom();
    });
}

qint64 DataTable::currentSubject() const {
    const QModelIndex current = currentIndex();
    return current.isValid() ? current.data(SubjectRole).toLongLong() : -1;
}

QString DataTable::selectedText() const {
    if (!selectionModel()) return {};
    std::vector<int> columns;
    for (int place = 0; place < model()->columnCount(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(column)) columns.push_back(column);
    }
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QStringList lines;
    const auto line = [&](auto&& textOf) {
        QStringList cells;
        for (const int column : columns)
            cells << textOf(column);
        lines << cells.join(QLatin1Char('\t'));
    };
    line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    for (const QModelIndex& row : rows)
        line([&](int column) { return row.siblingAtColumn(column).data().toString(); });
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void DataTable::copy() {
    if (selectionModel() && selectionModel()->hasSelection()) QGuiApplication::clipboard()->setText(selectedText());
}

void DataTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || !model() || model()->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(viewport()->rect().adjusted(kLargeGap, kLargeGap, -kLargeGap, -kLargeGap),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

void DataTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fixRowHeight();
}

void DataTable::fixRowHeight() {
    verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 10));
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!current.isValid() || current.row() == previous.row()) return;
    const QVariant subject = current.data(SubjectRole);
    if (subject.isValid()) emit subjectChosen(subject.toUInt());
}

void DataTable::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex under = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (event->reason() == QContextMenuEvent::Mouse && under.isValid() && !selectionModel()->isSelected(under))
        setCurrentIndex(under);
    emit contextMenuWanted(event->globalPos());
}

void DataTable::showHeaderMenu(const QPoint& position) {
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction* const action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column > 0);  // one column stays, or there would be no header to bring others back with
        connect(action, &QAction::toggled, this, [this, column](bool isShown) { setColumnHidden(column, !isShown); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

}  // namespace poolscope::ui
