// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <poolscope/lesson.h>
#include <poolscope/pool_state.h>
#include <poolscope/run_sketch.h>

namespace poolscope::ui {

/// A learner's way through one lesson: read, predict, run, explain. It knows facts only: a checkpoint is ticked by the trace of a
/// run, and a prediction is scored when every variant has run. Whoever has a session starts the runs and tells it what they did.
class LessonCourse : public QObject {
    Q_OBJECT

public:
    enum class Phase { Read, Predict, Run, Explain };

    using QObject::QObject;

    /// From the beginning, with nothing predicted and nothing run.
    void begin(Lesson lesson);
    [[nodiscard]] bool hasLesson() const { return m_lesson.has_value(); }
    /// There must be one.
    [[nodiscard]] const Lesson& lesson() const { return *m_lesson; }

    [[nodiscard]] Phase phase() const { return m_phase; }
    /// One cannot run before one has predicted, nor explain before all variants have run.
    [[nodiscard]] bool canGoTo(Phase phase) const;
    /// False, and nothing happens, when that is not yet possible.
    bool goTo(Phase phase);

    void predict(const LessonAnswer& prediction);
    [[nodiscard]] const std::optional<LessonAnswer>& prediction() const { return m_prediction; }
    /// What came of the question; empty until all variants have run.
    [[nodiscard]] std::optional<LessonAnswer> truth() const;
    /// 0 to 1; empty without a question, a prediction or the runs.
    [[nodiscard]] std::optional<double> score() const;

    /// The run of this variant was started; its trace is told to follow() with this path.
    void started(std::size_t variant, const QString& tracePath);
    /// A run goes on, and this is not its trace.
    [[nodiscard]] bool isAnotherRun(const QString& tracePath) const { return m_running && tracePath != m_tracePath; }
    /// The run that is going on was given up.
    void gaveUp();
    [[nodiscard]] std::optional<std::size_t> running() const { return m_running; }
    /// The first that has not run; empty: all have.
    [[nodiscard]] std::optional<std::size_t> nextVariant() const;
    [[nodiscard]] bool hasRun(std::size_t variant) const;
    /// Takes in what a trace says; other traces than that of the run that was started are not looked at.
    void follow(const PoolState& state, const QString& tracePath);

    [[nodiscard]] bool isTicked(std::size_t checkpoint) const { return m_ticked.count(checkpoint) > 0; }
    [[nodiscard]] const FactsByVariant& facts() const { return m_facts; }
    /// Of the first variant, which a question means when it names none; nothing is known until it has run.
    [[nodiscard]] RunFacts firstFacts() const;
    [[nodiscard]] std::optional<double> compared(std::size_t variant) const;
    [[nodiscard]] const RunSketch& sketch(std::size_t variant) const { return m_sketches[variant]; }

signals:
    /// A lesson was begun, perhaps the same once more.
    void begun();
    /// Another lesson, phase or prediction.
    void moved();
    /// A checkpoint was ticked or, at the end of its run, not after all; or a run began or ended.
    void progressed();
    void variantEnded(std::size_t variant);
    /// Every variant has run: the score is known.
    void finished();

private:
    void tick(const RunFacts& facts);
    void untickWhatDoesNotHold(const RunFacts& atTheEnd);
    void conclude(const PoolState& state, const QString& tracePath);

    std::optional<Lesson> m_lesson;
    Phase m_phase = Phase::Read;
    std::optional<LessonAnswer> m_prediction;
    std::optional<std::size_t> m_running;
    QString m_tracePath;
    QElapsedTimer m_sinceLook;
    std::set<std::size_t> m_ticked;
    std::set<std::size_t> m_tickedInThisRun;  ///< of m_ticked, while it goes on
    FactsByVariant m_facts;
    std::vector<RunSketch> m_sketches;
};

}  // namespace poolscope::ui
