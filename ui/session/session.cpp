// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include <algorithm>
#include <ctime>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSocketNotifier>

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>

#include "session/trace_file.h"

namespace poolscope::ui {

namespace {

Time monotonicNow() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return Time{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// Changes when the parent ends: whoever adopts the process has another number. 0: not known.
qint64 parentOf(qint64 pid) {
    QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    const QByteArray text = status.readAll();
    return text.mid(text.lastIndexOf(')') + 1).simplified().split(' ').value(1).toLongLong();  // the name before may hold anything
}

}  // namespace

Session::Session(const Places& places, const QString& hostProgram, QObject* parent)
    : QObject(parent), m_places(places), m_hostProgram(hostProgram) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Session::tick);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Session::wake);
}

Session::~Session() {
    letGo();
}

Time Session::now() const {
    const PoolSummary& summary = state().summary();
    return hasPool() && !summary.ended && !summary.recording_stopped ? std::max(summary.last, monotonicNow()) : summary.last;
}

bool Session::hasPool() const {
    const PoolSummary& summary = state().summary();
    return m_client && summary.configuration && summary.phase != trace::PoolPhase::Ended;
}

bool Session::takesBatches() const {
    return mayControl() && !(m_attachment && m_attachment->isOthers) && state().summary().phase == trace::PoolPhase::Running;
}

QString Session::whyNoControl() const {
    if (!m_attachment || m_attachment->control == Control::Allowed) return {};
    return tr("%1 (%2) allows looking only").arg(m_attachment->program).arg(m_attachment->pid);
}

bool Session::endsPoolByLeaving() const {
    if (!m_client || state().summary().phase == trace::PoolPhase::Ended) return false;
    if (!m_attachment) return m_onLeaving == OnLeaving::EndHost;
    return m_attachment->endsAlone && (m_attachment->starter == 0 || parentOf(m_attachment->pid) != m_attachment->starter);
}

bool Session::isJoining() const {
    return std::any_of(m_commands.begin(), m_commands.end(),
                       [](const auto& sent) { return sent.second == Command::Join; });
}

quint64 Session::start(const Scenario& scenario, AfterBatches after) {
    letGo();
    HostLaunch launch;
    static_cast<void>(sweep_run_folders(m_places.runsFolder().toStdString()));
    launch.run_folder = m_places.newRunFolder().toStdString();
    launch.program = m_hostProgram.toStdString();
    launch.when_alone = m_onLeaving == OnLeaving::KeepHost ? WhenAlone::GoOn : WhenAlone::Terminate;
    try {
        adopt(std::make_unique<HostClient>(HostClient::launch(launch)));
        follow(QString::fromStdString(m_client->trace_path()), Origin::Host);
        for (const Fault& fault : scenario.faults.faults)
            if (fault.action == FaultAction::SlowReader) m_follower.readSlowly(fault.bytes);
        m_commands[m_client->functions()] = Command::Functions;
        return remember(Command::Start, m_client->start(scenario, after));
    } catch (const std::exception& error) {
        m_client.reset();
        m_notifier.reset();
        emit noticed(
            {Notice::Weight::Error, tr("The pool's host could not be started."), QString::fromUtf8(error.what())});
        emit originChanged();
        return 0;
    }
}

quint64 Session::submit(const BatchSpec& batch) {
    return m_client ? remember(Command::Submit, m_client->submit(batch)) : refuse();
}
quint64 Session::close() {
    return m_client ? remember(Command::Close, m_client->close()) : refuse();
}
quint64 Session::terminate() {
    return m_client ? remember(Command::Terminate, m_client->terminate()) : refuse();
}
quint64 Session::join() {
    return m_client ? remember(Command::Join, m_client->join()) : refuse();
}
quint64 Session::kill(WorkerId worker, int signal) {
    return m_client ? remember(Command::Kill, m_client->kill_worker(worker, signal)) : refuse();
}

quint64 Session::resize(std::uint32_t processes) {
    return m_client ? remember(Command::Resize, m_client->resize(processes)) : refuse();
}
quint64 Session::pause() {
    return m_client ? remember(Command::Pause, m_client->pause()) : refuse();
}
quint64 Session::resume() {
    return m_client ? remember(Command::Resume, m_client->resume()) : refuse();
}
quint64 Session::drain(WorkerId worker) {
    return m_client ? remember(Command::Drain, m_client->drain_worker(worker)) : refuse();
}
quint64 Session::restart(WorkerId worker) {
    return m_client ? remember(Command::Restart, m_client->restart_worker(worker)) : refuse();
}
quint64 Session::cancelBatch(BatchId batch) {
    return m_client ? remember(Command::Cancel, m_client->cancel_batch(batch)) : refuse();
}
quint64 Session::cancelTask(TaskId task) {
    return m_client ? remember(Command::Cancel, m_client->cancel_task(task)) : refuse();
}
quint64 Session::cancelItem(BatchId batch, std::uint64_t item) {
    return m_client ? remember(Command::Cancel, m_client->cancel_item(batch, item)) : refuse();
}
quint64 Session::setLimits(const WorkerLimits& limits) {
    return m_client ? remember(Command::SetLimits, m_client->set_limits(limits)) : refuse();
}

