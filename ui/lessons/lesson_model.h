// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractListModel>

#include "lessons/lesson_progress.h"
#include "lessons/lesson_shelf.h"

namespace poolscope::ui {

/// The demos, one a row.
class LessonModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { Path = Qt::UserRole, Level, Status, IsDone, Problem, Summary };

    explicit LessonModel(const Places& places, QObject* parent = nullptr);

    /// Reads the folders anew.
    void reload();
    /// What was learnt has changed.
    void refresh();
    void forgetProgress();
    void setDone(const QString& path, std::optional<double> score);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] const ShelvedLesson& at(int row) const { return m_lessons[static_cast<std::size_t>(row)]; }
    /// -1: it is not among them.
    [[nodiscard]] int find(const QString& path) const;
    /// The first that is not done; the first of all when all are. -1: there is none.
    [[nodiscard]] int nextToDo() const;

private:
    struct Done {
        bool isDone = false;
        std::optional<double> score;
    };
    void readProgress();
    LessonProgress m_progress;
    std::vector<ShelvedLesson> m_lessons;
    std::vector<Done> m_done;
};

}  // namespace poolscope::ui
