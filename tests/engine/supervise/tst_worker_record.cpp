// SPDX-License-Identifier: MIT
#include <csignal>

#include <QTest>

#include <poolscope/signal_name.h>

#include "supervise/worker_record.h"

using namespace poolscope;
using namespace poolscope::supervise;

class WorkerRecordTest : public QObject {
    Q_OBJECT

    static WorkerRecord worker(const std::function<void(WorkerRecord&)>& change = {}) {
        WorkerRecord record;
        record.id = WorkerId{3};
        record.slot = SlotIndex{2};
        if (change) change(record);
        return record;
    }
    static process::ChildEnd by_signal(int signal) { return {{}, signal}; }
    static process::ChildEnd by_exit(int code) { return {code, {}}; }

private slots:
    void signalOfAFault_isACrashAndAnyOtherAKill_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("cause");
        for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP})
            QTest::newRow(signal_name(signal).c_str()) << signal << int(EndCause::Crashed);
        for (const int signal : {SIGKILL, SIGTERM, SIGINT, SIGUSR1, SIGRTMAX})
            QTest::newRow(signal_name(signal).c_str()) << signal << int(EndCause::Killed);
    }
    void signalOfAFault_isACrashAndAnyOtherAKill() {
        QFETCH(int, signal);
        QFETCH(int, cause);
        QCOMPARE(int(end_cause(worker(), by_signal(signal))), cause);
    }
    void signalThatWasSentByRequest_isByUserAndNoOther() {
        for (const int signal : {1, SIGKILL, SIGTERM, SIGSEGV, 64}) {
            const WorkerRecord sent = worker([&](WorkerRecord& record) { record.requested_signals = std::uint64_t{1} << (signal - 1); });
            QCOMPARE(int(end_cause(sent, by_signal(signal))), int(EndCause::ByUser));
            QCOMPARE(int(end_cause(sent, by_signal(SIGQUIT))), int(EndCause::Killed));
            QCOMPARE(int(end_cause(sent, by_exit(0))), int(EndCause::Exited));
        }
    }
    void exitCode_isAnExit() {
        QCOMPARE(int(end_cause(worker(), by_exit(0))), int(EndCause::Exited));
        QCOMPARE(int(end_cause(worker(), by_exit(3))), int(EndCause::Exited));
        QCOMPARE(int(end_cause(worker(), {})), int(EndCause::Exited));  // somebody else took its exit status
    }
    void causeThatWasDecidedBefore_wins_data() {
        QTest::addColumn<int>("cause");
        for (int cause = 1; cause <= int(kLastEndCause); ++cause) QTest::newRow(to_string(EndCause(cause))) << cause;
    }
    void causeThatWasDecidedBefore_wins() {
        QFETCH(int, cause);
        WorkerRecord decided = worker([&](WorkerRecord& record) {
            record.cause = EndCause(cause);
            record.requested_signals = ~std::uint64_t{0};
        });
        QCOMPARE(int(end_cause(decided, by_signal(SIGKILL))), cause);
        QCOMPARE(int(end_cause(decided, by_exit(0))), cause);
        QVERIFY(!describe_end(decided, EndCause(cause), by_signal(SIGKILL)).empty());
    }
    void workerThatWroteNonsenseAndWasFasterThanItsKill_exited() {
        const WorkerRecord damaged = worker([](WorkerRecord& record) {
            record.damaged = true;
            record.cause = EndCause::Killed;
        });
        QCOMPARE(int(end_cause(damaged, by_signal(SIGKILL))), int(EndCause::Killed));
        QCOMPARE(int(end_cause(damaged, by_exit(3))), int(EndCause::Exited));
        QCOMPARE(int(end_cause(damaged, {})), int(EndCause::Exited));
    }
    void end_isToldWithNameSlotAndReason() {
        QCOMPARE(describe_end(worker(), EndCause::Killed, by_signal(SIGKILL)), std::string("PoolWorker-3 (pid 0, slot 2) was killed by SIGKILL"));
        QCOMPARE(describe_end(worker(), EndCause::Crashed, by_signal(SIGSEGV)), std::string("PoolWorker-3 (pid 0, slot 2) crashed with SIGSEGV"));
        QCOMPARE(describe_end(worker(), EndCause::Exited, by_exit(3)), std::string("PoolWorker-3 (pid 0, slot 2) exited with code 3"));
        QCOMPARE(describe_end(worker(), EndCause::ByUser, by_signal(SIGTERM)), std::string("PoolWorker-3 (pid 0, slot 2) was ended by request (SIGTERM)"));
    }
    void allowance_isTheLeastThatAnyLimitLeaves() {
        WorkerRecord record = worker();
        QCOMPARE(record.allowance(), lane::kClaims);
        record.limits.maxtasksperchild = 5;
        record.handed = 3;
        QCOMPARE(record.allowance(), std::size_t{2});
        record.limits.maxitemsperchild = 10;
        record.handed_items = 9;
        QCOMPARE(record.allowance(), std::size_t{2});
        record.handed_items = 12;
        QCOMPARE(record.allowance(), std::size_t{0});
    }
    void allowance_keepsThePlacesOfTasksThatWereWithdrawn() {
        WorkerRecord record = worker();
        Flight flight;
        flight.sequence = 7;
        record.flights.push_back(std::move(flight));
        record.next_sequence = 7 + lane::kClaims;
        QCOMPARE(record.allowance(), std::size_t{0});
        record.next_sequence = 7 + lane::kClaims - 3;
        QCOMPARE(record.allowance(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(WorkerRecordTest)
#include "tst_worker_record.moc"
