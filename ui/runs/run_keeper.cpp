// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_keeper.h"

#include <QFile>
#include <QFileInfo>

#include "runs/run_shelf.h"
#include "session/session.h"

namespace poolscope::ui {

namespace {

/// The folder of a trace, when it is one that belongs to runs: others are not to be written into.
QString runFolderOf(const QString& trace, const QString& store) {
    const QFileInfo file(trace);
    if (trace.isEmpty() || file.fileName() != QLatin1String("trace")) return {};
    const QString folder = file.absolutePath();
    const bool isRun = QFileInfo(folder).absolutePath() == QFileInfo(store).absoluteFilePath() ||
                       QFileInfo::exists(folder + QStringLiteral("/run.json"));
    return isRun ? folder : QString();
}

}  // namespace

RunKeeper::RunKeeper(const Session& session, RunShelf& shelf, QObject* parent)
    : QObject(parent), m_session(session), m_shelf(shelf) {
    connect(&session, &Session::originChanged, this, &RunKeeper::follow);
    follow();
}

void RunKeeper::follow() {
    const QString folder = runFolderOf(m_session.tracePath(), m_shelf.folder());
    const bool hasHost = m_session.hasHost();
    // It has ended, or another one is shown while it goes on.
    if (m_hadHost && !m_folder.isEmpty() && (!hasHost || folder != m_folder)) m_shelf.finish(m_folder);
    m_hadHost = hasHost;
    if (folder == m_folder) return;
    m_folder = folder;
    m_inUse = folder.isEmpty() ? RunInUse() : RunInUse(QFile::encodeName(folder).toStdString());
    m_shelf.refresh();
}

void RunKeeper::leave() {
    if (m_session.hasHost() && !m_folder.isEmpty()) m_shelf.leave(m_folder, digest_of(m_session.state()));
}

void RunKeeper::letGo() {
    m_inUse = RunInUse();
}

void RunKeeper::holdAgain(const QStringList& folders) {
    if (!m_folder.isEmpty() && folders.contains(m_folder)) m_inUse = RunInUse(QFile::encodeName(m_folder).toStdString());
}

}  // namespace poolscope::ui
