// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>

#include <sys/resource.h>

#include <QTest>

#include "base/descriptor_room.h"

using namespace poolscope;

namespace {

long open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(std::filesystem::begin(all), std::filesystem::end(all));
}

}  // namespace

class DescriptorRoomTest : public QObject {
    Q_OBJECT

private slots:
    void room_takesNoDescriptor() {
        const long before = open_descriptors();
        base::make_room_for_descriptors(300);
        QCOMPARE(open_descriptors(), before);
    }
    void moreThanTheLimit_doesNoHarm() {
        const long before = open_descriptors();
        rlimit limit{};
        QVERIFY(getrlimit(RLIMIT_NOFILE, &limit) == 0);
        const rlimit low{std::min<rlim_t>(limit.rlim_cur, 128), limit.rlim_max};
        QVERIFY(setrlimit(RLIMIT_NOFILE, &low) == 0);
        base::make_room_for_descriptors(1'000'000);
        QVERIFY(setrlimit(RLIMIT_NOFILE, &limit) == 0);
        QCOMPARE(open_descriptors(), before);
    }
};

QTEST_GUILESS_MAIN(DescriptorRoomTest)
#include "tst_descriptor_room.moc"
