// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <atomic>
#include <cstring>
#include <fstream>
#include <random>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poolscope/value.h>

#include "base/posix_error.h"
#include "lane/bell.h"
#include "lane/host_lane.h"
#include "lane/worker_lane.h"
#include "under_valgrind.h"
#endif

using namespace poolscope;
using namespace poolscope::lane;

/// Both ends of a lane in one process: what crosses it, what is taken back, and what a broken worker can write into it.
class LaneTest : public QObject {
    Q_OBJECT

    static base::UniqueFd copy(int fd) { return base::UniqueFd(fcntl(fd, F_DUPFD_CLOEXEC, 0)); }
    static WorkerLane worker_end(const HostLane& host, const HostBell& bell) {
        return WorkerLane(copy(host.memory_fd()), WorkerBell(copy(bell.memory_fd()), copy(bell.event_fd())));
    }
    static std::vector<std::byte> bytes(std::size_t size, unsigned seed) {
        std::mt19937 random(seed);
        std::vector<std::byte> result(size);
        for (std::byte& each : result) each = std::byte(random() & 0xff);
        return result;
    }
    /// A second mapping of the lane's memory: what a worker gone mad writes through.
    static Header& header_of(const base::SharedMemory& memory) { return *reinterpret_cast<Header*>(memory.data()); }

private slots:
    void messages_arriveWholeAndInOrder() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        host.send_setup(bytes(100, 1));
        host.send_function(7, "square");
        host.send_task(1, {7, 3, 1, 1, 0, 0, 0}, bytes(50, 2));
        host.send_quit();
        host.pump();
        TaskMessage message;
        worker.receive(message);
        QCOMPARE(int(message.kind), int(TaskKind::Setup));
        QVERIFY(message.payload == bytes(100, 1));
        worker.receive(message);
        QCOMPARE(message.number, std::uint64_t{7});
        worker.receive(message);
        QCOMPARE(int(message.kind), int(TaskKind::Task));
        QCOMPARE(message.payload.size(), sizeof(TaskHead) + 50);
        worker.receive(message);
        QCOMPARE(int(message.kind), int(TaskKind::Quit));
        worker.send(ResultKind::Hello, 42);
        worker.send(ResultKind::Item, 1, bytes(33, 3));
        ResultMessage result;
        QVERIFY(host.receive(result));
        QCOMPARE(result.number, std::uint64_t{42});
        QVERIFY(host.receive(result));
        QVERIFY(result.payload == bytes(33, 3));
        QVERIFY(!host.receive(result));
        QVERIFY(!host.damaged());
    }

    /// What is there already follows what came before it without a pause: the worker spares a look at the clock.
    void receive_saysWhetherItWaited() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        TaskMessage message;
        host.send_function(7, "square");
        host.pump();
        QVERIFY(!worker.receive(message));
        std::atomic<bool> waited{false};
        bell.going_to_sleep();
        std::jthread other([&] { waited = worker.receive(message); });
        pollfd rings{bell.event_fd(), POLLIN, 0};
        const int rang = poll(&rings, 1, 10'000);  // it does so before it sleeps
        host.send_quit();
        host.pump();
        other.join();
        QCOMPARE(rang, 1);
        QVERIFY(waited);
    }

    void valuesLargerThanTheRing_streamThroughInBothDirections() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        const std::vector<std::byte> large = bytes(3'000'001, 4);
        std::thread other([&] {
            TaskMessage message;
            worker.receive(message);
            worker.send(ResultKind::Item, 1, message.payload);
            worker.ring();
        });
        host.send_setup(large);
        ResultMessage result;
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        bool got = false;
        while (!got && std::chrono::steady_clock::now() < deadline) {
            bell.going_to_sleep();
            host.pump();
            got = host.receive(result);
            host.release();
            if (got || host.has_news()) continue;
            pollfd watched{bell.event_fd(), POLLIN, 0};
            poll(&watched, 1, 1000);
            bell.awake();
            bell.silence();
        }
        other.join();
        QVERIFY(got);
        QVERIFY(result.payload == large);
    }

    void manySmallTasks_wrapAroundTheRing() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        TaskMessage message;
        ResultMessage result;
        for (std::uint64_t sequence = 1; sequence <= 20'000; ++sequence) {
            host.send_task(sequence, {1, 1, 1, 1, 0, 0, 0}, bytes(sequence % 61, unsigned(sequence)));
            host.pump();
            worker.receive(message);
            QCOMPARE(message.number, sequence);
            QVERIFY(worker.claim(sequence));
            worker.send(ResultKind::Results, sequence, std::span(message.payload).subspan(sizeof(TaskHead)));
            QVERIFY(host.receive(result));
            host.release();
            QVERIFY(result.payload == bytes(sequence % 61, unsigned(sequence)));
        }
    }

    void valuesOfADeadWorker_areReadFromItsLedger() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        ResultMessage message;
        host.send_task(1, {1, 9, 1, 1, 0, 0, 0}, {});
        host.pump();
        QVERIFY(!host.begun_at(1));
        QVERIFY(worker.claim(1));
        worker.begin(1, 1234);
        QVERIFY(host.begun_at(1) == std::int64_t{1234});
        QVERIFY(!host.begun_at(2));
        QVERIFY(worker.note_value(encode_value(10)));
        QVERIFY(worker.note_value(encode_value(11)));
        QCOMPARE(host.items_done(1, 0), 2u);
        QVERIFY(!host.receive(message));
        QVERIFY(host.take_ledger(1, 0, message));
        QCOMPARE(message.number, std::uint64_t{1});
        ResultsHead head{};
        std::memcpy(&head, message.payload.data(), sizeof head);
        QCOMPARE(head.items, 2u);
        QCOMPARE(head.started, std::int64_t{1234});
        QCOMPARE(head.ended, std::int64_t{0});
        ValueReader values(std::span<const std::byte>(message.payload).subspan(sizeof head));
        QCOMPARE(values.integer<int>(), 10);
        QCOMPARE(values.integer<int>(), 11);
        QVERIFY(values.at_end());
        // What was sent is not taken a second time, and what came after it is.
        worker.tell_results(1, 1234, 0);
        QVERIFY(host.receive(message));
        QVERIFY(!host.take_ledger(1, 2, message));
        QVERIFY(worker.note_value(encode_value(12)));
        QCOMPARE(host.items_done(1, 2), 3u);
        QVERIFY(!host.take_ledger(2, 0, message));
        QVERIFY(host.take_ledger(1, 2, message));
        QCOMPARE(decode_value<int>(std::span<const std::byte>(message.payload).subspan(sizeof head)), 12);
        // Sent and received, though the worker did not come to empty it.
        QVERIFY(!host.take_ledger(1, 3, message));
        QVERIFY(!host.damaged());
    }

    void bareNumbersOfADeadWorker_areReadFromItsLedger() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        ResultMessage message;
        worker.begin(1, 1);
        detail::NumberCalls calls = worker.room_for_numbers(PackedKind::I16);
        QCOMPARE(calls.calls, std::uint32_t(kLedgerBytes / 2));
        for (const std::int16_t number : {std::int16_t{5}, std::int16_t{-6}, std::int16_t{7}}) {
            std::memcpy(calls.results, &number, sizeof number);
            calls.results += sizeof number;
            calls.told->store(calls.state += calls.step);
        }
        QCOMPARE(host.items_done(1, 0), 3u);
        // The first was received, in a message of which this host knows.
        QVERIFY(host.take_ledger(1, 1, message));
        ResultsHead head{};
        std::memcpy(&head, message.payload.data(), sizeof head);
        QCOMPARE(head.items, 2u);
        QCOMPARE(head.kind, static_cast<std::uint32_t>(PackedKind::I16));
        const detail::ValueRow row{head.items, std::span<const std::byte>(message.payload).subspan(sizeof head), PackedKind::I16};
        QVERIFY(row.is_sound());
        detail::ValueRowReader values(row);
        QCOMPARE(decode_value<int>(values.next()), -6);
        QCOMPARE(decode_value<int>(values.next()), 7);
        header_of(host.memory()).ledger_kind.store(77);
        QVERIFY(!host.take_ledger(1, 0, message));
        QVERIFY(host.damaged());
    }

    void rowOfNumbers_isSoundOnlyWithItsBytesForEach() {
        const std::vector<std::byte> eight(8);
        QVERIFY((detail::ValueRow{2, eight, PackedKind::I32}.is_sound()));
        QVERIFY(!(detail::ValueRow{3, eight, PackedKind::I32}.is_sound()));
        QVERIFY(!(detail::ValueRow{1, eight, PackedKind::I32}.is_sound()));
        QVERIFY(!(detail::ValueRow{8, eight, static_cast<PackedKind>(99)}.is_sound()));
        QVERIFY(!(detail::ValueRow{UINT32_MAX, eight, PackedKind::I64}.is_sound()));
    }

    void lentArguments_areSentFromWhereTheyLieUntilTheyAreKept() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        std::vector<std::byte> lent = bytes(3 * kTaskRingBytes, 5);
        const std::vector<std::byte> expected = lent;
        host.send_task(1, {1, 1, 1, 1, 0, 0, 0}, lent, true);
        host.send_task(2, {1, 1, 1, 1, 0, 0, 0}, lent, true);
        host.pump();  // a piece of the first one goes
        std::thread reader([&worker, &expected] {
            TaskMessage message;
            for (int task = 1; task <= 2; ++task) {
                worker.receive(message);
                if (!std::equal(expected.begin(), expected.end(), message.payload.begin() + sizeof(TaskHead), message.payload.end())) abort();
            }
        });
        host.keep_lent();
        std::fill(lent.begin(), lent.end(), std::byte{0});
        while (host.has_backlog()) host.pump();
        reader.join();
        QVERIFY(!host.has_backlog());
    }

    void ledgerThatLies_isFoundDamaged() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        ResultMessage message;
        worker.begin(1, 1);
        QVERIFY(worker.note_value(encode_value(1)));
        header_of(host.memory()).ledger_state.store(std::uint64_t{1} << 32 | 0xffff'ffff);
        QVERIFY(!host.take_ledger(1, 0, message));
        QVERIFY(host.damaged());
    }

    void fullLedger_takesNoMoreUntilItIsSent() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        const std::vector<std::byte> value(kLedgerBytes / 2);
        worker.begin(1, 1);
        QVERIFY(worker.note_value(value));
        QVERIFY(worker.note_value(value));
        QVERIFY(!worker.note_value(bytes(1, 1)));
        QCOMPARE(worker.values_noted(), 2u);
        worker.tell_results(1, 1, 0);
        QVERIFY(worker.note_value(bytes(1, 1)));
    }

    void withdrawnTask_isNeverBegunAndABegunOneNeverWithdrawn() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        host.send_task(1, {1, 1, 1, 1, 0, 0, 0}, {});
        host.send_task(2, {1, 1, 1, 1, 0, 0, 0}, {});
        host.pump();
        QVERIFY(host.withdraw(2));
        QVERIFY(!host.withdraw(2));
        QVERIFY(worker.claim(1));
        QVERIFY(!host.withdraw(1));
        QVERIFY(host.is_begun(1));
        QVERIFY(!worker.claim(2));
        QVERIFY(!host.is_begun(2));
    }

    void sleepingHost_isRungAndAnAwakeOneIsNot() {
        HostBell bell;
        HostLane host(1);
        WorkerLane worker = worker_end(host, bell);
        pollfd watched{bell.event_fd(), POLLIN, 0};
        worker.ring();
        QCOMPARE(poll(&watched, 1, 0), 0);
        bell.going_to_sleep();
        worker.ring();
        QCOMPARE(poll(&watched, 1, 0), 1);
        bell.awake();
        bell.silence();
        worker.ring();
        QCOMPARE(poll(&watched, 1, 0), 0);
    }

    void worker_cannotWriteTheDoorbell() {
        HostBell bell;
        QVERIFY_THROWS_EXCEPTION(SystemError, static_cast<void>(base::SharedMemory::open(copy(bell.memory_fd()), kDoorbellBytes,
                                                                                        base::SharedMemory::Access::ReadWrite)));
    }

    void worker_cannotTruncateTheLane() {
        HostLane host(1);
        QVERIFY(ftruncate(host.memory_fd(), 0) != 0);
        QVERIFY(ftruncate(host.memory_fd(), off_t(kLaneBytes) * 2) != 0);
    }

    void nonsenseInTheResultRing_damagesTheLaneAndNothingElse_data() {
        QTest::addColumn<quint64>("tail");
        QTest::addColumn<quint32>("size");
        QTest::addColumn<quint16>("kind");
        QTest::newRow("tail far ahead") << quint64(1) << quint32(0) << quint16(2);
        QTest::newRow("tail past the ring") << quint64(kResultRingBytes + 8) << quint32(0) << quint16(2);
        QTest::newRow("tail at the end of time") << ~quint64(0) << quint32(0) << quint16(2);
        QTest::newRow("frame longer than what is there") << quint64(64) << quint32(1000) << quint16(2);
        QTest::newRow("frame of 4 GiB") << quint64(64) << ~quint32(0) << quint16(2);
        QTest::newRow("unknown kind 0") << quint64(64) << quint32(8) << quint16(0);
        QTest::newRow("unknown kind 99") << quint64(64) << quint32(8) << quint16(99);
    }
    void nonsenseInTheResultRing_damagesTheLaneAndNothingElse() {
        QFETCH(quint64, tail);
        QFETCH(quint32, size);
        QFETCH(quint16, kind);
        HostLane host(1);
        const FrameHead head{size, kind, 0, 0};
        std::memcpy(host.memory().data() + kHeaderBytes + kTaskRingBytes, &head, sizeof head);
        header_of(host.memory()).result_tail.store(tail);
        ResultMessage result;
        QVERIFY(!host.receive(result));
        QVERIFY(host.damaged());
        QVERIFY(!host.has_news());
    }

    void frameThatMakesAMessageTooLarge_isRefusedBeforeItTakesMemory() {
        HostLane host(1);
        const FrameHead head{64, 2, 0, 0};
        std::memcpy(host.memory().data() + kHeaderBytes + kTaskRingBytes, &head, sizeof head);
        header_of(host.memory()).result_tail.store(sizeof head + head.size);
        RingReader reader(result_ring(host.memory().data()));
        FrameHead taken{};
        std::vector<std::byte> payload(37);
        QCOMPARE(int(reader.next(taken, payload, 100)), int(RingReader::State::Damaged));
        QCOMPARE(payload.size(), std::size_t{37});
        QCOMPARE(int(reader.next(taken, payload, 101)), int(RingReader::State::Frame));
        QCOMPARE(payload.size(), std::size_t{101});
    }

    // In a process of its own, which has memory for some of the pieces of an endless message.
    void messageThatTakesAllMemory_damagesTheLaneAndNothingElse() {
        SKIP_UNDER_VALGRIND("it ends the program where the memory that a limit leaves is used up");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer ends the program where new throws");
#endif
        const pid_t child = fork();
        if (child == 0) {
            HostLane host(1);
            const RingMemory ring = result_ring(host.memory().data());
            RingWriter writer(ring);
            const std::vector<std::byte> piece(kResultRingBytes / 2);
            std::size_t pages = 0;
            std::ifstream("/proc/self/statm") >> pages;
            const rlim_t most = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + (std::size_t{128} << 20);
            const rlimit little{most, most};
            if (pages == 0 || setrlimit(RLIMIT_AS, &little) != 0) _exit(3);
            ResultMessage result;
            for (std::size_t sent = 0; sent < std::size_t{512} << 20; sent += piece.size()) {
                writer.write({static_cast<std::uint32_t>(piece.size()), static_cast<std::uint16_t>(ResultKind::Item), kMore, 0}, piece);
                writer.publish();
                if (host.receive(result)) _exit(2);
                if (host.damaged()) _exit(0);
            }
            _exit(1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY2(WIFEXITED(status), qPrintable(QString::number(status)));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void randomBytesInTheLane_neverCrashTheHost() {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        for (int round = 0; round < 300; ++round) {
            HostLane host(1);
            std::byte* memory = host.memory().data();
            for (std::size_t i = 0; i < 4096; ++i) memory[kHeaderBytes + kTaskRingBytes + i] = std::byte(random() & 0xff);
            if (random() % 2 == 0) {  // plausible heads, so that more than the first is reached
                for (std::size_t at = 0; at < 4096; at += 64) {
                    const FrameHead head{std::uint32_t(random() % 48), std::uint16_t(random() % 8), std::uint16_t(random() % 2), random()};
                    std::memcpy(memory + kHeaderBytes + kTaskRingBytes + at, &head, sizeof head);
                }
            }
            header_of(host.memory()).result_tail.store((random() % 512) * 8);
            header_of(host.memory()).task_head.store(random());
            ResultMessage result;
            int messages = 0;
            while (host.receive(result) && messages < 1000) ++messages;
            host.release();
            host.send_task(1, {1, 1, 1, 1, 0, 0, 0}, bytes(1000, 1));
            host.pump();
            QVERIFY(messages < 1000);
        }
    }

    void laneOfAnotherVersion_isRefusedByTheWorker() {
        HostBell bell;
        HostLane host(1);
        header_of(host.memory()).version = kLaneVersion + 1;
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(worker_end(host, bell)));
    }
};

QTEST_GUILESS_MAIN(LaneTest)
#include "tst_lane.moc"
