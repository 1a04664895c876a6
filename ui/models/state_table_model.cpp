// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state_table_model.h"

#include <algorithm>
#include <limits>

#include "models/roles.h"

namespace poolscope::ui {

StateTableModel::StateTableModel(const PoolState& state, std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent), m_present(state), m_columns(std::move(columns)) {}

int StateTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int StateTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant StateTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.model() != this || index.row() >= m_rows || index.column() >= columnCount())
        return {};
    const Column& about = column(index.column());
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(about.kind == Column::Kind::Number ? Qt::AlignRight | Qt::AlignVCenter
                                                                      : Qt::AlignLeft | Qt::AlignVCenter);
    case MonospaceRole: return about.kind == Column::Kind::Value;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(about.title, cell(index.row(), index.column(), Qt::DisplayRole).toString());
    default: return cell(index.row(), index.column(), role);
    }
}

QVariant StateTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const Column& about = column(section);
    switch (role) {
    case Qt::DisplayRole: return about.title;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: return about.meaning;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(about.kind == Column::Kind::Number ? Qt::AlignRight | Qt::AlignVCenter
                                                                      : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

bool StateTableModel::setHeaderData(int section, Qt::Orientation orientation, const QVariant& value, int role) {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return false;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return false;
    Column& about = m_columns.at(static_cast<std::size_t>(section));
    (role == Qt::DisplayRole ? about.title : about.meaning) = value.toString();
    emit headerDataChanged(orientation, section, section);
    return true;
}

void StateTableModel::reset(std::size_t rows) {
    beginResetModel();
    m_rows = static_cast<int>(std::min<std::size_t>(rows, std::numeric_limits<int>::max()));
    endResetModel();
}

void StateTableModel::removeAll() {
    if (m_rows == 0) return;
    beginRemoveRows({}, 0, m_rows - 1);
    m_rows = 0;
    endRemoveRows();
}

void StateTableModel::lookAt(const RunMoment& moment) {
    m_moment = &moment;
    showMoment();
}

void StateTableModel::changeTo(std::size_t rows) {
    const int wanted = static_cast<int>(std::min<std::size_t>(rows, std::numeric_limits<int>::max()));
    if (wanted < m_rows) {
        beginRemoveRows({}, wanted, m_rows - 1);
        m_rows = wanted;
        endRemoveRows();
    }
    if (m_rows > 0) emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
    growTo(rows);
}

void StateTableModel::growTo(std::size_t rows) {
    const int wanted = static_cast<int>(std::min<std::size_t>(rows, std::numeric_limits<int>::max()));
    if (wanted <= m_rows) return;
    beginInsertRows({}, m_rows, wanted - 1);
    m_rows = wanted;
    endInsertRows();
}

void StateTableModel::tellChanged(const std::vector<std::uint32_t>& rows, int firstColumn, int lastColumn) {
    if (lastColumn < 0) lastColumn = columnCount() - 1;
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        const int first = static_cast<int>(rows[begin]);
        const int last = std::min(static_cast<int>(rows[end - 1]), m_rows - 1);
        if (first <= last) emit dataChanged(index(first, firstColumn), index(last, lastColumn));
        begin = end;
    }
}

}  // namespace poolscope::ui
