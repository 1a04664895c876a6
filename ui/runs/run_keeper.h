// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <poolscope/run_store.h>

namespace poolscope::ui {

class RunShelf;
class Session;

/// Follows which run the window shows, so that the store keeps it as long as it is looked at, and knows how it ended.
class RunKeeper : public QObject {
    Q_OBJECT

public:
    /// Borrows both.
    RunKeeper(const Session& session, RunShelf& shelf, QObject* parent = nullptr);

    /// The folder of the run that is shown; empty: none, or one that is no run folder.
    [[nodiscard]] const QString& folder() const { return m_folder; }
    /// The window closes on purpose: a run that it ends is not offered as one that was cut short.
    void leave();
    /// Lets go of the run that is shown, so that it can be deleted; it stays readable.
    void letGo();
    /// These were deleted and taken back: the one that is shown is in use again.
    void holdAgain(const QStringList& folders);

private:
    void follow();

    const Session& m_session;
    RunShelf& m_shelf;
    QString m_folder;
    RunInUse m_inUse;
    bool m_hadHost = false;
};

}  // namespace poolscope::ui
