// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/task_subject.h"

#include <algorithm>

#include "models/output_sizes.h"
#include "session/value_source.h"

namespace poolscope::ui {

namespace {

/// Texts are searched in as far as this: more of a value is seldom looked for, and all of it would be decoded.
constexpr std::size_t kSearchedChars = 20'000;

bool isWrittenBy(const PoolState& state, const ValueSource& values, const OutputSizes& outputs, TaskId id,
                 const QString& word, bool isWhole, std::optional<std::uint64_t> item) {
    if (outputs.bytes(id) == 0) return false;
    const std::optional<std::uint32_t> task = state.find_task(id);
    if (!task) return false;
    QString all;
    for (const std::uint32_t row : state.outputs_of_task(*task)) {
        const OutputRow piece = state.output(row);
        if (item && piece.item && *piece.item != *item) continue;
        all += values.output(piece);
        if (!isWhole && all.contains(word, Qt::CaseInsensitive)) return true;
    }
    return fitsWord(all.trimmed(), word, isWhole);
}

QString errorText(const ItemValue& value) {
    return value.errorType.isEmpty() ? value.errorMessage : value.errorType + QStringLiteral(": ") + value.errorMessage;
}

bool hasError(const ItemValue& value, const QString& word, bool isWhole) {
    if (value.isMissing || value.outcome == trace::ItemOutcome::Done) return false;
    return isWhole ? fitsWord(value.errorType, word, true) || fitsWord(value.errorMessage, word, true)
                   : fitsWord(errorText(value), word, false);
}

std::optional<double> numberIn(const ItemValue& value) {
    bool isNumber = false;
    const double number = value.text.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// The value of one item: what a result shows, and what the items of a task show.
bool hasItemText(const ItemValue& value, FilterField field, const QString& word, bool isWhole) {
    if (field == FilterField::Error) return hasError(value, word, isWhole);
    return !value.isMissing && value.outcome == trace::ItemOutcome::Done && fitsWord(value.text, word, isWhole);
}

}  // namespace

std::optional<FilterRange> TaskSubject::number(FilterField field) const {
    if (field == FilterField::State) return FilterRange{static_cast<qint64>(m_row.phase), static_cast<qint64>(m_row.phase)};
    if (field == FilterField::Output) {
        const auto bytes = static_cast<qint64>(m_outputs.bytes(m_row.id));
        return FilterRange{bytes, bytes};
    }
    return taskNumber(m_state, m_row, field, m_now);
}

bool TaskSubject::hasText(FilterField field, const QString& word, bool isWhole) const {
    switch (field) {
    case FilterField::Function: return fitsWord(QString::fromStdString(functionOf(m_state, m_row)), word, isWhole);
    case FilterField::Arguments: return fitsWord(m_values.arguments(m_row, kSearchedChars), word, isWhole);
    case FilterField::Output: return isWrittenBy(m_state, m_values, m_outputs, m_row.id, word, isWhole, {});
    case FilterField::Value:
    case FilterField::Error:
        if (!m_row.ended_offset || (field == FilterField::Error && m_row.phase == TaskPhase::Done)) return false;
        for (std::uint32_t position = 0; position < m_row.items; ++position)
            if (hasItemText(m_values.result(m_row, position, kSearchedChars), field, word, isWhole)) return true;
        return false;
    case FilterField::Anything:
        if (QString::number(m_row.id.value).contains(word) || fitsWord(QString::fromStdString(workerOf(m_state, m_row)), word, false))
            return true;
        for (const FilterField one : {FilterField::Function, FilterField::Arguments, FilterField::Error, FilterField::Value})
            if (hasText(one, word, false)) return true;
        return false;
    default: return false;
    }
}

std::optional<double> TaskSubject::textNumber(FilterField field) const {
    // Of several items the first: chunks of one are what one compares.
    if (field != FilterField::Value || !m_row.ended_offset) return std::nullopt;
    return numberIn(m_values.result(m_row, 0, kSearchedChars));
}

const TaskRow& ResultSubject::task() const {
    if (!m_hasTask) {
        m_task = m_state.task(m_row.task);
        m_hasTask = true;
    }
    return m_task;
}

std::optional<FilterRange> ResultSubject::number(FilterField field) const {
    const auto one = [](std::uint64_t number) {
        return FilterRange{static_cast<qint64>(number), static_cast<qint64>(number)};
    };
    switch (field) {
    case FilterField::State: return one(static_cast<std::uint64_t>(m_row.outcome));
    case FilterField::Batch: return one(m_row.batch.value);
    case FilterField::Item: return one(m_row.item);
    case FilterField::Output: return one(m_outputs.bytes(task().id));
    default: return taskNumber(m_state, task(), field, m_state.summary().last);
    }
}

bool ResultSubject::hasText(FilterField field, const QString& word, bool isWhole) const {
    switch (field) {
    case FilterField::Function: return fitsWord(QString::fromStdString(functionOf(m_state, task())), word, isWhole);
    case FilterField::Arguments: return fitsWord(m_values.argument(task(), m_row.position, kSearchedChars), word, isWhole);
    case FilterField::Output: return isWrittenBy(m_state, m_values, m_outputs, task().id, word, isWhole, m_row.item);
    case FilterField::Value:
        if (m_row.outcome != trace::ItemOutcome::Done) return false;
        return hasItemText(m_values.result(task(), m_row.position, kSearchedChars), field, word, isWhole);
    case FilterField::Error:
        if (m_row.outcome == trace::ItemOutcome::Done) return false;
        return hasItemText(m_values.result(task(), m_row.position, kSearchedChars), field, word, isWhole);
    case FilterField::Anything:
        if (QString::number(m_row.item).contains(word) || fitsWord(QString::fromStdString(workerOf(m_state, task())), word, false))
            return true;
        for (const FilterField one : {FilterField::Function, FilterField::Value, FilterField::Error, FilterField::Arguments})
            if (hasText(one, word, false)) return true;
        return false;
    default: return false;
    }
}

std::optional<double> ResultSubject::textNumber(FilterField field) const {
    if (field != FilterField::Value || m_row.outcome != trace::ItemOutcome::Done) return std::nullopt;
    return numberIn(m_values.result(task(), m_row.position, kSearchedChars));
}

}  // namespace poolscope::ui
