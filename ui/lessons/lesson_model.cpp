// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/lesson_model.h"

#include <QFileInfo>

#include "format/quantity.h"

namespace poolscope::ui {

LessonModel::LessonModel(const Places& places, QObject* parent) : QAbstractListModel(parent), m_progress(places) {}

void LessonModel::reload() {
    beginResetModel();
    m_lessons = shelvedLessons();
    readProgress();
    endResetModel();
}

void LessonModel::readProgress() {
    m_done.clear();
    for (const ShelvedLesson& shelved : m_lessons) m_done.push_back({m_progress.isDone(shelved.path), m_progress.bestScore(shelved.path)});
}

void LessonModel::refresh() {
    readProgress();
    if (!m_lessons.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

void LessonModel::forgetProgress() {
    m_progress.forgetAll();
    refresh();
}

void LessonModel::setDone(const QString& path, std::optional<double> score) {
    m_progress.setDone(path, score);
    refresh();
}

int LessonModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lessons.size());
}

Qt::ItemFlags LessonModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

QVariant LessonModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ShelvedLesson& shelved = at(index.row());
    const Done& done = m_done[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: {
        if (!shelved.lesson) return QFileInfo(shelved.path).fileName();
        const QString title = QString::fromStdString(shelved.lesson->scenario.title);
        return shelved.lesson->number > 0 ? tr("%1. %2").arg(shelved.lesson->number).arg(title) : title;
    }
    case Qt::ToolTipRole: return shelved.lesson ? QString::fromStdString(shelved.lesson->scenario.description) : shelved.problem;
    case Qt::AccessibleTextRole:
        return QStringList{data(index, Qt::DisplayRole).toString(), data(index, Level).toString(), data(index, Status).toString()}.join(QStringLiteral(", "));
    case Path: return shelved.path;
    case Level: return shelved.lesson ? QString::fromStdString(shelved.lesson->level) : QString();
    case Summary: return shelved.lesson ? QString::fromStdString(shelved.lesson->scenario.description) : shelved.problem;
    case IsDone: return done.isDone;
    case Problem: return shelved.problem;
    case Status:
        if (!shelved.lesson) return tr("cannot be used");
        if (!done.isDone) return QString();
        return done.score ? tr("done, best %1").arg(percentText(*done.score)) : tr("done");
    default: return {};
    }
}

int LessonModel::find(const QString& path) const {
    for (int row = 0; row < rowCount(); ++row)
        if (QFileInfo(at(row).path) == QFileInfo(path)) return row;
    return -1;
}

int LessonModel::nextToDo() const {
    int first = -1;
    for (int row = 0; row < rowCount(); ++row) {
        if (!at(row).lesson) continue;
        if (first < 0) first = row;
        if (!m_done[static_cast<std::size_t>(row)].isDone) return row;
    }
    return first;
}

}  // namespace poolscope::ui
