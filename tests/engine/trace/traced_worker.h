// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <QFile>
#include <QObject>
#include <QTemporaryDir>

#include "lane_words.h"
#include "trace_builder.h"

namespace poolscope::testing {

inline constexpr Time kMs = 1'000'000;

/// Tests of what a state is told: each writes a trace of its own, and looks at what it comes to.
class TracedWorker : public QObject {
protected:
    void beginTrace() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
        m_trace = std::make_unique<TraceBuilder>(m_path);
    }
    /// A pool of one worker, ready at 0.2 ms, and a batch of 100 items submitted at 1 ms.
    void beginOneWorker() {
        m_trace->begin_run(1);
        m_worker = m_trace->start_worker(0);
        m_trace->now = kMs;
        m_batch = m_trace->submit("map", "square", 100);
    }
    [[nodiscard]] PoolState reduced() const {
        m_trace->flush();
        return reduce(m_path);
    }

    QTemporaryDir m_folder;
    std::string m_path;
    std::unique_ptr<TraceBuilder> m_trace;
    BatchId m_batch;
    WorkerId m_worker;
};

}  // namespace poolscope::testing
