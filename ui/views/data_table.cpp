// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/data_table.h"

#include <algorithm>

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include "format/appearance.h"
#include "models/roles.h"
#include "models/state_table_model.h"
#include "views/cell_delegate.h"
#include "views/sorted_header.h"
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
    setHorizontalHeader(new SortedHeader(this));
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
    std::vector<int> widths;
    for (int column = 0; column < model.columnCount(); ++column) widths.push_back(model.column(column).width);
    setFirstWidths(widths);
}

void DataTable::setFirstWidths(const std::vector<int>& widths) {
    // Widths are meant for a face of 13 px.
    const double scale = std::max(1.0, fontMetrics().height() / 16.0);
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnWidth(column, static_cast<int>(widths[static_cast<std::size_t>(column)] * scale));
    widenToTitles();
    connect(model(), &QAbstractItemModel::headerDataChanged, this, &DataTable::widenToTitles);
}

void DataTable::letSort() {
    horizontalHeader()->setSectionsClickable(true);
    setSortingEnabled(true);
    widenToTitles();  // its arrow takes room
}

void DataTable::widenToTitles() {
    // A title that is cut has lost its beginning where numbers are aligned to the right. The arrow of sorting may stand beside it.
    constexpr int kPadding = 8;
    const int mark = !isSortingEnabled() ? 0 : kPadding + std::max(style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, horizontalHeader()), fontMetrics().height() / 2);
    for (int column = 0; model() && column < model()->columnCount(); ++column) {
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        const int wanted = fontMetrics().horizontalAdvance(title) + 2 * kPadding + mark;
        if (columnWidth(column) < wanted && !isColumnHidden(column)) setColumnWidth(column, wanted);
    }
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

std::vector<int> DataTable::shownColumns() const {
    std::vector<int> columns;
    for (int place = 0; place < model()->columnCount(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(column)) columns.push_back(column);
    }
    return columns;
}

std::vector<int> DataTable::selectedRowNumbers() const {
    // By ranges: selectedRows() makes an index of each of perhaps a million rows, several times over.
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QString DataTable::selectedText() const {
    if (!selectionModel()) return {};
    const std::vector<int> columns = shownColumns();
    QStringList lines;
    const auto line = [&](auto&& textOf) {
        QStringList cells;
        for (const int column : columns)
            cells << QString(textOf(column)).replace(u'\t', u' ').replace(u'\n', u' ');
        lines << cells.join(QLatin1Char('\t'));
    };
    line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    for (const int row : selectedRowNumbers())
        line([&](int column) { return model()->index(row, column).data().toString(); });
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString DataTable::selectedJson() const {
    if (!selectionModel()) return {};
    const std::vector<int> columns = shownColumns();
    QJsonArray rows;
    for (const int row : selectedRowNumbers()) {
        QJsonObject object;
        for (const int column : columns)
            object.insert(model()->headerData(column, Qt::Horizontal).toString(), model()->index(row, column).data().toString());
        rows.append(object);
    }
    return QString::fromUtf8(QJsonDocument(rows).toJson());
}

void DataTable::copy() {
    if (selectionModel() && selectionModel()->hasSelection()) QGuiApplication::clipboard()->setText(selectedText());
}

void DataTable::copyJson() {
    if (selectionModel() && selectionModel()->hasSelection()) QGuiApplication::clipboard()->setText(selectedJson());
}

void DataTable::copyCell() {
    if (currentIndex().isValid()) QGuiApplication::clipboard()->setText(currentIndex().data().toString());
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    // Qt's own copies the current cell, which is what is meant while one row is selected: there is always one.
    const bool isRows = event->matches(QKeySequence::Copy) && selectionModel() && selectedRowNumbers().size() > 1;
    if (!isRows) return QTableView::keyPressEvent(event);
    copy();
    event->accept();
}

void DataTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    paintCurrentRow();
    if (m_emptyText.isEmpty() || !model() || model()->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(viewport()->rect().adjusted(kLargeGap, kLargeGap, -kLargeGap, -kLargeGap),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

QRect DataTable::rowRect(int row) const {
    // To the end of the columns, not of what is in view: the frame is moved with the cells when they are scrolled.
    const QHeaderView& columns = *horizontalHeader();
    return {-columns.offset(), rowViewportPosition(row), std::max(columns.length(), viewport()->width()), rowHeight(row)};
}

void DataTable::paintCurrentRow() {
    // The row that the keys go on from need not be a selected one: Ctrl and an arrow leave the selection behind.
    if (!hasFocus() || !currentIndex().isValid()) return;
    QPainter painter(viewport());
    painter.setPen(ink(Ink::Accent, palette()));
    painter.drawRect(rowRect(currentIndex().row()).adjusted(0, 0, -1, -1));
}

void DataTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fixRowHeight();
    if (event->type() == QEvent::LanguageChange) widenToTitles();
}

void DataTable::fixRowHeight() {
    // Columns grow with their text, whoever has widened them.
    const int textHeight = fontMetrics().height();
    for (int column = 0; m_textHeight > 0 && textHeight != m_textHeight && model() && column < model()->columnCount(); ++column)
        setColumnWidth(column, columnWidth(column) * textHeight / m_textHeight);
    if (m_textHeight > 0 && textHeight != m_textHeight) widenToTitles();
    m_textHeight = textHeight;
    verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 10));
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    for (const QModelIndex& index : {current, previous})
        if (index.isValid()) viewport()->update(rowRect(index.row()));
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
