// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include "views/file_export.h"

namespace poolscope::ui {

namespace {

constexpr qint64 kHead = 64 * 1024;

/// "07-primes" is found by "primes", too, as on the command line.
std::optional<Scenario> shelved(const QString& folder, const QString& name) {
    static const QRegularExpression numbered(QStringLiteral("^\\d+-"));
    for (const QFileInfo& file : QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QString stem = file.completeBaseName();
        if (stem == name || stem.remove(numbered) == name) return load_scenario(file.filePath().toStdString());
    }
    return {};
}

}  // namespace

bool isSweepFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray head = file.read(kHead);
    if (!head.trimmed().startsWith('{')) return false;
    static const QRegularExpression key(QStringLiteral("\"poolscope_sweep\"\\s*:"));
    return key.match(QString::fromUtf8(head)).hasMatch();
}

study::SweepSpec readSweepFile(const QString& path, const QString& scenarios) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) throw ScenarioError({{path.toStdString(), file.errorString().toStdString()}});
    const auto find = [&scenarios](const std::string& name) { return shelved(scenarios, QString::fromStdString(name)); };
    return study::parse_sweep(file.readAll().toStdString(), QFileInfo(path).absolutePath().toStdString(), find);
}

QString writeSweepFile(const study::SweepSpec& spec, const QString& path) {
    const QByteArray text = QByteArray::fromStdString(study::to_json(spec).dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
    return writeWhole(text, path);
}

}  // namespace poolscope::ui
