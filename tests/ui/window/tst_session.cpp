// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>
#include <poolscope/scenario.h>

#include "checked_trace.h"
#include "session/session.h"
#include "trace_builder.h"
#include "views/status_line.h"
#include "window/pool_guard.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::build_run;
using poolscope::testing::TraceBuilder;

Q_DECLARE_METATYPE(poolscope::AfterBatches)
Q_DECLARE_METATYPE(poolscope::ui::Notice)

namespace {

Scenario squares(int processes, int items) {
    Scenario scenario;
    scenario.title = "squares";
    scenario.pool.processes = processes;
    BatchSpec batch;
    batch.method = Method::Map;
    batch.function = "square";
    batch.iterable = Json{{"range", Json::array({0, items})}};
    batch.chunksize = 1;
    scenario.batches.push_back(batch);
    return scenario;
}

bool isGone(qint64 pid) {
    QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
    return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        const std::string faults = testing::run_faults(Places(m_folder->path()).runsFolder().toStdString());
        QVERIFY2(faults.empty(), faults.c_str());
    }

    void aTraceIsReadToItsEndAndThenNothingTicks() {
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        build_run(path.toStdString(), {.tasks = 5000, .workers = 4});
        Session session(Places(m_folder->path()));
        session.openTrace(path);
        QTRY_COMPARE(session.state().result_count(), std::size_t{5000});
        QVERIFY(!session.isReading());
        QCOMPARE(session.origin(), Session::Origin::File);
        QCOMPARE(session.now(), session.state().summary().last);
        // Some quiet ticks, then none: the trace has its end, so not even its writer is asked for.
        QTRY_VERIFY_WITH_TIMEOUT(session.isAtRest(), 20'000);
    }

    void aFileThatGrowsWakesASleepingSession() {
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        trace.flush();
        Session session(Places(m_folder->path()));
        session.openTrace(path);
        QTRY_VERIFY(session.state().summary().configuration.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(session.isAsleep(), 20'000);
        const WorkerId worker = trace.start_worker(0);
        trace.flush();
        QTRY_COMPARE(session.state().workers().size(), std::size_t{1});
        trace.end_worker(worker, EndCause::Closed);
        trace.flush();
        QTRY_VERIFY(session.state().workers()[0].ended.has_value());
    }

    void whatIsNoTraceIsSaidSo() {
        const QString path = m_folder->filePath(QStringLiteral("no-trace"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4096, 'x'));
        file.close();
        Session session(Places(m_folder->path()));
        QSignalSpy notices(&session, &Session::noticed);
        session.openTrace(path);
        QTRY_COMPARE(notices.count(), 1);
        QCOMPARE(notices[0][0].value<Notice>().weight, Notice::Weight::Error);
        QCOMPARE(session.origin(), Session::Origin::Nothing);
        session.openTrace(m_folder->filePath(QStringLiteral("missing")));
        QCOMPARE(notices.count(), 2);
    }

    void aFileWithoutAPoolIsSaidSoOnce() {
        const QString path = m_folder->filePath(QStringLiteral("empty.trace"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Session session(Places(m_folder->path()));
        QSignalSpy notices(&session, &Session::noticed);
        session.openTrace(path);
        QTRY_COMPARE(notices.count(), 1);
        QCOMPARE(notices[0][0].value<Notice>().text, QStringLiteral("empty.trace holds no pool."));
        const quint64 before = session.ticks();
        QTRY_VERIFY(session.isAsleep() || session.ticks() > before + 3);
        QCOMPARE(notices.count(), 1);
    }

    void whileAPoolIdlesTimePassesOnceASecond() {
        Session session{Places(m_folder->path())};
        openPool(session);
        QTRY_VERIFY_WITH_TIMEOUT(session.isAsleep(), 20'000);
        const Time last = session.state().summary().last;
        QVERIFY(session.now() > last);
        QSignalSpy passed(&session, &Session::timePassed);
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT(passed.count() >= 2, 20'000);
        QVERIFY2(clock.elapsed() >= 900, "idle must stay cheap");
        QVERIFY(passed[1][0].value<Time>() - passed[0][0].value<Time>() > 500'000'000);
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
        QCOMPARE(session.now(), session.state().summary().last);
    }

    void aPoolThatIdlesUnseenIsLeftAloneUntilItHasWork() {
        Session session{Places(m_folder->path())};
        openPool(session);
        QTRY_VERIFY_WITH_TIMEOUT(session.isAsleep(), 20'000);
        session.setAttention(Session::Attention::Hidden);
        QTRY_VERIFY_WITH_TIMEOUT(session.isAtRest(), 20'000);
        session.submit(squares(1, 1).batches[0]);
        QTRY_COMPARE_WITH_TIMEOUT(session.state().result_count(), std::size_t{1}, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(session.isAtRest(), 20'000);
        const quint64 before = session.ticks();
        session.setAttention(Session::Attention::Unfocused);
        QTRY_VERIFY_WITH_TIMEOUT(session.ticks() > before, 20'000);
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
    }

    void aHostThatCannotBeStartedIsSaidSo() {
        Session session(Places(m_folder->path()), m_folder->filePath(QStringLiteral("no-such-host")));
        QSignalSpy notices(&session, &Session::noticed);
        QCOMPARE(session.start(squares(1, 1), AfterBatches::Close), quint64{0});
        QCOMPARE(notices.count(), 1);
        QVERIFY(notices[0][0].value<Notice>().detail.contains(QStringLiteral("no-such-host")));
        QVERIFY(!session.hasHost());
    }

    void withoutAPoolCommandsAreRefused() {
        Session session(Places(m_folder->path()));
        QSignalSpy notices(&session, &Session::noticed);
        QCOMPARE(session.close(), quint64{0});
        QCOMPARE(session.kill(WorkerId{1}, SIGKILL), quint64{0});
        QCOMPARE(notices.count(), 2);
    }

    void aScenarioRunsToItsEndAndItsHostGoes() {
        Session session{Places(m_folder->path())};
        QSignalSpy notices(&session, &Session::noticed);
        QVERIFY(session.start(squares(2, 20), AfterBatches::Close) != 0);
        QVERIFY(session.hasHost());
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 30'000);
        QCOMPARE(session.state().summary().phase, trace::PoolPhase::Ended);
        QCOMPARE(session.state().result_count(), std::size_t{20});
        const ResultRow row = session.state().result(0);
        const ItemValue value = session.values().result(session.state().task(row.task), row.position, 100);
        QCOMPARE(value.text, QString::number(row.item * row.item));
        QCOMPARE(notices.count(), 0);
    }

    void aTraceThatCannotBeWrittenIsToldOfAndTheRunEndsAllTheSame_data() {
        QTest::addColumn<AfterBatches>("after");
        QTest::newRow("closed by itself") << AfterBatches::Close;
        QTest::newRow("kept open") << AfterBatches::KeepOpen;
    }
    void aTraceThatCannotBeWrittenIsToldOfAndTheRunEndsAllTheSame() {
        QFETCH(AfterBatches, after);
        Session session{Places(m_folder->path())};
        QSignalSpy notices(&session, &Session::noticed);
        Scenario scenario = squares(2, 500);
        scenario.faults.faults.push_back({.action = FaultAction::FillDisk, .bytes = 4000});
        QVERIFY(session.start(scenario, after) != 0);
        QTRY_VERIFY_WITH_TIMEOUT(session.state().summary().recording_stopped.has_value(), 20'000);
        QTRY_COMPARE(notices.count(), 1);
        const Notice notice = notices[0][0].value<Notice>();
        QVERIFY2(notice.text.contains(QStringLiteral("No space left on device")), qPrintable(notice.text));
        // Nothing grows that nobody knows of.
        QCOMPARE(session.now(), session.state().summary().last);
        if (after == AfterBatches::KeepOpen) {
            QVERIFY(session.hasHost());
            session.close();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 30'000);
        QVERIFY(!session.state().summary().host_gone);
        QCOMPARE(notices.count(), 1);
        StatusLine status(session);
        QVERIFY2(status.text().contains(QStringLiteral("when the recording stopped")), qPrintable(status.text()));
    }

    void aRefusedScenarioAnswersWithTheReason() {
        Session session{Places(m_folder->path())};
        Scenario wrong = squares(1, 1);
        wrong.batches[0].function = "sqare";
        QSignalSpy replies(&session, &Session::replied);
        const quint64 id = session.start(wrong, AfterBatches::Close);
        QTRY_VERIFY_WITH_TIMEOUT(!replies.isEmpty(), 20'000);
        const Reply reply = replies[0][0].value<Reply>();
        QCOMPARE(reply.id, id);
        QVERIFY(!reply.isGood);
        QVERIFY2(reply.errorMessage.contains(QStringLiteral("sqare")), qPrintable(reply.errorMessage));
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
    }

    void aPoolIsKeptOpenTakesBatchesAndIsClosed() {
        Session session{Places(m_folder->path())};
        openPool(session);
        QSignalSpy replies(&session, &Session::replied);
        const quint64 joined = session.join();
        QTRY_VERIFY_WITH_TIMEOUT(!replies.isEmpty(), 20'000);
        QCOMPARE(replies.last()[0].value<Reply>().id, joined);
        QCOMPARE(replies.last()[0].value<Reply>().errorMessage, QStringLiteral("Pool is still running"));
        session.submit(squares(1, 1).batches[0]);
        QTRY_COMPARE_WITH_TIMEOUT(session.state().result_count(), std::size_t{1}, 20'000);
        session.close();
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
        QCOMPARE(session.state().summary().phase, trace::PoolPhase::Ended);
    }

    void leavingEndsTheHostUnlessItIsToBeKept() {
        qint64 pid = 0;
        {
            Session session{Places(m_folder->path())};
            openPool(session);
            pid = session.state().summary().host_pid;
            QVERIFY(!isGone(pid));
        }
        QTRY_VERIFY_WITH_TIMEOUT(isGone(pid), 20'000);

        QString folder;
        {
            Session session{Places(m_folder->path())};
            session.setOnLeaving(Session::OnLeaving::KeepHost);
            openPool(session);
            pid = session.state().summary().host_pid;
            folder = folderOf(session);
        }
        // One that ends because its client has left takes no batches any more.
        Session again{Places(m_folder->path())};
        QVERIFY(again.attach(folder));
        QTRY_VERIFY_WITH_TIMEOUT(again.takesBatches(), 20'000);
        QVERIFY(!isGone(pid));
        again.stop();
        QTRY_VERIFY_WITH_TIMEOUT(isGone(pid), 20'000);
    }

    void leavingEndsTheHostInOrderAlthoughAnotherWindowIsAttached() {
        auto owner = std::make_unique<Session>(Places(m_folder->path()));
        openPool(*owner);
        Session guest{Places(m_folder->path())};
        QVERIFY(guest.attach(folderOf(*owner)));
        QTRY_VERIFY_WITH_TIMEOUT(guest.takesBatches(), 20'000);
        owner.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!guest.hasHost(), 20'000);
        QCOMPARE(guest.state().summary().phase, trace::PoolPhase::Ended);
        QVERIFY(!guest.state().summary().host_gone);
    }

    void aKeptPoolThatIsNoLongerToBeKept_isNotEndedByTheWayWithoutAWord() {
        QString folder;
        {
            Session starter{Places(m_folder->path())};
            starter.setOnLeaving(Session::OnLeaving::KeepHost);
            openPool(starter);
            folder = folderOf(starter);
        }
        Session session{Places(m_folder->path())};
        QVERIFY(session.attach(folder));
        QTRY_VERIFY_WITH_TIMEOUT(session.takesBatches(), 20'000);
        QVERIFY(!session.endsPoolByLeaving());
        session.setOnLeaving(Session::OnLeaving::KeepHost);
        QVERIFY(!session.endsPoolByLeaving());
        session.setOnLeaving(Session::OnLeaving::EndHost);
        QVERIFY(session.endsPoolByLeaving());
        PoolGuard guard(session);
        QSignalSpy asked(&guard, &PoolGuard::noticed);
        bool isDone = false;
        guard.pass(QStringLiteral("Detach"), [&isDone] { isDone = true; });
        QVERIFY(!isDone);
        QCOMPARE(asked.count(), 1);
        asked[0][0].value<Notice>().actions.at(0).act();
        QVERIFY(isDone);
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
    }

    void aPoolOfAnotherWindow_isLeftFreelyUntilThatWindowHasGoneWithoutAWord() {
        const QString folder = Places(m_folder->path()).newRunFolder();
        QProcess window;  // of which only that it started the host matters
        window.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("\"$0\" --run-folder \"$1\" --when-alone terminate & wait"),
                                                 QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope-host"), folder});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + QStringLiteral("/host.sock")), 20'000);
        HostClient starter = HostClient::attach(folder.toStdString());
        starter.start(squares(1, 1), AfterBatches::KeepOpen);
        Session session{Places(m_folder->path())};
        QVERIFY(session.attach(folder));
        QTRY_VERIFY_WITH_TIMEOUT(session.takesBatches(), 20'000);
        QVERIFY(!session.endsPoolByLeaving());
        window.kill();
        QVERIFY(window.waitForFinished(20'000));
        QTRY_VERIFY_WITH_TIMEOUT(session.endsPoolByLeaving(), 20'000);
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
    }

    void aKilledHostIsSaidSo() {
        Session session{Places(m_folder->path())};
        QSignalSpy notices(&session, &Session::noticed);
        openPool(session);
        ::kill(session.state().summary().host_pid, SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!session.hasHost(), 20'000);
        QCOMPARE(notices.count(), 1);
        QCOMPARE(notices[0][0].value<Notice>().weight, Notice::Weight::Error);
        QTRY_VERIFY_WITH_TIMEOUT(session.state().summary().host_gone, 20'000);
        for (const WorkerLife& worker : session.state().workers())
            QCOMPARE(worker.cause, std::optional(EndCause::HostGone));
    }

    void anOpenedTraceThatBrokeOff_showsItsWorkersGoneWithTheHost() {
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            trace.start_worker(0);
            trace.flush();
        }
        Session session(Places(m_folder->path()));
        session.openTrace(path);
        QTRY_VERIFY(session.state().summary().host_gone);
        QCOMPARE(session.state().workers().at(0).cause, std::optional(EndCause::HostGone));
        QVERIFY(!session.hasPool());
    }

    void aTraceThatBrokeOffIsSaidSo() {
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            trace.start_worker(0);
            trace.flush();
        }
        Session session(Places(m_folder->path()));
        QSignalSpy notices(&session, &Session::noticed);
        session.openTrace(path);
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY(notices[0][0].value<Notice>().text.contains(QStringLiteral("broke off")));
    }

    void aWriterThatEndsWithoutAWordIsNoticedAlthoughTheFileDoesNotChange() {
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        auto trace = std::make_unique<TraceBuilder>(path.toStdString());
        trace->begin_run(1);
        trace->start_worker(0);
        trace->flush();
        Session session(Places(m_folder->path()));
        session.openTrace(path);
        QTRY_COMPARE(session.state().workers().size(), std::size_t{1});
        QTRY_VERIFY_WITH_TIMEOUT(session.isAsleep(), 20'000);
        QVERIFY(!session.state().summary().host_gone);
        trace.reset();
        QTRY_VERIFY_WITH_TIMEOUT(session.state().summary().host_gone, 20'000);
    }

    void recordsThatContradictAreCountedAndSaid() {
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0);
            trace.end_worker(worker, EndCause::Closed);
            trace.end_worker(worker, EndCause::Closed);  // nobody dies twice
            trace.end_run();
            trace.flush();
        }
        Session session(Places(m_folder->path()));
        QSignalSpy notices(&session, &Session::noticed);
        session.openTrace(path);
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY2(notices[0][0].value<Notice>().text.contains(QStringLiteral("contradict what went before, and were not believed: 1.")),
                 qPrintable(notices[0][0].value<Notice>().text));
        StatusLine status(session);
        QVERIFY2(status.text().contains(QStringLiteral("contradictions: 1")), qPrintable(status.text()));
    }

private:
    static QString folderOf(const Session& session) { return session.tracePath().left(session.tracePath().lastIndexOf(u'/')); }

    /// A pool of one worker that waits for batches.
    static void openPool(Session& session) {
        Scenario open = squares(1, 1);
        open.batches.clear();
        session.start(open, AfterBatches::KeepOpen);
        QTRY_VERIFY_WITH_TIMEOUT(session.takesBatches(), 20'000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestSession)
#include "tst_session.moc"
