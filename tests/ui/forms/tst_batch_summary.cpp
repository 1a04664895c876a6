// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include "forms/batch_summary.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

BatchSpec mapOver(Json iterable, std::optional<std::int64_t> chunksize = {}) {
    BatchSpec batch;
    batch.function = "square";
    batch.iterable = std::move(iterable);
    batch.chunksize = chunksize;
    return batch;
}

}  // namespace

class TestBatchSummary : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aRangeIsCountedAsPythonCountsIt_data() {
        QTest::addColumn<QString>("range");
        QTest::addColumn<qint64>("count");
        const auto row = [](const char* range, qint64 count) { QTest::newRow(range) << QString::fromUtf8(range) << count; };
        row("[10]", 10);
        row("[1, 1001]", 1000);
        row("[0, 10, 3]", 4);
        row("[10, 0, -3]", 4);
        row("[10, 0]", 0);
        row("[0, 10, -1]", 0);
        row("[5, 5]", 0);
        row("[-9223372036854775808, 9223372036854775807, 9223372036854775807]", 3);
        row("[9223372036854775807, -9223372036854775808, -9223372036854775808]", 2);
    }
    void aRangeIsCountedAsPythonCountsIt() {
        QFETCH(QString, range);
        QFETCH(qint64, count);
        QCOMPARE(itemCount(Json{{"range", Json::parse(range.toStdString())}}), std::optional(count));
    }

    void whatCannotBeCountedIsNotGuessed() {
        QVERIFY(!itemCount(Json{{"range", {-9223372036854775807LL, 9223372036854775807LL}}}));
        QVERIFY(!itemCount(Json{{"range", {0, 1, 0}}}));
        QVERIFY(!itemCount(Json{{"range", "x"}}));
        QVERIFY(!itemCount(Json{{"lines", "/nowhere/at/all"}}));
        QVERIFY(!itemCount(Json("text")));
    }

    void theLinesOfAFileAreCounted_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("count");
        QTest::newRow("empty") << QByteArray() << qint64{0};
        QTest::newRow("two") << QByteArray("a\nb\n") << qint64{2};
        QTest::newRow("no end of line at the end") << QByteArray("a\nb") << qint64{2};
        QTest::newRow("empty lines count") << QByteArray("\n\n") << qint64{2};
    }
    void theLinesOfAFileAreCounted() {
        QFETCH(QByteArray, text);
        QFETCH(qint64, count);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("lines")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(itemCount(Json{{"lines", file.fileName().toStdString()}}), std::optional(count));
    }

    void theDefaultChunksizeIsCPythons() {
        QCOMPARE(defaultChunksize(Method::Map, 1000, 4), qint64{63});
        QCOMPARE(defaultChunksize(Method::StarMapAsync, 16, 4), qint64{1});
        QCOMPARE(defaultChunksize(Method::Map, 17, 4), qint64{2});
        QCOMPARE(defaultChunksize(Method::Map, 0, 4), qint64{1});
        QCOMPARE(defaultChunksize(Method::IMap, 1000, 4), qint64{1});
        QCOMPARE(defaultChunksize(Method::IMapUnordered, 1000, 4), qint64{1});
    }

    void theSentenceSaysHowTheItemsAreCut_data() {
        QTest::addColumn<qint64>("items");
        QTest::addColumn<qint64>("chunksize");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("even") << qint64{1000} << qint64{10} << "1000 items in 100 tasks of 10.";
        QTest::newRow("uneven") << qint64{1000} << qint64{30} << "1000 items in 34 tasks of 30, the last of 10.";
        QTest::newRow("one task") << qint64{5} << qint64{10} << "5 items in 1 task.";
        QTest::newRow("single") << qint64{5} << qint64{1} << "5 items, each a task.";
        QTest::newRow("one item") << qint64{1} << qint64{7} << "1 item in 1 task.";
        QTest::newRow("none") << qint64{0} << qint64{7} << "No items: an empty result at once.";
    }
    void theSentenceSaysHowTheItemsAreCut() {
        QFETCH(qint64, items);
        QFETCH(qint64, chunksize);
        QFETCH(QString, sentence);
        const QString said = batchSummary(mapOver(Json::array(), chunksize), items, {4, {}});
        QCOMPARE(QString(said).remove(u','), QString(sentence).remove(u','));
    }

    void theSentenceCountsTheWorkersThatLeave() {
        const QString said = batchSummary(mapOver(Json::array(), 10), 1000, {4, 5});
        QVERIFY2(said.endsWith(QLatin1String("At 5 a worker they take at least 20 workers.")), qPrintable(said));
    }

    void aLineShowsTheCall() {
        QCOMPARE(batchLine(mapOver(Json{{"range", {1, 1001}}}, 10)), QStringLiteral("map(square, range(1, 1001), chunksize=10)"));
        QCOMPARE(batchLine(mapOver(Json::array({1, 2}))), QStringLiteral("map(square, [1, 2])"));
        BatchSpec call;
        call.method = Method::ApplyAsync;
        call.function = "multiply";
        call.args = Json::array({2});
        call.kwargs = {{"b", 3}};
        QCOMPARE(batchLine(call), QStringLiteral("apply_async(multiply, 2, b=3)"));
        QCOMPARE(callLine(call), QStringLiteral("multiply(2, b=3)"));
    }

    void eachMethodIsExplained() {
        for (const Method method : {Method::Apply, Method::ApplyAsync, Method::Map, Method::MapAsync, Method::IMap,
                                    Method::IMapUnordered, Method::StarMap, Method::StarMapAsync})
            QVERIFY(methodExplanation(method).endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(TestBatchSummary)
#include "tst_batch_summary.moc"