quint64 Session::stop() {
    if (!m_client) return refuse();
    m_isStopping = true;
    return remember(Command::Stop, m_client->shut_down());
}

void Session::setOnLeaving(OnLeaving choice) {
    if (choice == m_onLeaving) return;
    m_onLeaving = choice;
    if (!m_client || (m_attachment && m_attachment->isOthers)) return;
    if (m_attachment) {
        m_attachment->endsAlone = choice == OnLeaving::EndHost;
        m_attachment->starter = 0;  // it may have gone long ago, from a pool that was kept
    }
    Json command = Json::object();
    command["command"] = "keep";
    command["when_alone"] = choice == OnLeaving::KeepHost ? "go_on" : "terminate";
    remember(Command::Keep, m_client->send(std::move(command)));
}

quint64 Session::remember(Command command, quint64 id) {
    m_commands[id] = command;
    wake();
    return id;
}

quint64 Session::refuse() {
    emit noticed({Notice::Weight::Warning, tr("No pool runs."), tr("Run the scenario or start a pool first.")});
    return 0;
}

void Session::openTrace(const QString& path) {
    // Before anything is let go: a wrong file is no reason to lose the run that is shown, still less to end a pool.
    if (const auto problem = problemOfTrace(path)) {
        emit noticed(*problem);
        return;
    }
    letGo();
    follow(QFileInfo(path).absoluteFilePath(), Origin::File);
}

void Session::showNothing() {
    letGo();
    follow({}, Origin::Nothing);
}

bool Session::attach(const QString& runFolder) {
    try {
        attach(std::make_unique<HostClient>(HostClient::attach(runFolder.toStdString())));
        return true;
    } catch (const std::exception& error) {
        emit noticed({Notice::Weight::Warning,
                      tr("No pool runs in %1 any more.").arg(QDir::toNativeSeparators(runFolder)),
                      QString::fromUtf8(error.what())});
        return false;
    }
}

void Session::attach(std::unique_ptr<HostClient> client) {
    letGo();
    const std::string program = client->greeting().value("program", "poolscope-host");
    const bool isOthers = program != "poolscope-host";
    const bool endsAlone = client->greeting().value("when_alone", "go_on") == "terminate";
    const Attachment attachment{QString::fromStdString(program), client->host_pid(), client->control(), isOthers,
                                !isOthers && endsAlone, parentOf(client->host_pid())};
    adopt(std::move(client));
    m_attachment = attachment;
    follow(QString::fromStdString(m_client->trace_path()), Origin::Host);
    m_commands[m_client->functions()] = Command::Functions;
}

void Session::detach() {
    if (!m_attachment) return;
    letGo();
    m_origin = Origin::File;
    emit originChanged();
    wake();
}

std::optional<Time> Session::momentFor(Time wanted) const {
    const Time present = now();
    if (wanted > present && hasPool()) return std::nullopt;
    return std::max(std::min(wanted, present), state().summary().origin);
}

void Session::lookAt(std::optional<Time> time) {
    if (time == m_moment.time()) return;
    m_moment.setTime(time);
    emit momentChanged();
}

void Session::setAttention(Attention attention) {
    if (attention == m_attention) return;
    m_attention = attention;
    // Coming back: show at once what was missed.
    if (m_timer.isActive() || hasPool()) schedule();
    if (attention == Attention::Focused && m_timer.isActive()) tick();
}

void Session::follow(const QString& path, Origin origin) {
    m_tracePath = path;
    m_origin = origin;
    m_hasValues = false;
    m_isBreakTold = false;
    m_isEmptinessTold = false;
    m_values.setTrace({});
    m_follower.follow(path);
    m_fileBytes = 0;
    m_isReading = origin == Origin::File;
    if (!m_watcher.files().isEmpty()) m_watcher.removePaths(m_watcher.files());
    // First the models: they must not show rows of a state that is gone.
    const ChangeSet changes = m_follower.takeChanges();
    m_moment.update(changes);
    emit changed(changes);
    emit originChanged();
    wake();
}

void Session::adopt(std::unique_ptr<HostClient> client) {
    m_client = std::move(client);
    m_commands.clear();
    m_isStopping = false;
    m_goneFor.invalidate();
    m_notifier = std::make_unique<QSocketNotifier>(m_client->descriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { receive(); });
}

void Session::letGo() {
    // The host does what it was told for the time when it is alone. One that is to end with this session, and only that, would
    // not be alone while others are attached to it.
    if (m_client && !m_attachment && m_onLeaving == OnLeaving::EndHost) m_client->shut_down();
    m_notifier.reset();
    m_client.reset();
    m_attachment.reset();
    m_commands.clear();
    m_unseenEnd.reset();
}

}  // namespace poolscope::ui
