// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/lesson_shelf.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <nlohmann/json.hpp>

#include <poolscope/catalogue.h>
#include <poolscope/function.h>

#include "session/places.h"

namespace poolscope::ui {

namespace {

/// The pictures of the demos that come along, by the names of their files: made of real runs by resources/demos/pictures/make.
Json readPictures(const QString& folder) {
    QFile file(folder + QStringLiteral("/pictures/runs.json"));
    if (!file.open(QIODevice::ReadOnly)) return Json::object();
    const QByteArray bytes = file.readAll();
    Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    return json.is_object() ? json : Json::object();
}

ShelvedLesson read(const QString& path, const std::vector<std::string>* functions) {
    ShelvedLesson shelved;
    shelved.path = path;
    try {
        shelved.lesson = load_lesson(path.toStdString(), functions);
    } catch (const ScenarioError& error) {
        shelved.problem = QString::fromUtf8(error.what());
    }
    return shelved;
}

}  // namespace

QString demosFolder() {
    const QString scenarios = scenariosFolder();
    if (scenarios.isEmpty()) return {};
    const QFileInfo folder(QDir(scenarios).filePath(QStringLiteral("../demos")));
    return folder.isDir() ? folder.canonicalFilePath() : QString();
}

QString ownDemosFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/poolscope/demos");
}

ShelvedLesson readLesson(const QString& path) {
    // Not before one is opened: with a catalogue the form refuses what it does not know, also the functions of modules.
    register_catalogue();
    std::vector<std::string> functions;
    for (const Function* const function : Registry::of_process().all()) functions.push_back(function->name);
    return read(path, &functions);
}

std::vector<ShelvedLesson> shelvedLessons() {
    std::vector<ShelvedLesson> lessons;
    for (const QString& folder : {demosFolder(), ownDemosFolder()}) {
        if (folder.isEmpty() || !QDir(folder).exists()) continue;
        const Json pictures = readPictures(folder);
        for (const QFileInfo& file : QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files | QDir::Readable, QDir::Name)) {
            ShelvedLesson shelved = read(file.absoluteFilePath(), nullptr);
            const std::string name = file.completeBaseName().toStdString();
            if (pictures.contains(name)) shelved.sketch = sketch_from_json(pictures[name]).value_or(RunSketch());
            lessons.push_back(std::move(shelved));
        }
    }
    return lessons;
}

}  // namespace poolscope::ui
