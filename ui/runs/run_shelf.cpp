// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_shelf.h"

#include <algorithm>
#include <numeric>

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <poolscope/host_client.h>

#include "format/quantity.h"
#include "runs/run_list_model.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kSoon = 100ms;  // changes on the disk come in crowds
/// How long a removed run can be taken back by another window or by hand.
constexpr auto kGrace = 10min;
/// What could not be removed for good is tried again so late: it lies there for a reason that a second does not end.
constexpr auto kTrashAgain = 1min;
/// Up to this size the figures of a run that goes on are read anew whenever the list is looked at.
constexpr std::uint64_t kReadAnew = 16U << 20;

std::string encoded(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

/// It was followed to no end: its host died, or the window that followed it did and the host ended alone.
bool wasCutShort(const StoredRun& run, const RunDigest& digest) {
    const bool isNews = !run.digest || run.digest->ending != digest.ending;
    if (digest.ending == RunEnding::CutShort) return isNews;
    return digest.ending == RunEnding::Terminated && !run.digest && digest.program == "poolscope-host" &&
           digest.cancelled + digest.lost > 0;
}

}  // namespace

RunShelf::RunShelf(const QString& folder, QObject* parent)
    : QObject(parent), m_folder(folder), m_store(encoded(folder)), m_grace(kGrace) {
    m_worker.moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("run shelf"));
    m_thread.start();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        m_isLookedAtAnew = true;
        list(Offer::No);
    });
    m_graceEnd.setSingleShot(true);
    connect(&m_graceEnd, &QTimer::timeout, this, [this] {
        m_isTrashStuck = true;
        emptyTrash();
        list(Offer::No);
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &RunShelf::refresh);
}

RunShelf::~RunShelf() {
    m_stop.request_stop();
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

std::uint64_t RunShelf::bytes() const {
    return std::accumulate(m_runs.begin(), m_runs.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const StoredRun& run) { return sum + run.size_bytes; });
}

void RunShelf::post(std::function<void()> job) {
    QMetaObject::invokeMethod(&m_worker, std::move(job), Qt::QueuedConnection);
}

void RunShelf::answer(std::function<void()> what) {
    QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
}

void RunShelf::fail(const QString& what, const std::exception& error) {
    const Notice notice{Notice::Weight::Error, what, QString::fromUtf8(error.what())};
    answer([this, notice] { emit noticed(notice); });
}

void RunShelf::setLimits(const StoreLimits& limits) {
    m_limits = limits;
    emit changed();
}

void RunShelf::begin() {
    post([this] {
        QDir().mkpath(m_folder);
        static_cast<void>(sweep_run_folders(m_store.folder()));
        answer([this] {
            if (m_watcher.directories().isEmpty()) m_watcher.addPath(m_folder);
            makeRoom();
            list(Offer::Yes);
        });
    });
}

void RunShelf::refresh() {
    if (!m_soon.isActive()) m_soon.start();
}

void RunShelf::list(Offer offer) {
    if (m_isListing && offer == Offer::No) {
        m_listAgain = true;
        return;
    }
    m_isListing = true;
    post([this, offer, changes = m_changes] {
        std::vector<StoredRun> runs = m_store.list();
        for (StoredRun& run : runs) {
            if (const auto why = m_unreadable.find(run.folder); why != m_unreadable.end()) run.problem = why->second;
            if (const auto live = m_liveDigests.find(run.folder); (run.is_live || run.is_open) && live != m_liveDigests.end() && !run.digest)
                run.digest = live->second;
        }
        answer([this, offer, changes, runs = std::move(runs), trash = lookIntoTrash()]() mutable {
            if (changes != m_changes) {  // what was changed meanwhile is not in it
                m_isListing = false;
                return list(offer);
            }
            m_trash = trash;
            take(std::move(runs), offer);
            waitForTrash();
        });
    });
}

RunShelf::Trash RunShelf::lookIntoTrash() const {
    Trash trash;
    const QFileInfoList runs = QDir(m_folder + QStringLiteral("/.trash")).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo& run : runs) {
        // Of the rename that brought it here, as the store sees it.
        const std::int64_t since = run.metadataChangeTime().toSecsSinceEpoch();
        trash.oldest_seconds = trash.runs == 0 ? since : std::min(trash.oldest_seconds, since);
        ++trash.runs;
        for (QDirIterator files(run.filePath(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories); files.hasNext();) {
            files.next();
            trash.bytes += static_cast<std::uint64_t>(files.fileInfo().size());
        }
    }
    return trash;
}

