// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_run.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QThread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checked_trace.h"

namespace {

#if defined(__SANITIZE_THREAD__)
constexpr int kLongestRunMs = 280'000;  // a million primes take their time there, three programs at once
#else
constexpr int kLongestRunMs = 60'000;
#endif

// The children of this process that have not ended; those that have are reaped, except the ones that QProcess has
// started.
QByteArrayList livingChildren() {
    QByteArrayList living;
    QFile children(QStringLiteral("/proc/self/task/%1/children").arg(::getpid()));
    if (!children.open(QIODevice::ReadOnly)) return living;
    for (const QByteArray& pid : children.readAll().simplified().split(' ')) {
        if (pid.isEmpty()) continue;
        siginfo_t info{};
        const bool ended =
            ::waitid(P_PID, static_cast<id_t>(pid.toInt()), &info, WEXITED | WNOHANG) == 0 && info.si_pid != 0;
        if (ended) continue;
        QFile command("/proc/" + pid + "/cmdline");
        QByteArray words;
        if (command.open(QIODevice::ReadOnly)) words = command.readAll().replace('\0', ' ');
        living.append(pid + " " + words);
    }
    return living;
}

}  // namespace

ProgramRun::ProgramRun(QStringList arguments) {
    if (arguments.size() > 1 && arguments.first() == "run" && !arguments.contains("--trace"))
        arguments << "--trace" << m_traces.filePath("trace");
    m_process.setProgram(qEnvironmentVariable("POOLSCOPE_BIN") + "/poolscope");
    m_process.setArguments(std::move(arguments));
    withVariable("TMPDIR", m_temporary.path());
}

ProgramRun& ProgramRun::withInput(QByteArray input) {
    m_input = std::move(input);
    return *this;
}

ProgramRun& ProgramRun::withVariable(const QString& name, const QString& value) {
    QProcessEnvironment environment = m_process.processEnvironment();
    if (environment.isEmpty()) environment = QProcessEnvironment::systemEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
    return *this;
}

ProgramRun& ProgramRun::withoutVariable(const QString& name) {
    QProcessEnvironment environment = m_process.processEnvironment();
    environment.remove(name);
    m_process.setProcessEnvironment(environment);
    return *this;
}

ProgramRun& ProgramRun::inControlGroup(const QString& folder) {
    const QByteArray list = folder.toUtf8() + "/cgroup.procs";
    // Between fork and exec: "0" stands for the process that writes it (cgroups(7)).
    m_process.setChildProcessModifier([list] {
        const int file = ::open(list.constData(), O_WRONLY | O_CLOEXEC);
        if (file < 0 || ::write(file, "0", 1) != 1) ::_exit(125);
        ::close(file);
    });
    return *this;
}

ProgramRun& ProgramRun::inOwnProcessGroup() {
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
    return *this;
}

void ProgramRun::start() {
    m_process.start();
    if (!m_process.waitForStarted()) return;
    if (!m_input.isEmpty()) m_process.write(m_input);
    m_process.closeWriteChannel();
}

bool ProgramRun::finish() {
    const bool finished = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(kLongestRunMs);
    if (!finished) {
        m_problem = m_process.errorString();
        m_process.kill();
        m_process.waitForFinished();
    }
    m_output = m_process.readAllStandardOutput();
    m_errors = m_process.readAllStandardError();
    return finished && m_process.error() != QProcess::FailedToStart && traceIsSound();
}

bool ProgramRun::traceIsSound() {
    const QString trace = m_traces.filePath("trace");
    if (!QFile::exists(trace)) return true;
    const std::string faults = poolscope::testing::trace_faults(trace.toStdString());
    if (!faults.empty()) m_problem = "the trace: " + QString::fromStdString(faults);
    return faults.empty();
}

bool ProgramRun::run() {
    start();
    return finish();
}

QJsonObject ProgramRun::document() const {
    return QJsonDocument::fromJson(m_output).object();
}

QByteArray ProgramRun::seen() const {
    constexpr qsizetype kLongest = 3000;
    return m_process.arguments().join(' ').toUtf8() + "\nproblem: " + m_problem.toUtf8() +
           "\nexit status: " + QByteArray::number(exitStatus()) + (exitedByItself() ? "" : " (killed)") +
           "\noutput: " + m_output.left(kLongest) + "\nerrors: " + m_errors.left(kLongest);
}

std::optional<poolscope::trace::Record>
ProgramRun::waitForRecord(const std::function<bool(const poolscope::trace::Record&)>& wanted) {
    std::optional<poolscope::trace::Reader> reader;
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 30'000; QThread::msleep(5)) {
        const QStringList folders = QDir(m_temporary.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (!reader && !folders.isEmpty()) {
            const QString trace = m_temporary.filePath(folders.first() + "/trace");
            if (QFile::exists(trace)) reader.emplace(trace.toStdString());
        }
        while (reader) {
            auto record = reader->next();
            if (!record) break;
            if (wanted(*record)) return record;
        }
        if (m_process.waitForFinished(0)) break;
    }
    return {};
}

void adoptOrphans() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

QByteArray leftBehind(const QList<const ProgramRun*>& runs) {
    QByteArray found;
    for (const ProgramRun* run : runs) {
        QDirIterator files(run->temporaryFolder(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            found += "file " + files.next().toUtf8() + "\n";
    }
    QElapsedTimer clock;
    clock.start();
    QByteArrayList living = livingChildren();
    while (!living.isEmpty() && clock.elapsed() < 3000) {
        QThread::msleep(5);
        living = livingChildren();
    }
    for (const QByteArray& process : living)
        found += "process " + process + "\n";
    return found;
}
