// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QApplication>
#include <QFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
#include <QWheelEvent>

#include "charts/charts_page.h"
#include "session/session.h"
#include "timeline/pool_state_spans.h"
#include "timeline/timeline_view.h"
#include "trace_builder.h"
#include "window/time_link.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {

constexpr Time kMs = 1'000'000;

QPoint at(const Plot& plot, double x) {
    return {static_cast<int>(std::lround(plot.pixelOf(x))), plot.plotArea().center().y()};
}

void drag(Plot& plot, double from, double to) {
    QTest::mousePress(&plot, Qt::LeftButton, {}, at(plot, from));
    QTest::mouseMove(&plot, at(plot, (from + to) / 2));
    QTest::mouseMove(&plot, at(plot, to));
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, at(plot, to));
}

/// A language in which everything reads alike.
class Words : public QTranslator {
public:
    explicit Words(const QString& words) : m_words(words) {}
    QString translate(const char*, const char*, const char*, int) const override { return m_words; }
    bool isEmpty() const override { return false; }

private:
    QString m_words;
};

}  // namespace

class TestChartsPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = std::make_unique<Session>(Places(m_folder->path()));
        m_selection = std::make_unique<Selection>();
        m_page = std::make_unique<ChartsPage>(*m_session, *m_selection);
        connect(m_session.get(), &Session::changed, m_page.get(), &ChartsPage::apply);
        m_page->resize(1000, 900);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() {
        m_page.reset();
        m_selection.reset();
        m_session.reset();
    }

    void theChartsShowWhatTheTraceSays() {
        open();
        Plot& throughput = m_page->charts().plot(ChartKind::Throughput);
        double items = 0;
        for (std::size_t i = 0; i + 1 < throughput.keys(0).size(); ++i)
            items += throughput.values(0)[i] * (throughput.keys(0)[i + 1] - throughput.keys(0)[i]) / 1e9;
        QVERIFY2(std::abs(items - 2000) < 0.01, qPrintable(QString::number(items)));
        const Plot& durations = m_page->charts().plot(ChartKind::Durations);
        double tasks = 0;
        for (const double count : durations.values(0)) tasks += count;
        QCOMPARE(tasks, 2000.0);
        const Plot& cumulative = m_page->charts().plot(ChartKind::Cumulative);
        QCOMPARE(cumulative.values(0).back(), 1.0);
        QVERIFY(std::is_sorted(cumulative.values(0).begin(), cumulative.values(0).end()));
    }

    void draggingTimePicksARangeForAllViewsAndNarrowsTheDurations() {
        open();
        Plot& plot = m_page->charts().plot(ChartKind::Throughput);
        const double length = static_cast<double>(m_session->now() - m_page->charts().origin());
        drag(plot, length * 0.25, length * 0.5);
        const auto range = m_selection->range();
        QVERIFY(range.has_value());
        QVERIFY(std::abs(static_cast<double>(range->end - range->begin) - length * 0.25) < length * 0.02);
        m_page->refreshNow();
        double tasks = 0;
        for (const double count : m_page->charts().plot(ChartKind::Durations).values(0)) tasks += count;
        QVERIFY2(tasks > 350 && tasks < 650, qPrintable(QString::number(tasks)));
        QTest::keyClick(&plot, Qt::Key_Escape);
        QVERIFY(!m_selection->range());
    }

    void draggingDurationsAsksForAFilterOfTheResults_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isLogarithmic");
        for (const bool isLogarithmic : {true, false}) {
            const QByteArray scale = isLogarithmic ? ", logarithmic" : ", linear";
            QTest::newRow("histogram" + scale) << static_cast<int>(ChartKind::Durations) << isLogarithmic;
            QTest::newRow("cumulative curve" + scale) << static_cast<int>(ChartKind::Cumulative) << isLogarithmic;
        }
    }
    void draggingDurationsAsksForAFilterOfTheResults() {
        QFETCH(int, kind);
        QFETCH(bool, isLogarithmic);
        open();
        m_page->charts().setDurationScale(isLogarithmic ? Plot::Scale::Logarithmic : Plot::Scale::Linear);
        m_page->refreshNow();
        Plot& plot = m_page->charts().plot(static_cast<ChartKind>(kind));
        QSignalSpy filters(m_page.get(), &ChartsPage::filterWanted);
        QSignalSpy results(m_page.get(), &ChartsPage::resultsWanted);
        drag(plot, 80'000, 125'000);
        QVERIFY(m_page->pickedDurations().has_value());
        const auto begin = static_cast<Time>(m_page->pickedDurations()->begin);
        const auto end = static_cast<Time>(m_page->pickedDurations()->end);
        QVERIFY(begin > 70'000 && begin < 90'000 && end > 115'000 && end < 135'000);
        QCOMPARE(filters.back()[0].toString(), durationFilter(begin, end));
        QVERIFY(!plot.isHidden() && plot.picked().has_value());
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(results.size(), 1);
        QTest::keyClick(&plot, Qt::Key_Escape);
        QCOMPARE(filters.back()[0].toString(), QString());
        QVERIFY(!m_page->pickedDurations());
    }

    void anotherRunLetsGoOfThePickedDurations() {
        open();
        drag(m_page->charts().plot(ChartKind::Durations), 80'000, 125'000);
        QVERIFY(m_page->pickedDurations());
        QSignalSpy filters(m_page.get(), &ChartsPage::filterWanted);
        m_session->showNothing();
        QVERIFY(!m_page->pickedDurations());
        QCOMPARE(filters.size(), 1);
        QCOMPARE(filters[0][0].toString(), QString());
    }

    void aClickAtALineSelectsWhoWasInTheSlotThen() {
        open(10);
        const PoolState& state = m_session->state();
        const std::uint32_t latest = state.current_worker(0);
        std::uint32_t first = 0;
        while (state.workers()[first].slot.value != 0) ++first;
        QVERIFY(first != latest);
        const Time origin = m_page->charts().origin();
        Plot& memory = m_page->charts().plot(ChartKind::Memory);
        emit memory.seriesClicked(0, static_cast<double>(state.workers()[first].starting + 1 - origin));
        QCOMPARE(m_selection->subject(), (Subject{Subject::Kind::Worker, first}));
        emit memory.seriesClicked(0, static_cast<double>(m_session->now() - origin));
        QCOMPARE(m_selection->subject(), (Subject{Subject::Kind::Worker, latest}));
    }

    void ofAPastMomentDurationsAreOfWhatHadEnded() {
        open();
        const Plot& durations = m_page->charts().plot(ChartKind::Durations);
        const auto tasks = [&durations] {
            double count = 0;
            for (const double bin : durations.values(0)) count += bin;
            return count;
        };
        const Time origin = m_page->charts().origin();
        m_selection->setCursor(origin + (m_session->now() - origin) / 2);
        m_page->refreshNow();
        QVERIFY2(tasks() > 800 && tasks() < 1200, qPrintable(QString::number(tasks())));
        m_selection->setCursor({});
        m_page->refreshNow();
        QCOMPARE(tasks(), 2000.0);
    }

    void aMomentOutOfSightComesIntoViewAndGoesWithFollowing() {
        open();
        const Time origin = m_page->charts().origin();
        m_page->setFollowing(Following::Off);
        m_page->showRange(m_session->now() - kMs, m_session->now());
        m_page->setFollowing(Following::Latest);
        m_page->refreshNow();
        m_selection->setCursor(origin + 2 * kMs);
        QCOMPARE(m_page->following(), Following::Off);
        QVERIFY(m_page->visibleRange().begin <= origin + 2 * kMs && m_page->visibleRange().end > origin + 2 * kMs);
        m_selection->setCursor({});
        QCOMPARE(m_page->following(), Following::Latest);
    }

    void durationsInAFilterAreExact() {
        QCOMPARE(durationFilter(2 * kMs, 5 * kMs), QStringLiteral("duration>=2ms duration<5ms"));
        QCOMPARE(durationFilter(0, 2'240'000), QStringLiteral("duration>=0ns duration<2.24ms"));
        QCOMPARE(durationFilter(125, 1'500'000'000), QStringLiteral("duration>=125ns duration<1.5s"));
        QCOMPARE(durationFilter(10'000, 60'000'000'000), QStringLiteral("duration>=10us duration<60s"));
    }

    void theTimeCursorIsInEveryChartAndCanBeMovedThere() {
        open();
        const Time middle = m_page->charts().origin() + (m_session->now() - m_page->charts().origin()) / 2;
        m_selection->setCursor(middle);
        for (std::size_t kind = 0; kind < kChartKinds; ++kind)
            if (isTimeChart(static_cast<ChartKind>(kind)))
                QCOMPARE(m_page->charts().plots()[kind]->cursorPlace(),
                         std::optional(static_cast<double>(middle - m_page->charts().origin())));
        Plot& plot = m_page->charts().plot(ChartKind::Latency);
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(m_selection->cursor() && *m_selection->cursor() > middle);
        QTest::mouseClick(&m_page->charts().plot(ChartKind::Queued), Qt::LeftButton, {},
                          at(m_page->charts().plot(ChartKind::Queued), 5e6));
        QVERIFY(std::abs(static_cast<double>(*m_selection->cursor() - m_page->charts().origin()) - 5e6) < 1e6);
    }

    void timelineAndChartsHaveOneTimeAxis() {
        open();
        PoolStateSpans spans(m_session->state());
        TimelineView timeline;
        timeline.resize(900, 400);
        TimeLink link(timeline, *m_page, nullptr);
        timeline.setSource(&spans);
        const Time origin = m_page->charts().origin();
        // What is moved here moves there, although it is hidden ...
        Plot& plot = m_page->charts().plot(ChartKind::States);
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_W);
        QCOMPARE(m_page->following(), Following::Off);
        m_page->hide();
        timeline.show();
        QVERIFY(QTest::qWaitForWindowExposed(&timeline));
        const TimeRange seen = m_page->visibleRange();
        QTRY_VERIFY(std::abs(timeline.visibleBegin() - seen.begin) < kMs / 10);
        QVERIFY(std::abs(timeline.visibleEnd() - seen.end) < kMs);
        // ... and the other way round.
        timeline.showRange(origin + 10 * kMs, origin + 20 * kMs);
        QVERIFY(std::abs(m_page->visibleRange().begin - (origin + 10 * kMs)) < kMs / 10);
        QVERIFY(std::abs(m_page->visibleRange().end - (origin + 20 * kMs)) < kMs / 10);
        timeline.setFollowing(Following::Whole);
        QCOMPARE(m_page->following(), Following::Whole);
        timeline.setSource(nullptr);
    }

    void zoomKeepsThePlaceUnderThePointer() {
        open();
        Plot& plot = m_page->charts().plot(ChartKind::States);
        const double place = plot.placeAt(at(plot, 20e6).x());
        const double before = plot.pixelOf(place);
        emit plot.zoomWanted(2, place);
        m_page->refreshNow();
        QVERIFY(std::abs(plot.pixelOf(place) - before) < 1.5);
        emit plot.fitWanted();
        QCOMPARE(m_page->following(), Following::All);
    }

    void wheelOverAChartScrollsThePageWhereThereIsMore_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<bool>("isOverAxis");
        QTest::addColumn<bool>("zooms");
        const int none = static_cast<int>(Qt::NoModifier);
        QTest::newRow("a small page") << 400 << none << false << false;
        QTest::newRow("a small page, with Ctrl") << 400 << static_cast<int>(Qt::ControlModifier) << false << true;
        QTest::newRow("a small page, over the axis") << 400 << none << true << true;
        QTest::newRow("a page that has room for all") << 1400 << none << false << true;
    }
    void wheelOverAChartScrollsThePageWhereThereIsMore() {
        QFETCH(int, height);
        QFETCH(int, modifiers);
        QFETCH(bool, isOverAxis);
        QFETCH(bool, zooms);
        m_page->resize(1000, height);
        open();
        Plot& plot = m_page->charts().plot(ChartKind::States);
        auto* const scroll = m_page->findChild<QScrollArea*>();
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum() > 0, height < 1000);
        const Time before = m_page->visibleRange().end - m_page->visibleRange().begin;
        QPoint place = plot.plotArea().center();
        if (isOverAxis) place.setY(plot.plotArea().bottom() + 12);
        QWheelEvent wheel(place, plot.mapToGlobal(place), {}, {0, 120}, Qt::NoButton,
                          static_cast<Qt::KeyboardModifiers>(modifiers), Qt::NoScrollPhase, false);
        QApplication::sendEvent(&plot, &wheel);
        QCOMPARE(m_page->visibleRange().end - m_page->visibleRange().begin < before, zooms);
        QCOMPARE(wheel.isAccepted(), zooms);  // what it does not take goes on to the page
    }

    void zoomingOutEndsAtTheRun() {
        open();
        Plot& plot = m_page->charts().plot(ChartKind::States);
        for (int i = 0; i < 30; ++i) emit plot.zoomWanted(0.5, 0);
        const TimeRange seen = m_page->visibleRange();
        const Time origin = m_page->charts().origin();
        const Time length = m_session->now() - origin;
        QVERIFY(seen.begin <= origin && seen.begin > origin - length / 10);
        QVERIFY(seen.end >= m_session->now() && seen.end < origin + 2 * length);
    }

    void latencySaysThatNoTaskEndedInThePartThatIsSeen() {
        open();
        Plot& latency = m_page->charts().plot(ChartKind::Latency);
        QVERIFY(!latency.summary().contains(QStringLiteral("No task ended")));
        m_page->showRange(m_session->now() + kMs, m_session->now() + 2 * kMs);
        m_page->refreshNow();
        QCOMPARE(latency.summary(), QStringLiteral("No task ended in this part."));
    }

    void anotherLanguageKeepsWhatTheChartsShow() {
        open();
        Plot& states = m_page->charts().plot(ChartKind::States);
        const std::vector<double> before = states.values(0);
        QVERIFY(!before.empty() && before.back() >= 0);
        Words german(QStringLiteral("Arbeiter nach Zustand"));
        QCoreApplication::installTranslator(&german);
        QEvent told(QEvent::LanguageChange);
        QApplication::sendEvent(m_page.get(), &told);
        QCOMPARE(states.title(), QStringLiteral("Arbeiter nach Zustand"));
        QCOMPARE(states.series()[0].name, QStringLiteral("Arbeiter nach Zustand"));
        QVERIFY(states.values(0) == before);
        QCOMPARE(m_page->charts().plot(ChartKind::Memory).series()[0].name, QStringLiteral("Arbeiter nach Zustand"));
        QCoreApplication::removeTranslator(&german);
        QApplication::sendEvent(m_page.get(), &told);
        QCOMPARE(states.title(), QStringLiteral("Workers by state"));
    }

    void barOfANarrowPageKeepsItsButtonsWhole() {
        open();
        m_page->resize(560, 500);
        drag(m_page->charts().plot(ChartKind::Durations), 80'000, 125'000);
        QVERIFY(m_page->pickedDurations().has_value());
        QTRY_VERIFY(m_page->findChild<QToolButton*>(QStringLiteral("showInResults"))->isVisible());
        QCoreApplication::sendPostedEvents();
        for (const QToolButton* const button : m_page->findChildren<QToolButton*>())
            if (button->isVisible()) QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        m_page->resize(1000, 900);
        QTRY_VERIFY(m_page->findChild<QWidget*>(QStringLiteral("where"))->isVisible());
    }

    void nothingIsPaintedWhileNothingHappens() {
        open();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isAtRest(), 20'000);
        m_page->refreshNow();
        const quint64 before = m_page->refreshes();
        QTest::qWait(350);  // that nothing happens can only be waited for
        QCOMPARE(m_page->refreshes(), before);
    }

    void aHiddenPagePaintsNothingButKeepsUp() {
        m_page->hide();
        const quint64 before = m_page->refreshes();
        open();
        QCOMPARE(m_page->charts().history().tasks().tasksEnded(), std::uint64_t{2000});
        QTest::qWait(50);
        QCOMPARE(m_page->refreshes(), before);
    }

    void chartsAreWrittenAsFiles() {
        open();
        QSignalSpy notices(m_page.get(), &ChartsPage::noticed);
        std::vector<ChartKind> all;
        for (std::size_t kind = 0; kind < kChartKinds; ++kind) all.push_back(static_cast<ChartKind>(kind));
        for (const QString& name : {QStringLiteral("one.svg"), QStringLiteral("all.png"), QStringLiteral("all.pdf")}) {
            const QString path = m_folder->filePath(name);
            m_page->exportTo(name.startsWith(QLatin1String("one")) ? std::vector{ChartKind::States} : all, path);
            QVERIFY(QFile(path).size() > 2000);
        }
        QCOMPARE(notices.size(), 3);
        m_page->exportTo(all, m_folder->filePath(QStringLiteral("no/such/folder.png")));
        QCOMPARE(notices.size(), 4);
    }

    void everyChartIsReachedByTabAndSaysWhatItShows() {
        open();
        m_page->activateWindow();
        QStringList reached;
        m_page->charts().plot(ChartKind::States).setFocus();
        for (std::size_t i = 0; i < kChartKinds; ++i) {
            const QWidget* const focused = QApplication::focusWidget();
            QVERIFY(focused);
            reached << focused->objectName();
            QVERIFY(!focused->accessibleName().isEmpty());
            if (reached.last() == QLatin1String("durationsChart")) QVERIFY(!focused->accessibleDescription().isEmpty());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(reached.size(), static_cast<qsizetype>(kChartKinds));
        QCOMPARE(QSet<QString>(reached.begin(), reached.end()).size(), static_cast<qsizetype>(kChartKinds));
    }

private:
    void open(std::optional<std::uint64_t> maxtasksperchild = {}) {
        const QString path = m_folder->filePath(QStringLiteral("run.trace"));
        testing::build_run(path.toStdString(), {.tasks = 2000, .workers = 4, .maxtasksperchild = maxtasksperchild});
        m_session->openTrace(path);
        QTRY_COMPARE(m_session->state().result_count(), std::size_t{2000});
        QTRY_VERIFY(!m_session->isReading());
        if (m_page->isVisible()) m_page->refreshNow();
        QTest::qWait(0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ChartsPage> m_page;
};

QTEST_MAIN(TestChartsPage)
#include "tst_charts_page.moc"
