// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_list_model.h"

#include <algorithm>
#include <utility>

#include <QFile>

#include "format/quantity.h"
#include "models/roles.h"
#include "runs/run_words.h"

namespace poolscope::ui {

namespace {

struct About {
    QString title, meaning;
    bool isNumber;
    int width;
};

About about(int column) {
    const auto tr = [](const char* text) { return RunListModel::tr(text); };
    switch (column) {
    case RunListModel::When: return {tr("When"), tr("When the run began"), false, 132};
    case RunListModel::Name: return {tr("Name"), tr("The name that you gave it (F2), else the scenario's title"), false, 140};
    case RunListModel::Mark: return {tr("Kept"), tr("Pinned runs are never removed to make room; the baseline is what others are compared with"), false, 70};
    case RunListModel::Configuration: return {tr("Configuration"), tr("The pool, and what was called"), false, 250};
    case RunListModel::State: return {tr("State"), tr("How the run stands or ended"), false, 96};
    case RunListModel::Wall: return {tr("Time"), tr("From the start of the run to its end"), true, 86};
    case RunListModel::Against: return {tr("Against baseline"), tr("Runs of the same work later than the baseline: better or worse, as far as it is certain (95 %). Repetitions make it so"), false, 210};
    case RunListModel::Items: return {tr("Items"), tr("Items that were submitted"), true, 58};
    case RunListModel::Bad: return {tr("Not done"), tr("Items that failed, were lost, timed out or were cancelled"), true, 76};
    case RunListModel::Rate: return {tr("Tasks/s"), tr("Tasks (chunks) that ended in a second, while there were batches"), true, 60};
    case RunListModel::Utilisation: return {tr("Used"), tr("Time that workers ran tasks, of the time that they were there"), true, 52};
    case RunListModel::Size: return {tr("Size"), tr("Of the run on the disk"), true, 76};
    case RunListModel::Note: return {tr("Note"), tr("Its tags, the first line of your note, and which sweep it belongs to"), false, 160};
    default: return {};
    }
}

std::uint64_t notDone(const RunDigest& digest) {
    return digest.failed + digest.lost + digest.timed_out + digest.cancelled;
}

bool isSame(const StoredRun& a, const StoredRun& b) {
    return a.notes == b.notes && a.origin == b.origin && a.environment == b.environment && a.digest == b.digest && a.is_stale == b.is_stale &&
           a.size_bytes == b.size_bytes && a.changed_ns == b.changed_ns && a.is_live == b.is_live && a.is_open == b.is_open &&
           a.problem == b.problem;
}

}  // namespace

QString folderOf(const StoredRun& run) {
    return QFile::decodeName(QByteArray::fromStdString(run.folder));
}

int RunListModel::width(int column) {
    return about(column).width;
}

void RunListModel::setRuns(std::vector<StoredRun> runs) {
    // Marks belong to places in the list: when runs come, go or move they are made again, and nobody is to see them on the wrong run meanwhile.
    const bool isSameOrder = runs.size() == m_runs.size() &&
                             std::equal(runs.begin(), runs.end(), m_runs.begin(), [](const StoredRun& a, const StoredRun& b) { return a.folder == b.folder; });
    if (!isSameOrder) {
        m_marks.clear();
        m_marked.clear();
    }
    const auto in = [](const std::vector<StoredRun>& list, const std::string& folder) {
        return std::find_if(list.begin(), list.end(), [&](const StoredRun& run) { return run.folder == folder; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto at = m_runs.begin() + row;
        if (in(runs, at->folder) != runs.end()) continue;
        beginRemoveRows({}, row, row);
        m_runs.erase(at);
        endRemoveRows();
    }
    for (std::size_t place = 0; place < runs.size(); ++place) {
        const int row = static_cast<int>(place);
        const auto found = in(m_runs, runs[place].folder);
        if (found == m_runs.end()) {
            beginInsertRows({}, row, row);
            m_runs.insert(m_runs.begin() + row, std::move(runs[place]));
            endInsertRows();
            continue;
        }
        const int from = static_cast<int>(found - m_runs.begin());
        if (from != row) {  // never upwards: what stands before `row` is in its place already
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_runs.begin() + row, m_runs.begin() + from, m_runs.begin() + from + 1);
            endMoveRows();
        }
        StoredRun& here = m_runs[place];
        if (isSame(here, runs[place])) continue;
        here = std::move(runs[place]);
        emit dataChanged(index(row, 0), index(row, kColumns - 1));
    }
    markRuns();
}

void RunListModel::markRuns() {
    std::vector<std::string> parts;
    for (const StoredRun& run : m_runs) {
        parts.push_back(run.folder + (run.notes.baseline ? " b " : " ") + (run.is_live ? "l " : " "));
        if (run.digest)
            parts.back() += run.digest->work_key + run.digest->settings_key + std::to_string(run.digest->wall_ns) + " " + std::to_string(run.digest->done) +
                            to_string(run.digest->ending);
    }
    if (parts == m_marked) return;
    m_marked = std::move(parts);
    m_marks = study::marks_against_baseline(m_runs);
    const bool isAny = std::any_of(m_marks.begin(), m_marks.end(), [](const auto& mark) { return mark.has_value(); });
    if (std::exchange(m_hasMarks, isAny) || isAny) emit dataChanged(index(0, Against), index(rowCount() - 1, Against));
}

const study::BaselineMark* RunListModel::markOf(const StoredRun& run) const {
    const auto place = static_cast<std::size_t>(&run - m_runs.data());
    return place < m_marks.size() && m_marks[place] ? &*m_marks[place] : nullptr;
}

std::optional<study::BaselineMark> RunListModel::mark(const QString& folder) const {
    const StoredRun* const run = find(folder);
    const study::BaselineMark* const mark = run ? markOf(*run) : nullptr;
    return mark ? std::optional(*mark) : std::nullopt;
}

const StoredRun* RunListModel::find(const QString& folder) const {
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const StoredRun& run) { return folderOf(run) == folder; });
    return found == m_runs.end() ? nullptr : &*found;
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString RunListModel::text(const StoredRun& run, int column) const {
    const RunDigest* const digest = run.digest ? &*run.digest : nullptr;
    switch (column) {
    case When: return runWhen(run);
    case Name: return runName(run);
    case Mark: return runMark(run);
    case Configuration: return runConfiguration(run);
    case State: return runState(run);
    case Wall: return digest ? durationText(digest->wall_ns) : QString();
    case Against: return baselineText(markOf(run));
    case Items: return digest ? countText(digest->items) : QString();
    case Bad: return digest && notDone(*digest) ? countText(notDone(*digest)) : QString();
    case Rate: return digest && digest->tasks_per_second ? shortCountText(*digest->tasks_per_second) : QString();
    case Utilisation: return digest && digest->utilisation ? percentText(*digest->utilisation) : QString();
    case Size: return bytesText(run.size_bytes);
    case Note: {
        QStringList words;
        for (const std::string& tag : run.notes.tags)
            words << QStringLiteral("#") + QString::fromStdString(tag);
        const QString line = QString::fromStdString(run.notes.note).section(QLatin1Char('\n'), 0, 0);
        if (!line.isEmpty()) words << line;
        if (const QString origin = runOrigin(run); !origin.isEmpty()) words << origin;
        return words.join(QLatin1Char(' '));
    }
    default: return {};
    }
}

QVariant RunListModel::sortKey(const StoredRun& run, int column) const {
    const RunDigest* const digest = run.digest ? &*run.digest : nullptr;
    switch (column) {
    case When: return static_cast<qlonglong>(run.began_ns());
    case Wall: return digest ? static_cast<qlonglong>(digest->wall_ns) : -1;
    case Against: {
        const study::BaselineMark* const mark = markOf(run);
        return !mark || mark->did_other ? 1e9 : mark->comparison.ratio.ratio;
    }
    case Items: return digest ? static_cast<qulonglong>(digest->items) : 0;
    case Bad: return digest ? static_cast<qulonglong>(notDone(*digest)) : 0;
    case Rate: return digest ? digest->tasks_per_second.value_or(-1) : -1;
    case Utilisation: return digest ? digest->utilisation.value_or(-1) : -1;
    case Size: return static_cast<qulonglong>(run.size_bytes);
    default: return text(run, column);
    }
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.model() != this || index.row() >= rowCount() || index.column() >= kColumns) return {};
    const StoredRun& run = m_runs[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(run, column);
    case Qt::EditRole: return column == Name ? QVariant(runName(run)) : QVariant(text(run, column));
    case SortRole: return sortKey(run, column);
    case FolderRole: return folderOf(run);
    case TextRole: {
        QStringList all;
        for (int each = 0; each < kColumns; ++each)
            all << text(run, each);
        return (all << QString::fromStdString(run.notes.note) << folderOf(run)).join(QLatin1Char('\n'));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(about(column).isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(about(column).title, text(run, column));
    case Qt::ToolTipRole:
        if (column == Note && !run.notes.note.empty()) return QString::fromStdString(run.notes.note).left(2000);
        if (column == When) return folderOf(run);
        if (column == Against) return baselineSentence(markOf(run));
        if (column == State && run.digest && !run.digest->ending_message.empty())
            return QString::fromStdString(run.digest->ending_message);
        if (column == Name && !run.problem.empty()) return QString::fromStdString(run.problem);
        return column == Configuration || column == Name ? QVariant(text(run, column)) : QVariant();
    case InkRole:
        if (column == State) return static_cast<int>(runStateInk(run));
        if (column == Bad) return static_cast<int>(Ink::Bad);
        if (column == Against) return static_cast<int>(baselineInk(markOf(run)));
        return column == Note || column == Mark ? QVariant(static_cast<int>(Ink::Muted)) : QVariant();
    default: return {};
    }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumns) return {};
    switch (role) {
    case Qt::DisplayRole: return about(section).title;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: return about(section).meaning;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(about(section).isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || index.column() != Name || index.row() >= rowCount()) return false;
    const StoredRun& run = m_runs[static_cast<std::size_t>(index.row())];
    if (value.toString() != runName(run)) emit renameWanted(folderOf(run), value.toString());
    return false;  // it is shown when the store has it
}

}  // namespace poolscope::ui
