// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "charts/run_charts.h"
#include "session/reply.h"
#include "timeline/follow_window.h"

class QButtonGroup;
class QGridLayout;
class QHBoxLayout;
class QMenu;
class QScrollArea;
class QSettings;
class QToolButton;

namespace poolscope::ui {

class InkLabel;
class Session;

/// What a run's numbers did over time: charts under one time axis, and how long tasks took. Moves with the timeline, which shows the
/// same part of the time; cursor and picked range are the Selection's.
class ChartsPage : public QWidget {
    Q_OBJECT

public:
    /// Borrows both.
    ChartsPage(const Session& session, Selection& selection, QWidget* parent = nullptr);
    ~ChartsPage() override;

    /// Takes in what changed, and paints soon if somebody looks.
    void apply(const ChangeSet& changes);
    void setNow(Time now);

    /// Shows this part of the time, and follows no more.
    void showRange(Time begin, Time end);
    void setFollowing(Following following);
    [[nodiscard]] Following following() const { return m_following; }
    [[nodiscard]] TimeRange visibleRange() const { return m_seen; }

    [[nodiscard]] RunCharts& charts() { return *m_charts; }
    /// What was picked in a chart of durations; none: nothing is.
    [[nodiscard]] std::optional<PlotRange> pickedDurations() const { return m_durations; }
    /// Paints at once what waits to be painted.
    void refreshNow();
    /// How often charts were painted: what the tests of "idle costs nothing" count.
    [[nodiscard]] quint64 refreshes() const { return m_refreshes; }
    /// One chart, or all of them, as a file of the form that its name says. Tells by noticed().
    void exportTo(const std::vector<ChartKind>& kinds, const QString& path);

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

signals:
    /// The user moved the time axis.
    void rangeShown(poolscope::ui::Time begin, poolscope::ui::Time end);
    void followingChanged(poolscope::ui::Following following);
    /// Results of tasks whose duration these conditions let through are meant; empty: of any duration.
    void filterWanted(const QString& filter);
    /// The user wants to see them.
    void resultsWanted();
    void noticed(const poolscope::ui::Notice& notice);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeBar();
    void fitBar();
    void connectPlot(ChartKind kind);
    void arrange();
    void schedule();
    void refresh();
    void follow();
    void look(TimeRange seen);
    void zoom(double factor, double around);
    void pan(double part);
    void pickTime(const PlotRange& range);
    void pickDurations(const std::optional<PlotRange>& range);
    void letGo(ChartKind kind);
    void hover(ChartKind from, const std::optional<double>& x);
    void showMoment();
    void showSelection();
    void showEmphasis();
    void showWords();
    void selectWorkerAt(std::size_t slot, double x);
    void showMenu(ChartKind kind, const QPoint& place);
    void askWhere(const std::vector<ChartKind>& kinds);
    [[nodiscard]] Time now() const;

    const Session& m_session;
    Selection& m_selection;
    RunCharts* m_charts;
    QScrollArea* m_scroll;
    QGridLayout* m_grid = nullptr;
    InkLabel* m_where = nullptr;
    QToolButton* m_follow = nullptr;
    InkLabel* m_pick = nullptr;
    QToolButton* m_showResults = nullptr;
    QToolButton* m_clearPick = nullptr;
    QButtonGroup* m_scales = nullptr;
    QToolButton* m_export = nullptr;
    QHBoxLayout* m_bar = nullptr;
    Following m_following = Following::Whole;
    std::optional<Following> m_followedBefore;  ///< until a moment out of sight was looked at
    TimeScale m_scale;
    TimeRange m_seen{0, 1};
    std::optional<PlotRange> m_durations;
    QTimer m_timer;
    quint64 m_refreshes = 0;
    qint64 m_lastCostMs = 0;
    int m_columns = 0;
    bool m_isStale = true;
};

}  // namespace poolscope::ui
