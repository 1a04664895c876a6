// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <poolscope/control.h>
#include <poolscope/pool_state.h>

#include "session/places.h"
#include "session/reply.h"
#include "session/run_moment.h"
#include "session/trace_follower.h"
#include "session/value_source.h"

class QSocketNotifier;

namespace poolscope {
class HostClient;
enum class AfterBatches;
struct BatchSpec;
struct HostReply;
struct Scenario;
struct WorkerLimits;
}  // namespace poolscope

namespace poolscope::ui {

/// A host that this window has not started, but came to.
struct Attachment {
    QString program;
    qint64 pid = 0;
    Control control = Control::ReadOnly;
    bool isOthers = false;  ///< the pool of a program, which alone gives it work and ends it
    bool endsAlone = false;  ///< its host was told to end when its last client has gone
    qint64 starter = 0;  ///< the program that started the host, and is its client as well as long as it lives; 0: who knows
};

/// One run as the window knows it: the host that it commands, if there is one, and the trace that says what happened.
///
/// What is shown comes from the trace alone. A tick reads a bounded piece of it and gives out one change set; without
/// news and without anything that moves by itself the ticks stop, until the file grows.
class Session : public QObject {
    Q_OBJECT

public:
    enum class Origin { Nothing, Host, File };
    enum class Attention { Focused, Unfocused, Hidden };
    enum class OnLeaving { EndHost, KeepHost };

    /// `hostProgram` is for tests; empty: poolscope-host beside this program.
    explicit Session(const Places& places, const QString& hostProgram = {}, QObject* parent = nullptr);
    ~Session() override;

    [[nodiscard]] const PoolState& state() const { return m_follower.state(); }
    [[nodiscard]] const ValueSource& values() const { return m_values; }
    /// The run at the moment that is looked at: the present, unless lookAt() said otherwise.
    [[nodiscard]] const RunMoment& moment() const { return m_moment; }
    /// The time of moment(), or now().
    [[nodiscard]] Time shownTime() const { return m_moment.now(now()); }
    [[nodiscard]] Origin origin() const { return m_origin; }
    [[nodiscard]] QString tracePath() const { return m_tracePath; }
    /// The moment to look at for one that was asked for: within the run; none, the present, for what a live pool has not come to.
    [[nodiscard]] std::optional<Time> momentFor(Time wanted) const;
    /// The present moment on the trace's clock as long as there is a live pool, else the last moment that the trace knows.
    [[nodiscard]] Time now() const;

    /// Facts for actions. A pool exists from the moment the trace says so.
    [[nodiscard]] bool hasHost() const { return m_client != nullptr; }
    [[nodiscard]] bool hasPool() const;                           ///< a live pool that has not ended
    [[nodiscard]] bool takesBatches() const;                      ///< a live pool that is neither closed nor terminated
    /// Empty: this window's own host, or none.
    [[nodiscard]] const std::optional<Attachment>& attachment() const { return m_attachment; }
    /// Why the pool cannot be ordered about, as far as that is a matter of rights: "thumbnails (4711) allows looking only". Empty: it can.
    [[nodiscard]] QString whyNoControl() const;
    [[nodiscard]] bool mayControl() const { return hasPool() && whyNoControl().isEmpty(); }
    /// The pool ends when this session leaves its host: for certain when the host is its own, else unless it has other clients.
    [[nodiscard]] bool endsPoolByLeaving() const;
    [[nodiscard]] bool isJoining() const;                         ///< a join has been sent and waits for its answer
    [[nodiscard]] bool isReading() const { return m_isReading; }  ///< a long file is still being read
    [[nodiscard]] std::uint64_t bytesBehind() const { return m_isReading ? m_follower.pendingBytes() : 0; }

    /// Launches a host for a new run and starts the scenario in it. A pool that is there is ended. Returns 0, after a
    /// notice, when no host could be launched.
    quint64 start(const Scenario& scenario, AfterBatches after);
    /// Each of these returns the number of the reply to come, or 0, after a notice, when there is no host.
    quint64 submit(const BatchSpec& batch);
    quint64 close();
    quint64 terminate();
    quint64 join();
    quint64 kill(WorkerId worker, int signal);
    // Live control. What came of it is told by the trace.
    quint64 resize(std::uint32_t processes);
    quint64 pause();
    quint64 resume();
    quint64 drain(WorkerId worker);
    quint64 restart(WorkerId worker);
    quint64 cancelBatch(BatchId batch);
    quint64 cancelTask(TaskId task);
    quint64 cancelItem(BatchId batch, std::uint64_t item);
    quint64 setLimits(const WorkerLimits& limits);
    /// Terminates the pool and ends the host.
    quint64 stop();
    /// What the host does when this session goes away; also for hosts to come.
    void setOnLeaving(OnLeaving choice);
    [[nodiscard]] OnLeaving onLeaving() const { return m_onLeaving; }

