// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "session/places.h"

namespace poolscope::ui {

/// What a learner has done, kept in the window's settings by the names of the demos' files, those of one's own by their whole paths.
class LessonProgress {
public:
    explicit LessonProgress(const Places& places) : m_places(places) {}

    [[nodiscard]] bool isDone(const QString& path) const;
    /// The best of all times; empty: none was scored.
    [[nodiscard]] std::optional<double> bestScore(const QString& path) const;
    void setDone(const QString& path, std::optional<double> score);
    void forgetAll();

private:
    Places m_places;
};

}  // namespace poolscope::ui
