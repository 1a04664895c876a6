// SPDX-License-Identifier: MIT
#include <optional>
#include <thread>

#include <QTest>

#include <sys/resource.h>

#include "base/time_slice.h"
#include "slice_of_this_thread.h"

using namespace poolscope::base;
using poolscope::testing::slice_of_this_thread;

class TimeSliceTest : public QObject {
    Q_OBJECT

private slots:
    void shortSlices_areOfTheCallingThreadAlone() {
        const auto usual = slice_of_this_thread();
        if (!usual) QSKIP("this kernel tells of no slices (before Linux 6.12)");
        std::optional<std::uint64_t> shortened, again;
        int nice = 0;
        std::thread([&] {
            take_short_slices();
            shortened = slice_of_this_thread();
            nice = ::getpriority(PRIO_PROCESS, 0);
            take_usual_slices();
            again = slice_of_this_thread();
        }).join();
        QVERIFY2(shortened && *shortened < *usual, qPrintable(QString::number(shortened.value_or(0))));
        QCOMPARE(again, usual);
        QCOMPARE(slice_of_this_thread(), usual);
        QCOMPARE(nice, ::getpriority(PRIO_PROCESS, 0));
    }
};

QTEST_GUILESS_MAIN(TimeSliceTest)
#include "tst_time_slice.moc"
