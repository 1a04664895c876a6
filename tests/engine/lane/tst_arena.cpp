// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <algorithm>
#include <cstring>
#include <random>
#include <thread>

#include <fcntl.h>

#include <poolscope/errors.h>
#include <poolscope/wire.h>

#include "lane/arena.h"
#include "lane/arena_trim.h"
#include "lane/bell.h"
#include "lane/host_lane.h"
#include "lane/sent_blocks.h"
#include "lane/worker_lane.h"
#endif

using namespace poolscope;
using namespace poolscope::lane;

/// The memory of large values: what is given out and taken back, and what a host believes of what a worker says of it.
class ArenaTest : public QObject {
    Q_OBJECT

    static constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
    static std::shared_ptr<base::SharedMemory> memory(std::uint64_t reach) {
        return std::make_shared<base::SharedMemory>(base::SharedMemory::create("test-arena", 4096, base::SharedMemory::Sealing::Size, reach));
    }
    static base::UniqueFd copy(int fd) { return base::UniqueFd(fcntl(fd, F_DUPFD_CLOEXEC, 0)); }
    static std::vector<std::byte> result_with(std::vector<BlockRef> refs) {
        std::vector<std::byte> payload(5);
        append_block_table(payload, refs);
        return payload;
    }

private slots:
    void ranges_agreeWithAListOfBytes() {
        const unsigned seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 50; ++round) {
            ByteRanges ranges;
            std::vector<bool> bytes(64);
            for (int step = 0; step < 60; ++step) {
                const std::uint64_t a = random() % 65, b = random() % 65;
                const ByteRange range{std::min(a, b), std::max(a, b)};
                const bool adds = random() % 2 == 0;
                if (adds) ranges.add(range);
                else ranges.remove(range);
                for (std::uint64_t i = range.begin; i < range.end; ++i) bytes[i] = adds;
                std::vector<bool> seen(64);
                std::uint64_t total = 0, last_end = UINT64_MAX;
                for (const ByteRange& part : ranges.all()) {
                    QVERIFY(part.begin != last_end);  // ranges that touch are one
                    last_end = part.end;
                    total += part.size();
                    for (std::uint64_t i = part.begin; i < part.end; ++i) seen[i] = true;
                }
                QVERIFY(seen == bytes);
                QCOMPARE(ranges.total(), total);
                std::uint64_t inside = 0;
                for (const ByteRange& part : ranges.within(range)) inside += part.size();
                for (const ByteRange& part : ranges.missing(range)) inside += part.size();
                QCOMPARE(inside, range.size());
            }
        }
    }

    void space_givesDisjointBlocksAndWarmOnesFirst() {
        BlockSpace space({4096, 4096 + 64 * 4096});
        const auto first = space.take(5000), second = space.take(1), third = space.take(4096);
        QVERIFY(first && second && third);
        QCOMPARE(first->size(), std::uint64_t{8192});
        QVERIFY(first->end <= second->begin && second->end <= third->begin);
        space.set_warm(*second);
        space.give(*first);
        space.give(*second);
        QCOMPARE(space.warm_free(), std::uint64_t{4096});
        QVERIFY(space.take(10) == second);  // though there is room before it
        QVERIFY(space.cold_in(*second).empty());
        QCOMPARE(space.cold_in({0, 4096}).size(), std::size_t{1});
        QVERIFY(!space.take(64 * 4096));
        QVERIFY(!space.take(0));
    }

    void block_isWarmTheSecondTimeAndColdAfterATrim() {
        const auto arena = std::make_shared<Arena>(memory(kMiB * 1024), ByteRange{4096, kMiB * 1024});
        std::byte* place = nullptr;
        {
            const auto block = arena->allocate(3 * kMiB);
            QVERIFY(block != nullptr);
            place = block->data();
            std::memset(place, 7, 3 * kMiB);
            QVERIFY(arena->offset_of(place, 3 * kMiB) == block->offset());
            QVERIFY(!arena->offset_of(place - kMiB * 16, 1));
            QCOMPARE(arena->warm_free(), std::uint64_t{0});
        }
        QCOMPARE(arena->warm_free(), 3 * kMiB);
        {
            const auto again = arena->allocate(2 * kMiB);
            QCOMPARE(again->data(), place);
            QCOMPARE(std::to_integer<int>(again->data()[0]), 7);
        }
        QCOMPARE(arena->trim(kMiB), kMiB);
        QCOMPARE(arena->warm_free(), 2 * kMiB);
        QCOMPARE(arena->trim(64 * kMiB), 2 * kMiB);
        QCOMPARE(arena->trim(64 * kMiB), std::uint64_t{0});
        const auto cold = arena->allocate(kMiB);
        QCOMPARE(std::to_integer<int>(cold->data()[0]), 0);
    }

    void arenaWithoutEnoughRoom_givesNone() {
        const auto arena = std::make_shared<Arena>(memory(64 * kMiB + 4096), ByteRange{4096, 64 * kMiB + 4096});
        QVERIFY(arena->allocate(65 * kMiB) == nullptr);
        const auto most = arena->allocate(60 * kMiB);
        QVERIFY(most != nullptr);
        QVERIFY(arena->allocate(5 * kMiB) == nullptr);
        const auto rest = arena->allocate(4 * kMiB);
        QVERIFY(rest != nullptr);
        // A lane whose memory may not be large has no arena at all.
        QVERIFY(std::make_shared<Arena>(memory(4096), ByteRange{4096, 4096})->allocate(1) == nullptr);
    }

    void news_areToldOnceUntilTheyAreTaken() {
        const auto arena = std::make_shared<Arena>(memory(kMiB * 1024), ByteRange{4096, kMiB * 1024});
        int told = 0;
        arena->set_on_news([&told] { ++told; });
        auto first = arena->allocate(kMiB), second = arena->allocate(kMiB), third = arena->allocate(kMiB);
        QVERIFY(!arena->take_news());
        first.reset();
        second.reset();
        QCOMPARE(told, 1);
        QVERIFY(arena->take_news());
        QVERIFY(!arena->take_news());
        third.reset();
        QCOMPARE(told, 2);
        arena->set_on_news({});
        QVERIFY(arena->take_news());
        static_cast<void>(arena->allocate(kMiB));
        QCOMPARE(told, 2);
        QVERIFY(arena->take_news());
    }

    void manyThreads_neverShareABlock() {
        const auto arena = std::make_shared<Arena>(memory(kMiB * 1024), ByteRange{4096, kMiB * 1024});
        std::vector<std::thread> threads;
        std::atomic<int> wrong{0};
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                std::mt19937 random(static_cast<unsigned>(thread));
                for (int i = 0; i < 200; ++i) {
                    const std::size_t size = 1 + random() % 100'000;
                    const auto block = arena->allocate(size);
                    std::memset(block->data(), thread, size);
                    std::this_thread::yield();
                    wrong += size != static_cast<std::size_t>(std::count(block->data(), block->data() + size, std::byte(thread)));
                    static_cast<void>(arena->trim(4096));
                }
            });
        }
        for (std::thread& each : threads) each.join();
        QCOMPARE(wrong.load(), 0);
    }

    void trimming_keepsWhatIsInUseAndEndsWhenNothingIsLeft() {
        const auto arena = std::make_shared<Arena>(memory(kMiB * 1024), ByteRange{4096, kMiB * 1024});
        auto kept = arena->allocate(kMiB);
        static_cast<void>(arena->allocate(20 * kMiB));
        ArenaTrim trim;
        ArenaTrim::Time now{};
        now += std::chrono::hours(1);
        QVERIFY(trim.step(*arena, now) == ArenaTrim::kPeriod);
        now += ArenaTrim::kPeriod;
        QVERIFY(trim.step(*arena, now) == ArenaTrim::kPeriod);
        QCOMPARE(arena->warm_free(), 20 * kMiB);  // a little is kept while it may be used again
        now += ArenaTrim::kKeptFor;
        int steps = 0;
        while (const auto again = trim.step(*arena, now)) {
            now += *again;
            QVERIFY(++steps < 100);
        }
        QCOMPARE(arena->warm_free(), std::uint64_t{0});
        kept.reset();
        static_cast<void>(trim.step(*arena, now));
        QCOMPARE(arena->warm_free(), std::uint64_t{0});
    }

    void sentBlocks_areKeptUntilTheHostLetsGo() {
        BlockSlots table{};
        SentBlocks sent(table);
        auto value = std::make_shared<int>(1);
        std::vector<std::uint64_t> held;
        while (const auto slot = sent.hold(value)) held.push_back(*slot);
        QCOMPARE(held.size(), kBlockSlots);
        QCOMPARE(sent.room(), std::size_t{0});
        sent.sweep();
        QCOMPARE(value.use_count(), long(kBlockSlots) + 1);
        table.released[held[7]].store(1);
        sent.sweep();
        QCOMPARE(value.use_count(), long(kBlockSlots));
        QVERIFY(sent.hold(value) == held[7]);
        QCOMPARE(table.released[held[7]].load(), 0U);
    }

    void hostileTables_areRefused_data() {
        QTest::addColumn<qulonglong>("offset");
        QTest::addColumn<qulonglong>("size");
        QTest::addColumn<qulonglong>("slot");
        const qulonglong reach = kLaneReach;
        QTest::newRow("inside the rings") << qulonglong{64} << qulonglong{100} << qulonglong{0};
        QTest::newRow("at the slots") << qulonglong{kLaneBytes - 8} << qulonglong{100} << qulonglong{0};
        QTest::newRow("beyond the end") << reach << qulonglong{8} << qulonglong{0};
        QTest::newRow("across the end") << reach - 8 << qulonglong{9} << qulonglong{0};
        QTest::newRow("a size that wraps around") << qulonglong{kLaneBytes} << ~qulonglong{0} << qulonglong{0};
        QTest::newRow("an offset that wraps around") << ~qulonglong{7} << qulonglong{16} << qulonglong{0};
        QTest::newRow("not aligned") << qulonglong{kLaneBytes + 1} << qulonglong{100} << qulonglong{0};
        QTest::newRow("nothing") << qulonglong{kLaneBytes} << qulonglong{0} << qulonglong{0};
        QTest::newRow("no such slot") << qulonglong{kLaneBytes} << qulonglong{100} << qulonglong{kBlockSlots};
    }
    void hostileTables_areRefused() {
        QFETCH(qulonglong, offset);
        QFETCH(qulonglong, size);
        QFETCH(qulonglong, slot);
        HostLane lane(1);
        const std::vector<std::byte> good = result_with({{kLaneBytes, 4096, 3}});
        std::span<const std::byte> payload = good;
        QVERIFY(lane.take_blocks(payload) != nullptr);
        QCOMPARE(payload.size(), std::size_t{5});
        const std::vector<std::byte> bad = result_with({{kLaneBytes, 4096, 3}, {offset, size, slot}});
        payload = bad;
        QVERIFY(lane.take_blocks(payload) == nullptr);
    }

    void tablesOfAnImpossibleLength_areRefused() {
        HostLane lane(1);
        const std::vector<std::byte> good = result_with({{kLaneBytes, 4096, 3}});
        for (std::size_t size = 0; size < 32; ++size) {
            std::span<const std::byte> cut = std::span(good).last(size);
            QVERIFY(lane.take_blocks(cut) == nullptr);
        }
        for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{kBlockSlots + 1}, UINT64_MAX, UINT64_MAX / 24 + 2}) {
            std::vector<std::byte> bad = good;
            std::memcpy(bad.data() + bad.size() - sizeof count, &count, sizeof count);
            std::span<const std::byte> payload = bad;
            QVERIFY(lane.take_blocks(payload) == nullptr);
        }
    }

    void handles_reachOnlyWhatCameWithThem() {
        HostLane lane(1);
        std::vector<std::byte> result = result_with({{kLaneBytes, 8192, 3}});
        std::span<const std::byte> payload = result;
        const auto blocks = lane.take_blocks(payload);
        QVERIFY(blocks->find(kLaneBytes, 8192) != nullptr);
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(blocks->find(kLaneBytes, 8193)));
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(blocks->find(kLaneBytes + 8, 8)));
        // The same without a source at all, and with kinds and counts that nobody writes.
        const auto handle = [](std::uint8_t kind, std::uint64_t count, std::uint64_t offset) {
            std::vector<std::byte> value(18, std::byte{12});
            std::memcpy(value.data() + 1, &kind, 1);
            std::memcpy(value.data() + 2, &count, 8);
            std::memcpy(value.data() + 10, &offset, 8);
            return value;
        };
        const auto read = [&](const std::vector<std::byte>& value, const detail::LargeSource* source) {
            ValueReader reader(value, source);
            return reader.bytes().size();
        };
        const auto bytes = static_cast<std::uint8_t>(LargeKind::Bytes);
        QCOMPARE(read(handle(bytes, 8192, kLaneBytes), blocks.get()), std::size_t{8192});
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(read(handle(bytes, 8192, kLaneBytes), nullptr)));
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(read(handle(0, 1, kLaneBytes), blocks.get())));
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(read(handle(10, 1, kLaneBytes), blocks.get())));
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(read(handle(bytes, UINT64_MAX, kLaneBytes), blocks.get())));
        const auto many = handle(10, UINT64_MAX / 8 + 2, kLaneBytes);
        ValueReader reader(many, blocks.get());
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(reader.packed()));
        const auto lost = handle(bytes, 1, 0);
        ValueReader skipped(lost);
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(skipped.skip()));
    }

    void blocksLetGoOfBetweenAWorkersLookAndItsSleep_areLookedAtAgain() {
        HostBell bell;
        HostLane host(1);
        const std::vector<std::byte> result = result_with({{kLaneBytes, 4096, 3}});
        std::span<const std::byte> payload = result;
        std::shared_ptr<ResultBlocks> blocks = host.take_blocks(payload);
        QVERIFY(blocks != nullptr);
        WorkerLane worker(copy(host.memory_fd()), WorkerBell(copy(bell.memory_fd()), copy(bell.event_fd())));
        std::atomic<int> looks{0};
        worker.set_before_sleep([&]() -> std::optional<std::chrono::nanoseconds> {
            if (++looks == 1) blocks.reset();
            return {};
        });
        std::thread waiting([&] {
            TaskMessage message;
            worker.receive(message);
        });
        const bool looked_again = QTest::qWaitFor([&] { return looks >= 2; }, 60'000);
        host.send_quit();
        host.pump();
        waiting.join();
        QVERIFY(looked_again);
    }

    void arguments_areForReadingOnlyInAWorker() {
        HostBell bell;
        const auto block = bell.arguments()->allocate(kMiB);
        std::memset(block->data(), 9, kMiB);
        const WorkerBell worker(copy(bell.memory_fd()), copy(bell.event_fd()));
        const std::byte* const seen = worker.arguments().find(block->offset(), kMiB);
        QCOMPARE(std::count(seen, seen + kMiB, std::byte{9}), qint64(kMiB));
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(worker.arguments().find(kDoorbellReach, 8)));
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(worker.arguments().find(kDoorbellReach - 8, 16)));
        QVERIFY_THROWS_EXCEPTION(SystemError, static_cast<void>(base::SharedMemory::open(copy(bell.memory_fd()), kDoorbellBytes,
                                                                                        base::SharedMemory::Access::ReadWrite)));
    }
};

QTEST_GUILESS_MAIN(ArenaTest)
#include "tst_arena.moc"
