// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table_access.h"

#include <algorithm>
#include <limits>

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPointer>
#include <QTableView>

namespace poolscope::ui {

namespace {

/// Only cells near those that are read aloud are ever asked for.
constexpr std::size_t kMostCells = 4096;

/// A cell, or with -1 for the row or the column a section of the headers.
class CellAccess : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    CellAccess(QTableView* table, int row, int column) : m_table(table), m_row(row), m_column(column) {}

    [[nodiscard]] int row() const { return m_row; }
    [[nodiscard]] int column() const { return m_column; }

    bool isValid() const override {
        if (!m_table || !m_table->model()) return false;
        return isHeader() ? m_row < m_table->model()->rowCount() && m_column < m_table->model()->columnCount() : index().isValid();
    }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return m_table ? QAccessible::queryAccessibleInterface(m_table) : nullptr;
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override {
        if (!isHeader()) return QAccessible::Cell;
        if (m_row < 0 && m_column < 0) return QAccessible::Pane;
        return m_row < 0 ? QAccessible::ColumnHeader : QAccessible::RowHeader;
    }

    QString text(QAccessible::Text which) const override {
        if (which != QAccessible::Name || !isValid()) return {};
        if (isHeader()) {
            if (m_row >= 0) return QString::number(m_row + 1);
            return m_column >= 0 ? m_table->model()->headerData(m_column, Qt::Horizontal).toString() : QString();
        }
        const QVariant spoken = index().data(Qt::AccessibleTextRole);
        return (spoken.isValid() ? spoken : index().data(Qt::DisplayRole)).toString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid()) return {};
        if (!isHeader()) {
            const QRect cell = m_table->visualRect(index());
            return {m_table->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
        }
        const QHeaderView* const across = m_table->horizontalHeader();
        const QHeaderView* const down = m_table->verticalHeader();
        const QRect sections(m_column < 0 ? 0 : across->sectionViewportPosition(m_column), m_row < 0 ? 0 : down->sectionViewportPosition(m_row),
                             m_column < 0 ? down->width() : across->sectionSize(m_column), m_row < 0 ? across->height() : down->sectionSize(m_row));
        const QWidget* const from = m_row >= 0 ? down->viewport() : m_column >= 0 ? across->viewport() : static_cast<const QWidget*>(m_table);
        return {from->mapToGlobal(sections.topLeft()), sections.size()};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.readOnly = true;
        if (isHeader()) {
            const bool isSeen = (m_row >= 0 || m_table->horizontalHeader()->isVisible()) && (m_column >= 0 || m_table->verticalHeader()->isVisible());
            state.invisible = !isSeen;
            return state;
        }
        state.selectable = state.focusable = true;
        state.selected = isSelected();
        state.focused = m_table->hasFocus() && m_table->currentIndex() == index();
        state.invisible = !m_table->viewport()->rect().intersects(m_table->visualRect(index()));
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
    }

    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return std::max(0, m_column); }
    int rowIndex() const override { return std::max(0, m_row); }
    bool isSelected() const override {
        return !isHeader() && isValid() && m_table->selectionModel() && m_table->selectionModel()->isSelected(index());
    }
    QAccessibleInterface* table() const override { return parent(); }

private:
    bool isHeader() const { return m_row < 0 || m_column < 0; }
    QModelIndex index() const {
        return m_table && m_table->model() ? m_table->model()->index(m_row, m_column) : QModelIndex();
    }

    QPointer<QTableView> m_table;
    int m_row;
    int m_column;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
    auto* const table = qobject_cast<QTableView*>(object);
    return table ? new TableAccess(table) : nullptr;
}

}  // namespace

TableAccess::TableAccess(QTableView* table) : QAccessibleWidget(table, QAccessible::Table) {}

TableAccess::~TableAccess() {
    forgetCells();
}

void TableAccess::install() {
    QAccessible::removeFactory(makeAccess);
    QAccessible::installFactory(makeAccess);
}

QTableView* TableAccess::table() const {
    return static_cast<QTableView*>(object());
}

