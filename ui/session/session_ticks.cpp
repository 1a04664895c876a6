// SPDX-License-Identifier: GPL-3.0-or-later
// The clock of a session: when it reads, when it sleeps, and what it does when the host answers or goes.
#include <cstring>

#include <QFileInfo>
#include <QLocale>
#include <QSocketNotifier>

#include <poolscope/host_client.h>

#include "session/session.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kFrame = 33ms;  // 30 Hz while somebody looks
constexpr auto kUnfocusedFrame = 250ms;
constexpr auto kHiddenFrame = 1000ms;  // only so that the host is told when its pool has ended
constexpr auto kReadingBudget = 12ms;  // of a frame; the rest is for painting
constexpr auto kLoadingBudget = 80ms;  // of a long file: each piece is painted, which is not to take most of the time
// While a pool works as fast as it can the window must not take the processors from it: it reads a little of each frame,
// falls behind, says so, and catches up as soon as the pool pauses.
constexpr auto kModestBudget = 3ms;
constexpr std::uint64_t kHurriedBytes = 64 * 1024;  // in a frame: some thousand small tasks
constexpr auto kIdleFrame = 1000ms;
constexpr int kQuietTicks = 15;  // half a second without news before the ticks stop
constexpr qint64 kPatienceForExitMs = 1000;

bool hasContent(const ChangeSet& changes, const PoolState& state) {
    return changes.summary || changes.replaced || changes.first_worker < state.workers().size() ||
           changes.first_batch < state.batches().size() || changes.first_task < state.task_count() ||
           changes.first_result < state.result_count() || changes.first_event < state.events().size() ||
           changes.first_output < state.output_count() ||
           !changes.changed_workers.empty() || !changes.changed_batches.empty() || !changes.changed_tasks.empty() ||
           !changes.changed_slots.empty();
}

}  // namespace

bool Session::somethingMoves() const {
    if (state().summary().recording_stopped) return false;
    for (std::size_t slot = 0; slot < state().slot_count(); ++slot) {
        const std::uint32_t index = state().current_worker(slot);
        if (index == kNoIndex) continue;
        switch (state().workers()[index].activity) {
        case WorkerActivity::Idle:
        case WorkerActivity::Ended:
        case WorkerActivity::Crashed: break;
        default: return true;
        }
    }
    return false;
}

void Session::tick() {
    ++m_ticks;
    readTrace();
    if (m_client && !m_client->connected()) hostGone();
    schedule();
}

void Session::readTrace() {
    auto progress = TraceFollower::Progress::NotThere;
    const std::uint64_t fileBytes = m_follower.fileBytes();
    m_isPoolHurried = m_fileBytes != 0 && fileBytes > m_fileBytes + kHurriedBytes;
    m_fileBytes = fileBytes;
    try {
        progress = m_follower.read(m_isPoolHurried                                 ? kModestBudget
                                   : m_isReading && m_origin == Origin::File ? kLoadingBudget
                                                                              : kReadingBudget);
        if (m_follower.isOpen() && !m_hasValues) {
            m_values.setTrace(m_tracePath);
            m_hasValues = true;
        }
    } catch (const std::exception& error) {
        emit noticed({Notice::Weight::Error, tr("%1 cannot be read as a trace.").arg(QFileInfo(m_tracePath).fileName()),
                      QString::fromUtf8(error.what())});
        m_isReading = false;
        if (m_origin == Origin::File) {
            m_origin = Origin::Nothing;
            m_tracePath.clear();
            emit originChanged();
        }
        return;
    }
    const bool wasReading = m_isReading;
    m_isReading = progress == TraceFollower::Progress::More;

    if (progress == TraceFollower::Progress::Nothing) {
        if (!m_client) m_follower.endWhatBrokeOff();
        else if (const auto error = m_follower.takeRecordingStopped()) recordingStopped(*error);
    }
    const ChangeSet changes = m_follower.takeChanges();
    const bool isNews = hasContent(changes, state());
    if (isNews) m_moment.update(changes);
    if (isNews) emit changed(changes);
    const bool moves = m_client && somethingMoves();
    // A pool that idles spends time as well, which a glance once a second is enough for.
    const bool idles = !moves && m_quietTicks >= kQuietTicks && m_attention != Attention::Hidden && hasPool();
    if (moves || idles) emit timePassed(now());
    m_quietTicks = isNews || moves || progress == TraceFollower::Progress::HeldBack ? 0 : m_quietTicks + 1;

    // Looked at twice: one that is being made may have its first record by then.
    if (m_origin == Origin::File && !m_isReading && !state().summary().configuration && m_quietTicks > 1 && !m_isEmptinessTold) {
        m_isEmptinessTold = true;
        emit noticed({Notice::Weight::Warning, tr("%1 holds no pool.").arg(QFileInfo(m_tracePath).fileName()),
                      tr("It is empty, or it broke off before a pool was told of. Should something be written into it, it is shown here.")});
    }
    if (m_origin == Origin::File && state().summary().host_gone && !m_isBreakTold) {
        m_isBreakTold = true;
        emit noticed({Notice::Weight::Warning, tr("The trace broke off: its host ended without a word."),
                      tr("What was open then is shown as ended with the host: workers as gone, items that ran as lost, all "
                         "others as cancelled.")});
    }
    if (wasReading && !m_isReading && m_origin == Origin::File && state().contradictions() > 0)
        emit noticed({Notice::Weight::Warning,
                      tr("Records of the trace that contradict what went before, and were not believed: %1.")
                          .arg(QLocale().toString(static_cast<quint64>(state().contradictions()))),
                      tr("A trace that was damaged, or written by a faulty program, can say what cannot be.")});
    if (wasReading && !m_isReading && m_origin == Origin::File && m_follower.skippedBytes() > 0)
        emit noticed(
            {Notice::Weight::Warning,
             tr("%1 damaged bytes of the trace were skipped.").arg(QLocale().toString(m_follower.skippedBytes())),
             {}});
    if (m_client && !m_isStopping && state().summary().phase == trace::PoolPhase::Ended && m_client->connected()) {
        // A host has one pool in its life. Nobody waits for anything here any more.
        if (m_attachment && m_attachment->isOthers) {
            letGo();
            emit originChanged();
            return;
        }
        m_isStopping = true;
        m_commands[m_client->shut_down()] = Command::Stop;
    }
}

