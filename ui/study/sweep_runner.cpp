// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_runner.h"

#include <nlohmann/json.hpp>

#include "study/ordered_end.h"

namespace poolscope::ui {

SweepRunner::SweepRunner(const QString& program, const QString& state, QObject* parent) : QObject(parent), m_program(program), m_state(state) {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SweepRunner::readEvents);
    connect(&m_process, &QProcess::stateChanged, this, &SweepRunner::runningChanged);
    connect(&m_process, &QProcess::started, this, [this] {
        m_process.write(QByteArray::fromStdString(study::to_json(*m_spec).dump(-1, ' ', false, Json::error_handler_t::replace)));
        m_process.closeWriteChannel();
    });
    connect(&m_process, &QProcess::finished, this, &SweepRunner::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) emit ended(tr("The sweep could not be started: %1").arg(m_process.errorString()), false);
    });
}

SweepRunner::~SweepRunner() {
    m_process.disconnect(this);
    endInOrder(m_process);
}

void SweepRunner::setKeeping(const QString& folder, int ofEach) {
    m_runsFolder = folder;
    m_keepOfEach = ofEach;
}

void SweepRunner::start(const study::SweepSpec& spec) {
    if (isRunning()) return;
    m_spec = spec;
    m_outcome.reset();
    m_event.clear();
    launch({});
}

void SweepRunner::goOn() {
    if (canGoOn()) launch({QStringLiteral("--continue")});
}

void SweepRunner::launch(const QStringList& more) {
    m_unread.clear();
    m_isStopped = false;
    QStringList arguments{QStringLiteral("sweep"), QStringLiteral("-"), QStringLiteral("--events"), QStringLiteral("--state"), m_state};
    if (m_keepOfEach > 0) arguments << QStringLiteral("--keep-runs") << QString::number(m_keepOfEach);
    if (m_keepOfEach > 0 && !m_runsFolder.isEmpty()) arguments << QStringLiteral("--runs") << m_runsFolder;
    m_process.start(m_program, arguments + more);
}

void SweepRunner::stop() {
    if (!isRunning()) return;
    m_isStopped = true;
    m_process.terminate();  // SIGTERM, which the program takes as the end of its run
}

void SweepRunner::readEvents() {
    m_unread += m_process.readAllStandardOutput();
    // Only the latest state matters: it holds all those before.
    const qsizetype end = m_unread.lastIndexOf('\n');
    if (end < 0) return;
    const qsizetype begin = m_unread.lastIndexOf('\n', end - 1) + 1;
    QByteArray line = m_unread.mid(begin, end - begin);
    m_unread.remove(0, end + 1);
    const Json event = Json::parse(line.begin(), line.end(), nullptr, false);
    auto outcome = event.is_discarded() ? std::nullopt : sweepOutcome(*m_spec, event);
    if (!outcome) return;
    m_event = std::move(line);
    m_outcome = std::move(outcome);
    emit told();
}

void SweepRunner::finish(int exitCode, QProcess::ExitStatus how) {
    readEvents();
    const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
    const bool isCrashed = how == QProcess::CrashExit;
    // 1: some runs did not succeed, which the configurations say.
    const bool isStopped = m_isStopped && (isCrashed || exitCode > 1);
    QString problem;
    if (!isStopped && isCrashed) problem = tr("The sweep was ended by signal %1.").arg(exitCode);
    else if (!isStopped && exitCode > 1) problem = said.isEmpty() ? tr("The sweep ended with status %1.").arg(exitCode) : said;
    emit ended(problem, isStopped);
}

void SweepRunner::recall(const Json& document) {
    if (isRunning() || !document.is_object() || !document.contains("sweep")) return;
    try {
        const study::SweepSpec spec = study::parse_sweep(document["sweep"].dump(-1, ' ', false, Json::error_handler_t::replace), {}, {});
        auto outcome = sweepOutcome(spec, document);
        if (!outcome) return;
        m_spec = spec;
        m_outcome = std::move(outcome);
        m_event = QByteArray::fromStdString(document.dump(-1, ' ', false, Json::error_handler_t::replace));
    } catch (const ScenarioError&) {
        return;  // written by another version
    }
    emit told();
    emit runningChanged();
}

Json SweepRunner::document() const {
    Json document = Json::parse(m_event.begin(), m_event.end(), nullptr, false);
    if (document.is_object() && m_spec) document["sweep"] = study::to_json(*m_spec);
    return document;
}

}  // namespace poolscope::ui
