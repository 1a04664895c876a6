// SPDX-License-Identifier: MIT
#include <QTest>

#include "supervise/oom_watch.h"

using namespace poolscope::supervise;

class OomWatchTest : public QObject {
    Q_OBJECT

    std::optional<std::uint64_t> count_;
    OomWatch watch() {
        return OomWatch([this] { return count_; });
    }

private slots:
    void countThatRoseSinceTheStart_explainsADeath() {
        OomWatch oom = watch();
        count_ = 3;
        const auto at_start = oom.at_start();
        count_ = 4;
        QVERIFY(oom.explains_kill(at_start));
    }
    void countThatRoseLongBeforeTheDeath_explainsNone() {
        OomWatch oom = watch();
        count_ = 0;
        const auto at_start = oom.at_start();
        count_ = 1;  // a child of some task
        oom.look();
        oom.look();
        QVERIFY(!oom.explains_kill(at_start));
        count_ = 2;
        oom.look();  // the kill is counted before the death of the worker is heard of
        QVERIFY(oom.explains_kill(at_start));
    }
    void countThatDidNotRise_explainsNone() {
        OomWatch oom = watch();
        count_ = 3;
        QVERIFY(!oom.explains_kill(oom.at_start()));
    }
    void withoutACount_nothingIsExplained() {
        OomWatch oom = watch();
        count_.reset();
        const auto none = oom.at_start();
        QVERIFY(!oom.explains_kill(none));
        count_ = 5;
        QVERIFY(!oom.explains_kill(none));
        const auto at_start = oom.at_start();
        count_.reset();
        QVERIFY(!oom.explains_kill(at_start));
    }
    void eachKillThatWasCounted_explainsOneDeath() {
        OomWatch oom = watch();
        count_ = 0;
        const auto at_start = oom.at_start();
        count_ = 2;
        QVERIFY(oom.explains_kill(at_start));
        QVERIFY(oom.explains_kill(at_start));
        QVERIFY(!oom.explains_kill(at_start));  // the third was killed by somebody else
        const auto later = oom.at_start();
        QVERIFY(!oom.explains_kill(later));
        count_ = 3;
        QVERIFY(oom.explains_kill(later));
    }
};

QTEST_GUILESS_MAIN(OomWatchTest)
#include "tst_oom_watch.moc"
