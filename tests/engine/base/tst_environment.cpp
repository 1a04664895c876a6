// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/environment.h>

#include "base/environment_files.h"
#endif

using namespace poolscope;
using namespace poolscope::base;

namespace {

using Files = std::map<std::string, std::string>;

FileText in(const Files& files) {
    return [&files](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return {};
        return found->second;
    };
}

const Files kMachine{
    {"/proc/cpuinfo", "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz\n"},
    {"/sys/devices/system/cpu/online", "0-11\n"},
    {"/proc/self/status", "Name:\tx\nCpus_allowed:\tfff\nCpus_allowed_list:\t0-3,8\nMems_allowed_list:\t0\n"},
    {"/proc/loadavg", "0.52 1.25 3.00 2/512 4711\n"},
    {"/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n"},
    {"/proc/self/cgroup", "0::/user.slice/app.scope\n"},
    {"/sys/fs/cgroup/user.slice/cpu.max", "150000 100000\n"},
    {"/sys/fs/cgroup/user.slice/app.scope/memory.max", "max\n"},
    {"/sys/fs/cgroup/user.slice/memory.max", "1073741824\n"},
    {"/proc/meminfo", "MemTotal:       16303428 kB\nMemFree: 1 kB\n"},
    {"/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n"},
    {"/etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"},
};

}  // namespace

class TestEnvironment : public QObject {
    Q_OBJECT

private slots:
    void theFilesOfAMachineAreUnderstood() {
        const Environment found = environment_from(in(kMachine));
        QCOMPARE(found.cpu_model, "Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz");
        QCOMPARE(found.logical_cpus, 12);
        QCOMPARE(found.affinity, "0-3,8");
        QCOMPARE(found.load_1_minute, 0.52);
        QCOMPARE(found.load_15_minutes, 3.0);
        QCOMPARE(found.governor, "powersave");
        QCOMPARE(found.cgroup_cpus, 1.5);
        QCOMPARE(found.cgroup_memory_bytes, std::uint64_t{1} << 30);
        QCOMPARE(found.memory_bytes, std::uint64_t{16303428} * 1024);
        QCOMPARE(found.kernel, "6.1.0-18-amd64");
        QCOMPARE(found.distribution, "Debian GNU/Linux 12 (bookworm)");
    }

    void aMissingFileLeavesOnlyItsOwnPartUnknown() {
        for (const auto& [path, text] : kMachine) {
            if (text == "max\n") continue;  // says as much as a file that is not there
            Files files = kMachine;
            files.erase(path);
            const Environment found = environment_from(in(files));
            QVERIFY2(found != environment_from(in(kMachine)), path.c_str());
            QCOMPARE(found.kernel.empty(), path == "/proc/sys/kernel/osrelease");
            QCOMPARE(found.memory_bytes.has_value(), path != "/proc/meminfo");
        }
        QCOMPARE(environment_from(in({})), Environment());
    }

    void nonsenseIsUnknownAndNoFailure() {
        Files files;
        for (const auto& [path, text] : kMachine) files[path] = "\xff\xfe:::-,,\n\n: \t-\"";
        files["/proc/self/cgroup"] = "::\n0\n:::::\n0::\n";
        const Environment found = environment_from(in(files));
        QVERIFY(!found.logical_cpus);
        QVERIFY(!found.load_1_minute);
        QVERIFY(!found.memory_bytes);
        QVERIFY(!found.cgroup_cpus);
    }

    void anArmBoardNamesItself() {
        const Files files{{"/proc/cpuinfo", "processor : 0\nBogoMIPS : 108.00\n\nHardware : BCM2835\nModel : Raspberry Pi 4\n"}};
        QCOMPARE(environment_from(in(files)).cpu_model, "BCM2835");
    }

    void cpuLists_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<int>("count");
        QTest::newRow("one") << "0\n" << 1;
        QTest::newRow("range") << "0-3" << 4;
        QTest::newRow("mixed") << "0-3,8,10-11" << 7;
        QTest::newRow("empty") << "" << -1;
        QTest::newRow("backwards") << "3-1" << -1;
        QTest::newRow("words") << "all" << -1;
        QTest::newRow("open") << "1-" << -1;
        QTest::newRow("huge") << "0-99999999999999999999" << -1;
    }
    void cpuLists() {
        QFETCH(QString, list);
        QFETCH(int, count);
        QCOMPARE(count_of_cpu_list(list.toStdString()).value_or(-1), count);
    }

    void version1TellsTheMemoryLimitToo() {
        const Files files{{"/proc/self/cgroup", "4:memory:/docker/abc\n3:cpu,cpuacct:/x\n"},
                          {"/sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "536870912\n"},
                          {"/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n"}};
        QCOMPARE(cgroup_memory_limit(in(files)), std::uint64_t{512} << 20);
    }

    void jsonKeepsAllOfIt() {
        Environment whole = environment_from(in(kMachine));
        whole.usable_cpus = 2;
        whole.poolscope = "0.1.0";
        QCOMPARE(environment_from_json(Json::parse(to_json(whole).dump())), whole);
        QCOMPARE(environment_from_json(to_json(Environment())), Environment());
    }

    void jsonOfOtherTypesIsUnknown() {
        const Json wrong = Json::parse(R"({"cpu_model": 7, "logical_cpus": "two", "usable_cpus": -1, "load_1_minute": [],
                                           "memory_bytes": -5, "logical_cpus": 99999999999, "kernel": null})");
        QCOMPARE(environment_from_json(wrong), Environment());
        QCOMPARE(environment_from_json(Json::array()), Environment());
    }

    void thisMachineIsKnown() {
        const Environment here = this_environment();
        QVERIFY(here.usable_cpus.value_or(0) >= 1);
        QVERIFY(!here.kernel.empty());
        QVERIFY(!here.affinity.empty());
        QVERIFY(!here.poolscope.empty());
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
