// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runs_part.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QUrl>

#include "format/quantity.h"
#include "runs/attach_dialog.h"
#include "runs/host_board.h"
#include "runs/run_keeper.h"
#include "runs/run_list_model.h"
#include "runs/run_shelf.h"
#include "runs/run_words.h"
#include "runs/runs_page.h"
#include "runs/storage_dialog.h"
#include "session/session.h"
#include "views/file_export.h"

namespace poolscope::ui {

RunsPart::RunsPart(const Places& places, Session& session, QWidget* window)
    : QObject(window), m_window(window), m_session(session), m_board(new HostBoard(places.runsFolder(), this)), m_shelf(new RunShelf(places.runsFolder(), this)),
      m_keeper(new RunKeeper(session, *m_shelf, this)), m_page(new RunsPage(*m_shelf, window)) {
    connect(m_shelf, &RunShelf::noticed, this, &RunsPart::noticed);
    connect(m_shelf, &RunShelf::offered, this, &RunsPart::offer);
    connect(m_shelf, &RunShelf::removed, this, [this](const QStringList& trashed) {
        Notice notice{Notice::Weight::Note, trashed.size() == 1 ? tr("One run was deleted.") : tr("%1 runs were deleted.").arg(trashed.size()), {}};
        notice.actions.push_back({tr("Undo"), [this, trashed] {
                                      QStringList there = trashed;
                                      // Some may have been taken back by the keyboard, or be gone for good.
                                      there.removeIf([](const QString& folder) { return !QFileInfo::exists(folder); });
                                      if (!there.isEmpty()) m_shelf->restore(there);
                                  }});
        emit noticed(notice);
    });
    connect(m_shelf, &RunShelf::restored, m_keeper, &RunKeeper::holdAgain);
    connect(m_page, &RunsPage::openWanted, this, &RunsPart::open);
    connect(m_page, &RunsPage::attachWanted, this, &RunsPart::attach);
    connect(m_page, &RunsPage::scenarioWanted, this, &RunsPart::useScenario);
    connect(m_page, &RunsPage::compareWanted, this, &RunsPart::compareWanted);
    connect(m_page, &RunsPage::noticed, this, &RunsPart::noticed);
    connect(m_page, &RunsPage::exported, this, [this](const QString& path, const QString& problem) {
        emit noticed(writtenNotice(path, problem));
    });
    connect(m_page, &RunsPage::limitsWanted, this, &RunsPart::askForLimits);
    connect(m_page, &RunsPage::folderWanted, this,
            [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    // What this window itself shows may be deleted: its trace stays readable as long as it is shown.
    connect(m_page, &RunsPage::removing, this, [this, &session](const QStringList& folders) {
        if (folders.contains(m_keeper->folder()) && !session.hasHost()) m_keeper->letGo();
    });
    showHosts = new QAction(tr("A&ttach to a pool…"), this);
    showHosts->setObjectName(QStringLiteral("attach"));
    showHosts->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    showHosts->setStatusTip(tr("Pools of other windows and programs that run on this machine"));
    detach = new QAction(tr("&Detach"), this);
    detach->setObjectName(QStringLiteral("detach"));
    detach->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    detach->setStatusTip(tr("Leave the pool that is attached to, as it is"));
    connect(showHosts, &QAction::triggered, this, &RunsPart::showAttachDialog);
    connect(&session, &Session::originChanged, this, &RunsPart::followSession);
    connect(m_board, &HostBoard::reached, this, &RunsPart::hostReached);
    connect(m_board, &HostBoard::missed, this, [this](const QString& folder, const QString& why) {
        emit noticed({Notice::Weight::Warning, tr("No pool answers in %1.").arg(QDir::toNativeSeparators(folder)), why});
        m_shelf->refresh();
    });
    followSession();
}

void RunsPart::begin() {
    m_shelf->begin();
}

void RunsPart::leave() {
    m_keeper->leave();
}

void RunsPart::open(const QString& folder) {
    m_shelf->dismissOffers({folder});
    emit traceWanted(folder + QStringLiteral("/trace"));
}

void RunsPart::useScenario(const QString& folder, bool isRun) {
    const QString path = folder + QStringLiteral("/scenario.json");
    if (!QFileInfo::exists(path)) {
        emit noticed({Notice::Weight::Warning, tr("The run has no scenario."),
                      tr("Its pool belongs to a program, which alone knows what it calls.")});
        return;
    }
    m_shelf->dismissOffers({folder});
    emit scenarioWanted(path, isRun);
}

void RunsPart::offer(const QStringList& folders) {
    const QString folder = folders.constFirst();
    const StoredRun* const run = m_page->model().find(folder);
    const QString name = run ? runName(*run) : QFileInfo(folder).fileName();
    Notice notice{Notice::Weight::Warning, tr("The run “%1” was cut short: its program ended without a word.").arg(name), {}};
    QStringList facts;
    if (run) facts << runWhen(*run);
    if (run && run->digest)
        facts << tr("%1 of %2 items were done").arg(countText(run->digest->done), countText(run->digest->items));
    notice.detail = facts.join(QStringLiteral(", "));
    if (folders.size() == 2) notice.detail += tr(". One more run ended like this; the Runs page has it.");
    if (folders.size() > 2) notice.detail += tr(". %1 more runs ended like this; the Runs page has them.").arg(folders.size() - 1);
    notice.actions.push_back({tr("Open"), [this, folders, folder] {
                                  m_shelf->dismissOffers(folders);
                                  open(folder);
                              }});
    if (QFileInfo::exists(folder + QStringLiteral("/scenario.json")))
        notice.actions.push_back({tr("Run again"), [this, folders, folder] {
                                      m_shelf->dismissOffers(folders);
                                      useScenario(folder, true);
                                  }});
    if (folders.size() > 1) notice.actions.push_back({tr("Show all"), [this, folders] {
                                                          emit pageWanted();
                                                          m_page->select(folders);
                                                      }});
    notice.dismissed = [this, folders] { m_shelf->dismissOffers(folders); };
    emit noticed(notice);
}

void RunsPart::attach(const QString& runFolder) {
    m_board->reach(runFolder);
}

AttachDialog* RunsPart::attachDialog() const {
    return m_dialog;
}

void RunsPart::showAttachDialog() {
    if (!m_dialog) {
        m_dialog = new AttachDialog(*m_board, m_window);
        connect(m_dialog, &AttachDialog::attachWanted, this, &RunsPart::attach);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void RunsPart::followSession() {
    const auto& attachment = m_session.attachment();
    detach->setEnabled(attachment.has_value());
    detach->setText(attachment ? tr("&Detach from %1 (%2)").arg(attachment->program).arg(attachment->pid) : tr("&Detach"));
}

void RunsPart::askForLimits() {
    auto* const dialog = new StorageDialog(m_shelf->limits(), m_window);
    connect(dialog, &StorageDialog::wanted, this, [this](const StoreLimits& limits) {
        m_shelf->setLimits(limits);
        m_shelf->makeRoom();
    });
    dialog->show();
}

void RunsPart::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("runs/limitBytes"), static_cast<qulonglong>(m_shelf->limits().bytes));
    settings.setValue(QStringLiteral("runs/limitRuns"), static_cast<qulonglong>(m_shelf->limits().runs));
    m_page->save(settings);
}

void RunsPart::restore(const QSettings& settings) {
    StoreLimits limits;
    const qulonglong bytes = settings.value(QStringLiteral("runs/limitBytes")).toULongLong();
    const qulonglong runs = settings.value(QStringLiteral("runs/limitRuns")).toULongLong();
    if (bytes > 0) limits.bytes = bytes;
    if (runs > 0) limits.runs = runs;
    m_shelf->setLimits(limits);
    m_page->restore(settings);
}

}  // namespace poolscope::ui
