// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/result_model.h"

#include "format/outcome.h"
#include "format/quantity.h"
#include "models/roles.h"
#include "session/value_source.h"

namespace poolscope::ui {

namespace {

constexpr std::size_t kCellChars = 200;

std::vector<Column> columns() {
    using Kind = Column::Kind;
    const auto tr = [](const char* text) { return ResultModel::tr(text); };
    return {
        {tr("Batch"), tr("Number of the batch"), Kind::Number, 60},
        {tr("Item"), tr("Index of the item in its batch, from 0"), Kind::Number, 76},
        {tr("State"), tr("How the item ended"), Kind::Words, 116},
        {tr("Value"), tr("What the function gave, as Python would show it"), Kind::Value, 190},
        {tr("Error"), tr("The error's type and message"), Kind::Words, 260},
        {tr("Queued"), tr("From the batch's submission until a worker got its task"), Kind::Number, 84},
        {tr("Transport"), tr("From there until its task began"), Kind::Number, 84},
        {tr("Task time"), tr("How long the item's task (chunk) ran"), Kind::Number, 88},
        {tr("Started"), tr("When its task began, since the beginning of the run"), Kind::Number, 84},
        {tr("Worker"), tr("Where it ran"), Kind::Words, 132},
        {tr("Attempt"), tr("1 the first time; more after a worker died"), Kind::Number, 72},
        {tr("Output"), tr("What its task (chunk) wrote to standard output (out) and standard error (err)"), Kind::Words, 130},
    };
}

}  // namespace

ResultModel::ResultModel(const PoolState& state, const ValueSource& values, QObject* parent)
    : IndexedTableModel(state, columns(), parent), m_values(values), m_subject(state, values, m_outputs) {}

std::size_t ResultModel::sourceCount() const {
    return moment().resultCount();
}

void ResultModel::showMoment() {
    lookAgain();
}

void ResultModel::apply(const ChangeSet& changes) {
    if (changes.replaced) {
        forget();
        m_outputs.clear();
        m_errors.clear();
    }
    const bool isNew = !m_outputs.update(state()).empty();
    grow();
    // Output mostly comes before its result; what comes later changes rows that are shown.
    if (isNew && rowCount() > 0) emit dataChanged(index(0, Output), index(rowCount() - 1, Output));
}

QString ResultModel::workerText(const TaskRow& task) const {
    return task.worker < state().workers().size() ? QString::fromStdString(state().workers()[task.worker].name)
                                                  : QString();
}

QString ResultModel::text(const ResultRow& result, int column) const {
    const TaskRow& task = state().task(result.task);
    switch (column) {
    case Batch: return countText(result.batch.value);
    case Item: return countText(result.item);
    case State: return outcomeName(result.outcome);
    case Value: {
        if (result.outcome != trace::ItemOutcome::Done) return {};
        const ItemValue value = m_values.result(task, result.position, kCellChars);
        if (value.isMissing) return tr("(not in the trace)");
        return value.omittedBytes ? tr("(%1, not kept in the trace)").arg(bytesText(value.omittedBytes)) : value.text;
    }
    case Error: {
        if (result.outcome == trace::ItemOutcome::Done) return {};
        const ItemValue value = m_values.result(task, result.position, kCellChars);
        return value.errorType.isEmpty() ? value.errorMessage
                                         : QStringLiteral("%1: %2").arg(value.errorType, value.errorMessage);
    }
    case Duration: return task.started && task.ended != kOpen ? durationText(task.ended - task.started) : QString();
    case Queue: {
        const std::optional<Time> time = queueTime(state(), task);
        return time ? durationText(*time) : QString();
    }
    case Transport: {
        const std::optional<Time> time = transportTime(task);
        return time ? durationText(*time) : QString();
    }
    case Attempt: return countText(task.attempt);
    case Worker: return workerText(task);
    case Started: return task.started ? durationText(task.started - state().summary().origin) : QString();
    case Output: return m_outputs.text(task.id);
    default: return {};
    }
}

QVariant ResultModel::cell(int row, int column, int role) const {
    const std::uint32_t source = sourceAt(row);
    if (source >= moment().resultCount()) return {};
    switch (role) {
    case SubjectRole: return source;
    case Qt::DisplayRole: return text(state().result(source), column);
    case InkRole:
        if (column == State) return static_cast<int>(outcomeInk(state().result(source).outcome));
        return column == Error ? QVariant(static_cast<int>(Ink::Bad)) : QVariant();
    default: return {};
    }
}

bool ResultModel::fits(std::size_t source) const {
    m_subject.show(source);
    return filter().matches(m_subject);
}

const FilterVocabulary& ResultModel::vocabulary() const {
    using enum trace::ItemOutcome;
    const auto choice = [](const char* word, trace::ItemOutcome outcome) {
        return FilterChoice{QLatin1String(word), static_cast<qint64>(outcome)};
    };
    static const FilterVocabulary words{
        {FilterField::State, FilterField::Worker, FilterField::Slot, FilterField::Pid, FilterField::Batch, FilterField::Function,
         FilterField::Item, FilterField::Task, FilterField::Attempt, FilterField::Duration, FilterField::Queue,
         FilterField::Transport, FilterField::Moment, FilterField::Value, FilterField::Error, FilterField::Arguments,
         FilterField::Output},
        {choice("done", Done), choice("failed", Failed), choice("lost", Lost), choice("timed-out", TimedOut),
         choice("cancelled", Cancelled)}};
    return words;
}

std::vector<FilterField> ResultModel::facetFields() const {
    return {FilterField::State, FilterField::Worker, FilterField::Batch, FilterField::Error, FilterField::Attempt};
}

void ResultModel::facetKeys(std::size_t source, qint64* keys) const {
    m_subject.show(source);
    const ResultRow& row = m_subject.row();
    const TaskRow& task = m_subject.task();
    keys[0] = static_cast<qint64>(row.outcome);
    keys[1] = task.worker == kNoIndex ? kNoFacet : qint64{task.worker};
    keys[2] = row.batch.value;
    keys[3] = kNoFacet;
    if (row.outcome != trace::ItemOutcome::Done) {
        const QString type = m_values.result(task, row.position, kCellChars).errorType;
        if (!type.isEmpty()) keys[3] = m_errors.numberOf(type);
    }
    keys[4] = task.attempt;
}

FacetValue ResultModel::facetValue(FilterField field, qint64 key) const {
    if (field == FilterField::Error) return {m_errors.word(key), m_errors.word(key), Ink::Bad};
    if (field != FilterField::State) return taskFacetValue(state(), field, key);
    const auto outcome = static_cast<trace::ItemOutcome>(key);
    return {stateWord(vocabulary(), key), outcomeName(outcome), outcomeInk(outcome)};
}

bool ResultModel::isSortable(int column) const {
    return column != Value && column != Error;
}

std::int64_t ResultModel::sortKey(std::size_t source, int column) const {
    const ResultRow result = state().result(source);
    const TaskRow& task = state().task(result.task);
    switch (column) {
    case Batch: return result.batch.value;
    case Item: return static_cast<std::int64_t>(result.item);
    case State: return static_cast<std::int64_t>(result.outcome);
    case Duration: return task.started && task.ended != kOpen ? task.ended - task.started : -1;
    case Queue: return queueTime(state(), task).value_or(-1);
    case Transport: return transportTime(task).value_or(-1);
    case Attempt: return task.attempt;
    case Worker: return task.worker == kNoIndex ? -1 : std::int64_t{task.worker};
    case Started: return task.started;
    case Output: return static_cast<std::int64_t>(m_outputs.bytes(task.id));
    default: return 0;
    }
}

}  // namespace poolscope::ui
