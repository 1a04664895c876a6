// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/run_report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <poolscope/trace.h>

#include "format/quantity.h"
#include "report/html_writer.h"
#include "report/report_pictures.h"
#include "report/report_sections.h"
#include "report/report_style.h"
#include "session/value_source.h"
#include "views/file_export.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("RunReport", text);
}

QString when(const PoolSummary& summary) {
    if (summary.wall_clock_ns == 0) return {};
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(summary.wall_clock_ns / 1'000'000), QLocale::LongFormat);
}

}  // namespace

QString runReport(const PoolState& state, const ValueSource& values) {
    const PoolSummary& summary = state.summary();
    HtmlWriter html;
    html.begin(summary.title.empty() ? say("A run of Poolscope") : QString::fromStdString(summary.title), reportStyleSheet());
    html.paragraph(say("%1 · recorded by %2 %3 · %4")
                       .arg(when(summary), QString::fromStdString(summary.program), QString::fromStdString(summary.version),
                            durationText(summary.last - summary.origin)),
                   "muted");
    if (summary.host_gone) html.paragraph(say("The trace broke off: its host ended without a word. What was open then is shown as ended with it."), "bad");
    if (summary.recording_stopped) html.paragraph(say("The recording was given up before the pool ended: what came later is not known."), "bad");
    if (!summary.ended && !summary.host_gone) html.paragraph(say("The run goes on: this is how it stood when the report was made."), "muted");
    writeFigures(html, state);
    html.heading(say("Timeline"));
    const ReportPicture timeline = timelinePicture(state);
    html.picture(timeline.data, timeline.mimeType, timeline.words, "timeline");
    writeLedger(html, state);
    html.heading(say("Charts"));
    html.beginGroup("charts");
    for (const ReportPicture& chart : chartPictures(state))
        html.picture(chart.data, chart.mimeType, chart.words, "chart");
    html.endGroup();
    writeBatches(html, state);
    writeFailures(html, state, values);
    writeWorkers(html, state);
    writeEvents(html, state);
    writeConfiguration(html, state);
    html.paragraph(say("Made by Poolscope from the run's trace."), "muted");
    return html.end();
}

QString writeRunReport(const QString& tracePath, const QString& target) {
    try {
        if (isSameFile(tracePath, target)) return say("it is the trace itself: give the report another name");
        trace::Reader reader(QFile::encodeName(tracePath).toStdString(), trace::ReadValues::No);
        PoolState state;
        reduce_rest(reader, state);
        ValueSource values;
        values.setTrace(tracePath);
        return writeWhole(runReport(state, values).toUtf8(), target);
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}

}  // namespace poolscope::ui
