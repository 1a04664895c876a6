// SPDX-License-Identifier: MIT
#include <QTest>

#include "supervise/worker_state.h"

using namespace poolscope::supervise;

Q_DECLARE_METATYPE(WorkerState)

class WorkerStateTest : public QObject {
    Q_OBJECT

private slots:
    /// Each cell of the table, written out here a second time from the narrative in worker_state.h.
    void table_isTheNarrative() {
        using S = WorkerState;
        using E = WorkerEvent;
        const std::optional<S> no;
        QCOMPARE(after(S::Starting, E::ProcessKnown), std::optional(S::Started));
        QCOMPARE(after(S::Starting, E::SaidReady), no);
        QCOMPARE(after(S::Starting, E::AskedToLeave), std::optional(S::Retiring));
        QCOMPARE(after(S::Starting, E::Reaped), std::optional(S::Ended));
        QCOMPARE(after(S::Started, E::ProcessKnown), no);
        QCOMPARE(after(S::Started, E::SaidReady), std::optional(S::Ready));
        QCOMPARE(after(S::Started, E::AskedToLeave), std::optional(S::Retiring));
        QCOMPARE(after(S::Started, E::Reaped), std::optional(S::Ended));
        QCOMPARE(after(S::Ready, E::ProcessKnown), no);
        QCOMPARE(after(S::Ready, E::SaidReady), no);
        QCOMPARE(after(S::Ready, E::AskedToLeave), std::optional(S::Retiring));
        QCOMPARE(after(S::Ready, E::Reaped), std::optional(S::Ended));
        QCOMPARE(after(S::Retiring, E::ProcessKnown), std::optional(S::Retiring));
        QCOMPARE(after(S::Retiring, E::SaidReady), std::optional(S::Retiring));
        QCOMPARE(after(S::Retiring, E::AskedToLeave), no);
        QCOMPARE(after(S::Retiring, E::Reaped), std::optional(S::Ended));
        for (const E event : {E::ProcessKnown, E::SaidReady, E::AskedToLeave, E::Reaped}) QCOMPARE(after(S::Ended, event), no);
    }
};

QTEST_GUILESS_MAIN(WorkerStateTest)
#include "tst_worker_state.moc"
