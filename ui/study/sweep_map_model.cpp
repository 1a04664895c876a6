// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_map_model.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

#include <nlohmann/json.hpp>

#include "format/quantity.h"
#include "study/sweep_words.h"

namespace poolscope::ui {

SweepMapModel::SweepMapModel(QObject* parent) : QAbstractTableModel(parent) {}
SweepMapModel::~SweepMapModel() = default;

void SweepMapModel::clear() {
    if (!m_spec) return;
    beginResetModel();
    m_spec.reset();
    m_outcome = {};
    endResetModel();
}

void SweepMapModel::setOutcome(const study::SweepSpec& spec, const SweepOutcome& outcome) {
    if (spec.axes.size() != 2) return clear();
    const auto isSame = [&] {
        for (std::size_t axis = 0; axis < 2; ++axis)
            if (m_spec->axes[axis].parameter != spec.axes[axis].parameter || m_spec->axes[axis].values != spec.axes[axis].values) return false;
        return true;
    };
    // The cell that is chosen stays so while runs come in.
    const bool isAnother = !m_spec || !isSame();
    if (isAnother) beginResetModel();
    m_spec = spec;
    m_outcome = outcome;
    m_least = m_most = 0;
    for (const SweepConfiguration& each : outcome.configurations) {
        if (!each.median) continue;
        m_least = m_least > 0 ? std::min(m_least, *each.median) : *each.median;
        m_most = std::max(m_most, *each.median);
    }
    if (isAnother) endResetModel();
    else emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

std::size_t SweepMapModel::configurationAt(const QModelIndex& index) const {
    return static_cast<std::size_t>(index.row()) * static_cast<std::size_t>(columnCount()) + static_cast<std::size_t>(index.column());
}

QModelIndex SweepMapModel::indexOf(std::size_t configuration) const {
    if (!m_spec || configuration >= m_outcome.configurations.size()) return {};
    const auto columns = static_cast<std::size_t>(columnCount());
    return index(static_cast<int>(configuration / columns), static_cast<int>(configuration % columns));
}

int SweepMapModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_spec ? 0 : static_cast<int>(m_spec->axes[0].values.size());
}
int SweepMapModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_spec ? 0 : static_cast<int>(m_spec->axes[1].values.size());
}

QVariant SweepMapModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.model() != this || !m_spec) return {};
    const SweepConfiguration& each = m_outcome.configurations[configurationAt(index)];
    switch (role) {
    case Qt::DisplayRole: return each.median ? secondsText(*each.median) : each.failed > 0 ? tr("failed") : QStringLiteral("–");
    case DetailRole:
        if (!each.median) return {};
        if (m_outcome.fastestLike(each) == &each) return tr("fastest");
        return tr("%1 times").arg(QLocale().toString(*each.median / m_least, 'g', 3));
    case HeatRole:
        if (!each.median) return {};
        return m_most > m_least ? std::log(*each.median / m_least) / std::log(m_most / m_least) : 0.0;
    case BestRole: return each.median && m_outcome.fastestLike(each) == &each;
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::AlignCenter);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return configurationText(*m_spec, m_outcome, each);
    default: return {};
    }
}

QVariant SweepMapModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (!m_spec || section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount())) return {};
    const study::SweepAxis& axis = m_spec->axes[orientation == Qt::Horizontal ? 1 : 0];
    if (role == Qt::DisplayRole) return valueText(axis.parameter, axis.values[static_cast<std::size_t>(section)]);
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return tr("%1 %2").arg(parameterName(axis.parameter), valueText(axis.parameter, axis.values[static_cast<std::size_t>(section)]));
    return {};
}

}  // namespace poolscope::ui
