// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>
#include <QThread>

#include <poolscope/host_list.h>

namespace poolscope {
class HostClient;
}

namespace poolscope::ui {

/// Looks for hosts on this machine, and connects to one. Both may have to wait for a program that is busy or stopped, so they are
/// done on a thread of their own.
class HostBoard : public QObject {
    Q_OBJECT

public:
    explicit HostBoard(const QString& runsFolder, QObject* parent = nullptr);
    ~HostBoard() override;

    /// listed() tells what was found. A look that was asked for and has not ended is not asked for again.
    void look();
    /// reached() or missed() tells what came of it.
    void reach(const QString& runFolder);

signals:
    void listed(const std::vector<poolscope::HostInfo>& hosts);
    void reached(const std::shared_ptr<poolscope::HostClient>& client);
    void missed(const QString& runFolder, const QString& why);

private:
    bool m_isLooking = false;
    std::unique_ptr<HostLister> m_lister;  ///< the thread's
    QObject m_worker;
    QThread m_thread;
};

}  // namespace poolscope::ui
