// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/scenario.h>

#include "host/batch_plan.h"

using namespace poolscope;

namespace {

int add(int a, std::optional<int> b) {
    return a + b.value_or(0);
}
POOLSCOPE_FUNCTION(add, "add(a, b)");

supervise::BatchRequest plan(const std::string& text, std::uint32_t processes = 2) {
    return host::plan_batch(batch_from_json(Json::parse(text)), processes, Registry::of_process());
}

}  // namespace

class TestBatchPlan : public QObject {
    Q_OBJECT
private slots:
    void chunks_areAsCPythonChooses_data() {
        QTest::addColumn<QString>("batch");
        QTest::addColumn<quint64>("chunksize");
        QTest::addColumn<quint64>("tasks");
        QTest::newRow("map: ceil(n / (4 x processes))")
            << R"({"method": "map", "function": "add", "iterable": {"range": [100]}})" << quint64(13) << quint64(8);
        QTest::newRow("map of nothing") << R"({"method": "map", "function": "add", "iterable": []})" << quint64(1)
                                        << quint64(0);
        QTest::newRow("map of one") << R"({"method": "map_async", "function": "add", "iterable": [1]})" << quint64(1)
                                    << quint64(1);
        QTest::newRow("given")
            << R"({"method": "map", "function": "add", "iterable": {"range": [100]}, "chunksize": 30})" << quint64(30)
            << quint64(4);
        QTest::newRow("larger than the input")
            << R"({"method": "map", "function": "add", "iterable": [1, 2], "chunksize": 30})" << quint64(30)
            << quint64(1);
        QTest::newRow("starmap") << R"({"method": "starmap", "function": "add", "iterable": [[1], [2], [3]]})"
                                 << quint64(1) << quint64(3);
        QTest::newRow("imap: one") << R"({"method": "imap", "function": "add", "iterable": {"range": [100]}})"
                                   << quint64(1) << quint64(100);
        QTest::newRow("apply") << R"({"method": "apply", "function": "add", "args": [1, 2]})" << quint64(1)
                               << quint64(1);
        QTest::newRow("a chunk is bounded")
            << R"({"method": "map", "function": "add", "iterable": {"range": [1000000000000]}})" << quint64(1 << 18)
            << quint64(3814698);
    }
    void chunks_areAsCPythonChooses() {
        QFETCH(QString, batch);
        QFETCH(quint64, chunksize);
        QFETCH(quint64, tasks);
        const supervise::BatchRequest request = plan(batch.toStdString());
        QCOMPARE(quint64(request.chunksize), chunksize);
        QCOMPARE(quint64(request.tasks.value()), tasks);
    }

    void description_saysTheInputInWords() {
        QCOMPARE(plan(R"({"method": "map", "function": "add", "iterable": {"range": [1, 9, 2]}})").description,
                 std::string("range(1, 9, 2)"));
        QCOMPARE(plan(R"({"method": "map", "function": "add", "iterable": [1]})").description, std::string("1 item"));
        QCOMPARE(plan(R"({"method": "map", "function": "add", "iterable": [1, 2]})").description,
                 std::string("2 items"));
        QCOMPARE(plan(R"({"method": "apply", "function": "add", "args": [1], "kwargs": {"b": 2}})").description,
                 std::string("[1, 2]"));
    }

    void linesOfAFile_areCountedForMapAndUnknownForImap() {
        QTemporaryDir dir;
        const std::string path = dir.filePath("lines").toStdString();
        std::ofstream(path) << "1\n2\n3\n";
        BatchSpec batch;
        batch.function = "add";
        batch.iterable = {{"lines", path}};
        supervise::BatchRequest request = host::plan_batch(batch, 1, Registry::of_process());
        QCOMPARE(request.items.value(), std::uint64_t(3));
        QCOMPARE(request.description, "lines of " + path);
        batch.method = Method::IMap;
        request = host::plan_batch(batch, 1, Registry::of_process());
        QVERIFY(!request.items && !request.tasks);
    }

    void whatIsWrong_isRefusedWithTheRightError() {
        QVERIFY_THROWS_EXCEPTION(TypeError, (void)plan(R"({"method": "map", "function": "ad", "iterable": [1]})"));
        QVERIFY_THROWS_EXCEPTION(TypeError, (void)plan(R"({"method": "apply", "function": "add", "args": [1, 2, 3]})"));
        QVERIFY_THROWS_EXCEPTION(TypeError,
                                 (void)plan(R"({"method": "apply", "function": "add", "kwargs": {"c": 3}})"));
        QVERIFY_THROWS_EXCEPTION(SystemError,
                                 (void)plan(R"({"method": "map", "function": "add", "iterable": {"lines": "/none"}})"));
        BatchSpec batch;
        batch.function = "add";
        batch.chunksize = 0;
        QVERIFY_THROWS_EXCEPTION(ValueError, (void)host::plan_batch(batch, 1, Registry::of_process()));
        batch.chunksize = {};
        batch.iterable = {{"range", {1, 2, 0}}};
        QVERIFY_THROWS_EXCEPTION(ValueError, (void)host::plan_batch(batch, 1, Registry::of_process()));
    }

    void starredItemsOfAnyLength_areTheWorkersBusiness() {
        QCOMPARE(plan(R"({"method": "starmap", "function": "add", "iterable": [[1, 2, 3], []]})").items.value(),
                 std::uint64_t(2));
    }
};

QTEST_GUILESS_MAIN(TestBatchPlan)
#include "tst_batch_plan.moc"
