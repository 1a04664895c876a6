// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include "study/sweep_outcome.h"

namespace poolscope::ui {

class Plot;

/// The curves of a sweep over one parameter that is a number: the median of each value with its 95 % interval, and, where it is processes,
/// the speed-up with the law that fits it. A click on a place, or Left and Right, choose a configuration; Return says that something is to
/// be done with it.
class SweepCurves : public QObject {
    Q_OBJECT

public:
    /// The plots belong to `owner`.
    explicit SweepCurves(QWidget* owner);

    void show(const study::SweepSpec& spec, const SweepOutcome& outcome);
    void clear();
    void setCurrent(std::optional<std::size_t> configuration);

    [[nodiscard]] Plot& times() { return *m_times; }
    [[nodiscard]] Plot& speedup() { return *m_speedup; }
    /// There is a curve to be seen: one parameter with two numbers at least.
    [[nodiscard]] bool hasTimes() const { return m_places.size() > 1; }
    [[nodiscard]] bool hasSpeedup() const { return m_hasSpeedup; }

signals:
    void chosen(std::size_t configuration);
    void activated(std::size_t configuration);

private:
    struct Place {
        double x = 0;
        std::size_t configuration = 0;
    };
    void showTimes(const SweepOutcome& outcome);
    void showSpeedup(const SweepOutcome& outcome);
    void fit(Plot& plot);
    void take(Plot& plot, double x);

    Plot* m_times;
    Plot* m_speedup;
    std::vector<Place> m_places;  ///< by x
    std::optional<std::size_t> m_current;
    bool m_hasSpeedup = false;
    bool m_isLogarithmic = false;
};

}  // namespace poolscope::ui
