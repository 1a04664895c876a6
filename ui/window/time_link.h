// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace poolscope::ui {

class ChartsPage;
class TimelineView;

/// One time axis for the timeline and the charts: where the user moves one, the other follows. Only the one that is seen is the
/// user's; the other may not have a size yet.
class TimeLink : public QObject {
    Q_OBJECT

public:
    /// Borrows both, which must live as long as the link does something.
    TimeLink(TimelineView& timeline, ChartsPage& charts, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showChartsRange();

    TimelineView& m_timeline;
    ChartsPage& m_charts;
};

}  // namespace poolscope::ui
