// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QPointer>
#include <QStringList>

#include "session/places.h"
#include "session/reply.h"

class QAction;
class QSettings;
class QWidget;

namespace poolscope {
class HostClient;
}

namespace poolscope::ui {

class AttachDialog;
class HostBoard;
class RunKeeper;
class RunShelf;
class RunsPage;
class Session;

/// All that a window has to do with runs that are kept, and with those of other programs that go on: the store, the page that lists
/// it, the list of hosts, and what they have to tell.
class RunsPart : public QObject {
    Q_OBJECT

public:
    /// Borrows the session. `window` is the parent of what is shown.
    RunsPart(const Places& places, Session& session, QWidget* window);

    [[nodiscard]] RunsPage& page() { return *m_page; }
    [[nodiscard]] RunShelf& shelf() { return *m_shelf; }
    /// Once, when the window is there: looks at the store for the first time, and tells what was cut short.
    void begin();
    /// The window closes.
    void leave();
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

    /// Connects to the host that lives in a run folder; hostReached() tells when.
    void attach(const QString& runFolder);
    /// Asks how much may be kept.
    void askForLimits();
    /// The list of hosts; null while it was never shown.
    [[nodiscard]] AttachDialog* attachDialog() const;

    QAction* showHosts;
    QAction* detach;

signals:
    void traceWanted(const QString& path);
    void hostReached(const std::shared_ptr<poolscope::HostClient>& client);
    /// The scenario of a run is to be put into the form, and run if `isRun`.
    void scenarioWanted(const QString& path, bool isRun);
    void compareWanted(const QStringList& runFolders);
    void pageWanted();
    void noticed(const poolscope::ui::Notice& notice);

private:
    void open(const QString& folder);
    void useScenario(const QString& folder, bool isRun);
    void offer(const QStringList& folders);
    void showAttachDialog();
    void followSession();

    QWidget* m_window;
    Session& m_session;
    HostBoard* m_board;
    QPointer<AttachDialog> m_dialog;
    RunShelf* m_shelf;
    RunKeeper* m_keeper;
    RunsPage* m_page;
};

}  // namespace poolscope::ui
