// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/host_list_model.h"

#include <algorithm>

#include <QDateTime>
#include <QFile>
#include <QLocale>

#include "format/appearance.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "models/roles.h"

namespace poolscope::ui {

namespace {

/// A phase as a host names it, in the user's language; what is not known is shown as it came.
QString phaseText(const std::string& phase) {
    using trace::PoolPhase;
    const std::pair<const char*, PoolPhase> known[] = {{"running", PoolPhase::Running},
                                                       {"closing", PoolPhase::Closing},
                                                       {"terminating", PoolPhase::Terminating},
                                                       {"broken", PoolPhase::Broken},
                                                       {"ended", PoolPhase::Ended}};
    if (phase == "new") return HostListModel::tr("new");
    for (const auto& [name, value] : known)
        if (phase == name) return phaseName(value);
    return QString::fromStdString(phase);
}

}  // namespace

void HostListModel::setHosts(const std::vector<HostInfo>& hosts) {
    // From below, so that the rows above keep their numbers.
    for (int row = rowCount() - 1; row >= 0; --row) {
        const std::string& folder = m_hosts[static_cast<std::size_t>(row)].run_folder;
        if (std::any_of(hosts.begin(), hosts.end(), [&](const HostInfo& host) { return host.run_folder == folder; })) continue;
        beginRemoveRows({}, row, row);
        m_hosts.erase(m_hosts.begin() + row);
        endRemoveRows();
    }
    for (const HostInfo& host : hosts) {
        const auto found = std::find_if(m_hosts.begin(), m_hosts.end(), [&](const HostInfo& here) { return here.run_folder == host.run_folder; });
        if (found == m_hosts.end()) {
            const int row = rowCount();
            beginInsertRows({}, row, row);
            m_hosts.push_back(host);
            endInsertRows();
            continue;
        }
        *found = host;
        const int row = static_cast<int>(found - m_hosts.begin());
        emit dataChanged(index(row, 0), index(row, kColumns - 1));
    }
}

int HostListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_hosts.size());
}

int HostListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString HostListModel::text(const HostInfo& host, int column) {
    const bool hasPool = host.processes > 0;
    switch (column) {
    case Program: return QString::fromStdString(host.program);
    case Pid: return QString::number(host.pid);
    case Title: return QString::fromStdString(host.title);
    case Processes: return hasPool ? countText(host.processes) : QString();
    case Start: return QString::fromStdString(host.start_method);
    case Since:
        if (host.started_ns == 0) return {};
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(host.started_ns / 1'000'000), QStringLiteral("d MMM HH:mm:ss"));
    case Tasks: return hasPool ? countText(host.tasks_done) : QString();
    case State: return host.control ? phaseText(host.phase) : tr("does not answer");
    case Owner: return QString::fromStdString(host.user);
    case Rights:
        if (!host.control) return {};
        return *host.control == Control::Allowed ? tr("control allowed") : tr("read-only");
    default: return {};
    }
}

QVariant HostListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.model() != this || index.row() >= rowCount() || index.column() >= kColumns) return {};
    const HostInfo& host = m_hosts[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(host, column);
    case FolderRole: return QFile::decodeName(QByteArray::fromStdString(host.run_folder));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column == Pid || column == Processes || column == Tasks ? Qt::AlignRight | Qt::AlignVCenter
                                                                                           : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(headerData(column, Qt::Horizontal).toString(), text(host, column));
    case Qt::ToolTipRole:
        return host.problem.empty() ? data(index, FolderRole) : QVariant(QString::fromStdString(host.problem));
    case InkRole: return column == State && !host.control ? QVariant(static_cast<int>(Ink::Caution)) : QVariant();
    default: return {};
    }
}

QVariant HostListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == Pid || section == Processes || section == Tasks ? Qt::AlignRight | Qt::AlignVCenter
                                                                                              : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Program: return tr("Program");
    case Pid: return tr("Process");
    case Title: return tr("What it runs");
    case Processes: return tr("Processes");
    case Start: return tr("Start");
    case Since: return tr("Since");
    case Tasks: return tr("Tasks done");
    case State: return tr("State");
    case Owner: return tr("Owner");
    case Rights: return tr("You may");
    default: return {};
    }
}

}  // namespace poolscope::ui
