// SPDX-License-Identifier: MIT
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <malloc.h>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "trace_builder.h"

using namespace poolscope;

namespace {

std::size_t allocatedBytes() {
    const struct mallinfo2 info = ::mallinfo2();
    return info.uordblks + info.hblkhd;
}

class tst_million_tasks : public QObject {
    Q_OBJECT

private slots:
    void millionTasks_areReadAndKeptInUnder100BytesEach() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        constexpr std::size_t tasks = 100'000;  // a sanitizer makes each a hundred times as dear
#else
        constexpr std::size_t tasks = 1'000'000;
#endif
        const QTemporaryDir folder;
        const std::string path = folder.filePath("trace").toStdString();
        testing::RunShape shape;
        shape.tasks = tasks;
        shape.workers = 8;
        shape.task_ns = 20'000;
        QElapsedTimer clock;
        clock.start();
        testing::build_run(path, shape);
        qInfo() << "written in" << clock.restart() << "ms,"
                << QFileInfo(QString::fromStdString(path)).size() / qint64(tasks) << "bytes a task";

        const std::size_t before = allocatedBytes();
        PoolState state;
        {
            trace::Reader reader(path, trace::ReadValues::No);
            while (const auto record = reader.next()) {
                state.apply(*record);
            }
        }
        static_cast<void>(state.take_changes());
        const qint64 elapsed = clock.restart();
        const double each = static_cast<double>(allocatedBytes() - before) / static_cast<double>(tasks);
        qInfo() << "read and reduced in" << elapsed << "ms," << each << "bytes a task";
        QCOMPARE(state.task_count(), tasks);
        QCOMPARE(state.contradictions(), 0u);

        std::uint64_t sum = 0;
        for (std::size_t row = 0; row < state.result_count(); ++row) {
            sum += state.result(row).item;
        }
        qInfo() << "every result row asked for in" << clock.elapsed() << "ms";
        QCOMPARE(sum, std::uint64_t(tasks) * (tasks - 1) / 2);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        QVERIFY2(each < 100, "the sanitizers' allocators do not count, malloc does");
#endif
    }

    void chunkOfAMillionItems_costsNothingForEachItem() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("trace").toStdString();
        testing::RunShape shape;
        shape.tasks = 4;
        shape.workers = 2;
        shape.items_per_task = 250'000;
        testing::build_run(path, shape);
        const std::size_t before = allocatedBytes();
        PoolState state;
        {
            trace::Reader reader(path, trace::ReadValues::No);
            while (const auto record = reader.next()) {
                state.apply(*record);
            }
        }
        QCOMPARE(state.result_count(), std::size_t(1'000'000));
        QCOMPARE(state.result(999'999).position, 249'999u);
        QVERIFY(allocatedBytes() - before < 2'000'000);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_million_tasks)
#include "tst_million_tasks.moc"
