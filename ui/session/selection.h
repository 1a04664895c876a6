// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QObject>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// One thing that a run is made of.
struct Subject {
    enum class Kind { None, Worker, Task, Result, Batch, Event };
    Kind kind = Kind::None;
    std::uint32_t index = kNoIndex;  ///< into the PoolState's list of that kind
    friend bool operator==(const Subject&, const Subject&) = default;
};

/// The one thing that all views show as selected.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] Subject subject() const { return m_subject; }

public slots:
    void select(poolscope::ui::Subject subject) {
        if (subject == m_subject) return;
        m_subject = subject;
        emit changed(subject);
    }
    void clear() { select({}); }

signals:
    void changed(poolscope::ui::Subject subject);

private:
    Subject m_subject;
};

}  // namespace poolscope::ui
