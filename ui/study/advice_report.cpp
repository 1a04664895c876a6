// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/advice_report.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <poolscope/csv_field.h>
#include <poolscope/environment.h>

#include "format/quantity.h"
#include "forms/cpp_code.h"
#include "forms/python_code.h"
#include "report/html_writer.h"
#include "report/report_style.h"
#include "study/advice_model.h"
#include "study/advice_words.h"
#include "views/file_export.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("AdviceReport", text);
}

/// A row for each run; one without a time for a configuration that has none yet.
QByteArray csvOf(const AdviceModel& model) {
    std::string csv = "configuration,present,better,predicted_seconds,run,seconds\r\n";
    for (const AdviceRow& row : model.rows()) {
        const auto number = [](double value) { return value > 0 ? QByteArray::number(value, 'g', 9).toStdString() : std::string(); };
        const std::string head = csv_field(row.label.toStdString()) + (row.isPresent ? ",1" : ",0") + (row.isWinner ? ",1," : ",0,") + number(row.predicted) + ',';
        if (row.seconds.empty()) csv += head + ",\r\n";
        for (std::size_t run = 0; run < row.seconds.size(); ++run) csv += head + std::to_string(run + 1) + ',' + number(row.seconds[run]) + "\r\n";
    }
    return QByteArray::fromStdString(csv);
}

}  // namespace

QString adviceReport(const AdviceModel& model, const Json& document, const QString& title, const QString& verdict) {
    HtmlWriter html;
    html.begin(title.isEmpty() ? say("Is there a better configuration?") : say("A better configuration of “%1”").arg(title), reportStyleSheet());
    html.paragraph(QLocale().toString(QDateTime::currentDateTime(), QLocale::LongFormat), "muted");
    html.paragraph(verdict, "verdict");
    html.heading(say("Configurations"));
    html.beginTable({{say("Configuration")}, {say("Predicted"), true}, {say("Runs"), true}, {say("Median"), true}, {say("Shortest"), true}, {say("Longest"), true}, {say("Against now")}});
    for (int index = 0; index < model.rowCount(); ++index) {
        const AdviceRow& row = model.rows()[static_cast<std::size_t>(index)];
        const auto [shortest, longest] = std::minmax_element(row.seconds.begin(), row.seconds.end());
        const bool isAny = !row.seconds.empty();
        html.row({{row.label, row.isWinner ? "good" : nullptr},
                  {row.predicted > 0 ? secondsText(row.predicted) : QString()},
                  {QLocale().toString(static_cast<qulonglong>(row.seconds.size()))},
                  {isAny ? secondsText(row.median) : QString()},
                  {isAny ? secondsText(*shortest) : QString()},
                  {isAny ? secondsText(*longest) : QString()},
                  {model.index(index, AdviceModel::AgainstNow).data().toString()}});
    }
    html.endTable();
    html.paragraph(say("The runs were made in turn with the present configuration. A difference is called certain when a rank test and a bootstrap interval agree."), "muted");
    for (const QString& note : adviceNotes(document)) html.paragraph(note, "muted");
    const auto& rows = model.rows();
    const auto shown = static_cast<std::size_t>(std::max(0, model.winner()));
    if (shown < rows.size() && rows[shown].scenario) {
        html.heading(model.winner() > 0 ? say("Code of the better one") : say("Code of the present one"));
        html.folded(say("Python, with multiprocessing"), pythonCode(*rows[shown].scenario, rows[shown].words));
        html.folded(say("C++, with Poolscope's library"), cppCode(*rows[shown].scenario, rows[shown].words));
    }
    html.folded(say("Every run, as CSV"), QString::fromUtf8(csvOf(model)).remove(u'\r'));
    html.paragraph(say("Made by Poolscope."), "muted");
    return html.end();
}

QString exportAdvice(const AdviceModel& model, const Json& document, const QString& title, const QString& verdict, const QString& target) {
    const auto endsIn = [&target](const char* suffix) { return target.endsWith(QLatin1String(suffix), Qt::CaseInsensitive); };
    if (endsIn(".html") || endsIn(".htm")) return writeWhole(adviceReport(model, document, title, verdict).toUtf8(), target);
    if (endsIn(".csv")) return writeWhole(csvOf(model), target);
    Json told = document;
    told["environment"] = to_json(this_environment());
    return writeWhole(QByteArray::fromStdString(told.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n', target);
}

QString writeAdviceReport(const QByteArray& text, const QString& target) {
    const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
    AdviceModel model;
    if (!document.is_object() || !model.take(document)) return say("the document of the search cannot be read");
    const auto kind = document.find("verdict_kind");
    const QString verdict = adviceVerdict(model, kind != document.end() && kind->is_string() ? kind->get<std::string>() : std::string(), true);
    const auto& present = model.rows().front().scenario;
    return writeWhole(adviceReport(model, document, present ? QString::fromStdString(present->title) : QString(), verdict).toUtf8(), target);
}

}  // namespace poolscope::ui
