// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QTest>

#include "format/activity.h"
#include "format/quantity.h"
#include "format/signal_name.h"
#include "session/own_cost.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestFormat : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void durationsChangeTheirUnit_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64(0) << "0 ns";
        QTest::newRow("micro") << qint64(4'200) << "4.2 µs";
        QTest::newRow("milli") << qint64(230'000'000) << "230 ms";
        QTest::newRow("rounds up to the next unit") << qint64(999'700'000) << "1.00 s";
        QTest::newRow("seconds") << qint64(12'340'000'000) << "12.3 s";
        QTest::newRow("minutes") << qint64(125'000'000'000) << "2 min 05 s";
        QTest::newRow("hours") << qint64(4'320'000'000'000) << "1 h 12 min";
    }
    void durationsChangeTheirUnit() {
        QFETCH(qint64, nanoseconds);
        QTEST(durationText(nanoseconds), "text");
    }

    void bytesAreSaidInBinaryUnits() {
        QCOMPARE(bytesText(812), QStringLiteral("812 B"));
        QCOMPARE(bytesText(64'385'000), QStringLiteral("61.4 MiB"));
        QCOMPARE(bytesText(~std::uint64_t{0}), QStringLiteral("16.0 EiB"));
    }

    void sharesThatCanExceedTheWholeAreNotCut() {
        QCOMPARE(fineShareText(0.0123), QStringLiteral("1.2 %"));
        QCOMPARE(fineShareText(1.34), QStringLiteral("134 %"));
        QCOMPARE(percentText(1.34), QStringLiteral("100 %"));
    }

    void theOwnCostIsOfTheLastWholeStretch() {
        using namespace std::chrono_literals;
        OwnCost cost;
        cost.take(10s, 100s);
        QVERIFY(!cost.share());
        cost.take(10s + 500ms, 101s);
        QVERIFY(!cost.share());
        cost.take(11s, 102s);
        QCOMPARE(*cost.share(), 0.5);
        cost.take(11s, 103s);
        QCOMPARE(*cost.share(), 0.5);
        cost.take(11s, 104s);
        QCOMPARE(*cost.share(), 0.0);
    }

    void signalsHaveTheirNames() {
        QCOMPARE(signalName(SIGKILL), QStringLiteral("SIGKILL"));
        QCOMPARE(signalName(999), QStringLiteral("signal 999"));
    }

    void anEndNamesItsSignalOrExitCode() {
        QCOMPARE(causeText(EndCause::Killed, {}, SIGKILL), QStringLiteral("killed by SIGKILL"));
        QCOMPARE(causeText(EndCause::Exited, 3, {}), QStringLiteral("exited with code 3"));
        QCOMPARE(causeText(EndCause::MaxTasksPerChild, 0, {}), QStringLiteral("maxtasksperchild"));
    }

    void everyCauseHasWordsOfItsOwnAndMarksTellThemApart() {
        QSet<QString> words;
        for (int cause = 1; cause <= static_cast<int>(kLastEndCause); ++cause)
            words.insert(causeText(static_cast<EndCause>(cause), {}, {}));
        QCOMPARE(words.size(), static_cast<int>(kLastEndCause));
        QVERIFY(!words.contains(QString()));
        QSet<QChar> letters;
        for (const EndCause cause : {EndCause::Crashed, EndCause::Killed, EndCause::TimedOut, EndCause::MemoryLimit,
                                     EndCause::HostGone, EndCause::Exited, EndCause::ByUser})
            letters.insert(endLetter(cause));
        QCOMPARE(letters.size(), 7);
    }

    void everyStateHasAColourAndALetterOfItsOwn() {
        QSet<QRgb> colours;
        QSet<QChar> letters;
        for (int i = 0; i <= static_cast<int>(WorkerActivity::Crashed); ++i) {
            const auto activity = static_cast<WorkerActivity>(i);
            colours.insert(activityColor(activity, Appearance::Light).rgba());
            letters.insert(activityLetter(activity));
            QVERIFY(!activityName(activity).isEmpty());
        }
        QCOMPARE(colours.size(), 9);
        QCOMPARE(letters.size(), 9);
    }
};

QTEST_MAIN(TestFormat)
#include "tst_format.moc"
