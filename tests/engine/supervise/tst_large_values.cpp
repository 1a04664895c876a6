// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>

#include <sys/mman.h>

#include <poolscope/environment.h>
#include <poolscope/wire.h>

#include "functions.h"
#include "gate.h"
#include "large_functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// Values above 256 KiB: they arrive whole, are read in place, survive who made them, and free themselves.
class LargeValues : public QObject {
    Q_OBJECT

    static constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
    static bool equal(const ByteArray& left, const std::vector<std::byte>& right) {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

    /// Why values of so many bytes are not tried here; empty: they are.
    static QString noRoomFor([[maybe_unused]] qulonglong size) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        return QStringLiteral("a sanitizer's shadow takes more memory than that");
#else
        if (qEnvironmentVariable("LD_PRELOAD").contains(QLatin1String("vgpreload"))) return QStringLiteral("too slow under valgrind");
        if (this_environment().cgroup_memory_bytes.value_or(UINT64_MAX) < 4 * size) return QStringLiteral("the control group allows too little memory");
        std::ifstream lines("/proc/meminfo");
        for (std::string name, line; lines >> name; std::getline(lines, line))
            if (qulonglong kilobytes = 0; name == "MemAvailable:" && lines >> kilobytes && kilobytes * 1024 >= 4 * size) return {};
        return QStringLiteral("there are less than %1 GiB of memory to be had").arg(4 * size >> 30);
#endif
    }

private slots:
    void valuesOfEverySize_arriveWholeBothWays_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<qulonglong>("size");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const qulonglong size : {qulonglong{0}, qulonglong{1}, qulonglong{256 * 1024}, qulonglong{256 * 1024 + 1}, qulonglong{20 * kMiB + 3}})
                QTest::addRow("%s %llu", method, size) << QString::fromLatin1(method) << size;
    }
    void valuesOfEverySize_arriveWholeBothWays() {
        QFETCH(qulonglong, size);
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            const std::vector<std::byte> bytes = mb::expected_bytes(size, 7);
            const std::vector<ByteArray> echoes = pool.map(mb::echo_bytes, std::vector<std::vector<std::byte>>(3, bytes), 2);
            QCOMPARE(echoes.size(), std::size_t{3});
            for (const ByteArray& each : echoes) QVERIFY(equal(each, bytes));
            QVERIFY(equal(pool.apply(mb::make_bytes, size, 7), bytes));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// In one start method, as no byte of a value passes through what a start method is.
    void gigabytes_arriveWholeBothWays_data() {
        QTest::addColumn<qulonglong>("argument");
        QTest::addColumn<qulonglong>("result");
        QTest::newRow("1 GiB argument") << qulonglong{1024 * kMiB} << qulonglong{0};
        QTest::newRow("1 GiB result") << qulonglong{0} << qulonglong{1024 * kMiB};
        QTest::newRow("result over 2 GiB") << qulonglong{0} << qulonglong{2048 * kMiB + 4097};
    }
    void gigabytes_arriveWholeBothWays() {
        QFETCH(qulonglong, argument);
        QFETCH(qulonglong, result);
        if (const QString why = noRoomFor(argument + result); !why.isEmpty()) QSKIP(qPrintable(why));
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = get_context("forkserver")});
            if (argument > 0) {
                std::vector<std::byte> bytes(argument);
                for (std::uint64_t page = 0; page < argument / 4096; ++page) bytes[page * 4096] = static_cast<std::byte>(1 + page % 251);
                const auto large = pool.apply_async(mb::good_pages, bytes);
                for (int i = 0; i < 20; ++i) QCOMPARE(pool.apply(mb::square, i), i * i);  // not behind it
                QCOMPARE(large.get(kPatience), argument / 4096);
            } else {
                const ByteArray bytes = pool.apply(mb::make_pages, std::uint64_t{result});
                QCOMPARE(bytes.size(), std::size_t{result});
                QCOMPARE(mb::good_pages({bytes.begin(), bytes.end()}), (result + 4095) / 4096);
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// By handle there is no limit but memory. What cannot go by handle has one, and says so before it touches a byte.
    void above4GiBWithoutSharedMemory_isRefusedWithTheLimit() {
        if (sizeof(std::size_t) < 8) QSKIP("no object of a 32-bit process is as large");
        const std::size_t size = std::size_t{std::numeric_limits<std::uint32_t>::max()} + 1;
        void* const room = ::mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);  // whoever read it would crash
        if (room == MAP_FAILED) QSKIP("this system has no 4 GiB of addresses to give");
        std::vector<std::byte> out;
        std::string told;
        try {
            ValueWriter(out).bytes({static_cast<const std::byte*>(room), size});
        } catch (const EncodingError& error) {
            told = error.what();
        }
        ::munmap(room, size);
        QVERIFY2(told.find("holds 4294967296 bytes") != std::string::npos && told.find("the limit is 4294967295") != std::string::npos, told.c_str());
        QVERIFY(out.empty());
    }

    void largeArgument_isReadInPlace_data() { add_start_method_rows(); }
    void largeArgument_isReadInPlace() {
        CheckedPool pool({.processes = 1, .context = row_context()});
        QVERIFY(pool.apply(mb::lies_in_shared_memory, std::vector<std::byte>(300'000)));
        QVERIFY(!pool.apply(mb::lies_in_shared_memory, std::vector<std::byte>(200'000)));
    }

    void vectorsTextsAndMixedValues_travelAsWell() {
        CheckedPool pool({.processes = 2});
        std::vector<double> numbers(100'000);
        std::iota(numbers.begin(), numbers.end(), 0.5);
        std::vector<double> twice = pool.apply(mb::doubled, numbers);
        QCOMPARE(twice.size(), numbers.size());
        QCOMPARE(twice[99'999], 2 * numbers[99'999]);
        const double total = std::accumulate(numbers.begin(), numbers.end(), 0.0);
        QCOMPARE(pool.apply(mb::sum, numbers), total);
        QCOMPARE(pool.apply(mb::sum, std::span<const double>(numbers)), total);
        QCOMPARE(pool.apply(mb::sum, std::span<const double>(numbers).first(10)), 50.0);
        const std::string text = pool.apply(mb::repeated, "0123456789", 60'000);
        QCOMPARE(text.size(), std::size_t{600'000});
        QCOMPARE(text.substr(599'990), std::string("0123456789"));
        const auto [doubled, array, strings] = pool.apply(mb::mixed, 200'000, text);
        QVERIFY(doubled == text + text);
        QCOMPARE(array.size(), std::size_t{200'000});
        QCOMPARE(array[199'999], 199'999);
        QVERIFY(strings == (std::vector<std::string>{"small", text}));
    }

    void result_outlivesItsWorkerAndThePool_data() { add_start_method_rows(); }
    void result_outlivesItsWorkerAndThePool() {
        const Leftovers leftovers;
        ByteArray kept;
        {
            CheckedPool pool({.processes = 1, .maxtasksperchild = 1, .context = row_context()});
            kept = pool.apply(mb::make_bytes, 2 * kMiB, 3);
            static_cast<void>(pool.apply(mb::make_bytes, 2 * kMiB, 4));
        }
        QVERIFY(equal(kept, mb::expected_bytes(2 * kMiB, 3)));
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void finishedItems_surviveTheDeathInALaterItemOfTheirChunk_data() { add_start_method_rows(); }
    void finishedItems_surviveTheDeathInALaterItemOfTheirChunk() {
        CheckedPool pool({.processes = 2, .context = row_context()});
        const auto outcomes = pool.map_async(mb::make_or_die, numbers(0, 6), {.chunksize = 6}).outcomes();
        for (int i = 0; i < 6; ++i) {
            const auto& outcome = outcomes[std::size_t(i)];
            QCOMPARE(static_cast<bool>(outcome.error), i % 2 != 0);
            if (i % 2 == 0) QVERIFY(equal(*outcome.value, mb::expected_bytes(300'000, std::uint32_t(i))));
        }
    }

    void workerKilledWhileReading_otherWorkersGetTheSameArgument_data() { add_start_method_rows(); }
    void workerKilledWhileReading_otherWorkersGetTheSameArgument() {
        const Leftovers leftovers;
        {
            const QTemporaryDir folder;
            CheckedPool pool({.processes = 2, .context = row_context(), .on_worker_lost = {.retries = 2}});
            const std::vector<std::byte> bytes = mb::expected_bytes(3 * kMiB, 5);
            QCOMPARE(pool.apply(mb::die_while_reading, bytes, folder.path().toStdString(), 2), mb::digest(bytes));
            const QTemporaryDir other;
            QVERIFY_THROWS_EXCEPTION(WorkerLostError, pool.apply(mb::die_while_reading, bytes, other.path().toStdString(), 9));
            QVERIFY_THROWS_EXCEPTION(WorkerLostError, static_cast<void>(pool.apply(mb::die_while_writing, 5 * kMiB)));
            QVERIFY(equal(pool.apply(mb::echo_bytes, bytes), bytes));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void lostArgument_isToldOfInAFewWords() {
        CheckedPool pool({.processes = 1});
        try {
            const QTemporaryDir folder;
            static_cast<void>(pool.apply(mb::die_while_reading, std::vector<std::byte>(kMiB), folder.path().toStdString(), 1));
            QFAIL("nothing was thrown");
        } catch (const WorkerLostError& error) {
            QVERIFY2(std::string(error.what()).find("b'...' (1048576 bytes)") != std::string::npos, error.what());
        }
    }

    void waitingArguments_stayAsTheyAreUntilTheyAreRead() {
        Gate gate;
        CheckedPool pool({.processes = 1});
        std::vector<AsyncResult<std::uint64_t>> late;
        std::vector<std::uint64_t> expected;
        for (int i = 0; i < 8; ++i) {
            const std::vector<std::byte> bytes = mb::expected_bytes(400'000, std::uint32_t(i));
            expected.push_back(mb::digest(bytes));
            late.push_back(pool.apply_async(mb::read_late, bytes, gate.folder(), i));
        }
        QVERIFY(holds([&] { return gate.begun() == 1; }));
        gate.open();
        for (std::size_t i = 0; i < late.size(); ++i) QCOMPARE(late[i].get(kPatience), expected[i]);
    }

    void cancelAndTerminate_leaveNothingBehind() {
        const Leftovers leftovers;
        {
            Gate gate;
            CheckedPool pool({.processes = 2});
            std::vector<std::tuple<std::vector<std::byte>, std::string, int>> items;
            for (int i = 0; i < 6; ++i) items.emplace_back(std::vector<std::byte>(kMiB), gate.folder(), i);
            const auto first = pool.starmap_async(mb::read_late, items, {.chunksize = 1});
            QVERIFY(holds([&] { return gate.begun() == 2; }));
            QVERIFY(first.cancel());
            QVERIFY_THROWS_EXCEPTION(CancelledError, static_cast<void>(first.get(kPatience)));
            QVERIFY(equal(pool.apply(mb::make_bytes, kMiB, 1), mb::expected_bytes(kMiB, 1)));
            const auto second = pool.starmap_async(mb::read_late, items, {.chunksize = 1});
            pool.terminate();
            QVERIFY_THROWS_EXCEPTION(CancelledError, static_cast<void>(second.get(kPatience)));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void imap_givesLargeResultsInOrderAndAsTheyCome() {
        CheckedPool pool({.processes = 2});
        std::vector<std::vector<std::byte>> items;
        for (std::uint32_t i = 0; i < 20; ++i) items.push_back(mb::expected_bytes(300'000 + i, i));
        std::size_t next = 0;
        for (const ByteArray& each : pool.imap(mb::echo_bytes, items)) QVERIFY(equal(each, items[next++]));
        QCOMPARE(next, items.size());
        std::size_t bytes = 0;
        for (const ByteArray& each : pool.imap_unordered(mb::echo_bytes, items, 3)) bytes += each.size();
        QCOMPARE(bytes, std::size_t{20 * 300'000 + 190});
    }

    void callback_getsTheLargeResult() {
        CheckedPool pool({.processes = 1});
        std::atomic<std::uint64_t> seen{0};
        const auto handle = pool.apply_async(mb::make_bytes, args(kMiB, std::uint32_t{2}),
                                             {.callback = [&](const ByteArray& bytes) { seen = mb::digest(bytes); }});
        QVERIFY(handle.wait(kPatience));
        QCOMPARE(seen.load(), mb::digest(mb::expected_bytes(kMiB, 2)));
        QVERIFY(equal(handle.get(), mb::expected_bytes(kMiB, 2)));  // as often as one likes
    }

    void errorAfterALargeResult_leavesTheWorkerAsItWas() {
        CheckedPool pool({.processes = 1});
        for (int i = 0; i < 20; ++i) QVERIFY_THROWS_EXCEPTION(std::exception, static_cast<void>(pool.apply(mb::make_and_throw, 2 * kMiB)));
        QVERIFY(pool.apply(mb::shared_bytes) < 16 * kMiB);
    }

    void oneArray_isSharedByManyCallsAndResults() {
        CheckedPool pool({.processes = 2});
        ArrayBuilder<double> builder = pool.array<double>(500'000);
        std::iota(builder.begin(), builder.end(), 0.0);
        const Array<double> numbers = std::move(builder).finish();
        const std::vector<double> sums = pool.map(mb::sum, std::vector<Array<double>>(50, numbers), 1);
        for (const double each : sums) QCOMPARE(each, 500'000.0 * 499'999 / 2);
        const auto again = pool.map(mb::doubled, std::vector<Array<double>>(2, numbers));
        QCOMPARE(again[1][7], 14.0);
        const std::vector<ByteArray> same = [&] {
            std::vector<AsyncResult<ByteArray>> handles;
            for (int i = 0; i < 10; ++i) handles.push_back(pool.apply_async(mb::same_again));
            std::vector<ByteArray> results;
            for (const auto& each : handles) results.push_back(each.get(kPatience));
            return results;
        }();
        for (const ByteArray& each : same) QVERIFY(equal(each, mb::expected_bytes(400'000, 9)));
    }

    void memory_isReusedInSteadyStateAndGoesBackWhenIdle_data() { add_start_method_rows(); }
    void memory_isReusedInSteadyStateAndGoesBackWhenIdle() {
        CheckedPool pool({.processes = 1, .context = row_context()});
        const std::uint64_t before = mb::shared_bytes_here();
        const std::vector<std::byte> bytes = mb::expected_bytes(8 * kMiB, 1);
        for (int i = 0; i < 30; ++i) QVERIFY(pool.apply(mb::echo_bytes, bytes).size() == bytes.size());
        // A few blocks of each, not thirty: arguments and results of calls that overlap.
        QVERIFY2(pool.apply(mb::shared_bytes) < 70 * kMiB, "the worker holds more than it uses");
        QVERIFY2(mb::shared_bytes_here() - before < 70 * kMiB, "the host holds more than it uses");
        QVERIFY(holds([&] { return mb::shared_bytes_here() < before + kMiB; }));
        QVERIFY(holds([&] { return pool.apply(mb::shared_bytes) < 2 * kMiB; }));
    }

    void memoryOfAnArrayThatIsDroppedWhileThePoolSleeps_goesBack() {
        Pool pool({.processes = 1});  // a trace would wake it
        QVERIFY(holds([&] { return pool.workers().at(0).ready; }));
        const std::uint64_t before = mb::shared_bytes_here();
        {
            ArrayBuilder<double> builder = pool.array<double>(8'000'000);
            QVERIFY(mb::shared_bytes_here() >= before + 60 * kMiB);
        }
        QVERIFY(holds([&] { return mb::shared_bytes_here() < before + kMiB; }));
    }

    void heldResults_areGivenBackWhenTheLastHolderLetsGo() {
        CheckedPool pool({.processes = 1});
        std::vector<ByteArray> held;
        for (std::uint32_t i = 0; i < 20; ++i) held.push_back(pool.apply(mb::make_bytes, 2 * kMiB, i));
        for (std::uint32_t i = 0; i < 20; ++i) QVERIFY(equal(held[i], mb::expected_bytes(2 * kMiB, i)));
        QVERIFY(pool.apply(mb::shared_bytes) >= 40 * kMiB);
        held.clear();
        QVERIFY(holds([&] { return pool.apply(mb::shared_bytes) < 2 * kMiB; }));
    }
};

POOLSCOPE_POOL_TEST_MAIN(LargeValues)
#include "tst_large_values.moc"
