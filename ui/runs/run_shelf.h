// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QThread>
#include <QTimer>

#include <poolscope/run_store.h>

#include "session/reply.h"

namespace poolscope::ui {

/// The store of runs as the window has it: a list that follows the disk, and changes to it. Everything that touches the disk is
/// done on a thread of its own, in the order in which it was asked for; what came of it is told by signals.
class RunShelf : public QObject {
    Q_OBJECT

public:
    explicit RunShelf(const QString& folder, QObject* parent = nullptr);
    /// Carries out what was asked for; reading of traces is broken off.
    ~RunShelf() override;

    [[nodiscard]] const std::vector<StoredRun>& runs() const { return m_runs; }
    [[nodiscard]] std::uint64_t bytes() const;
    /// What was deleted and can still be taken back.
    struct Trash {
        std::size_t runs = 0;
        std::uint64_t bytes = 0;
        std::int64_t oldest_seconds = 0;  ///< when the first of them was deleted, of the wall clock
    };
    [[nodiscard]] const Trash& trash() const { return m_trash; }
    /// How long what was deleted can be taken back; it goes for good by itself then.
    void setGrace(std::chrono::seconds grace);
    [[nodiscard]] const QString& folder() const { return m_folder; }
    [[nodiscard]] const StoreLimits& limits() const { return m_limits; }
    void setLimits(const StoreLimits& limits);

    /// The first look: sweeps up, makes room, reads what nobody has read, and tells of runs that were cut short.
    void begin();
    void refresh();
    void makeRoom();
    /// The run has come to its end here: its figures are written, so that it is not taken for one that was cut short.
    void finish(const QString& folder);
    /// The same for one that this window leaves on purpose.
    void leave(const QString& folder, const RunDigest& digest);

    void rename(const QString& folder, const QString& name);
    void setNote(const QString& folder, const QString& note, const QStringList& tags);
    void setPinned(const QString& folder, bool isPinned);
    void setBaseline(const QString& folder, bool isBaseline);
    /// Runs that were cut short have been told of.
    void dismissOffers(const QStringList& folders);
    void remove(const QStringList& folders);
    void restore(const QStringList& trashed);

signals:
    void changed();
    /// They lie in the trash and can be taken back.
    void removed(const QStringList& trashed);
    void restored(const QStringList& folders);
    /// Runs that were cut short before this window began, the newest first. Once.
    void offered(const QStringList& folders);
    void noticed(const poolscope::ui::Notice& notice);

private:
    enum class Offer { No, Yes };
    void post(std::function<void()> job);
    /// On the window's thread, if the shelf is still there by then.
    void answer(std::function<void()> what);
    void changeNotes(const QString& folder, std::function<void(RunNotes&)> change);
    void list(Offer offer);
    void take(std::vector<StoredRun> runs, Offer offer);
    [[nodiscard]] Trash lookIntoTrash() const;
    void emptyTrash();
    void waitForTrash();
    void readTraces(std::vector<StoredRun> runs, Offer offer);
    void fail(const QString& what, const std::exception& error);

    QString m_folder;
    RunStore m_store;
    StoreLimits m_limits;
    std::vector<StoredRun> m_runs;
    Trash m_trash;
    std::chrono::seconds m_grace;
    bool m_isTrashStuck = false;  ///< it was emptied, and is not empty
    std::map<std::string, std::string> m_unreadable;  ///< worker's thread: why, by folder
    std::map<std::string, RunDigest> m_liveDigests;   ///< worker's thread: of runs that go on, not written
    std::uint64_t m_changes = 0;  ///< asked for so far: a list that was begun before one of them is out of date
    bool m_isListing = false;
    bool m_listAgain = false;
    bool m_isLookedAtAnew = false;  ///< since the last list; reading alone must not lead to more of it
    QStringList m_offers;  ///< to be told of when their figures are in the list
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QTimer m_graceEnd;  ///< when the oldest of the trash is to go
    QObject m_worker;
    QThread m_thread;
    std::stop_source m_stop;
};

}  // namespace poolscope::ui
