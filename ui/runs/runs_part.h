// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>
#include <QStringList>

#include "session/places.h"
#include "session/reply.h"

class QSettings;
class QWidget;

namespace poolscope::ui {

class RunKeeper;
class RunShelf;
class RunsPage;
class Session;

/// All that a window has to do with runs that are kept: the store, the page that lists it, and what it has to tell.
class RunsPart : public QObject {
    Q_OBJECT

public:
    /// Borrows the session. `window` is the parent of what is shown.
    RunsPart(const Places& places, const Session& session, QWidget* window);

    [[nodiscard]] RunsPage& page() { return *m_page; }
    [[nodiscard]] RunShelf& shelf() { return *m_shelf; }
    /// Once, when the window is there: looks at the store for the first time, and tells what was cut short.
    void begin();
    /// The window closes.
    void leave();
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

signals:
    void traceWanted(const QString& path);
    void attachWanted(const QString& runFolder);
    /// The scenario of a run is to be put into the form, and run if `isRun`.
    void scenarioWanted(const QString& path, bool isRun);
    void compareWanted(const QStringList& runFolders);
    void pageWanted();
    void noticed(const poolscope::ui::Notice& notice);

private:
    void open(const QString& folder);
    void useScenario(const QString& folder, bool isRun);
    void offer(const QStringList& folders);
    void askForLimits();

    QWidget* m_window;
    RunShelf* m_shelf;
    RunKeeper* m_keeper;
    RunsPage* m_page;
};

}  // namespace poolscope::ui
