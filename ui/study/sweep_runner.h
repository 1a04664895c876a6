// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QProcess>

#include "study/sweep_outcome.h"

namespace poolscope::ui {

/// A sweep that goes on in a program of its own, `poolscope sweep`: begins it, stops it, has it go on, and tells what it says. What was run is
/// kept in a file, so that the window may be closed meanwhile.
class SweepRunner : public QObject {
    Q_OBJECT

public:
    /// `program`: poolscope. `state`: the file where what was run is kept.
    SweepRunner(const QString& program, const QString& state, QObject* parent = nullptr);
    ~SweepRunner() override;

    /// What was run, for Continue.
    [[nodiscard]] const QString& stateFile() const { return m_state; }
    /// Where runs are kept for the Runs page, and how many of each configuration; 0: none.
    void setKeeping(const QString& folder, int ofEach);
    void start(const study::SweepSpec& spec);
    void goOn();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] bool canGoOn() const { return !isRunning() && m_spec && m_outcome && !m_outcome->isComplete() && m_outcome->made > 0; }
    /// Of the sweep that is run, or was last.
    [[nodiscard]] const std::optional<study::SweepSpec>& spec() const { return m_spec; }
    [[nodiscard]] const std::optional<SweepOutcome>& outcome() const { return m_outcome; }
    /// The document that the outcome was read from, with the sweep itself.
    [[nodiscard]] Json document() const;
    /// Takes a sweep that was run before from such a document, and tells of it: it may go on. Nothing happens when it is none.
    void recall(const Json& document);

signals:
    /// outcome() is another one.
    void told();
    void runningChanged();
    /// `problem` is empty when all went well; `isStopped`: by stop().
    void ended(const QString& problem, bool isStopped);

private:
    void launch(const QStringList& more);
    void readEvents();
    void finish(int exitCode, QProcess::ExitStatus how);

    QString m_program, m_state, m_runsFolder;
    int m_keepOfEach = 0;
    bool m_isStopped = false;  ///< by stop()
    QProcess m_process;
    QByteArray m_unread;
    std::optional<study::SweepSpec> m_spec;
    std::optional<SweepOutcome> m_outcome;
    QByteArray m_event;  ///< the document that the outcome was read from
};

}  // namespace poolscope::ui
