// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEventLoop>
#include <QLocale>
#include <QWidget>

#include "charts/plot.h"
#include "charts/plot_picture.h"
#include "compare/comparison_curves.h"
#include "compare/comparison_export.h"
#include "compare/comparison_words.h"
#include "compare/parallel_coordinates.h"
#include "compare/time_parts_bars.h"
#include "compare/timeline_stack.h"
#include "format/quantity.h"
#include "format/theme.h"
#include "report/html_writer.h"
#include "report/report_pictures.h"
#include "report/report_style.h"
#include "views/file_export.h"

namespace poolscope::ui {

namespace {

constexpr QSize kChart(620, 300);
constexpr int kWide = 1240;
constexpr int kScales = 300;

QString say(const char* text) {
    return QCoreApplication::translate("ComparisonReport", text);
}
QString secondsOrDash(std::optional<double> seconds) {
    return seconds ? durationText(static_cast<std::int64_t>(*seconds * 1e9)) : QStringLiteral("–");
}

void writeRuns(HtmlWriter& html, const ComparisonSet& set) {
    html.heading(say("Runs"));
    std::vector<HtmlWriter::Column> columns{{QString()}, {say("Run")}};
    for (std::size_t measure = 0; measure < study::kMeasures; ++measure) columns.push_back({measureName(static_cast<study::Measure>(measure)), true});
    for (const QString& title : {say("Tasks"), say("Not done"), say("Workers")}) columns.push_back({title, true});
    html.beginTable(columns);
    for (std::size_t index = 0; index < set.runs().size(); ++index) {
        const study::ComparedRun& run = set.runs()[index];
        const ComparedEntry& entry = set.entryOfRun(index);
        const bool isBaseline = entry.id == set.baseline();
        std::vector<HtmlWriter::Cell> cells{{entry.letter}, {isBaseline ? say("%1 (baseline)").arg(entry.name) : entry.name}};
        for (std::size_t measure = 0; measure < study::kMeasures; ++measure) cells.push_back({secondsOrDash(study::measured(run, static_cast<study::Measure>(measure)))});
        cells.push_back({countText(run.tasks)});
        cells.push_back({countText(run.items_not_done), run.items_not_done > 0 ? "bad" : nullptr});
        cells.push_back({countText(run.workers_started)});
        html.row(cells);
    }
    html.endTable();
}

void writeDiffering(HtmlWriter& html, const ComparisonSet& set) {
    html.heading(say("What differs"));
    std::vector<study::DifferingLine> lines = study::differing_settings(set.runs());
    const std::size_t settings = lines.size();
    for (study::DifferingLine& line : study::differing_environment(set.runs())) lines.push_back(std::move(line));
    if (settings == 0) html.paragraph(say("No setting: the runs are repetitions of one configuration."), "muted");
    if (lines.size() > settings) html.paragraph(say("The runs were not made under the same conditions."), "muted");
    if (lines.empty()) return;
    std::vector<HtmlWriter::Column> columns{{say("Setting")}};
    for (std::size_t run = 0; run < set.runs().size(); ++run) columns.push_back({QString(set.entryOfRun(run).letter)});
    html.beginTable(columns);
    for (const study::DifferingLine& line : lines) {
        std::vector<HtmlWriter::Cell> cells{{QString::fromStdString(line.name)}};
        for (const std::string& value : line.values) cells.push_back({value.empty() ? QStringLiteral("–") : QString::fromStdString(value)});
        html.row(cells);
    }
    html.endTable();
}

void writeParts(HtmlWriter& html, const ComparisonSet& set) {
    html.heading(say("Where the time went"));
    TimePartsBars bars(set);
    const ReportPicture picture = widgetPicture(bars, {kWide, bars.sizeHint().height()}, say("Where the time went"), say("Where the time of each configuration went; the table has the figures."));
    html.picture(picture.data, picture.mimeType, picture.words, "wide");
    std::vector<HtmlWriter::Column> columns{{say("Part")}};
    std::vector<study::TimeParts> times;
    const std::vector<study::RunGroup> timed = study::timed_runs(set.runs(), set.groups(), set.measure());
    for (std::size_t group = 0; group < set.groups().size(); ++group) {
        columns.push_back({set.groupName(group), true});
        times.push_back(study::time_parts(set.runs(), timed[group]));
    }
    html.beginTable(columns);
    for (std::size_t part = 0; part < study::kGapParts; ++part) {
        std::vector<HtmlWriter::Cell> cells{{gapPartName(static_cast<study::GapPart>(part))}};
        for (const study::TimeParts& time : times)
            cells.push_back({say("%1 (%2)").arg(secondsOrDash(time.parts[part]), percentText(time.seconds > 0 ? time.parts[part] / time.seconds : 0))});
        html.row(cells);
    }
    html.endTable();
}

void writeCurves(HtmlWriter& html, const ComparisonSet& set) {
    html.heading(say("Curves"));
    QWidget paper;
    paper.setAttribute(Qt::WA_DontShowOnScreen);
    paper.setPalette(themePalette(Appearance::Light));
    ComparisonCurves curves(set, &paper);
    std::vector<Plot*> plots{&curves.progress(), &curves.durations(), &curves.cumulative()};
    if (curves.hasSpeedup()) plots.push_back(&curves.speedup());
    for (Plot* const plot : plots) plot->resize(kChart);
    paper.show();
    html.beginGroup("charts");
    for (Plot* const plot : plots)
        html.picture(plotPicture({plot}, PictureForm::Svg, kChart), QStringLiteral("image/svg+xml"), plot->title() + QStringLiteral(". ") + plot->summary(), "chart");
    html.endGroup();
    if (!curves.speedupText().isEmpty()) html.paragraph(curves.speedupText());
    ParallelCoordinates coordinates(set);
    if (coordinates.scales().empty()) return;
    const ReportPicture picture = widgetPicture(coordinates, {kWide, kScales}, say("Settings"), say("Settings and what came of them: a line for each run."));
    html.picture(picture.data, picture.mimeType, picture.words, "wide");
}

}  // namespace

QString comparisonReport(const ComparisonSet& set) {
    HtmlWriter html;
    html.begin(say("Runs compared"), reportStyleSheet());
    html.paragraph(say("%1 runs, compared by %2 · %3")
                       .arg(countText(set.runs().size()), measureName(set.measure()), QLocale().toString(QDateTime::currentDateTime(), QLocale::LongFormat)),
                   "muted");
    for (const study::GroupComparison& result : set.results())
        html.paragraph(verdictText(set.groupName(set.baselineGroup()), set.groupName(result.group), result, set.measure()), "verdict");
    if (set.groups().size() == 1 && set.runs().size() > 1) html.paragraph(say("%1 repetitions of one configuration.").arg(countText(set.runs().size())), "verdict");
    for (std::size_t group = 0; group < set.groups().size(); ++group)
        if (const std::string& label = set.groups()[group].label; !label.empty())
            html.paragraph(say("%1: %2").arg(set.groupName(group), QString::fromStdString(label)), "muted");
    writeRuns(html, set);
    writeDiffering(html, set);
    html.heading(say("Timelines"));
    TimelineStack stack(set);
    const ReportPicture timelines = widgetPicture(stack, {kWide, stack.sizeHint().height()}, say("Timelines"), say("The runs over each other on one axis, which begins at the first submission."));
    html.picture(timelines.data, timelines.mimeType, timelines.words, "timeline");
    writeParts(html, set);
    writeCurves(html, set);
    html.folded(say("The runs, as CSV"), QString::fromUtf8(comparisonCsv(set)).remove(u'\r'));
    html.paragraph(say("Made by Poolscope from the traces of the runs."), "muted");
    return html.end();
}

QString writeComparisonReport(const QStringList& runs, int baseline, study::Measure measure, const QString& target) {
    ComparisonSet set;
    set.setMeasure(measure);
    QEventLoop loop;
    QObject::connect(&set, &ComparisonSet::changed, &loop, [&] {
        if (!set.isReading()) loop.quit();
    });
    set.add(runs);
    if (set.isReading()) loop.exec();
    for (const ComparedEntry& entry : set.entries())
        if (!entry.problem.isEmpty()) return QStringLiteral("%1: %2").arg(entry.path, entry.problem);
    if (baseline >= 0 && baseline < static_cast<int>(set.entries().size())) set.setBaseline(set.entries()[static_cast<std::size_t>(baseline)].id);
    return writeWhole(comparisonReport(set).toUtf8(), target);
}

}  // namespace poolscope::ui
