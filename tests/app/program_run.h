// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QByteArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <poolscope/trace.h>

/// A run of the real `poolscope` program in a folder of its own for temporary files.
class ProgramRun {
public:
    explicit ProgramRun(QStringList arguments);

    ProgramRun& withInput(QByteArray input);
    ProgramRun& withVariable(const QString& name, const QString& value);
    ProgramRun& withoutVariable(const QString& name);
    /// The program, and all that it starts, in a control group: the folder of one that exists.
    ProgramRun& inControlGroup(const QString& folder);

    /// The program leads a process group of its own, so that all that it starts can be signalled as a terminal does.
    ProgramRun& inOwnProcessGroup();

    void start();
    /// Waits until it ends; false, with the reason in seen(), when it does not within a minute, or when the trace of a run
    /// that was not asked to keep one shows that the pool broke a promise.
    [[nodiscard]] bool finish();
    /// start() and finish().
    [[nodiscard]] bool run();

    [[nodiscard]] int exitStatus() const { return m_process.exitCode(); }
    [[nodiscard]] bool exitedByItself() const { return m_process.exitStatus() == QProcess::NormalExit; }
    [[nodiscard]] QByteArray output() const { return m_output; }
    [[nodiscard]] QByteArray errors() const { return m_errors; }
    [[nodiscard]] QJsonObject document() const;
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] QString temporaryFolder() const { return m_temporary.path(); }
    /// Everything that was seen, for a message.
    [[nodiscard]] QByteArray seen() const;

    /// Follows the trace of the running scenario until a record is as wanted. Empty when none came within 30 seconds.
    [[nodiscard]] std::optional<poolscope::trace::Record>
    waitForRecord(const std::function<bool(const poolscope::trace::Record&)>& wanted);

private:
    [[nodiscard]] bool traceIsSound();

    QTemporaryDir m_temporary;
    QTemporaryDir m_traces;  ///< not in the folder in which nothing may be left
    QProcess m_process;
    QByteArray m_input, m_output, m_errors;
    QString m_problem;
};

/// Makes this process the parent of all orphans below it, so that a process which a program left behind can be seen.
void adoptOrphans();
/// What the runs left behind: files in their folders, processes that do not end within a few seconds. Empty: nothing.
[[nodiscard]] QByteArray leftBehind(const QList<const ProgramRun*>& runs);
