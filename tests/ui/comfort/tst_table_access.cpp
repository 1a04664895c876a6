// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QStandardItemModel>
#include <QTest>

#include "views/data_table.h"

using namespace poolscope::ui;

/// The tree of a table's cells, as Qt numbers them in its own events; that those events name the right cell is in tst_screen_reader.
class TestTableAccess : public QObject {
    Q_OBJECT

private slots:
    void everyChildKnowsItsNumber_whichIsThatOfQtsEvents() {
        QStandardItemModel model;
        for (int row = 0; row < 4; ++row)
            for (int column = 0; column < 3; ++column)
                model.setItem(row, column, new QStandardItem(QStringLiteral("cell %1 %2").arg(row).arg(column)));
        model.setHorizontalHeaderLabels({QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")});
        DataTable view(QStringLiteral("cells"), QStringLiteral("Cells"));
        view.setModel(&model);
        QAccessibleInterface* const table = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(table);
        QCOMPARE(table->childCount(), 5 * 4);
        for (int child = 0; child < table->childCount(); ++child) {
            QVERIFY(table->child(child));
            QCOMPARE(table->indexOfChild(table->child(child)), child);
            QVERIFY(table->child(child)->tableCellInterface());
        }
        for (int row = 0; row < 4; ++row)
            for (int column = 0; column < 3; ++column)
                QCOMPARE(table->child((row + 1) * 4 + column + 1), table->tableInterface()->cellAt(row, column));
        QCOMPARE(table->child(2)->role(), QAccessible::ColumnHeader);
        QCOMPARE(table->child(2)->text(QAccessible::Name), QStringLiteral("B"));
        QCOMPARE(table->child(4)->role(), QAccessible::RowHeader);
        QCOMPARE(table->child(5)->text(QAccessible::Name), QStringLiteral("cell 0 0"));
        for (const int outside : {-1, 20, 1'000'000}) QVERIFY(table->child(outside));
    }

    void aTableWithoutColumnsHasNoRowHeaders_ofWhoseNumberQtWouldDivideByColumns() {
        QStandardItemModel model;
        DataTable view(QStringLiteral("cells"), QStringLiteral("Cells"));
        view.setModel(&model);
        QAccessibleInterface* const table = QAccessible::queryAccessibleInterface(&view);
        for (const int index : {0, 1, 2'147'483'647}) {
            QVERIFY(table->child(index));
            QVERIFY(table->child(index)->role() != QAccessible::RowHeader);
        }
    }
};

QTEST_MAIN(TestTableAccess)
#include "tst_table_access.moc"
