// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <malloc.h>

#include <QTemporaryDir>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSlower = 20;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr int kSlower = 20;
#else
constexpr int kSlower = 1;
#endif
#else
constexpr int kSlower = 1;
#endif

/// Under valgrind a pool takes seconds; who runs it says so.
int rounds_of(int all) {
    return std::max(3, all / (std::getenv("POOLSCOPE_FEW_ROUNDS") != nullptr ? 100 : kSlower));
}

/// In all of the heap: main() has told it to keep one arena.
std::size_t bytes_in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

std::size_t entries(const QString& folder) {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder.toStdString()), std::filesystem::directory_iterator()));
}

}  // namespace

/// Pools one after the other, a thousand in all: nothing may grow.
class ThousandPools : public QObject {
    Q_OBJECT

    static void one_pool(const Context& context, int round) {
        Pool pool({.processes = 2, .context = context});
        const std::vector<int> squares = pool.map(mb::square, numbers(round, round + 3));
        if (squares.size() != 3 || squares[2] != (round + 2) * (round + 2)) qFatal("a pool's results are wrong");
        // Every way out in turn: closed and joined, terminated, and left to the end of the scope.
        if (round % 3 == 0) {
            pool.close();
            if (!pool.join(kPatience)) qFatal("a closed pool did not end");
        } else if (round % 3 == 1) {
            pool.terminate();
        }
    }

private slots:
    void nothingOfAPool_outlivesIt_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("pools");
        // As many as their starts allow in half a minute.
        QTest::newRow("fork") << "fork" << 600;
        QTest::newRow("spawn") << "spawn" << 200;
        QTest::newRow("forkserver") << "forkserver" << 200;
    }
    void nothingOfAPool_outlivesIt() {
        QFETCH(int, pools);
        const Context context = row_context();
        const QTemporaryDir folder;
        qputenv("TMPDIR", folder.path().toUtf8());
        for (int round = 0; round < 6; ++round) one_pool(context, round);  // what is made once is made here
        const Leftovers leftovers;
        const std::size_t before = bytes_in_use();
        const int rounds = rounds_of(pools);
        for (int round = 0; round < rounds; ++round) one_pool(context, round);
        VERIFY_NOTHING_LEFT(leftovers);
        QCOMPARE(entries(folder.path()), std::size_t{0});
        // Less than fifty bytes a pool: nothing that a pool has is so small.
        const std::size_t after = bytes_in_use();
        QVERIFY2(after < before + static_cast<std::size_t>(50 * rounds) + 4096,
                 qPrintable(QString("%1 bytes in use, %2 before").arg(after).arg(before)));
    }
};

int main(int argc, char** argv) {
    mallopt(M_ARENA_MAX, 1);
    poolscope::run_worker_if_asked(argc, argv);
    QCoreApplication application(argc, argv);
    ThousandPools test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_thousand_pools.moc"
