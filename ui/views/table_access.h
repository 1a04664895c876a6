// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_map>

#include <QAccessibleWidget>

class QTableView;

namespace poolscope::ui {

/// What screen readers see of a table. Qt 6.4's own interface gives no cell for an index that has gone, and Orca then
/// ends with a crash; this one clamps every index and always gives a cell. Its children are laid out as Qt's: QTableView says which cell
/// has the focus by the number (row + 1) * (columns + 1) + column + 1, as if both headers were there, shown or not.
class TableAccess : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TableAccess(QTableView* table);
    ~TableAccess() override;

    /// Makes Qt use this class for QTableView. May be called again.
    static void install();

    void* interface_cast(QAccessible::InterfaceType type) override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    int selectedCellCount() const override;
    QList<QAccessibleInterface*> selectedCells() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override;
    int columnCount() const override;
    int rowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override;
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent* event) override;

private:
    QTableView* table() const;
    /// -1 is a header's row or column.
    QAccessibleInterface* at(int row, int column) const;
    void forgetCells() const;

    mutable std::unordered_map<qint64, QAccessible::Id>
        m_cells;  ///< by their number as children; those that were asked for
};

}  // namespace poolscope::ui
