// SPDX-License-Identifier: MIT
#include <map>

#include <QTest>

#include "base/cgroup_kills.h"

using namespace poolscope::base;

/// Counts of kills for want of memory, from file systems made up of texts.
class CgroupKillsTest : public QObject {
    Q_OBJECT

    std::map<std::string, std::string> files_;
    CgroupKills kills() {
        return CgroupKills([this](const std::string& path) -> std::optional<std::string> {
            const auto found = files_.find(path);
            return found == files_.end() ? std::nullopt : std::optional(found->second);
        });
    }

private slots:
    void init() { files_.clear(); }

    void version2_countsInMemoryEvents() {
        files_ = {{"/proc/self/cgroup", "0::/user.slice/pool\n"},
                  {"/sys/fs/cgroup/user.slice/pool/memory.events", "low 0\nhigh 2\nmax 7\noom 1\noom_kill 4\noom_group_kill 0\n"}};
        CgroupKills counted = kills();
        QCOMPARE(counted.count(), std::optional<std::uint64_t>(4));
        files_["/sys/fs/cgroup/user.slice/pool/memory.events"] = "oom_kill 5\n";
        QCOMPARE(counted.count(), std::optional<std::uint64_t>(5));
    }
    void version1_countsInOomControl() {
        files_ = {{"/proc/self/cgroup", "12:cpu,cpuacct:/x\n4:memory:/docker/abc\n"},
                  {"/sys/fs/cgroup/memory/docker/abc/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"}};
        QCOMPARE(kills().count(), std::optional<std::uint64_t>(2));
    }
    void groupsOfAContainer_areFoundAtTheRootOfTheMount() {
        files_ = {{"/proc/self/cgroup", "4:memory:/docker/abc\n"}, {"/sys/fs/cgroup/memory/memory.oom_control", "oom_kill 9\n"}};
        QCOMPARE(kills().count(), std::optional<std::uint64_t>(9));
        files_ = {{"/proc/self/cgroup", "0::/\n"}, {"/sys/fs/cgroup/memory.events", "oom_kill 1\n"}};
        QCOMPARE(kills().count(), std::optional<std::uint64_t>(1));
    }
    void bothVersionsMounted_theOneThatCountsIsTaken() {
        files_ = {{"/proc/self/cgroup", "4:memory:/m\n0::/u\n"}, {"/sys/fs/cgroup/memory/m/memory.oom_control", "oom_kill 3\n"}};
        QCOMPARE(kills().count(), std::optional<std::uint64_t>(3));
    }
    void whereNobodyCounts_thereIsNoCount() {
        QVERIFY(!kills().count());
        files_ = {{"/proc/self/cgroup", "0::/\nnonsense\n"}};
        QVERIFY(!kills().count());
        // Kernels before 4.13 have the file of version 1 without the count.
        files_ = {{"/proc/self/cgroup", "4:memory:/m\n"}, {"/sys/fs/cgroup/memory/m/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n"}};
        QVERIFY(!kills().count());
    }
    void groupThatIsGone_hasNoCount() {
        files_ = {{"/proc/self/cgroup", "0::/u\n"}, {"/sys/fs/cgroup/u/memory.events", "oom_kill 3\n"}};
        CgroupKills counted = kills();
        files_.clear();
        QVERIFY(!counted.count());
    }
    void damagedText_isNoCount() {
        for (const char* text : {"", "oom_kill", "oom_kill x\n", "oom_kill_disable 1\n", "xoom_kill 4\n"}) QVERIFY(!parse_oom_kills(text));
    }
};

QTEST_GUILESS_MAIN(CgroupKillsTest)
#include "tst_cgroup_kills.moc"
