// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/exporter.h"

#include <chrono>
#include <utility>

#include <QDir>
#include <QFile>
#include <QThread>

#include <nlohmann/json.hpp>

#include <poolscope/export.h>
#include <poolscope/export_sqlite.h>

#include "views/file_export.h"

namespace poolscope::ui {

namespace {

void copyTrace(const Exporter::Job& job, const ExportOptions& options) {
    const QString why = copyWhole(job.trace, job.target, [&options](double done) {
        if (!options.proceed(done)) throw ExportCancelled();
    });
    if (!why.isEmpty()) throw std::runtime_error(why.toStdString());
}

void writeDocument(const std::string& trace, const QString& target, const ExportOptions& options) {
    const auto mayGoOn = [&options](double done) {
        if (!options.proceed(done)) throw ExportCancelled();
    };
    constexpr std::size_t kBetween = 4096;
    trace::Reader reader(trace);
    PoolState state;
    for (std::size_t records = 0;; ++records) {
        // Half the work is the reading, as far as anybody can tell.
        if (records % kBetween == 0) mayGoOn(0.5 * static_cast<double>(records) / static_cast<double>(records + 16 * kBetween));
        const auto record = reader.next();
        if (!record) break;
        state.apply(*record);
    }
    mayGoOn(0.5);
    const QByteArray text = QByteArray::fromStdString(run_document(state, reader).dump(2)) + '\n';
    mayGoOn(0.9);
    if (const QString why = writeWhole(text, target); !why.isEmpty()) throw std::runtime_error(why.toStdString());
}

void writeRun(const Exporter::Job& job, const ExportOptions& options) {
    const std::string trace = QFile::encodeName(job.trace).toStdString();
    const std::string target = QFile::encodeName(job.target).toStdString();
    if (isSameFile(job.trace, job.target)) throw std::runtime_error(Exporter::tr("It is the trace itself: choose another name.").toStdString());
    switch (job.form) {
    case Exporter::Form::Csv: return export_to_file(trace, ExportFormat::Csv, target, options);
    case Exporter::Form::ResultLines: return export_to_file(trace, ExportFormat::ResultLines, target, options);
    case Exporter::Form::Chrome: return export_to_file(trace, ExportFormat::Chrome, target, options);
    case Exporter::Form::Sqlite: return export_sqlite(trace, target, options);
    case Exporter::Form::Json: return writeDocument(trace, job.target, options);
    case Exporter::Form::Trace: return copyTrace(job, options);
    }
}

}  // namespace

Exporter::~Exporter() {
    m_waiting.clear();
    m_isCancelled->store(true);
}

void Exporter::write(const Job& job) {
    m_waiting.push_back(job);
    if (!m_isBusy) start();
}

void Exporter::cancel() {
    m_isCancelled->store(true);
    for (const Job& job : std::exchange(m_waiting, {}))
        emit finished({Notice::Weight::Note, tr("Cancelled: %1 was not written.").arg(QDir::toNativeSeparators(job.target)), {}});
}

void Exporter::start() {
    const Job job = m_waiting.front();
    m_waiting.erase(m_waiting.begin());
    m_isBusy = true;
    m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    emit begun(job.target);
    QThread* const thread = QThread::create([this, job, isCancelled = m_isCancelled] {
        constexpr auto kBetween = std::chrono::milliseconds(100);
        auto told = std::chrono::steady_clock::now();
        ExportOptions options;
        options.rows = job.rows;
        options.proceed = [&](double done) {
            const auto now = std::chrono::steady_clock::now();
            if (now - told >= kBetween) {
                told = now;
                QMetaObject::invokeMethod(
                    this, [this, done] { emit progressed(done); }, Qt::QueuedConnection);
            }
            return !isCancelled->load();
        };
        const QString shown = QDir::toNativeSeparators(job.target);
        Notice notice{Notice::Weight::Note, tr("Written: %1").arg(shown), {}};
        try {
            writeRun(job, options);
        } catch (const ExportCancelled&) {
            notice = {Notice::Weight::Note, tr("Cancelled: %1 was not written.").arg(shown), {}};
        } catch (const std::exception& error) {
            notice = {Notice::Weight::Error, tr("%1 was not written.").arg(shown), QString::fromUtf8(error.what())};
        }
        QMetaObject::invokeMethod(
            this,
            [this, notice] {
                m_isBusy = false;
                emit finished(notice);
                if (!m_isBusy && !m_waiting.empty()) start();  // who was told may have asked for another
            },
            Qt::QueuedConnection);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    // The thread speaks to this object, which therefore waits for it.
    connect(
        this, &QObject::destroyed, thread, [thread] { thread->wait(); }, Qt::DirectConnection);
    thread->start();
}

}  // namespace poolscope::ui
