// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_report.h"

#include <algorithm>
#include <numeric>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QWidget>

#include <nlohmann/json.hpp>

#include <poolscope/environment.h>

#include "charts/plot.h"
#include "charts/plot_picture.h"
#include "format/quantity.h"
#include "format/speedup_words.h"
#include "format/theme.h"
#include "report/html_writer.h"
#include "report/report_pictures.h"
#include "report/report_style.h"
#include "runs/run_words.h"
#include "study/sweep_chart.h"
#include "study/sweep_curves.h"
#include "study/sweep_map.h"
#include "study/sweep_words.h"
#include "views/file_export.h"

namespace poolscope::ui {

namespace {

constexpr QSize kCurve(620, 320);
constexpr int kListWidth = 1100;
constexpr std::size_t kMostDrawn = 60;  // configurations, one below the other

QString say(const char* text) {
    return QCoreApplication::translate("SweepReport", text);
}
QString number(double value, int digits = 3) {
    return QLocale().toString(value, 'g', digits);
}
QString count(std::size_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

void writeFigures(HtmlWriter& html, const SweepOutcome& outcome) {
    std::vector<std::pair<QString, QString>> figures;
    if (const SweepConfiguration* const fastest = outcome.fastest(); fastest && outcome.fastestOfEach().size() == 1) {
        figures.emplace_back(say("Fastest"), fastest->label);
        figures.emplace_back(say("Its median"), secondsText(fastest->median.value_or(0)));
    }
    figures.emplace_back(say("Configurations"), count(outcome.configurations.size()));
    figures.emplace_back(say("Runs"), count(outcome.made));
    figures.emplace_back(say("Certain"), say("%1 %").arg(number(outcome.settledShare * 100)));
    html.figures(figures);
}

void writeCurves(HtmlWriter& html, const study::SweepSpec& spec, const SweepOutcome& outcome) {
    QWidget paper;
    paper.setAttribute(Qt::WA_DontShowOnScreen);
    paper.setPalette(themePalette(Appearance::Light));
    SweepCurves curves(&paper);
    curves.show(spec, outcome);
    if (!curves.hasTimes()) return;
    html.heading(say("Curve"));
    html.beginGroup("charts");
    std::vector<Plot*> plots{&curves.times()};
    if (curves.hasSpeedup()) plots.push_back(&curves.speedup());
    for (Plot* const plot : plots) plot->resize(kCurve);
    paper.show();
    curves.speedup().setNote({});  // it stands below, in full
    for (Plot* const plot : plots)
        html.picture(plotPicture({plot}, PictureForm::Svg, kCurve), QStringLiteral("image/svg+xml"), plot->title() + QStringLiteral(". ") + plot->summary(), "chart");
    html.endGroup();
    html.paragraph(say("Medians over %1, with the 95 % interval of each.").arg(parameterName(spec.axes[0].parameter)), "muted");
    if (outcome.speedup) html.paragraph(speedupText(outcome.speedup->law, outcome.speedup->curve, outcome.speedup->contention));
}

void writeMap(HtmlWriter& html, const study::SweepSpec& spec, const SweepOutcome& outcome) {
    SweepMapModel model;
    model.setOutcome(spec, outcome);
    if (model.rowCount() == 0) return;
    html.heading(say("Map"));
    html.paragraph(say("%1 from above to below, %2 from left to right. The stronger the colour, the faster.")
                       .arg(parameterName(spec.axes[0].parameter), parameterName(spec.axes[1].parameter)),
                   "muted");
    std::vector<HtmlWriter::Column> columns{{parameterName(spec.axes[0].parameter) + QStringLiteral(" \\ ") + parameterName(spec.axes[1].parameter)}};
    for (int column = 0; column < model.columnCount(); ++column) columns.push_back({model.headerData(column, Qt::Horizontal).toString()});
    html.beginTable(columns, "heat");
    const QPalette light = themePalette(Appearance::Light);
    for (int row = 0; row < model.rowCount(); ++row) {
        std::vector<HtmlWriter::Cell> cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            const QString detail = index.data(SweepMapModel::DetailRole).toString();
            HtmlWriter::Cell cell{detail.isEmpty() ? index.data().toString() : say("%1 (%2)").arg(index.data().toString(), detail)};
            if (const QVariant heat = index.data(SweepMapModel::HeatRole); heat.isValid()) {
                const HeatColors colors = heatColors(heat.toDouble(), light);
                cell.background = colors.cell.name();
                cell.ink = colors.text.name();
            }
            cells.push_back(std::move(cell));
        }
        html.rowWithHeading(model.headerData(row, Qt::Vertical).toString(), cells);
    }
    html.endTable();
}

void writeList(HtmlWriter& html, const study::SweepSpec& spec, const SweepOutcome& outcome) {
    html.heading(say("Configurations"));
    if (outcome.configurations.size() <= kMostDrawn) {
        SweepChart chart;
        chart.setRows(sweepRows(spec, outcome));
        const ReportPicture picture = widgetPicture(chart, {kListWidth, chart.sizeHint().height()}, say("Runs"), chart.summary());
        html.picture(picture.data, picture.mimeType, say("Each run of each configuration. %1").arg(picture.words), "wide");
    }
    html.beginTable({{say("Configuration")}, {say("Runs"), true}, {say("Failed"), true}, {say("Median"), true}, {say("95 % of it"), true}, {say("Of the fastest"), true}, {say("95 %"), true}, {say("Finding")}});
    std::vector<std::size_t> order(outcome.configurations.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        constexpr double kNever = std::numeric_limits<double>::infinity();
        return outcome.configurations[a].median.value_or(kNever) < outcome.configurations[b].median.value_or(kNever);
    });
    for (const std::size_t index : order) {
        const SweepConfiguration& each = outcome.configurations[index];
        const auto between = [](const QString& low, const QString& high) { return say("%1 to %2").arg(low, high); };
        const SweepConfiguration* const fastest = outcome.fastestLike(each);
        html.row({{each.label},
                  {count(each.seconds.size())},
                  {each.failed > 0 ? QLocale().toString(each.failed) : QString(), each.failed > 0 ? "bad" : nullptr},
                  {each.median ? secondsText(*each.median) : QString()},
                  {each.interval && each.seconds.size() > 1 ? between(secondsText(each.interval->low), secondsText(each.interval->high)) : QString()},
                  {each.median && fastest && fastest->median ? number(*each.median / *fastest->median) : QString()},
                  {each.finding ? between(number(each.ratio.low), number(each.ratio.high)) : QString()},
                  {findingText(spec, outcome, each)}});
    }
    html.endTable();
}

void writeEnvironment(HtmlWriter& html, const Json& document) {
    const auto found = document.find("environment");
    if (found == document.end() || !found->is_object()) return;
    html.heading(say("Made on"));
    std::vector<std::pair<QString, QString>> facts;
    for (const QString& line : environmentText(environment_from_json(*found)).split(u'\n', Qt::SkipEmptyParts))
        facts.emplace_back(line.section(QStringLiteral(": "), 0, 0), line.section(QStringLiteral(": "), 1));
    html.facts(facts);
}

}  // namespace

