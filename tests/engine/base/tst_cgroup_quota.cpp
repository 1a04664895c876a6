// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <map>
#include <string>

#include <poolscope/context.h>

#include "base/cgroup_quota.h"
#endif

using namespace poolscope::base;

class CgroupQuotaTest : public QObject {
    Q_OBJECT

    static std::optional<double> quota(const std::map<std::string, std::string>& files) {
        return cgroup_cpu_quota([&files](const std::string& path) -> std::optional<std::string> {
            const auto found = files.find(path);
            if (found == files.end()) return {};
            return found->second;
        });
    }

private slots:
    void version2_takesTheLeastOfAllAncestors() {
        QCOMPARE(quota({{"/proc/self/cgroup", "0::/a/b\n"},
                        {"/sys/fs/cgroup/a/b/cpu.max", "max 100000\n"},
                        {"/sys/fs/cgroup/a/cpu.max", "150000 100000\n"},
                        {"/sys/fs/cgroup/cpu.max", "400000 100000\n"}}),
                 std::optional<double>(1.5));
    }
    void version1_dividesQuotaByPeriod() {
        QCOMPARE(quota({{"/proc/self/cgroup", "3:memory:/x\n2:cpu,cpuacct:/x\n0::/\n"},
                        {"/sys/fs/cgroup/cpu,cpuacct/x/cpu.cfs_quota_us", "50000\n"},
                        {"/sys/fs/cgroup/cpu,cpuacct/x/cpu.cfs_period_us", "100000\n"}}),
                 std::optional<double>(0.5));
    }
    void noLimit_isNone() {
        QCOMPARE(quota({{"/proc/self/cgroup", "1:cpu:/\n0::/\n"}, {"/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1"},
                        {"/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000"}}),
                 std::nullopt);
        QCOMPARE(quota({}), std::nullopt);
        QCOMPARE(quota({{"/proc/self/cgroup", "garbage\n::\n0::/a\n"}, {"/sys/fs/cgroup/a/cpu.max", "what"}}), std::nullopt);
    }
    void usableCpus_isAtLeastOneAndSaysWhy() {
        const poolscope::CpuCount cpus = poolscope::usable_cpus();
        QVERIFY(cpus.count >= 1);
        QVERIFY(!cpus.reason.empty());
    }
};

QTEST_GUILESS_MAIN(CgroupQuotaTest)
#include "tst_cgroup_quota.moc"