    /// Shows a trace from a file; a notice when it is none, and all stays as it is. The host, if there is one, is left as onLeaving() says.
    void openTrace(const QString& path);
    /// Shows no run at all. The host, if there is one, is left as onLeaving() says.
    void showNothing();
    /// Takes over a host that runs already. False, after a notice, when there is none.
    bool attach(const QString& runFolder);
    /// The same over a connection that stands.
    void attach(std::unique_ptr<HostClient> client);
    /// Leaves a host that was attached to; its trace stays open. Nothing happens to the pool, unless endsPoolByLeaving().
    void detach();

    /// Shows a past moment of the run, while it goes on; none: the present.
    void lookAt(std::optional<Time> time);

    void setAttention(Attention attention);
    /// Ticks since the start: what the tests of "idle costs nothing" count.
    [[nodiscard]] quint64 ticks() const { return m_ticks; }
    /// Nothing moves: only a change of the trace's file wakes it (and a slow look: whether its writer lives, or because time passes
    /// for a pool that idles).
    [[nodiscard]] bool isAsleep() const { return !m_watcher.files().isEmpty(); }
    /// It is asleep, and looks at nothing by itself either: only the file, a command or a reply wakes it.
    [[nodiscard]] bool isAtRest() const { return isAsleep() && !m_timer.isActive(); }

signals:
    /// The state has changed. Everything is told by this signal, once a tick.
    void changed(const poolscope::ChangeSet& changes);
    /// Another moment of the run is looked at.
    void momentChanged();
    /// Time has passed: running tasks have grown. While a pool idles, once a second.
    void timePassed(poolscope::trace::Time now);
    /// Another trace is shown, or a host came or went.
    void originChanged();
    void replied(const poolscope::ui::Reply& reply);
    void noticed(const poolscope::ui::Notice& notice);
    /// The names of the functions came from the host, as JSON text {"functions": [...]}.
    void functionsArrived(const QByteArray& json);

private:
    void tick();
    void readTrace();
    void follow(const QString& path, Origin origin);
    void adopt(std::unique_ptr<HostClient> client);
    void receive();
    void receive(const HostReply& reply);
    void letGo();
    void hostGone();
    void recordingStopped(int error);
    void waitForUnseenEnd();
    void schedule();
    void wake();
    void sleepUntilFileGrows();
    [[nodiscard]] bool somethingMoves() const;
    quint64 remember(Command command, quint64 id);
    quint64 refuse();

    Places m_places;
    QString m_hostProgram;
    std::unique_ptr<HostClient> m_client;
    std::optional<Attachment> m_attachment;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::unordered_map<quint64, Command> m_commands;  ///< sent, not yet answered
    TraceFollower m_follower;
    RunMoment m_moment{m_follower.state()};
    ValueSource m_values;
    QString m_tracePath;
    QTimer m_timer;
    QFileSystemWatcher m_watcher;
    QElapsedTimer m_goneFor;  ///< since the connection ended
    Origin m_origin = Origin::Nothing;
    Attention m_attention = Attention::Focused;
    OnLeaving m_onLeaving = OnLeaving::EndHost;
    quint64 m_ticks = 0;
    int m_quietTicks = 0;
    bool m_isReading = false;
    bool m_isPoolHurried = false;  ///< the trace grows so fast that the pool needs the processors itself
    std::uint64_t m_fileBytes = 0; ///< how far the trace had grown when it was last looked at
    bool m_hasValues = false;
    bool m_isEmptinessTold = false;  ///< that a file holds no pool
    bool m_isBreakTold = false;  ///< that the trace broke off
    std::optional<quint64> m_unseenEnd;  ///< a join whose reply tells of the end, when the trace does not
    bool m_isStopping = false;  ///< the host was told to end
};

}  // namespace poolscope::ui
