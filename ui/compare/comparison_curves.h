// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// There are runs with different numbers of processes.
    [[nodiscard]] bool hasSpeedup() const { return m_hasSpeedup; }
    /// The law in words, with its intervals; empty when there is no curve.
    [[nodiscard]] QString speedupText() const { return m_speedupText; }

private:
    void follow();
    void showProgress();
    void showDurations();
    void showSpeedup();

    const ComparisonSet& m_set;
    Alignment m_alignment = Alignment::Submit;
    Plot* m_progress;
    Plot* m_durations;
    Plot* m_cumulative;
    Plot* m_speedup;
    bool m_hasSpeedup = false;
    QString m_speedupText;
};

}  // namespace poolscope::ui
