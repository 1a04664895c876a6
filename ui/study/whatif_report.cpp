// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/whatif_report.h"

#include <array>

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <poolscope/csv_field.h>
#include <poolscope/whatif_document.h>

#include "format/quantity.h"
#include "forms/cpp_code.h"
#include "forms/python_code.h"
#include "report/html_writer.h"
#include "report/report_pictures.h"
#include "report/report_style.h"
#include "study/ghost_view.h"
#include "views/file_export.h"

namespace poolscope::ui {

namespace {

constexpr QSize kSchedule(1100, 420);

QString say(const char* text) {
    return QCoreApplication::translate("WhatIfReport", text);
}

QString countText(const std::optional<std::uint64_t>& value, const QString& none) {
    return value ? QLocale().toString(static_cast<qulonglong>(*value)) : none;
}

void writeShape(HtmlWriter& html, const QString& what, const study::PoolShape& shape, double seconds, const QString& more) {
    html.row({{what},
              {QLocale().toString(shape.processes)},
              {QString::fromLatin1(to_string(shape.start_method))},
              {countText(shape.chunksize, say("as it was"))},
              {countText(shape.maxtasksperchild, say("none"))},
              {countText(shape.maxitemsperchild, say("none"))},
              {QString::fromLatin1(study::to_string(shape.order)).replace(u'_', u' ')},
              {secondsText(seconds)},
              {more}});
}

QByteArray csvOf(const WhatIfAnswer& answer, const WhatIfWords& words) {
    std::string csv = "which,processes,start_method,chunksize,maxtasksperchild,maxitemsperchild,order,seconds,low,high\r\n";
    const auto row = [&csv](const char* which, const study::PoolShape& shape, double seconds, const std::optional<study::Interval>& around) {
        const auto count = [](const std::optional<std::uint64_t>& value) { return value ? std::to_string(*value) : std::string(); };
        const auto number = [](double value) { return QByteArray::number(value, 'g', 9).toStdString(); };
        for (const std::string& cell : {std::string(which), std::to_string(shape.processes), std::string(to_string(shape.start_method)),
                                        count(shape.chunksize), count(shape.maxtasksperchild), count(shape.maxitemsperchild), std::string(study::to_string(shape.order)),
                                        number(seconds), around ? number(around->low) : std::string()})
            csv += csv_field(cell) + ',';
        csv += (around ? number(around->high) : std::string()) + "\r\n";
    };
    const StudiedRun& run = *answer.run;
    row("measured", run.work.recorded, run.work.recorded_seconds, {});
    row("simulated", run.work.recorded, run.asItWas.makespan, {});
    row("what_if", answer.predicted.shape, answer.predicted.makespan, run.error.around(answer.predicted.makespan));
    if (words.verifiedSeconds) row("verified", answer.predicted.shape, *words.verifiedSeconds, {});
    return QByteArray::fromStdString(csv);
}

QByteArray documentOf(const WhatIfAnswer& answer, const WhatIfWords& words) {
    const StudiedRun& run = *answer.run;
    const study::WhatIf found{.work = run.work, .as_it_was = run.asItWas, .loss = answer.recordedLoss, .predicted = answer.predicted,
                              .predicted_loss = answer.predictedLoss, .error = run.error, .cores = run.cores,
                              .verified_seconds = words.verifiedSeconds};
    return QByteArray::fromStdString(study::to_json(found).dump(2)) + '\n';
}

}  // namespace

QString whatIfReport(const WhatIfAnswer& answer, const WhatIfWords& words) {
    const StudiedRun& run = *answer.run;
    HtmlWriter html;
    html.begin(words.title.isEmpty() ? say("What if?") : say("What if: %1").arg(words.title), reportStyleSheet());
    html.paragraph(QLocale().toString(QDateTime::currentDateTime(), QLocale::LongFormat), "muted");
    html.paragraph(words.headline, "verdict");
    html.paragraph(words.recordedLoss);
    html.paragraph(words.predictedLoss);
    if (!words.verified.isEmpty()) html.paragraph(words.verified);
    html.heading(say("Settings"));
    html.beginTable({{QString()}, {say("Processes"), true}, {say("Start method")}, {say("Chunksize"), true}, {say("Maxtasksperchild"), true}, {say("Maxitemsperchild"), true}, {say("Order")}, {say("Time"), true}, {say("Between")}});
    const study::Interval around = run.error.around(answer.predicted.makespan);
    writeShape(html, say("measured"), run.work.recorded, run.work.recorded_seconds, {});
    writeShape(html, say("simulated"), run.work.recorded, run.asItWas.makespan, {});
    writeShape(html, say("what if"), answer.predicted.shape, answer.predicted.makespan, say("%1 to %2").arg(secondsText(around.low), secondsText(around.high)));
    if (words.verifiedSeconds) writeShape(html, say("verified"), answer.predicted.shape, *words.verifiedSeconds, {});
    html.endTable();
    html.heading(say("Schedules"));
    GhostView ghost;
    ghost.showSchedule(answer);
    const ReportPicture picture = widgetPicture(ghost, kSchedule, say("Schedules"), ghost.summary());
    html.picture(picture.data, picture.mimeType, say("What was, and pale what would have been. %1").arg(picture.words), "wide");
    for (const QString& note : words.notes) html.paragraph(note, "muted");
    if (words.code) {
        html.heading(say("Code"));
        html.folded(say("Python, with multiprocessing"), pythonCode(words.code->scenario, words.code->words));
        html.folded(say("C++, with Poolscope's library"), cppCode(words.code->scenario, words.code->words));
    }
    html.paragraph(say("Made by Poolscope."), "muted");
    return html.end();
}

QString exportWhatIf(const WhatIfAnswer& answer, const WhatIfWords& words, const QString& target) {
    const auto endsIn = [&target](const char* suffix) { return target.endsWith(QLatin1String(suffix), Qt::CaseInsensitive); };
    if (endsIn(".html") || endsIn(".htm")) return writeWhole(whatIfReport(answer, words).toUtf8(), target);
    return writeWhole(endsIn(".csv") ? csvOf(answer, words) : documentOf(answer, words), target);
}

QString writeWhatIfReport(const QString& tracePath, const study::WhatIf& found, const QString& target) {
    try {
        const auto run = studiedRun(tracePath);
        if (!run) return say("the run has no items that could be dealt out again");
        // What was asked for on the command line may say more of the work than the trace does, and a verified prediction was learnt from meanwhile.
        run->work = found.work;
        run->asItWas = found.as_it_was;
        run->loss = found.loss;
        run->cores = found.cores;
        run->error = found.error;
        const WhatIfAnswer answer = whatIf(run, found.predicted.shape);
        trace::Reader reader(QFile::encodeName(tracePath).toStdString(), trace::ReadValues::No);
        PoolState state;
        reduce_rest(reader, state);
        WhatIfWords words = wordsOf(answer);
        words.title = QString::fromStdString(state.summary().title);
        words.verifiedSeconds = found.verified_seconds;
        if (found.verified_seconds) {
            words.verified = verifiedText(*found.verified_seconds, answer.predicted.makespan);
            words.code = verifiedCode(state.summary().scenario, *run, answer.predicted.shape, answer.predicted.makespan, *found.verified_seconds);
        }
        return writeWhole(whatIfReport(answer, words).toUtf8(), target);
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}

}  // namespace poolscope::ui
