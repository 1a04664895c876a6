// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/run_report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>

#include <poolscope/trace.h>

#include "format/quantity.h"
#include "report/html_writer.h"
#include "report/report_pictures.h"
#include "report/report_sections.h"
#include "session/value_source.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("RunReport", text);
}

QString styleSheet() {
    return QStringLiteral(R"(:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1b2027; font: 15px/1.45 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 36px 0 10px; padding-bottom: 4px; border-bottom: 1px solid #dfe4e9; }
p.muted, .muted { color: #5b6673; }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0 0; }
dl.figures div { border: 1px solid #dfe4e9; border-radius: 8px; padding: 10px 14px; }
dl.figures dt { color: #5b6673; font-size: 13px; }
dl.figures dd { margin: 2px 0 0; font-size: 20px; font-variant-numeric: tabular-nums; }
div.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid #edf0f3; }
thead th { color: #5b6673; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; color: #5b6673; width: 16em; }
td { overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; }
.bad { color: #ad0000; } .good { color: #1d6b3a; }
td.bar { width: 34%; } td.bar span { display: block; height: 12px; border-radius: 2px; min-width: 1px; margin-top: 4px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
img { display: block; max-width: 100%; height: auto; }
img.timeline { width: 100%; border: 1px solid #dfe4e9; border-radius: 8px; }
div.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 12px; }
img.chart { width: 100%; border: 1px solid #dfe4e9; border-radius: 8px; break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; background: #f5f7f9; padding: 12px; border-radius: 8px; }
summary { cursor: pointer; color: #1f5fd6; margin-top: 10px; }
@media print { main { max-width: none; padding: 0; } h2 { break-after: avoid; } tr, dl.figures div { break-inside: avoid; } div.charts { grid-template-columns: 1fr 1fr; } a, summary { color: inherit; } }
@page { margin: 14mm; }
)");
}

QString when(const PoolSummary& summary) {
    if (summary.wall_clock_ns == 0) return {};
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(summary.wall_clock_ns / 1'000'000), QLocale::LongFormat);
}

}  // namespace

QString runReport(const PoolState& state, const ValueSource& values) {
    const PoolSummary& summary = state.summary();
    HtmlWriter html;
    html.begin(summary.title.empty() ? say("A run of Poolscope") : QString::fromStdString(summary.title), styleSheet());
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
        trace::Reader reader(QFile::encodeName(tracePath).toStdString(), trace::ReadValues::No);
        PoolState state;
        reduce_rest(reader, state);
        ValueSource values;
        values.setTrace(tracePath);
        const QByteArray page = runReport(state, values).toUtf8();
        QSaveFile file(target);
        if (!file.open(QIODevice::WriteOnly) || file.write(page) != page.size() || !file.commit()) return file.errorString();
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

}  // namespace poolscope::ui
