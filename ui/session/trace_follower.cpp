// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/trace_follower.h"

#include <QFileInfo>

namespace poolscope::ui {

void TraceFollower::follow(const QString& path) {
    m_path = path;
    m_reader.reset();
    m_slowness.reset();
    m_state.clear();
}

void TraceFollower::readSlowly(std::uint64_t bytesPerSecond) {
    m_slowness = Slowness{bytesPerSecond, std::chrono::steady_clock::now()};
}

bool TraceFollower::mayReadOn() const {
    if (!m_slowness) return true;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_slowness->since;
    // A record is begun as long as the bytes before it were allowed, so that one of any size is read some day.
    return static_cast<double>(m_reader->offset()) <= elapsed.count() * static_cast<double>(m_slowness->bytesPerSecond);
}

void TraceFollower::endWhatBrokeOff() {
    if (m_reader) conclude(*m_reader, m_state);
}

std::optional<int> TraceFollower::takeRecordingStopped() {
    if (!m_reader || m_state.summary().recording_stopped) return {};
    const std::optional<int> error = m_reader->recording_stopped();
    if (error) conclude(*m_reader, m_state);
    return m_state.summary().recording_stopped;
}

TraceFollower::Progress TraceFollower::read(std::chrono::microseconds budget) {
    if (!m_reader) {
        if (m_path.isEmpty() || !QFileInfo::exists(m_path)) return Progress::NotThere;
        try {
            m_reader = std::make_unique<trace::Reader>(m_path.toStdString(), trace::ReadValues::No);
        } catch (...) {
            m_path.clear();
            throw;
        }
    }
    const auto end = std::chrono::steady_clock::now() + budget;
    bool gotSome = false;
    for (;;) {
        // Asking the clock costs as much as a record: once for a few records is enough.
        for (int i = 0; i < 64; ++i) {
            if (!mayReadOn()) return Progress::HeldBack;
            const std::optional<trace::Record> record = m_reader->next();
            if (!record) return gotSome ? Progress::Some : Progress::Nothing;
            m_state.apply(*record);
            gotSome = true;
        }
        if (std::chrono::steady_clock::now() >= end) return Progress::More;
    }
}

}  // namespace poolscope::ui
