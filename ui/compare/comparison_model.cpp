// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_model.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QBrush>
#include <QDir>
#include <QFont>

#include "charts/chart_colors.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

QString orDash(std::optional<double> seconds) {
    return seconds ? secondsText(*seconds) : QStringLiteral("–");
}

std::optional<study::Measure> measureOf(int column) {
    switch (column) {
    case ComparisonModel::Wall: return study::Measure::Wall;
    case ComparisonModel::Work: return study::Measure::Work;
    case ComparisonModel::FirstResult: return study::Measure::FirstResult;
    case ComparisonModel::MedianTask: return study::Measure::MedianTask;
    default: return std::nullopt;
    }
}

}  // namespace

ComparisonModel::ComparisonModel(ComparisonSet& set, QObject* parent) : QAbstractTableModel(parent), m_set(set) {
    connect(&set, &ComparisonSet::changed, this, &ComparisonModel::follow);
    follow();
}

void ComparisonModel::follow() {
    const auto& entries = m_set.entries();
    // Runs only go one by one, or come at the end.
    for (std::size_t row = 0; row < m_ids.size();) {
        if (std::any_of(entries.begin(), entries.end(), [&](const ComparedEntry& e) { return e.id == m_ids[row]; })) {
            ++row;
            continue;
        }
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
        m_ids.erase(m_ids.begin() + static_cast<std::ptrdiff_t>(row));
        endRemoveRows();
    }
    const std::size_t before = m_ids.size();
    if (entries.size() > before) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(entries.size()) - 1);
        for (std::size_t row = before; row < entries.size(); ++row) m_ids.push_back(entries[row].id);
        endInsertRows();
    }
    if (before > 0) emit dataChanged(index(0, 0), index(static_cast<int>(before) - 1, ColumnCount - 1));
}

int ComparisonModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_ids.size()); }
int ComparisonModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

quint64 ComparisonModel::idAt(int row) const {
    return row >= 0 && row < static_cast<int>(m_ids.size()) ? m_ids[static_cast<std::size_t>(row)] : 0;
}

QVariant ComparisonModel::text(const ComparedEntry& entry, int column) const {
    if (column == Letter) return entry.id == m_set.baseline() ? QString(entry.letter) + QStringLiteral(" ★") : QString(entry.letter);
    if (column == Name) return entry.name;
    if (!entry.problem.isEmpty()) return column == Wall ? tr("cannot be read") : QString();
    if (!entry.run) return column == Wall ? tr("reading…") : QString();
    if (!entry.sameAs.isNull()) return column == Wall ? tr("the same run as %1").arg(entry.sameAs) : QString();
    if (const auto measure = measureOf(column)) return orDash(study::measured(*entry.run, *measure));
    switch (column) {
    case Tasks: return countText(entry.run->tasks);
    case NotDone: return countText(entry.run->items_not_done);
    case Workers: return countText(entry.run->workers_started);
    default: return {};
    }
}

QString ComparisonModel::toolTip(const ComparedEntry& entry) const {
    if (!entry.problem.isEmpty()) return entry.problem;
    QString text = QDir::toNativeSeparators(entry.path);
    if (entry.id == m_set.baseline()) text += QLatin1Char('\n') + tr("The baseline: the others are compared with it");
    if (!entry.sameAs.isNull()) text += QLatin1Char('\n') + tr("The same run as %1: it counts once").arg(entry.sameAs);
    if (entry.run && !entry.run->is_complete) text += QLatin1Char('\n') + tr("Not complete: its trace breaks off, or goes on");
    return text;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const {
    const ComparedEntry* const entry = index.isValid() ? m_set.entry(idAt(index.row())) : nullptr;
    if (!entry || index.column() >= ColumnCount) return {};
    switch (role) {
    case Qt::DisplayRole: return text(*entry, index.column());
    case Qt::EditRole: return index.column() == Name ? QVariant(entry->name) : QVariant();
    case Qt::CheckStateRole: return index.column() == Letter ? QVariant(entry->isShown ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole: return toolTip(*entry);
    case Qt::AccessibleTextRole:
        if (index.column() != Letter) return {};
        if (!entry->isShown) return tr("%1, not shown").arg(entry->letter);
        return entry->id == m_set.baseline() ? tr("%1, baseline").arg(entry->letter) : QString(entry->letter);
    case Qt::ForegroundRole:
        if (index.column() != Letter) return {};
        return QBrush(chartColor(entry->color).in(appearanceOf(QApplication::palette())));
    case Qt::FontRole: {
        if (index.column() != Letter) return {};
        QFont bold = QApplication::font();
        bold.setBold(true);
        return bold;
    }
    case Qt::TextAlignmentRole: return int(index.column() <= Name ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole) return int(section <= Name ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Letter: return tr("Shown");
    case Name: return tr("Run");
    case Wall: return tr("Whole run");
    case Work: return tr("Work");
    case FirstResult: return tr("First result");
    case MedianTask: return tr("Median task");
    case Tasks: return tr("Tasks");
    case NotDone: return tr("Not done");
    default: return tr("Workers");
    }
}

Qt::ItemFlags ComparisonModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == Letter) flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Name) flags |= Qt::ItemIsEditable;
    return flags;
}

bool ComparisonModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const quint64 id = index.isValid() ? idAt(index.row()) : 0;
    if (id == 0) return false;
    if (role == Qt::CheckStateRole && index.column() == Letter) {
        m_set.setShown(id, value.toInt() == Qt::Checked);
        return true;
    }
    if (role == Qt::EditRole && index.column() == Name) {
        m_set.rename(id, value.toString());
        return true;
    }
    return false;
}

DifferingModel::DifferingModel(ComparisonSet& set, QObject* parent) : QAbstractTableModel(parent), m_set(set) {
    connect(&set, &ComparisonSet::changed, this, &DifferingModel::follow);
    follow();
}

void DifferingModel::follow() {
    // Columns come and go with the runs: another table each time.
    beginResetModel();
    m_lines = study::differing_settings(m_set.runs());
    m_settings = m_lines.size();
    for (study::DifferingLine& line : study::differing_environment(m_set.runs())) m_lines.push_back(std::move(line));
    m_letters.clear();
    for (std::size_t run = 0; run < m_set.runs().size(); ++run) m_letters.push_back(m_set.entryOfRun(run).letter);
    endResetModel();
}

int DifferingModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }
int DifferingModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 1 + static_cast<int>(m_letters.size()); }

QVariant DifferingModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) return {};
    const study::DifferingLine& line = m_lines[static_cast<std::size_t>(index.row())];
    const bool isName = index.column() == 0;
    const bool isEnvironment = static_cast<std::size_t>(index.row()) >= m_settings;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
        if (isName) return isEnvironment ? tr("machine: %1").arg(QString::fromStdString(line.name)) : QString::fromStdString(line.name);
        const std::string& value = line.values[static_cast<std::size_t>(index.column()) - 1];
        return value.empty() ? QStringLiteral("–") : QString::fromStdString(value);
    }
    if (role == Qt::ForegroundRole && isEnvironment) return QBrush(ink(Ink::Caution, QApplication::palette()));
    return {};
}

QVariant DifferingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount()) return {};
    return section == 0 ? tr("What differs") : QString(m_letters[static_cast<std::size_t>(section) - 1]);
}

}  // namespace poolscope::ui
