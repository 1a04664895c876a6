// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/trace_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <poolscope/trace.h>

namespace poolscope::ui {

namespace {

struct TraceFile {
    Q_DECLARE_TR_FUNCTIONS(TraceFile)
};

}  // namespace

std::optional<Notice> problemOfTrace(const QString& path) {
    const QFileInfo file(path);
    if (!file.exists())
        return Notice{Notice::Weight::Error, TraceFile::tr("%1 cannot be opened.").arg(QDir::toNativeSeparators(path)),
                      TraceFile::tr("There is no such file.")};
    try {
        static_cast<void>(trace::Reader(path.toStdString(), trace::ReadValues::No));
        return {};
    } catch (const std::exception& error) {
        return Notice{Notice::Weight::Error, TraceFile::tr("%1 cannot be read as a trace.").arg(file.fileName()), QString::fromUtf8(error.what())};
    }
}

}  // namespace poolscope::ui
