// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/lesson_progress.h"

#include <algorithm>

#include <QFileInfo>
#include <QUrl>

#include "lessons/lesson_shelf.h"

namespace poolscope::ui {

namespace {
/// Those that come along keep their names wherever the program is; a copy of one that a teacher has changed is another demo.
QString keyOf(const QString& path, const char* what) {
    const QFileInfo file(path);
    const bool comesAlong = file.canonicalPath() == demosFolder() && !demosFolder().isEmpty();
    const QString name = comesAlong ? file.completeBaseName() : QString::fromLatin1(QUrl::toPercentEncoding(file.absoluteFilePath()));
    return QStringLiteral("lessons/%1/%2").arg(name, QLatin1String(what));
}
}  // namespace

bool LessonProgress::isDone(const QString& path) const {
    return m_places.openSettings()->value(keyOf(path, "done"), false).toBool();
}

std::optional<double> LessonProgress::bestScore(const QString& path) const {
    bool isNumber = false;
    const double score = m_places.openSettings()->value(keyOf(path, "score")).toDouble(&isNumber);
    return isNumber ? std::optional(std::clamp(score, 0.0, 1.0)) : std::nullopt;
}

void LessonProgress::setDone(const QString& path, std::optional<double> score) {
    const auto settings = m_places.openSettings();
    settings->setValue(keyOf(path, "done"), true);
    if (score && *score >= bestScore(path).value_or(0)) settings->setValue(keyOf(path, "score"), *score);
}

void LessonProgress::forgetAll() {
    const auto settings = m_places.openSettings();
    settings->beginGroup(QStringLiteral("lessons"));
    // Each demo has a group of its own; that somebody was welcomed stands beside them, and is no progress.
    for (const QString& demo : settings->childGroups()) settings->remove(demo);
}

}  // namespace poolscope::ui
