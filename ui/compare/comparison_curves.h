// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QLabel>
#include <QObject>

#include "compare/comparison_set.h"
#include "compare/timeline_stack.h"

namespace poolscope::ui {

class Plot;

/// The curves of a comparison, laid over each other: items settled over time, the distribution of task durations (as shares of tasks and
/// cumulative), and the speed-up over the number of processes with the law that fits it best.
class ComparisonCurves : public QObject {
    Q_OBJECT

public:
    /// Borrows the set; the plots belong to `owner`.
    ComparisonCurves(const ComparisonSet& set, QWidget* owner);

    void setAlignment(Alignment alignment);
    [[nodiscard]] Plot& progress() { return *m_progress; }
    [[nodiscard]] Plot& durations() { return *m_durations; }
    [[nodiscard]] Plot& cumulative() { return *m_cumulative; }
    [[nodiscard]] Plot& speedup() { return *m_speedup; }
    /// speedupText(), as long as it is, to stand below the plot; not visible without one.
    [[nodiscard]] QLabel& speedupNote() { return *m_speedupNote; }
    /// There are runs that differ from the baseline in the number of processes and in nothing else.
    [[nodiscard]] bool hasSpeedup() const { return m_hasSpeedup; }
    /// The law in words, with its intervals; empty when there is no curve.
    [[nodiscard]] QString speedupText() const { return m_speedupText; }

private:
    void follow();
    void showProgress();
    void showDurations();
    void showSpeedup();
    [[nodiscard]] std::map<double, std::vector<double>> scaling() const;

    const ComparisonSet& m_set;
    Alignment m_alignment = Alignment::Submit;
    Plot* m_progress;
    Plot* m_durations;
    Plot* m_cumulative;
    Plot* m_speedup;
    QLabel* m_speedupNote;
    bool m_hasSpeedup = false;
    QString m_speedupText;
};

}  // namespace poolscope::ui
