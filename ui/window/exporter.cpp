// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/exporter.h"

#include <cstdio>
#include <fstream>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <nlohmann/json.hpp>

#include <poolscope/export.h>

namespace poolscope::ui {

namespace {

/// Returns what went wrong, or nothing.
std::string writeRun(const std::string& trace, Exporter::Form form, const std::string& target) {
    const std::string part = target + ".part";
    try {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        if (!out) return "The file cannot be written.";
        switch (form) {
        case Exporter::Form::Csv: export_trace(trace, ExportFormat::Csv, out); break;
        case Exporter::Form::JsonLines: export_trace(trace, ExportFormat::JsonLines, out); break;
        case Exporter::Form::Text: export_trace(trace, ExportFormat::Text, out); break;
        case Exporter::Form::Chrome: export_trace(trace, ExportFormat::Chrome, out); break;
        case Exporter::Form::Json: {
            trace::Reader reader(trace);
            PoolState state;
            while (const auto record = reader.next())
                state.apply(*record);
            out << run_document(state, reader).dump(2) << '\n';
            break;
        }
        }
        out.close();
        if (!out) throw std::runtime_error("The file could not be written to its end; is the disk full?");
        if (std::rename(part.c_str(), target.c_str()) != 0)
            throw std::runtime_error("The file could not be put in its place.");
    } catch (const std::exception& error) {
        std::remove(part.c_str());
        return error.what();
    }
    return {};
}

}  // namespace

void Exporter::write(const QString& tracePath, Form form, const QString& target) {
    QThread* const thread = QThread::create([this, trace = QFile::encodeName(tracePath).toStdString(), form,
                                             file = QFile::encodeName(target).toStdString(), target] {
        const std::string problem = writeRun(trace, form, file);
        const QString shown = QDir::toNativeSeparators(target);
        Notice notice;
        if (problem.empty())
            notice = {Notice::Weight::Note, tr("Written: %1").arg(shown), {}};
        else
            notice = {Notice::Weight::Error, tr("%1 was not written.").arg(shown), QString::fromStdString(problem)};
        QMetaObject::invokeMethod(
            this, [this, notice] { emit finished(notice); }, Qt::QueuedConnection);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    // The thread speaks to this object, which therefore waits for it.
    connect(
        this, &QObject::destroyed, thread, [thread] { thread->wait(); }, Qt::DirectConnection);
    thread->start();
}

}  // namespace poolscope::ui
