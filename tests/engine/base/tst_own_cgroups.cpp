// SPDX-License-Identifier: MIT
#include <QTest>

#include "base/own_cgroups.h"

using namespace poolscope::base;

class OwnCgroupsTest : public QObject {
    Q_OBJECT

    static std::vector<OwnCgroup> groups(const std::string& text) {
        return own_cgroups([&text](const std::string& path) { return path == "/proc/self/cgroup" ? std::optional(text) : std::nullopt; });
    }

private slots:
    void bothVersions_areToldApart() {
        const auto found = groups("12:cpu,cpuacct:/x\n0::/user.slice/pool\n1:name=systemd:/\n");
        QCOMPARE(found.size(), std::size_t{3});
        QVERIFY(!found[0].is_version_2() && found[0].has("cpu") && found[0].has("cpuacct") && !found[0].has("cp"));
        QCOMPARE(found[0].path, std::string("/x"));
        QVERIFY(found[1].is_version_2() && !found[1].has("cpu"));
        QCOMPARE(found[1].with_parents(), (std::vector<std::string>{"/user.slice/pool", "/user.slice", ""}));
        QCOMPARE(found[2].with_parents(), std::vector<std::string>{""});
    }

    void lineThatIsNone_isPassedOver() {
        QVERIFY(groups("").empty());
        QVERIFY(groups("nonsense\n0:\n0::\n0::no/path/from/the/root\n:").empty());
        QCOMPARE(groups("0::relative\n0::/a\n").size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(OwnCgroupsTest)
#include "tst_own_cgroups.moc"