void RunShelf::emptyTrash() {
    post([this, grace = m_grace] { static_cast<void>(m_store.empty_trash(grace)); });
}

void RunShelf::waitForTrash() {
    if (m_trash.runs == 0) {
        m_isTrashStuck = false;
        return m_graceEnd.stop();
    }
    // The hour may be set back meanwhile: never later than the whole grace from now.
    const std::chrono::milliseconds left{(m_trash.oldest_seconds + m_grace.count()) * 1000 - QDateTime::currentMSecsSinceEpoch()};
    if (left > 0ms) m_isTrashStuck = false;
    m_graceEnd.start(m_isTrashStuck ? kTrashAgain : std::clamp<std::chrono::milliseconds>(left, 0ms, m_grace));
}

void RunShelf::setGrace(std::chrono::seconds grace) {
    m_grace = grace;
    list(Offer::No);
}

void RunShelf::take(std::vector<StoredRun> runs, Offer offer) {
    m_isListing = false;
    m_runs = std::move(runs);
    emit changed();
    const auto isOffered = [this](const StoredRun& run) { return run.digest && m_offers.contains(folderOf(run)); };
    if (std::any_of(m_runs.begin(), m_runs.end(), isOffered)) emit offered(std::exchange(m_offers, {}));
    std::vector<StoredRun> unread;
    const bool isLookedAtAnew = std::exchange(m_isLookedAtAnew, false);
    for (const StoredRun& run : m_runs) {
        const bool goesOn = run.is_live || run.is_open;
        const bool hasGrown = goesOn && run.digest && run.size_bytes > run.digest->trace_bytes && run.size_bytes <= kReadAnew;
        if (!run.digest || (run.is_stale && !goesOn) || (hasGrown && isLookedAtAnew)) unread.push_back(run);
    }
    if (!unread.empty() || offer == Offer::Yes) readTraces(std::move(unread), offer);
    if (std::exchange(m_listAgain, false)) refresh();
}

void RunShelf::readTraces(std::vector<StoredRun> runs, Offer offer) {
    post([this, offer, runs = std::move(runs)] {
        bool isAny = false;
        for (const StoredRun& run : runs) {
            if (m_stop.stop_requested()) return;
            if (m_unreadable.contains(run.folder)) continue;
            try {
                const RunDigest digest = read_digest(run.trace_path(), m_stop.get_token());
                if (m_stop.stop_requested()) return;
                isAny = true;
                // Its own figures are those of the window that follows it, until it has ended.
                if (run.is_live || (run.is_open && m_liveDigests.contains(run.folder))) {
                    m_liveDigests[run.folder] = digest;
                    continue;
                }
                if (offer == Offer::Yes && !run.is_open && wasCutShort(run, digest)) {
                    // As they are by now: reading takes its time, and somebody may have noted something meanwhile.
                    const auto now = RunStore::look(run.folder);
                    RunNotes notes = now ? now->notes : run.notes;
                    notes.offered = true;
                    m_store.set_notes(run.folder, notes);
                }
                // One that another window follows is written by that one, which knows how it ended.
                if (!run.is_open || run.digest) RunStore::set_digest(run.folder, digest);
                else m_liveDigests[run.folder] = digest;
            } catch (const std::exception& error) {
                m_unreadable[run.folder] = error.what();
            }
        }
        QStringList offers;
        if (offer == Offer::Yes)
            for (const StoredRun& run : m_store.list())
                if (run.notes.offered && !run.is_live && !run.is_open) offers << folderOf(run);
        answer([this, isAny, offers] {
            m_offers = offers;
            if (isAny || !offers.isEmpty()) list(Offer::No);
        });
    });
}

void RunShelf::makeRoom() {
    emptyTrash();
    post([this, limits = m_limits] {
        const RoomMade made = m_store.make_room(limits);
        if (made.runs == 0 && made.is_enough) return;
        const QString most = tr("%1 and %2 runs").arg(bytesText(limits.bytes), countText(limits.runs));
        answer([this, made, most] {
            if (made.runs > 0)
                emit noticed({Notice::Weight::Note,
                              made.runs == 1 ? tr("One old run was removed to keep within %1.").arg(most)
                                             : tr("%1 old runs were removed to keep within %2.").arg(countText(made.runs), most),
                              tr("%1 are free again. Runs that you pinned, named or noted stay.").arg(bytesText(made.bytes))});
            if (!made.is_enough)
                emit noticed({Notice::Weight::Warning, tr("The runs that are kept take more than %1.").arg(most),
                              tr("Only runs without pin, name and note are removed by themselves: delete some, or raise the limit on the Runs page.")});
            refresh();
        });
    });
}

