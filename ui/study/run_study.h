// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>

#include <poolscope/simulation.h>

namespace poolscope::ui {

/// What a recorded run gives a simulation to work with.
struct StudiedRun {
    QString tracePath;
    study::Workload work;
    study::PoolCosts costs;
    bool costsAreUsual = false;  ///< this machine was not measured: but for what the run itself shows they are rough figures
    study::PredictionError error;
    double cores = 1;
    study::Loss loss;  ///< of the run as it was
    study::Prediction asItWas;  ///< its own settings, simulated
    std::uint32_t recordedSlots = 0;
    /// What the lanes did, without the idle time between; empty when it is too much to be drawn.
    std::vector<study::GhostSpan> recordedSpans;
};

/// What would have been, beside what was.
struct WhatIfAnswer {
    quint64 question = 0;
    std::shared_ptr<const StudiedRun> run;
    study::Prediction predicted;
    study::Loss recordedLoss;
    study::Loss predictedLoss;
    std::vector<double> idealEnds;  ///< by lane, of a schedule that loses nothing but what does not fill the lanes evenly; seconds
    bool hasSpans = false;  ///< the schedule is not too long to be drawn
};

/// Reads a trace. Null: it cannot be read, or has no items that could be dealt out again.
[[nodiscard]] std::shared_ptr<StudiedRun> studiedRun(const QString& tracePath);
/// Simulates other settings of it.
[[nodiscard]] WhatIfAnswer whatIf(const std::shared_ptr<const StudiedRun>& run, const study::PoolShape& shape);

/// Reads a run's trace and simulates other settings of it, all on threads of a pool: nothing here blocks. Questions are numbered; only the
/// answer to the latest one is told.
class RunStudy : public QObject {
    Q_OBJECT

public:
    explicit RunStudy(QObject* parent = nullptr);

    /// Reads the trace. What was asked about another one is forgotten.
    void openTrace(const QString& path);
    [[nodiscard]] std::shared_ptr<const StudiedRun> run() const { return m_run; }
    [[nodiscard]] bool isReading() const { return m_isReading; }
    /// Simulates. Returns the question's number; 0: no run is there.
    quint64 ask(const study::PoolShape& shape);

    /// Predictions that were verified, and the figures of this machine, as the command line keeps them.
    [[nodiscard]] static QString stateFile(const QString& name);

signals:
    /// run() is another one; null while it is being read, or when the trace cannot be.
    void runChanged();
    void answered(const poolscope::ui::WhatIfAnswer& answer);

private:
    void take(quint64 reading, std::shared_ptr<const StudiedRun> run);
    void take(WhatIfAnswer answer);

    std::shared_ptr<const StudiedRun> m_run;
    quint64 m_reading = 0;
    quint64 m_question = 0;
    std::shared_ptr<std::atomic<quint64>> m_latest = std::make_shared<std::atomic<quint64>>(0);  ///< older questions are not worth their work
    bool m_isReading = false;
};

}  // namespace poolscope::ui

Q_DECLARE_METATYPE(poolscope::ui::WhatIfAnswer)
