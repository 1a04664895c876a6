// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/host_board.h"

#include <QFile>

#include <poolscope/host_client.h>

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kPatience = 5s;
}  // namespace

HostBoard::HostBoard(const QString& runsFolder, QObject* parent)
    : QObject(parent), m_lister(std::make_unique<HostLister>(QFile::encodeName(runsFolder).toStdString())) {
    m_worker.moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("host board"));
}

HostBoard::~HostBoard() {
    m_thread.quit();
    m_thread.wait();
}

void HostBoard::look() {
    if (std::exchange(m_isLooking, true)) return;
    if (!m_thread.isRunning()) m_thread.start();
    QMetaObject::invokeMethod(
        &m_worker,
        [this] {
            std::vector<HostInfo> hosts = m_lister->look();
            QMetaObject::invokeMethod(
                this,
                [this, hosts = std::move(hosts)] {
                    m_isLooking = false;
                    emit listed(hosts);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void HostBoard::reach(const QString& runFolder) {
    if (!m_thread.isRunning()) m_thread.start();
    QMetaObject::invokeMethod(
        &m_worker,
        [this, runFolder] {
            std::shared_ptr<HostClient> client;
            QString why;
            try {
                client = std::make_shared<HostClient>(HostClient::attach(QFile::encodeName(runFolder).toStdString(), kPatience));
            } catch (const std::exception& error) {
                why = QString::fromUtf8(error.what());
            }
            QMetaObject::invokeMethod(
                this,
                [this, runFolder, client, why] {
                    if (client) emit reached(client);
                    else emit missed(runFolder, why);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

}  // namespace poolscope::ui
