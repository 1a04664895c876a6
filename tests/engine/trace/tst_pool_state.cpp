// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;
using testing::RunShape;

namespace {

PoolState reduce(const std::string& path) {
    trace::Reader reader(path);
    PoolState state;
    while (const auto record = reader.next()) {
        state.apply(*record);
    }
    return state;
}

class tst_pool_state : public QObject {
    Q_OBJECT

private slots:
    void wholeRun_everyItemIsSettledOnceAndNothingContradicts_data() {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("maxtasks");
        QTest::addColumn<int>("crashes");
        QTest::newRow("plain") << 1 << 0 << 0;
        QTest::newRow("recycling") << 1 << 7 << 0;
        QTest::newRow("crashing") << 10 << 0 << 13;
        QTest::newRow("all") << 3 << 5 << 11;
    }
    void wholeRun_everyItemIsSettledOnceAndNothingContradicts() {
        QFETCH(int, items);
        QFETCH(int, maxtasks);
        QFETCH(int, crashes);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("trace").toStdString();
        RunShape shape;
        shape.tasks = 200;
        shape.workers = 3;
        shape.items_per_task = static_cast<std::uint32_t>(items);
        if (maxtasks != 0) {
            shape.maxtasksperchild = static_cast<std::uint64_t>(maxtasks);
        }
        shape.crash_every = static_cast<std::uint64_t>(crashes);
        shape.fail_every = 17;
        testing::build_run(path, shape);
        const PoolState state = reduce(path);
        QCOMPARE(state.contradictions(), 0u);
        QCOMPARE(state.result_count(), std::size_t(200 * items));
        std::vector<int> seen(static_cast<std::size_t>(200 * items));
        for (std::size_t row = 0; row < state.result_count(); ++row) {
            ++seen.at(state.result(row).item);
        }
        QVERIFY(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }));
        QCOMPARE(state.summary().phase, trace::PoolPhase::Ended);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_pool_state)
#include "tst_pool_state.moc"
