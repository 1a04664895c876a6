// SPDX-License-Identifier: MIT
#include <QTest>

#include <poolscope/batch_spec.h>

using poolscope::Method;

class BatchSpecTest : public QObject {
    Q_OBJECT

private slots:
    void method_data();
    void method();
    void unknownMethodName_isNone();
};

void BatchSpecTest::method_data() {
    QTest::addColumn<int>("method");
    QTest::addColumn<bool>("takesArguments");
    QTest::addColumn<bool>("starred");
    QTest::addColumn<bool>("blocking");
    const auto row = [](Method method, const char* name, bool takesArguments, bool starred, bool blocking) {
        QTest::newRow(name) << static_cast<int>(method) << takesArguments << starred << blocking;
    };
    row(Method::Apply, "apply", true, false, true);
    row(Method::ApplyAsync, "apply_async", true, false, false);
    row(Method::Map, "map", false, false, true);
    row(Method::MapAsync, "map_async", false, false, false);
    row(Method::IMap, "imap", false, false, false);
    row(Method::IMapUnordered, "imap_unordered", false, false, false);
    row(Method::StarMap, "starmap", false, true, true);
    row(Method::StarMapAsync, "starmap_async", false, true, false);
}

void BatchSpecTest::method() {
    QFETCH(int, method);
    QFETCH(bool, takesArguments);
    QFETCH(bool, starred);
    QFETCH(bool, blocking);
    const auto value = static_cast<Method>(method);
    QCOMPARE(QByteArray(poolscope::to_string(value)), QByteArray(QTest::currentDataTag()));
    QCOMPARE(poolscope::method_from_string(QTest::currentDataTag()), std::optional(value));
    QCOMPARE(poolscope::takes_arguments(value), takesArguments);
    QCOMPARE(poolscope::is_starred(value), starred);
    QCOMPARE(poolscope::is_blocking(value), blocking);
}

void BatchSpecTest::unknownMethodName_isNone() {
    QVERIFY(!poolscope::method_from_string("mapp"));
    QVERIFY(!poolscope::method_from_string(""));
    QVERIFY(!poolscope::method_from_string("Map"));
}

QTEST_GUILESS_MAIN(BatchSpecTest)
#include "tst_batch_spec.moc"
