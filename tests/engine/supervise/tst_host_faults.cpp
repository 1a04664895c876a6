// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>

#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "functions.h"
#include "pool_test.h"
#include "supervised_run.h"

using namespace poolscope;
using namespace poolscope::tests;
using trace::ItemOutcome;
namespace mb = misbehaving;

namespace {

supervise::PoolConfiguration pool_of(std::uint32_t processes, std::vector<Fault> faults) {
    supervise::PoolConfiguration configuration;
    configuration.processes = processes;
    configuration.context = row_context();
    configuration.faults = {11, std::move(faults)};
    return configuration;
}

std::vector<Call> squares(int count) {
    std::vector<Call> result;
    for (int i = 0; i < count; ++i) result.push_back(call(mb::square, i));
    return result;
}

void add_refusal_rows(std::initializer_list<const char*> methods) {
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("error");
    for (const char* method : methods)
        for (const int error : {EAGAIN, ENOMEM, EMFILE}) QTest::addRow("%s %s", method, strerrorname_np(error)) << method << error;
}

}  // namespace

/// The faults of a plan that the host brings about: refused starts, lanes that nobody empties, a full disk; over the three start methods.
class HostFaults : public QObject {
    Q_OBJECT

private slots:
    // A fork server answers when the pool exists already.
    void startRefusedAtConstruction_isRolledBackNamingTheReason_data() { add_refusal_rows({"fork", "spawn"}); }
    void startRefusedAtConstruction_isRolledBackNamingTheReason() {
        QFETCH(int, error);
        const Leftovers leftovers;
        for (const std::uint64_t nth : {1, 3}) {
            try {
                SupervisedRun run(pool_of(3, {{.action = FaultAction::Refuse, .nth = nth, .error_number = error}}));
                QFAIL("nothing was thrown");
            } catch (const SystemError& refused) {
                QVERIFY2(std::string(refused.what()).find(strerrorname_np(error)) != std::string::npos, refused.what());
                QCOMPARE(refused.error_number(), error);
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void forkServerThatIsRefusedEveryStart_breaksThePoolNamingTheReason_data() { add_refusal_rows({"forkserver"}); }
    void forkServerThatIsRefusedEveryStart_breaksThePoolNamingTheReason() {
        QFETCH(int, error);
        const Leftovers leftovers;
        {
            PoolOptions options{.processes = 2, .context = get_context("forkserver")};
            options.faults.faults.push_back({.action = FaultAction::Refuse, .nth = 0, .error_number = error});
            CheckedPool pool(options);
            try {
                static_cast<void>(pool.apply_async(mb::square, 2).get(kPatience));
                QFAIL("nothing was thrown");
            } catch (const BrokenPoolError& broken) {
                QVERIFY2(std::string(broken.what()).find(strerrorname_np(error)) != std::string::npos, broken.what());
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void startsRefusedLater_areTriedAgainAndTheWorkGoesOn_data() { add_refusal_rows({"fork", "spawn", "forkserver"}); }
    void startsRefusedLater_areTriedAgainAndTheWorkGoesOn() {
        QFETCH(int, error);
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::Kill, .at = FaultPoint::Task, .worker = 1, .nth = 2},
                                          {.action = FaultAction::Refuse, .nth = 3, .times = 4, .error_number = error}}));
            std::vector<Call> calls;
            for (int i = 0; i < 30; ++i) calls.push_back(call(mb::slow_square, i));
            const std::size_t batch = run.submit(std::move(calls));
            QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
            int lost = 0;
            for (const ItemEnd& end : run.ends(batch)) lost += *end.outcome == ItemOutcome::Lost ? 1 : 0;
            QCOMPARE(lost, 1);
            // The pool has its size again.
            QVERIFY(run.wait_until([&] { return run.all<trace::WorkerReady>().size() == 3; }));
            FINISH_SOUNDLY(run);
            int refused = 0;
            for (const auto& ended : run.all<trace::WorkerEnded>()) {
                if (ended.cause != EndCause::NotStarted) continue;
                ++refused;
                QVERIFY2(ended.message.find(strerrorname_np(error)) != std::string::npos, ended.message.c_str());
            }
            QCOMPARE(refused, 4);
            QVERIFY(run.was_told("fault 2 of the plan: start 3 of a worker"));
            QVERIFY(run.was_told("fault 2 of the plan: start 6 of a worker"));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void firstStartsRefusedByTheForkServer_areTriedAgain() {
        const Leftovers leftovers;
        {
            supervise::PoolConfiguration configuration;
            configuration.processes = 2;
            configuration.context = get_context("forkserver");
            configuration.faults.faults = {{.action = FaultAction::Refuse, .nth = 1, .times = 5, .error_number = EAGAIN}};
            SupervisedRun run(configuration);
            const std::size_t batch = run.submit(squares(10));
            QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
            FINISH_SOUNDLY(run);
            for (const ItemEnd& end : run.ends(batch)) QCOMPARE(int(*end.outcome), int(ItemOutcome::Done));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void fullLane_holdsUpItsWorkerAlone_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("size");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int size : {10, 20'000, 1'000'000}) QTest::addRow("%s results of %d bytes", method, size) << method << size;
    }
    void fullLane_holdsUpItsWorkerAlone() {
        QFETCH(int, size);
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::FullLane, .worker = 1, .nth = 2, .duration = std::chrono::milliseconds(250)}}));
            std::vector<Call> calls;
            for (int i = 0; i < 40; ++i) calls.push_back(call(mb::bytes_of, std::uint64_t(size)));
            const std::size_t batch = run.submit(std::move(calls), 5);
            const auto of_first = [&] {
                const auto& ends = run.ends(batch);
                return std::count_if(ends.begin(), ends.end(), [](const ItemEnd& end) { return end.worker == WorkerId{1}; });
            };
            // From the fault on nothing of that worker is taken for so long.
            std::optional<trace::Time> held;
            QVERIFY(run.wait_until([&] {
                for (const trace::Record& record : run.records())
                    if (const auto* told = std::get_if<trace::Message>(&record.body); told != nullptr && told->text.starts_with("fault 1 of the plan: "))
                        held = record.time;
                return held || run.batch_has_ended(batch);
            }));
            const auto before = of_first();
            QVERIFY(run.wait_until([&] { return of_first() != before || run.batch_has_ended(batch); }));
            if (held && of_first() != before) QVERIFY(base::now_ns() - *held >= 250'000'000);
            FINISH_SOUNDLY(run);
            for (const ItemEnd& end : run.ends(batch)) {
                QCOMPARE(end.told, 1);
                QCOMPARE(decode_value<std::vector<std::uint8_t>>(end.value).size(), std::size_t(size));
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void fullDisk_stopsTheTraceAndNotThePool_data() { add_start_method_rows(); }
    void fullDisk_stopsTheTraceAndNotThePool() {
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::FillDisk, .bytes = 3000}}));
            const std::size_t batch = run.submit(squares(200));
            QVERIFY(run.finish());
            for (const ItemEnd& end : run.ends(batch)) QCOMPARE(int(*end.outcome), int(ItemOutcome::Done));
            QVERIFY(run.was_told("fault 1 of the plan: the disk under the trace is full 3000 bytes from here"));
            QVERIFY(run.all<trace::TaskEnded>().size() < 200);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void fullDiskUnderTheTraceOfALibrarysPool_isToldOnceOnStandardError() {
        const QTemporaryDir folder;
        const std::string words = folder.filePath("words").toStdString();
        const int kept = ::dup(STDERR_FILENO);
        const int file = ::open(words.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        QVERIFY(kept >= 0 && file >= 0);
        ::dup2(file, STDERR_FILENO);
        {
            PoolOptions options{.processes = 1, .trace = folder.filePath("trace").toStdString()};
            options.faults.faults.push_back({.action = FaultAction::FillDisk, .bytes = 500});
            Pool pool(options);
            for (int i = 0; i < 50; ++i) static_cast<void>(pool.apply(mb::square, i));
            pool.close();
            pool.join();
        }
        ::dup2(kept, STDERR_FILENO);
        ::close(kept);
        QFile told(QString::fromStdString(words));
        QVERIFY(told.open(QIODevice::ReadOnly));
        const QByteArray text = told.readAll();
        ::close(file);
        QVERIFY2(text.count("poolscope: the trace in ") == 1 && text.contains("No space left on device"), text.constData());
    }

    void deathBehindAFullLane_losesOneItem_data() { add_start_method_rows(); }
    void deathBehindAFullLane_losesOneItem() {
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(1, {{.action = FaultAction::FullLane, .worker = 1, .nth = 2, .duration = std::chrono::seconds(600)},
                                          {.action = FaultAction::Abort, .at = FaultPoint::Writing, .worker = 1, .nth = 2}}));
            const std::size_t batch = run.submit(squares(9), 3);
            FINISH_SOUNDLY(run);
            for (std::size_t i = 0; i < 9; ++i)
                QCOMPARE(int(*run.ends(batch)[i].outcome), int(i == 3 ? ItemOutcome::Lost : ItemOutcome::Done));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void terminateWithAFullLaneAndAStoppedWorker_ends_data() { add_start_method_rows(); }
    void terminateWithAFullLaneAndAStoppedWorker_ends() {
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::FullLane, .slot = 0, .nth = 1, .duration = std::chrono::seconds(600)},
                                          {.action = FaultAction::Stop, .at = FaultPoint::Reading, .slot = 1, .nth = 1}}));
            const std::size_t batch = run.submit(squares(50));
            QVERIFY(run.wait_until([&] { return run.was_told("fault 2 of the plan") && run.was_told("fault 1 of the plan"); }));
            run.supervisor().terminate();
            FINISH_SOUNDLY(run);
            QVERIFY(run.batch_has_ended(batch));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(HostFaults)
#include "tst_host_faults.moc"
