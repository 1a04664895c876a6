// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/time_link.h"

#include <QEvent>
#include <QTimer>

#include "charts/charts_page.h"
#include "timeline/timeline_view.h"

namespace poolscope::ui {

TimeLink::TimeLink(TimelineView& timeline, ChartsPage& charts, QObject* parent)
    : QObject(parent), m_timeline(timeline), m_charts(charts) {
    connect(&timeline, &TimelineView::visibleRangeChanged, this, [this](Time begin, Time end) {
        if (m_timeline.isVisible() && m_timeline.following() == Following::Off) m_charts.showRange(begin, end);
    });
    connect(&timeline, &TimelineView::followingChanged, this, [this](Following following) {
        if (!m_timeline.isVisible()) return;
        if (following == Following::Off)
            m_charts.showRange(m_timeline.visibleBegin(), m_timeline.visibleEnd());
        else
            m_charts.setFollowing(following);
    });
    connect(&charts, &ChartsPage::rangeShown, this, [this](Time begin, Time end) {
        if (!m_timeline.isVisible()) m_timeline.showRange(begin, end);
    });
    connect(&charts, &ChartsPage::followingChanged, this, [this](Following following) {
        if (!m_timeline.isVisible() && following != Following::Off) m_timeline.setFollowing(following);
    });
    // Hidden it may have had another width, or none at all.
    timeline.installEventFilter(this);
}

bool TimeLink::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_timeline && event->type() == QEvent::Show) QTimer::singleShot(0, this, &TimeLink::showChartsRange);
    return QObject::eventFilter(watched, event);
}

void TimeLink::showChartsRange() {
    if (!m_timeline.isVisible() || m_charts.following() != Following::Off) return;
    const TimeRange seen = m_charts.visibleRange();
    m_timeline.showRange(seen.begin, seen.end);
}

}  // namespace poolscope::ui
