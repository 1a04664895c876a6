// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QListView>
#include <QSignalSpy>

#include "form_driver.h"
#include "forms/batch_list_editor.h"
#include "forms/explained_delegate.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

BatchSpec batchOf(const char* function) {
    BatchSpec batch;
    batch.function = function;
    return batch;
}

std::string names(const BatchListModel& model) {
    std::string joined;
    for (const BatchSpec& batch : model.batches()) joined += batch.function + " ";
    return joined;
}

}  // namespace

class TestBatchList : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<BatchListEditor> m_editor;
    QListView* view() { return m_editor->findChild<QListView*>(); }

private slots:
    void init() {
        m_editor = std::make_unique<BatchListEditor>();
        new QAbstractItemModelTester(&m_editor->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     &m_editor->model());
        m_editor->model().setBatches({batchOf("a"), batchOf("b"), batchOf("c")});
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }

    void rowsAreMovedByKeys() {
        m_editor->setCurrentRow(0);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(names(m_editor->model()), std::string("b a c "));
        QCOMPARE(m_editor->currentRow(), 1);
        QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(names(m_editor->model()), std::string("b c a "));
        QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(view(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(names(m_editor->model()), std::string("b a c "));
    }

    void anyRowCanGoAnywhere() {
        for (int from = 0; from < 3; ++from)
            for (int to = 0; to < 3; ++to) {
                m_editor->model().setBatches({batchOf("a"), batchOf("b"), batchOf("c")});
                std::vector<std::string> expected{"a", "b", "c"};
                const std::string moved = expected[static_cast<std::size_t>(from)];
                expected.erase(expected.begin() + from);
                expected.insert(expected.begin() + to, moved);
                m_editor->model().move(from, to);
                QCOMPARE(names(m_editor->model()), expected[0] + " " + expected[1] + " " + expected[2] + " ");
            }
    }

    void aRowIsDuplicatedAndRemovedByKeys() {
        m_editor->setCurrentRow(1);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(names(m_editor->model()), std::string("a b b c "));
        QCOMPARE(m_editor->currentRow(), 2);
        QTest::keyClick(view(), Qt::Key_Delete);
        QTest::keyClick(view(), Qt::Key_Delete);
        QCOMPARE(names(m_editor->model()), std::string("a b "));
    }

    void removingTheLastRowLeavesNone() {
        QSignalSpy rows(m_editor.get(), &BatchListEditor::currentRowChanged);
        m_editor->model().setBatches({batchOf("a")});
        m_editor->setCurrentRow(0);
        m_editor->removeCurrent();
        QCOMPARE(m_editor->model().rowCount(), 0);
        QCOMPARE(rows.last().first().toInt(), -1);
        QVERIFY(says(*m_editor, QStringLiteral("No batch yet")));
    }

    void insertAsksForANewBatch() {
        QSignalSpy wanted(m_editor.get(), &BatchListEditor::newRequested);
        m_editor->setCurrentRow(1);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_Insert);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(m_editor->currentRow(), -1);
    }

    void aRowThatIsWrongSaysSo() {
        BatchDraft draft = m_editor->model().draft(0);
        draft.chunksize = QStringLiteral("0");
        QSignalSpy changes(m_editor.get(), &BatchListEditor::batchesChanged);
        m_editor->model().setDraft(0, draft);
        QCOMPARE(changes.size(), 1);
        QVERIFY(!m_editor->model().isValid());
        const QString said = m_editor->model().index(0).data(kExplanationRole).toString();
        QVERIFY(said.contains(QLatin1String("Chunksize must be 1+, not 0")));
        QVERIFY(m_editor->model().draft(0) == draft);
    }

    void unknownFunctionsAreMarkedOnceTheCatalogueIsKnown() {
        QVERIFY(m_editor->model().isValid());
        m_editor->model().setKnownFunctions({"a", "b"});
        QVERIFY(!m_editor->model().isValid());
    }

    void anotherPoolIsNoChangeOfTheBatches() {
        QSignalSpy changes(m_editor.get(), &BatchListEditor::batchesChanged);
        m_editor->model().setPool({3, 7});
        QCOMPARE(changes.size(), 0);
    }
};

QTEST_MAIN(TestBatchList)
#include "tst_batch_list.moc"
