// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "session/reply.h"

namespace poolscope::ui {

/// Writes a run's results to a file, on a thread of its own: a million values take a while. The file is complete or not
/// there at all.
class Exporter : public QObject {
    Q_OBJECT

public:
    enum class Form { Csv, Json, JsonLines, Text, Chrome };

    using QObject::QObject;

    /// Reads the trace from its file, so that the run may go on meanwhile; what was recorded up to now is written.
    void write(const QString& tracePath, Form form, const QString& target);

signals:
    void finished(const poolscope::ui::Notice& notice);
};

}  // namespace poolscope::ui