void RunShelf::finish(const QString& folder) {
    post([this, folder] {
        try {
            RunStore::set_digest(encoded(folder), read_digest(encoded(folder) + "/trace", m_stop.get_token()));
        } catch (const std::exception& error) {
            fail(tr("The figures of the run could not be kept."), error);
        }
    });
    makeRoom();
    refresh();
}

void RunShelf::leave(const QString& folder, const RunDigest& digest) {
    post([folder, digest] {
        try {
            RunStore::set_digest(encoded(folder), digest);
        } catch (const std::exception&) {
            // The window is on its way out: nobody is left to be told.
        }
    });
}

void RunShelf::changeNotes(const QString& folder, std::function<void(RunNotes&)> change) {
    ++m_changes;
    for (StoredRun& run : m_runs)
        if (folderOf(run) == folder) change(run.notes);
    // Not at once: whoever asked may be in the middle of showing the list.
    answer([this] { emit changed(); });
    post([this, folder, change = std::move(change)] {
        try {
            const auto run = RunStore::look(encoded(folder));
            if (!run) return;
            RunNotes notes = run->notes;
            change(notes);
            if (notes != run->notes) m_store.set_notes(run->folder, notes);
        } catch (const std::exception& error) {
            fail(tr("What you wrote about the run could not be kept."), error);
        }
        answer([this] { list(Offer::No); });
    });
}

void RunShelf::rename(const QString& folder, const QString& name) {
    changeNotes(folder, [name = name.toStdString()](RunNotes& notes) { notes.name = name; });
}

void RunShelf::setNote(const QString& folder, const QString& note, const QStringList& tags) {
    std::vector<std::string> words;
    for (const QString& tag : tags)
        if (!tag.trimmed().isEmpty()) words.push_back(tag.trimmed().toStdString());
    changeNotes(folder, [note = note.toStdString(), words](RunNotes& notes) {
        notes.note = note;
        notes.tags = words;
    });
}

void RunShelf::setPinned(const QString& folder, bool isPinned) {
    changeNotes(folder, [isPinned](RunNotes& notes) { notes.pinned = isPinned; });
}

void RunShelf::setBaseline(const QString& folder, bool isBaseline) {
    // As the store does it: of runs that do the same work one is the baseline.
    const auto workOf = [](const StoredRun& run) { return run.digest ? work_identity(*run.digest) : std::string(); };
    const auto chosen = std::find_if(m_runs.begin(), m_runs.end(), [&folder](const StoredRun& run) { return folderOf(run) == folder; });
    if (isBaseline && chosen != m_runs.end())
        for (StoredRun& run : m_runs)
            if (workOf(run) == workOf(*chosen)) run.notes.baseline = false;
    changeNotes(folder, [isBaseline](RunNotes& notes) { notes.baseline = isBaseline; });
}

void RunShelf::dismissOffers(const QStringList& folders) {
    for (const QString& folder : folders)
        changeNotes(folder, [](RunNotes& notes) { notes.offered = false; });
}

void RunShelf::remove(const QStringList& folders) {
    ++m_changes;
    post([this, folders] {
        QStringList trashed;
        for (const QString& folder : folders) {
            if (!QFileInfo::exists(folder)) continue;  // it was asked for twice before the list was anew
            try {
                trashed << QFile::decodeName(QByteArray::fromStdString(m_store.remove(encoded(folder))));
            } catch (const std::exception& error) {
                fail(tr("The run %1 was not deleted.").arg(QDir(folder).dirName()), error);
            }
        }
        answer([this, trashed] {
            list(Offer::No);
            if (!trashed.isEmpty()) emit removed(trashed);
        });
    });
}

void RunShelf::restore(const QStringList& trashed) {
    ++m_changes;
    post([this, trashed] {
        QStringList folders;
        for (const QString& folder : trashed) {
            try {
                folders << QFile::decodeName(QByteArray::fromStdString(m_store.restore(encoded(folder))));
            } catch (const std::exception& error) {
                fail(tr("The run %1 could not be taken back.").arg(QDir(folder).dirName()), error);
            }
        }
        answer([this, folders] {
            list(Offer::No);
            if (!folders.isEmpty()) emit restored(folders);
        });
    });
}

}  // namespace poolscope::ui
