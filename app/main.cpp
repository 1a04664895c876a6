// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#ifdef POOLSCOPE_WITH_WINDOW
#include "application.h"
#include "display.h"
#include "file_kind.h"
#include "compare/comparison_report.h"
#include "forms/cpp_code.h"
#include "forms/python_code.h"
#include "report/report_program.h"
#include "report/run_report.h"
#include "study/advice_report.h"
#include "study/sweep_report.h"
#include "study/whatif_report.h"

namespace {

using poolscope::app::CodeLanguage;
using poolscope::app::WindowRequest;

QString text_of(const std::optional<std::string>& text) {
    return text ? QString::fromLocal8Bit(text->c_str()) : QString();
}

int open_window(int& argc, char** argv, const WindowRequest& request) {
    poolscope::ui::WindowOptions options;
    options.file = text_of(request.file);
    options.configFolder = text_of(request.config);
    options.theme = text_of(request.theme);
    options.attach = text_of(request.attach);
    options.language = text_of(request.language);
    options.textSize = request.text_size;
    // A picture of a trace needs no run; one of a scenario does.
    const bool has_trace = request.file && poolscope::app::is_trace(*request.file);
    options.runImmediately = !has_trace && (request.run_at_once || request.picture.file);
    options.screenshotPath = text_of(request.picture.file);
    options.tab = text_of(request.picture.page);
    if (request.picture.after_seconds) {
        const std::chrono::duration<double> after(*request.picture.after_seconds);
        options.pictureAfter = std::chrono::duration_cast<std::chrono::milliseconds>(after);
    }
    if (request.picture.width || request.picture.height) {
        options.size = QSize(request.picture.width.value_or(1280), request.picture.height.value_or(800));
    }
    // A picture needs no display.
    if (request.picture.file && !poolscope::app::display_available()) qputenv("QT_QPA_PLATFORM", "offscreen");
    return poolscope::ui::runWindow(argc, argv, options);
}

}  // namespace
#endif

int main(int argc, char** argv) {
    poolscope::app::OpenWindow window;
    poolscope::app::ReportWriters reports;
#ifdef POOLSCOPE_WITH_WINDOW
    // Qt knows the program's name only: what the arguments say is in the request.
    int qt_argc = 1;
    window = [&qt_argc, argv](const WindowRequest& request) { return open_window(qt_argc, argv, request); };
    reports.run = [&qt_argc, argv](const std::string& trace, const std::string& output) {
        const auto write = [&] { return poolscope::ui::writeRunReport(QString::fromLocal8Bit(trace.c_str()), QString::fromLocal8Bit(output.c_str())); };
        return poolscope::ui::reportWithoutWindow(qt_argc, argv, write).toStdString();
    };
    reports.sweep = [&qt_argc, argv](const std::string& document, const std::string& output) {
        const auto write = [&] { return poolscope::ui::writeSweepReport(QByteArray::fromStdString(document), QString::fromLocal8Bit(output.c_str())); };
        return poolscope::ui::reportWithoutWindow(qt_argc, argv, write).toStdString();
    };
    reports.comparison = [&qt_argc, argv](const std::vector<std::string>& runs, std::size_t baseline, const std::string& measure,
                                          const std::string& output) {
        QStringList paths;
        for (const std::string& run : runs) paths << QString::fromLocal8Bit(run.c_str());
        const auto by = poolscope::study::measure_from_name(measure).value_or(poolscope::study::Measure::Wall);
        const auto write = [&] { return poolscope::ui::writeComparisonReport(paths, static_cast<int>(baseline), by, QString::fromLocal8Bit(output.c_str())); };
        return poolscope::ui::reportWithoutWindow(qt_argc, argv, write).toStdString();
    };
    reports.whatif = [&qt_argc, argv](const std::string& trace, const poolscope::study::WhatIf& found, const std::string& output) {
        const auto write = [&] { return poolscope::ui::writeWhatIfReport(QString::fromLocal8Bit(trace.c_str()), found, QString::fromLocal8Bit(output.c_str())); };
        return poolscope::ui::reportWithoutWindow(qt_argc, argv, write).toStdString();
    };
    reports.advice = [&qt_argc, argv](const std::string& document, const std::string& output) {
        const auto write = [&] { return poolscope::ui::writeAdviceReport(QByteArray::fromStdString(document), QString::fromLocal8Bit(output.c_str())); };
        return poolscope::ui::reportWithoutWindow(qt_argc, argv, write).toStdString();
    };
    reports.code = [](const poolscope::Scenario& scenario, const std::vector<std::string>& measured, CodeLanguage language) {
        QStringList words;
        for (const std::string& line : measured) words << QString::fromStdString(line);
        const QString code = language == CodeLanguage::Python ? poolscope::ui::pythonCode(scenario, words) : poolscope::ui::cppCode(scenario, words);
        return code.toStdString();
    };
#endif
    return poolscope::app::command_line(argc, argv, window, reports);
}
