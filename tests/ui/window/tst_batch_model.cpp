// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

#include "models/batch_model.h"
#include "models/roles.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {
constexpr Time kMs = 1'000'000;
}

class TestBatchModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        TraceBuilder trace(m_folder.filePath(QStringLiteral("trace")).toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        // Three batches, one after another, of 1, 3 and 2 items.
        std::uint64_t of = 0;
        for (const std::uint64_t items : {1U, 3U, 2U}) {
            m_begins[of++] = TraceBuilder::absolute(trace.now);
            const BatchId batch = trace.submit("map", "square", items);
            for (std::uint64_t item = 0; item < items; ++item) {
                const TaskId task = trace.assign(batch, worker, item);
                const Time begin = trace.now;
                trace.advance(kMs);
                trace.end_task(task, begin, trace.now);
            }
            trace.end_batch(batch);
            trace.advance(kMs);
        }
        trace.end_run();
        trace.flush();
        trace::Reader reader(trace.path());
        while (auto next = reader.next()) m_state.apply(*next);
        m_changes = m_state.take_changes();
        m_moment.update(m_changes);
    }
    void init() {
        m_moment.setTime({});
        m_model = std::make_unique<BatchModel>(m_state);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->lookAt(m_moment);
        m_model->apply(m_changes);
    }

    void batchesAreSortedByTheirNumbers() {
        QCOMPARE(subjects(), (QList<uint>{0, 1, 2}));
        m_model->sort(BatchModel::Items, Qt::DescendingOrder);
        QCOMPARE(subjects(), (QList<uint>{1, 2, 0}));
        m_model->sort(BatchModel::Wall, Qt::AscendingOrder);
        QCOMPARE(subjects(), (QList<uint>{0, 2, 1}));
        QCOMPARE(m_model->rowOf(2), 1);
        m_model->sort(-1);
        QCOMPARE(subjects(), (QList<uint>{0, 1, 2}));
    }

    void whatHasNoOrderLeavesTheOneThatThereIs() {
        m_model->sort(BatchModel::Items, Qt::DescendingOrder);
        for (const int column : {BatchModel::Call, BatchModel::Input, BatchModel::Error}) {
            QVERIFY(!m_model->isSortable(column));
            m_model->sort(column, Qt::AscendingOrder);
            QCOMPARE(subjects(), (QList<uint>{1, 2, 0}));
        }
        QCOMPARE(m_model->sortColumn(), static_cast<int>(BatchModel::Items));
    }

    void ofAPastMomentThoseAreSortedThatThereWere() {
        m_model->sort(BatchModel::Items, Qt::DescendingOrder);
        m_moment.setTime(m_begins[1]);
        m_model->showMoment();
        // The second had no item done yet.
        QCOMPARE(subjects(), (QList<uint>{0, 1}));
        m_moment.setTime({});
        m_model->showMoment();
        QCOMPARE(subjects(), (QList<uint>{1, 2, 0}));
    }

private:
    [[nodiscard]] QList<uint> subjects() const {
        QList<uint> found;
        for (int row = 0; row < m_model->rowCount(); ++row) found << m_model->index(row, 0).data(SubjectRole).toUInt();
        return found;
    }

    QTemporaryDir m_folder;
    PoolState m_state;
    RunMoment m_moment{m_state};
    ChangeSet m_changes;
    Time m_begins[3] = {};
    std::unique_ptr<BatchModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestBatchModel)
#include "tst_batch_model.moc"
