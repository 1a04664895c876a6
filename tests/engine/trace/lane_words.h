// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <QString>
#include <QStringList>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::testing {

/// The state at the end of a trace.
inline PoolState reduce(const std::string& path) {
    trace::Reader reader(path);
    PoolState state;
    while (const auto record = reader.next()) {
        state.apply(*record);
    }
    return state;
}

/// A lane in words: "starting 0-100 idle 300-1000 running(1) 1000-2000 ...", times in microseconds since the begin.
inline QString lane(const PoolState& state, std::size_t slot) {
    const auto micro = [&](Time time) {
        return time == kOpen ? QString("open") : QString::number((time - state.summary().origin) / 1000);
    };
    QStringList words;
    for (std::size_t index = 0; index < state.span_count(slot); ++index) {
        const Span span = state.span(slot, index);
        QString word = to_string(span.activity);
        if (span.activity == WorkerActivity::Running) {
            word += QString("(%1)").arg(state.task(span.task).id.value);
        }
        words << word + (span.failed ? "!" : "") + " " + micro(span.begin) + "-" + micro(span.end);
    }
    return words.join(", ");
}

/// What was told of this worker (an index) last.
inline QString lastEvent(const PoolState& state, std::uint32_t worker) {
    QString text;
    for (const Event& event : state.events()) {
        if (event.worker == worker) {
            text = QString::fromStdString(event.text);
        }
    }
    return text;
}

}  // namespace poolscope::testing
