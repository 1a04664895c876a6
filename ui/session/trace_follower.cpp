// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/trace_follower.h"

#include <QFileInfo>

namespace poolscope::ui {

void TraceFollower::follow(const QString& path) {
    m_path = path;
    m_reader.reset();
    m_state.clear();
}

void TraceFollower::endWhatBrokeOff() {
    if (m_reader) conclude(*m_reader, m_state);
}

TraceFollower::Progress TraceFollower::read(std::chrono::microseconds budget) {
    if (!m_reader) {
        if (m_path.isEmpty() || !QFileInfo::exists(m_path)) return Progress::NotThere;
        try {
            m_reader = std::make_unique<trace::Reader>(m_path.toStdString());
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
            const std::optional<trace::Record> record = m_reader->next();
            if (!record) return gotSome ? Progress::Some : Progress::Nothing;
            m_state.apply(*record);
            gotSome = true;
        }
        if (std::chrono::steady_clock::now() >= end) return Progress::More;
    }
}

}  // namespace poolscope::ui
