// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charts_page.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

#include "format/appearance.h"
#include "session/session.h"
#include "session/span_search.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {

constexpr int kRefreshEveryMs = 250;  // what moves faster cannot be read
constexpr int kMostOfTime = 25;         // painting may take a 25th of the time while a run is followed
constexpr int kFollowColumns = 1000;    // of the scale that following moves, whatever the width of a chart
constexpr int kFollowMargin = 10;

}  // namespace

ChartsPage::ChartsPage(const Session& session, Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_scroll(new QScrollArea(this)) {
    setObjectName(QStringLiteral("chartsPage"));
    auto* const content = new QWidget;
    m_charts = new RunCharts(session.state(), content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(content);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    makeBar();
    for (std::size_t kind = 0; kind < kChartKinds; ++kind)
        connectPlot(static_cast<ChartKind>(kind));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChartsPage::refresh);
    // Where there is more than is seen, the wheel goes there, as on any page.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int most) {
        for (Plot* const plot : m_charts->plots()) plot->setWheel(most > 0 ? Plot::Wheel::ScrollsPage : Plot::Wheel::Zooms);
    });
    connect(&selection, &Selection::cursorChanged, this, &ChartsPage::showMoment);
    connect(&selection, &Selection::rangeChanged, this, &ChartsPage::showSelection);
    connect(&selection, &Selection::changed, this, &ChartsPage::showEmphasis);
    arrange();
    showWords();
}

void ChartsPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    m_charts->sayWords();
    refreshNow();
    fitBar();
}

ChartsPage::~ChartsPage() {
    // Its children tell of what they lose when they go.
    disconnect(&m_selection, nullptr, this, nullptr);
}

void ChartsPage::connectPlot(ChartKind kind) {
    Plot& plot = m_charts->plot(kind);
    connect(&plot, &Plot::hoverMoved, this, [this, kind](const std::optional<double>& x) { hover(kind, x); });
    connect(&plot, &Plot::menuWanted, this, [this, kind](const QPoint& place) { showMenu(kind, place); });
    connect(&plot, &Plot::pickCleared, this, [this, kind] { letGo(kind); });
    if (!isTimeChart(kind)) {
        connect(&plot, &Plot::rangePicked, this, [this](const PlotRange& range) { pickDurations(range); });
        connect(&plot, &Plot::activated, this, [this] {
            if (m_durations) emit resultsWanted();
        });
        return;
    }
    plot.setAfterCursor(Plot::AfterCursor::Veiled);
    connect(&plot, &Plot::cursorMoved, this, [this](double x) {
        m_selection.setCursor(m_charts->origin() + static_cast<Time>(std::llround(x)));
        showSelection();  // it may have gone where there is no moment
    });
    connect(&plot, &Plot::rangePicked, this, &ChartsPage::pickTime);
    connect(&plot, &Plot::zoomWanted, this, &ChartsPage::zoom);
    connect(&plot, &Plot::panWanted, this, &ChartsPage::pan);
    const auto followWhole = [this] {
        setFollowing(Following::All);
        schedule();
    };
    connect(&plot, &Plot::fitWanted, this, followWhole);
    connect(&plot, &Plot::followWanted, this, followWhole);
    if (kind == ChartKind::Processors || kind == ChartKind::Memory)
        connect(&plot, &Plot::seriesClicked, this, &ChartsPage::selectWorkerAt);
}

Time ChartsPage::now() const {
    return std::max(m_session.now(), m_session.state().summary().last);
}

void ChartsPage::apply(const ChangeSet& changes) {
    m_charts->update(changes);
    if (changes.replaced) {
        pickDurations({});
        m_following = Following::Whole;
        m_scale = {};
        emit followingChanged(m_following);
    }
    schedule();
}

void ChartsPage::setNow(Time) {
    schedule();
}

void ChartsPage::schedule() {
    m_isStale = true;
    if (!isVisible() || m_timer.isActive()) return;
    // What the last time took says how soon the next may come.
    m_timer.start(static_cast<int>(std::max<qint64>(kRefreshEveryMs, m_lastCostMs * kMostOfTime)));
}

void ChartsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_timer.start(0);
}

void ChartsPage::refreshNow() {
    m_timer.stop();
    refresh();
}

void ChartsPage::refresh() {
    QElapsedTimer cost;
    cost.start();
    follow();
    for (std::size_t kind = 0; kind < kChartKinds; ++kind) {
        Plot& plot = m_charts->plot(static_cast<ChartKind>(kind));
        // Those that are scrolled away are filled when they come into sight.
        if (isVisible() && plot.visibleRegion().isEmpty()) continue;
        m_charts->fill(static_cast<ChartKind>(kind), m_seen, now());
    }
    showEmphasis();
    showSelection();
    m_isStale = false;
    ++m_refreshes;
    m_lastCostMs = cost.elapsed();
}

void ChartsPage::follow() {
    const PoolSummary& summary = m_session.state().summary();
    if (m_following == Following::Off) return;
    if (summary.records == 0) {
        m_seen = {0, 1'000'000'000};
    } else if (m_following != Following::Latest && summary.ended) {
        const Time length = std::max<Time>(1, now() - summary.origin);
        m_seen = {summary.origin - length / 100, summary.origin + length + length / 100};
    } else {
        m_scale = followed(m_following, m_scale, summary.origin, now(), kFollowColumns, kFollowMargin);
        m_seen = {m_scale.begin(), m_scale.timeAt(m_scale.firstColumn + kFollowColumns)};
    }
    showWords();
}

void ChartsPage::showRange(Time begin, Time end) {
    if (end <= begin || (m_following == Following::Off && m_seen == TimeRange{begin, end})) return;
    m_following = Following::Off;
    m_seen = {begin, end};
    m_isStale = true;
    showWords();
    if (isVisible()) m_timer.start(0);
}

void ChartsPage::setFollowing(Following following) {
    m_followedBefore.reset();
    if (following == m_following) return;
    m_following = following;
    // At the scale that is seen now, from now on.
    if (following != Following::Off && m_seen.end > m_seen.begin)
        m_scale = TimeScale::showing(m_seen.begin, m_seen.end, kFollowColumns);
    m_isStale = true;
    if (isVisible()) m_timer.start(0);
    showWords();
    emit followingChanged(following);
}

void ChartsPage::look(TimeRange seen) {
    constexpr Time kShortest = 1000;
    const Time origin = m_session.state().summary().origin;
    const Time length = std::max<Time>(1, now() - origin);
    // Before the run there is no time, but for the margin that the whole run is shown with; of what is to come, most of a picture.
    const Time span = std::clamp<Time>(seen.end - seen.begin, kShortest, std::max(kShortest, length + length / 4));
    const Time earliest = origin - span / 50;
    seen.begin = std::clamp(seen.begin, earliest, std::max(earliest, now() - span / 10));
    const bool wasFollowing = m_following != Following::Off;
    showRange(seen.begin, seen.begin + span);
    if (wasFollowing) emit followingChanged(Following::Off);
    emit rangeShown(m_seen.begin, m_seen.end);
}

void ChartsPage::zoom(double factor, double around) {
    const Time at = m_charts->origin() + static_cast<Time>(std::llround(around));
    const auto before = static_cast<double>(at - m_seen.begin);
    const auto span = static_cast<double>(m_seen.end - m_seen.begin) / factor;
    const Time begin = at - static_cast<Time>(std::llround(before / factor));
    look({begin, begin + static_cast<Time>(std::llround(span))});
}

void ChartsPage::pan(double part) {
    const Time by = static_cast<Time>(std::llround(static_cast<double>(m_seen.end - m_seen.begin) * part));
    look({m_seen.begin + by, m_seen.end + by});
}

void ChartsPage::pickTime(const PlotRange& range) {
    const Time origin = m_charts->origin();
    m_selection.setRange(TimeRange{origin + static_cast<Time>(std::llround(range.begin)), origin + static_cast<Time>(std::llround(range.end))});
}

void ChartsPage::pickDurations(const std::optional<PlotRange>& range) {
    const auto snapped = range ? std::optional(m_charts->snapped(*range)) : std::nullopt;
    const bool isOther = snapped != m_durations;
    m_durations = snapped;
    for (const ChartKind kind : {ChartKind::Durations, ChartKind::Cumulative})
        m_charts->plot(kind).setPicked(snapped);
    showWords();
    if (!isOther) return;
    emit filterWanted(snapped ? durationFilter(static_cast<Time>(snapped->begin), static_cast<Time>(snapped->end)) : QString());
}

void ChartsPage::letGo(ChartKind kind) {
    if (!isTimeChart(kind)) {
        m_charts->plot(kind).setCursorPlace({});
        pickDurations({});
    } else if (m_selection.range()) {
        m_selection.setRange({});
    } else {
        m_selection.setCursor({});
    }
}

void ChartsPage::hover(ChartKind from, const std::optional<double>& x) {
    for (std::size_t kind = 0; kind < kChartKinds; ++kind)
        if (isTimeChart(static_cast<ChartKind>(kind)) == isTimeChart(from)) m_charts->plots()[kind]->setHover(x);
}

void ChartsPage::showMoment() {
    const std::optional<Time> cursor = m_selection.cursor();
    // The timeline does the same where it is seen, and the charts go with it.
    if (isVisible() && cursor && (*cursor < m_seen.begin || *cursor >= m_seen.end)) {
        const Time half = (m_seen.end - m_seen.begin) / 2;
        const Following before = m_following;
        look({*cursor - half, *cursor + half});
        if (before != Following::Off) m_followedBefore = before;
    }
    if (!cursor && m_followedBefore) setFollowing(*m_followedBefore);
    m_charts->setMoment(cursor);
    showSelection();
    schedule();
}

void ChartsPage::showSelection() {
    const Time origin = m_charts->origin();
    const auto cursor = m_selection.cursor();
    const auto range = m_selection.range();
    std::optional<double> place;
    if (cursor) place = static_cast<double>(*cursor - origin);
    std::optional<PlotRange> picked;
    if (range) picked = PlotRange{static_cast<double>(range->begin - origin), static_cast<double>(range->end - origin)};
    const bool isOther = m_charts->plot(ChartKind::States).picked() != picked;
    for (std::size_t kind = 0; kind < kChartKinds; ++kind) {
        if (!isTimeChart(static_cast<ChartKind>(kind))) continue;
        m_charts->plots()[kind]->setCursorPlace(place);
        m_charts->plots()[kind]->setPicked(picked);
    }
    if (!isOther) return;
    m_charts->setCounted(range);
    showWords();
    schedule();
}

void ChartsPage::showEmphasis() {
    const Subject subject = m_selection.subject();
    const PoolState& state = m_session.state();
    std::optional<std::size_t> slot;
    std::uint32_t worker = subject.kind == Subject::Kind::Worker ? subject.index : kNoIndex;
    if (subject.kind == Subject::Kind::Task && subject.index < state.task_count()) worker = state.task(subject.index).worker;
    if (worker < state.workers().size()) slot = state.workers()[worker].slot.value;
    m_charts->plot(ChartKind::Processors).setEmphasis(slot);
    m_charts->plot(ChartKind::Memory).setEmphasis(slot);
}

void ChartsPage::selectWorkerAt(std::size_t slot, double x) {
    const PoolState& state = m_session.state();
    if (slot >= state.slot_count()) return;
    // Who was in the slot where its line was clicked, which may be long ago.
    const Time time = m_charts->origin() + static_cast<Time>(std::llround(x));
    const std::size_t begun = spansBegunBy(state, slot, time);
    if (begun > 0) m_selection.select({Subject::Kind::Worker, state.span(slot, begun - 1).worker});
}

}  // namespace poolscope::ui
