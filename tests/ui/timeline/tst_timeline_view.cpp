// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include "made_up_run.h"
#include "timeline/timeline_view.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestTimelineView : public QObject {
    Q_OBJECT
private slots:
    void withoutARun_aHintTellsTheKey();
    void clickOnASpan_selectsIt();
};

void TestTimelineView::withoutARun_aHintTellsTheKey() {
    TimelineView view;
    view.setRunKey(QStringLiteral("F7"));
    view.resize(800, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.setSource(nullptr);
    QVERIFY2(view.accessibleDescription().contains(QStringLiteral("F7")), qPrintable(view.accessibleDescription()));
}

void TestTimelineView::clickOnASpan_selectsIt() {
    MadeUpRun run(MadeUpRun::Plan{});
    run.setComplete();
    TimelineView view;
    view.resize(1000, 400);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.setSource(&run);
    QSignalSpy selected(&view, &TimelineView::spanSelected);
    const QRect place = view.spanRect({2, 20});
    QVERIFY(!place.isEmpty());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place.center());
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].value<std::size_t>(), std::size_t{2});
}

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
