// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include <poolscope/lesson.h>
#include <poolscope/run_sketch.h>

namespace poolscope::ui {

/// A demo's file as the gallery shows it.
struct ShelvedLesson {
    QString path;
    std::optional<Lesson> lesson;
    QString problem;   ///< why there is none, with its place
    RunSketch sketch;  ///< of a real run; empty: there is none
};

/// The folder of the demos that come with the program; empty when it is not found.
[[nodiscard]] QString demosFolder();
/// Where a teacher's own demos are looked for: poolscope/demos in the XDG data folder. It need not exist.
[[nodiscard]] QString ownDemosFolder();
/// Those that come along, in the order of their names, then a teacher's own.
[[nodiscard]] std::vector<ShelvedLesson> shelvedLessons();
/// To be opened: a variant that its host would refuse is a problem too.
[[nodiscard]] ShelvedLesson readLesson(const QString& path);

}  // namespace poolscope::ui
