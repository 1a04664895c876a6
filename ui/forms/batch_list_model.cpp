// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/batch_list_model.h"

#include <algorithm>

#include "forms/explained_delegate.h"

namespace poolscope::ui {

BatchListModel::BatchListModel(QObject* parent) : QAbstractListModel(parent) {}

int BatchListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant BatchListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const QString line = batchLine(row.reading.spec);
    const QString explanation =
        row.reading.isGood() ? batchSummary(row.reading.spec, row.items, m_pool)
                             : QStringLiteral("\u26a0 ") + row.reading.problems.front().message;
    switch (role) {
    case Qt::DisplayRole: return line;
    case Qt::ToolTipRole: return QString(line + u'\n' + explanation);
    case Qt::AccessibleTextRole: return QString(line + QStringLiteral(". ") + explanation);
    case kExplanationRole: return explanation;
    default: return {};
    }
}

BatchListModel::Row BatchListModel::read(const BatchDraft& draft) const {
    Row row{draft, readDraft(draft, m_knownFunctions.empty() ? nullptr : &m_knownFunctions), {}};
    row.items = itemCount(row.reading.spec.iterable);
    return row;
}

void BatchListModel::setBatches(const std::vector<BatchSpec>& batches) {
    beginResetModel();
    m_rows.clear();
    for (const BatchSpec& batch : batches) m_rows.push_back(read(draftOf(batch)));
    endResetModel();
}

std::vector<BatchSpec> BatchListModel::batches() const {
    std::vector<BatchSpec> batches;
    for (const Row& row : m_rows) batches.push_back(row.reading.spec);
    return batches;
}

const BatchDraft& BatchListModel::draft(int row) const {
    return m_rows.at(static_cast<std::size_t>(row)).draft;
}

void BatchListModel::setDraft(int row, const BatchDraft& draft) {
    Row& entry = m_rows.at(static_cast<std::size_t>(row));
    if (entry.draft == draft) return;
    entry = read(draft);
    emit dataChanged(index(row), index(row));
}

void BatchListModel::insert(int row, const BatchDraft& draft) {
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, read(draft));
    endInsertRows();
}

void BatchListModel::remove(int row) {
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void BatchListModel::move(int row, int to) {
    if (row == to) return;
    // Qt counts the destination before the row is taken out.
    beginMoveRows({}, row, row, {}, to > row ? to + 1 : to);
    const auto from = m_rows.begin() + row;
    if (to > row) std::rotate(from, from + 1, m_rows.begin() + to + 1);
    else std::rotate(m_rows.begin() + to, from, from + 1);
    endMoveRows();
}

void BatchListModel::setKnownFunctions(std::vector<std::string> names) {
    m_knownFunctions = std::move(names);
    if (m_rows.empty()) return;
    for (Row& row : m_rows) row = read(row.draft);
    emit dataChanged(index(0), index(rowCount() - 1));
}

void BatchListModel::setPool(const PoolFacts& pool) {
    m_pool = pool;
    if (!m_rows.empty()) emit dataChanged(index(0), index(rowCount() - 1), {kExplanationRole, Qt::ToolTipRole});
}

bool BatchListModel::isValid() const {
    return std::all_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.reading.isGood(); });
}

}  // namespace poolscope::ui