// The host serves on and its pool works on; only nothing of it is seen.
void Session::recordingStopped(int error) {
    emit noticed({Notice::Weight::Error, tr("The recording of the run stopped: %1.").arg(QString::fromLocal8Bit(std::strerror(error))),
                  tr("The pool goes on, but nothing that it does from here on is seen. Everything until then is kept.")});
    waitForUnseenEnd();
}

// What the trace no longer tells, the reply does. An open pool refuses to be waited for until it is closed.
void Session::waitForUnseenEnd() {
    if (!m_client || !m_client->connected() || (m_attachment && m_attachment->isOthers)) return;
    m_unseenEnd = m_client->join();
}

void Session::schedule() {
    if (m_origin == Origin::Nothing) {
        m_timer.stop();
        return;
    }
    if (m_isReading) {
        m_timer.start(m_isPoolHurried ? kFrame : 0ms);
        return;
    }
    const bool isLeaving = m_client && (m_goneFor.isValid() || m_isStopping);
    if (m_quietTicks >= kQuietTicks && !isLeaving && m_follower.isOpen()) {
        sleepUntilFileGrows();
        return;
    }
    m_timer.start(m_attention == Attention::Focused     ? kFrame
                  : m_attention == Attention::Unfocused ? kUnfocusedFrame
                                                        : kHiddenFrame);
}

void Session::sleepUntilFileGrows() {
    m_timer.stop();
    // Also for a file that was opened: it may be the trace of a run that another program still writes.
    if (m_watcher.files().isEmpty()) m_watcher.addPath(m_tracePath);
    // Whoever writes it may die, and then nothing changes in the file: only asking tells.
    if (m_origin == Origin::File && !state().summary().ended && state().summary().records > 0) m_timer.start(kHiddenFrame);
    if (m_attention != Attention::Hidden && hasPool()) m_timer.start(kIdleFrame);
}

void Session::wake() {
    m_quietTicks = 0;
    const bool isSlow = isAsleep();
    if (isSlow) m_watcher.removePaths(m_watcher.files());
    if (isSlow || !m_timer.isActive()) m_timer.start(0ms);
}

void Session::receive() {
    if (!m_client) return;
    for (const HostReply& reply : m_client->receive()) {
        receive(reply);
        if (!m_client) return;
    }
    if (!m_client->connected()) {
        m_notifier->setEnabled(false);
        wake();
    }
}

void Session::receive(const HostReply& reply) {
    if (m_unseenEnd == reply.request) {
        m_unseenEnd.reset();
        if (!reply.ok || m_isStopping) return;
        m_isStopping = true;
        m_commands[m_client->shut_down()] = Command::Stop;
        return wake();
    }
    const auto sent = m_commands.find(reply.request);
    if (sent == m_commands.end()) return;  // of another host, long gone
    const Command command = sent->second;
    m_commands.erase(sent);
    if (command == Command::Functions) {
        if (reply.ok) emit functionsArrived(QByteArray::fromStdString(reply.body.dump()));
        return;
    }
    Reply said{reply.request,
               command,
               reply.ok,
               QString::fromStdString(reply.error_type),
               QString::fromStdString(reply.error_message),
               {}};
    if (const auto batch = reply.body.find("batch"); batch != reply.body.end() && batch->is_number_unsigned())
        said.batch = batch->get<quint32>();
    // A pool that was refused will never be: its host has nothing to wait for.
    if (command == Command::Start && !reply.ok) stop();
    if (command == Command::Close && reply.ok && state().summary().recording_stopped) waitForUnseenEnd();
    emit replied(said);
    wake();
}

void Session::hostGone() {
    if (!m_goneFor.isValid()) m_goneFor.start();
    const std::optional<HostExit> exit = m_client->host_exit();
    if (!exit && m_goneFor.elapsed() < kPatienceForExitMs) return;

    // All that it wrote, now that it writes no more.
    readTrace();
    if (m_isReading) return;
    const bool endedInOrder = m_isStopping || state().summary().phase == trace::PoolPhase::Ended;
    const std::optional<Attachment> attachment = m_attachment;
    letGo();
    m_goneFor.invalidate();
    if (!endedInOrder || (exit && exit->exit_code.value_or(1) != 0 && !state().summary().configuration)) {
        QString how = tr("The connection to the host ended.");
        if (attachment) how = tr("%1 (%2) has gone, and its pool with it.").arg(attachment->program).arg(attachment->pid);
        if (exit && exit->signal) how = tr("The host was ended by signal %1.").arg(*exit->signal);
        if (exit && exit->exit_code) how = tr("The host ended with exit code %1.").arg(*exit->exit_code);
        emit noticed(
            {Notice::Weight::Error, how, exit ? QString::fromStdString(exit->error_output).trimmed() : QString()});
    }
    emit originChanged();
}

}  // namespace poolscope::ui
