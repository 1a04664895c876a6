// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "session/reply.h"

namespace poolscope::ui {

/// Writes a run or its results to a file, on a thread of its own: a million values take a while. The file is complete or not
/// there at all. One after another: what is asked for while one is written waits for it.
class Exporter : public QObject {
    Q_OBJECT

public:
    /// Csv, ResultLines: a row or a JSON object an item. Sqlite: a database. Json: the document of `run --json`. Chrome: for Perfetto. Trace: a copy.
    enum class Form { Csv, ResultLines, Sqlite, Json, Chrome, Trace };
    struct Job {
        QString trace;  ///< its file, so that the run may go on meanwhile; what was recorded up to now is written
        Form form = Form::Csv;
        QString target;
        std::optional<std::vector<std::uint32_t>> rows = std::nullopt;  ///< of results; none: all
    };

    using QObject::QObject;
    ~Exporter() override;

    void write(const Job& job);
    /// Gives up what is being written, and what waits. Nothing is left of it.
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void begun(const QString& target);
    /// How much of it is done, 0 to 1; not for every form.
    void progressed(double done);
    void finished(const poolscope::ui::Notice& notice);

private:
    void start();

    std::vector<Job> m_waiting;
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    bool m_isBusy = false;
};

}  // namespace poolscope::ui