void TableAccess::forgetCells() const {
    for (const auto& [place, id] : m_cells)
        QAccessible::deleteAccessibleInterface(id);
    m_cells.clear();
}

void* TableAccess::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

int TableAccess::columnCount() const {
    return object() && table()->model() ? table()->model()->columnCount() : 0;
}
int TableAccess::rowCount() const {
    return object() && table()->model() ? table()->model()->rowCount() : 0;
}
int TableAccess::childCount() const {
    return static_cast<int>(std::min<qint64>((qint64{rowCount()} + 1) * (columnCount() + 1), std::numeric_limits<int>::max()));
}

QAccessibleInterface* TableAccess::child(int index) const {
    // For a row's header Qt's bridge to AT-SPI divides by the number of columns.
    if (columnCount() == 0) return at(-1, -1);
    const int across = columnCount() + 1;
    return at(std::max(0, index) / across - 1, std::max(0, index) % across - 1);
}

int TableAccess::indexOfChild(const QAccessibleInterface* child) const {
    // Whoever has a cell knows where it is.
    const auto* const cell = dynamic_cast<const CellAccess*>(child);
    return cell ? (cell->row() + 1) * (columnCount() + 1) + cell->column() + 1 : -1;
}

QAccessibleInterface* TableAccess::cellAt(int row, int column) const {
    return at(std::max(0, row), std::max(0, column));
}

QAccessibleInterface* TableAccess::at(int row, int column) const {
    row = std::min(row, std::max(0, rowCount() - 1));
    column = std::min(column, std::max(0, columnCount() - 1));
    const qint64 place = (qint64{row} + 1) * (columnCount() + 1) + column + 1;
    if (const auto known = m_cells.find(place); known != m_cells.end())
        if (QAccessibleInterface* const cell = QAccessible::accessibleInterface(known->second)) return cell;
    if (m_cells.size() >= kMostCells) forgetCells();
    auto* const cell = new CellAccess(table(), row, column);
    m_cells[place] = QAccessible::registerAccessibleInterface(cell);
    return cell;
}

QList<int> TableAccess::selectedRows() const {
    QList<int> rows;
    if (!object() || !table()->selectionModel()) return rows;
    for (const QModelIndex& index : table()->selectionModel()->selectedRows())
        rows << index.row();
    return rows;
}

int TableAccess::selectedRowCount() const {
    return static_cast<int>(selectedRows().size());
}
int TableAccess::selectedCellCount() const {
    return selectedRowCount() * columnCount();
}

QList<QAccessibleInterface*> TableAccess::selectedCells() const {
    QList<QAccessibleInterface*> cells;
    for (const int row : selectedRows())
        for (int column = 0; column < columnCount() && cells.size() < static_cast<qsizetype>(kMostCells) / 2; ++column)
            cells << cellAt(row, column);
    return cells;
}

QString TableAccess::columnDescription(int column) const {
    return object() && table()->model() ? table()->model()->headerData(column, Qt::Horizontal).toString() : QString();
}

QString TableAccess::rowDescription(int row) const {
    return QString::number(row + 1);
}

bool TableAccess::isRowSelected(int row) const {
    return selectedRows().contains(row);
}

bool TableAccess::selectRow(int row) {
    if (!object() || row < 0 || row >= rowCount()) return false;
    table()->selectRow(row);
    return true;
}

bool TableAccess::unselectRow(int row) {
    if (!object() || row < 0 || row >= rowCount() || !table()->selectionModel()) return false;
    table()->selectionModel()->select(table()->model()->index(row, 0),
                                      QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
    return true;
}

void TableAccess::modelChange(QAccessibleTableModelChangeEvent* event) {
    // Rows only come at the end, where they move no cell; after anything else the cells mean other things.
    if (event->modelChangeType() != QAccessibleTableModelChangeEvent::RowsInserted &&
        event->modelChangeType() != QAccessibleTableModelChangeEvent::DataChanged)
        forgetCells();
}

}  // namespace poolscope::ui
