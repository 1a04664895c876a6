// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>
#include <numeric>

#include <QTemporaryDir>
#include <QTest>

#include "compare/run_profile.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;

class RunProfileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    PoolState stateOf(const poolscope::testing::RunShape& shape) {
        const std::string path = m_folder.filePath(QStringLiteral("trace")).toStdString();
        std::remove(path.c_str());
        poolscope::testing::build_run(path, shape);
        trace::Reader reader(path);
        PoolState state;
        reduce_rest(reader, state);
        return state;
    }
    static ActivityTimes exact(const PoolState& state) {
        ActivityTimes sums{};
        for (std::size_t slot = 0; slot < state.slot_count(); ++slot)
            for (std::size_t index = 0; index < state.span_count(slot); ++index) {
                const Span span = state.span(slot, index);
                const Time end = std::min(span.end, state.summary().last);
                if (end > span.begin) sums[static_cast<std::size_t>(span.activity)] += static_cast<double>(end - span.begin);
            }
        return sums;
    }
    static bool isSame(const ActivityTimes& left, const ActivityTimes& right) {
        for (std::size_t activity = 0; activity < kActivities; ++activity)
            if (std::abs(left[activity] - right[activity]) > 1e-6 * std::max(1.0, std::abs(right[activity]))) return false;
        return true;
    }

private slots:
    void wholeRun_hasTheTimesOfItsSpans() {
        const PoolState state = stateOf({.tasks = 3000, .workers = 5, .maxtasksperchild = 40, .crash_every = 100});
        const RunProfile profile(state);
        QCOMPARE(profile.slotCount(), std::size_t{5});
        QVERIFY(isSame(profile.between(static_cast<double>(profile.begin()), static_cast<double>(profile.end())), exact(state)));
        QVERIFY(!profile.crashes().empty());
        QVERIFY(std::is_sorted(profile.crashes().begin(), profile.crashes().end()));
    }
    void partsOfARun_addUp() {
        const RunProfile profile(stateOf({.tasks = 500, .workers = 3}));
        const auto begin = static_cast<double>(profile.begin()), end = static_cast<double>(profile.end());
        ActivityTimes sum{};
        for (int part = 0; part < 7; ++part) {
            const ActivityTimes times = profile.between(begin + (end - begin) * part / 7, begin + (end - begin) * (part + 1) / 7);
            for (std::size_t activity = 0; activity < kActivities; ++activity) sum[activity] += times[activity];
        }
        QVERIFY(isSame(sum, profile.between(begin, end)));
    }
    void outsideOfTheRun_isNothing() {
        const RunProfile profile(stateOf({.tasks = 50, .workers = 2}));
        const ActivityTimes after = profile.between(static_cast<double>(profile.end()), static_cast<double>(profile.end()) + 1e9);
        QCOMPARE(std::accumulate(after.begin(), after.end(), 0.0), 0.0);
        QVERIFY(isSame(RunProfile().between(0, 1e9), {}));
        QVERIFY(isSame(profile.between(10, 5), {}));
    }
};

QTEST_GUILESS_MAIN(RunProfileTest)
#include "tst_run_profile.moc"
