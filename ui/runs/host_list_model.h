// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include <poolscope/host_list.h>

namespace poolscope::ui {

/// Hosts that run now, one row each.
class HostListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Program, Pid, Title, Processes, Start, Since, Tasks, State, Owner, Rights, kColumns };
    enum Role { FolderRole = Qt::UserRole + 100 };

    using QAbstractTableModel::QAbstractTableModel;

    void setHosts(const std::vector<HostInfo>& hosts);
    [[nodiscard]] const std::vector<HostInfo>& hosts() const { return m_hosts; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QString text(const HostInfo& host, int column);

    std::vector<HostInfo> m_hosts;
};

}  // namespace poolscope::ui