QString sweepReport(const study::SweepSpec& spec, const SweepOutcome& outcome, const Json& document) {
    HtmlWriter html;
    html.begin(spec.title.empty() ? say("A sweep of Poolscope") : QString::fromStdString(spec.title), reportStyleSheet());
    html.paragraph(say("A sweep of “%1” · %2").arg(QString::fromStdString(spec.scenario.title), QLocale().toString(QDateTime::currentDateTime(), QLocale::LongFormat)), "muted");
    if (!spec.description.empty()) html.paragraph(QString::fromStdString(spec.description));
    html.paragraph(sweepVerdict(outcome), "verdict");
    if (!outcome.isComplete()) html.paragraph(say("The sweep is not over: %1.").arg(progressText(outcome)), "muted");
    writeFigures(html, outcome);
    writeCurves(html, spec, outcome);
    writeMap(html, spec, outcome);
    writeList(html, spec, outcome);
    writeEnvironment(html, document);
    html.heading(say("How it was made"));
    html.paragraph(say("The runs were interleaved in a random order. A difference is called certain when a rank test and a bootstrap interval agree; "
                       "over all pairs and all looks together, one sweep in twenty at most claims one that is not there."),
                   "muted");
    html.folded(say("Every run, as CSV"), QString::fromStdString(study::sweep_csv(spec, study::sweep_results(document))).remove(u'\r'));
    html.folded(say("The sweep, as poolscope sweep takes it"), QString::fromStdString(study::to_json(spec).dump(2, ' ', false, Json::error_handler_t::replace)));
    html.paragraph(say("Made by Poolscope."), "muted");
    return html.end();
}

QString exportSweep(const study::SweepSpec& spec, const SweepOutcome& outcome, const Json& document, const QString& target) {
    QByteArray text;
    if (target.endsWith(QLatin1String(".html"), Qt::CaseInsensitive) || target.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive))
        text = sweepReport(spec, outcome, document).toUtf8();
    else if (target.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
        text = QByteArray::fromStdString(study::sweep_csv(spec, study::sweep_results(document)));
    else
        text = QByteArray::fromStdString(document.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
    return writeWhole(text, target);
}

QString writeSweepReport(const QByteArray& text, const QString& target) {
    try {
        const Json document = Json::parse(text.begin(), text.end());
        const study::SweepSpec spec = study::parse_sweep(document.at("sweep").dump(-1, ' ', false, Json::error_handler_t::replace), {}, {});
        const auto outcome = sweepOutcome(spec, document);
        if (!outcome) return say("the document of the sweep cannot be read");
        // What the user called it says nothing of what is in it.
        return writeWhole(sweepReport(spec, *outcome, document).toUtf8(), target);
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}

}  // namespace poolscope::ui
