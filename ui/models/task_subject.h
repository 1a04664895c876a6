// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filter/filter.h"
#include "models/task_facts.h"

namespace poolscope::ui {

class OutputSizes;
class ValueSource;

/// A task as a filter asks for it. Borrows everything; what is in the file is read when it is asked for.
class TaskSubject final : public FilterSubject {
public:
    TaskSubject(const PoolState& state, const ValueSource& values, const OutputSizes& outputs)
        : m_state(state), m_values(values), m_outputs(outputs) {}
    /// As it is at the moment that is looked at.
    void show(const TaskRow& task, Time now) {
        m_row = task;
        m_now = now;
    }

    [[nodiscard]] std::optional<FilterRange> number(FilterField field) const override;
    [[nodiscard]] bool hasText(FilterField field, const QString& word, bool isWhole) const override;
    [[nodiscard]] std::optional<double> textNumber(FilterField field) const override;

private:
    const PoolState& m_state;
    const ValueSource& m_values;
    const OutputSizes& m_outputs;
    TaskRow m_row;
    Time m_now = 0;
};

/// An item's result as a filter asks for it.
class ResultSubject final : public FilterSubject {
public:
    ResultSubject(const PoolState& state, const ValueSource& values, const OutputSizes& outputs)
        : m_state(state), m_values(values), m_outputs(outputs) {}
    void show(std::size_t row) {
        m_row = m_state.result(row);
        m_hasTask = false;
    }
    [[nodiscard]] const ResultRow& row() const { return m_row; }
    [[nodiscard]] const TaskRow& task() const;

    [[nodiscard]] std::optional<FilterRange> number(FilterField field) const override;
    [[nodiscard]] bool hasText(FilterField field, const QString& word, bool isWhole) const override;
    [[nodiscard]] std::optional<double> textNumber(FilterField field) const override;

private:
    const PoolState& m_state;
    const ValueSource& m_values;
    const OutputSizes& m_outputs;
    ResultRow m_row;
    mutable TaskRow m_task;
    mutable bool m_hasTask = false;  ///< m_task is that of m_row
};

}  // namespace poolscope::ui
