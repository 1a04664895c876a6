// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_export.h"

#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <poolscope/csv_field.h>

#include "compare/comparison_words.h"

namespace poolscope::ui {

namespace {

QByteArray cell(const QString& text) {
    return QByteArray::fromStdString(csv_field(text.toStdString()));
}

// A file for other programs: the same in every language.
QString number(std::optional<double> value) {
    return value ? QString::number(*value, 'g', 9) : QString();
}

QStringList settingNames(const ComparisonSet& set) {
    QStringList names;
    for (const study::ComparedRun& run : set.runs())
        for (const study::Setting& setting : run.settings)
            if (const QString name = QString::fromStdString(setting.name); !names.contains(name)) names += name;
    return names;
}

QString settingOf(const study::ComparedRun& run, const QString& name) {
    for (const study::Setting& setting : run.settings)
        if (QString::fromStdString(setting.name) == name) return QString::fromStdString(setting.value);
    return {};
}

}  // namespace

QByteArray comparisonCsv(const ComparisonSet& set) {
    const QStringList names = settingNames(set);
    QByteArray csv = "letter,name,baseline";
    for (std::size_t measure = 0; measure < study::kMeasures; ++measure)
        csv += QByteArray(",") + study::to_string(static_cast<study::Measure>(measure)) + "_seconds";
    csv += ",tasks,items_done,items_not_done,workers_started,workers_crashed";
    for (const QString& name : names) csv += ',' + cell(name);
    csv += "\r\n";
    for (std::size_t index = 0; index < set.runs().size(); ++index) {
        const study::ComparedRun& run = set.runs()[index];
        const ComparedEntry& entry = set.entryOfRun(index);
        csv += cell(entry.letter) + ',' + cell(entry.name) + (entry.id == set.baseline() ? ",1" : ",0");
        for (std::size_t measure = 0; measure < study::kMeasures; ++measure)
            csv += ',' + number(study::measured(run, static_cast<study::Measure>(measure))).toUtf8();
        for (const std::uint64_t count :
             {run.tasks, run.items_done, run.items_not_done, std::uint64_t{run.workers_started}, std::uint64_t{run.workers_crashed}})
            csv += ',' + QByteArray::number(static_cast<qulonglong>(count));
        for (const QString& name : names) csv += ',' + cell(settingOf(run, name));
        csv += "\r\n";
    }
    return csv;
}

QByteArray comparisonJson(const ComparisonSet& set) {
    QJsonArray runs, comparisons;
    for (std::size_t index = 0; index < set.runs().size(); ++index) {
        const study::ComparedRun& run = set.runs()[index];
        const ComparedEntry& entry = set.entryOfRun(index);
        QJsonObject object{{QStringLiteral("letter"), QString(entry.letter)}, {QStringLiteral("name"), entry.name}, {QStringLiteral("path"), entry.path},
                           {QStringLiteral("baseline"), entry.id == set.baseline()}, {QStringLiteral("complete"), run.is_complete},
                           {QStringLiteral("tasks"), static_cast<qint64>(run.tasks)}, {QStringLiteral("items_done"), static_cast<qint64>(run.items_done)},
                           {QStringLiteral("items_not_done"), static_cast<qint64>(run.items_not_done)},
                           {QStringLiteral("workers_started"), static_cast<qint64>(run.workers_started)}};
        for (std::size_t measure = 0; measure < study::kMeasures; ++measure) {
            const auto value = study::measured(run, static_cast<study::Measure>(measure));
            object[QString::fromLatin1(study::to_string(static_cast<study::Measure>(measure))) + QStringLiteral("_seconds")] = value ? QJsonValue(*value) : QJsonValue();
        }
        QJsonObject settings;
        for (const study::Setting& setting : run.settings) settings[QString::fromStdString(setting.name)] = QString::fromStdString(setting.value);
        object[QStringLiteral("settings")] = settings;
        runs += object;
    }
    for (const study::GroupComparison& result : set.results()) {
        const QString base = set.groupName(set.baselineGroup()), other = set.groupName(result.group);
        QJsonObject object{{QStringLiteral("runs"), other}, {QStringLiteral("baseline"), base}, {QStringLiteral("verdict"), verdictText(base, other, result, set.measure())}};
        if (result.is_known) {
            object[QStringLiteral("finding")] = QString::fromLatin1(study::to_string(result.comparison.finding));
            object[QStringLiteral("ratio")] = result.comparison.ratio.ratio;
            object[QStringLiteral("interval")] = QJsonArray{result.comparison.ratio.interval.low, result.comparison.ratio.interval.high};
            object[QStringLiteral("p")] = result.comparison.test.p;
            QJsonObject parts;
            for (std::size_t part = 0; part < study::kGapParts; ++part)
                parts[QString::fromLatin1(study::to_string(static_cast<study::GapPart>(part)))] = result.gap.parts[part];
            object[QStringLiteral("gap_seconds")] = result.gap.seconds;
            object[QStringLiteral("gap_parts")] = parts;
        }
        comparisons += object;
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("measure"), QString::fromLatin1(study::to_string(set.measure()))}, {QStringLiteral("runs"), runs}, {QStringLiteral("comparisons"), comparisons}}).toJson();
}

}  // namespace poolscope::ui
