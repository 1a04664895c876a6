// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_model.h"

#include "format/activity.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "models/roles.h"
#include "models/task_facts.h"

namespace poolscope::ui {

namespace {

std::vector<Column> columns() {
    using Kind = Column::Kind;
    const auto tr = [](const char* text) { return EventModel::tr(text); };
    return {
        {tr("Time"), tr("Since the beginning of the run"), Kind::Number, 84},
        {tr("Weight"), tr("Note, warning or error"), Kind::Words, 76},
        {tr("Cause"), tr("Why the worker is gone: one of a closed list"), Kind::Words, 140},
        {tr("What happened"), tr("In words"), Kind::Words, 600},
    };
}

/// An event as a filter asks for it.
class EventSubject final : public FilterSubject {
public:
    EventSubject(const PoolState& state, const Event& event, const QString& cause)
        : m_state(state), m_event(event), m_cause(cause) {}

    [[nodiscard]] std::optional<FilterRange> number(FilterField field) const override {
        const auto one = [](auto number) { return FilterRange{static_cast<qint64>(number), static_cast<qint64>(number)}; };
        if (field == FilterField::State) return one(m_event.severity);
        if (field == FilterField::Moment) return one(m_event.time - m_state.summary().origin);
        if (field == FilterField::Task)
            return m_event.task < m_state.task_count() ? std::optional(one(m_state.task(m_event.task).id.value)) : std::nullopt;
        if (m_event.worker >= m_state.workers().size()) return std::nullopt;
        const WorkerLife& life = m_state.workers()[m_event.worker];
        if (field == FilterField::Worker) return one(life.id.value);
        if (field == FilterField::Slot) return one(life.slot.value);
        return field == FilterField::Pid ? std::optional(one(life.pid)) : std::nullopt;
    }
    [[nodiscard]] bool hasText(FilterField field, const QString& word, bool isWhole) const override {
        if (field == FilterField::Cause) return fitsWord(m_cause, word, isWhole);
        return fitsWord(QString::fromStdString(m_event.text), word, isWhole) || fitsWord(m_cause, word, isWhole);
    }
    [[nodiscard]] std::optional<double> textNumber(FilterField /*field*/) const override { return std::nullopt; }

private:
    const PoolState& m_state;
    const Event& m_event;
    const QString& m_cause;
};

}  // namespace

EventModel::EventModel(const PoolState& state, QObject* parent) : IndexedTableModel(state, columns(), parent) {}

std::size_t EventModel::sourceCount() const {
    return moment().eventCount();
}

void EventModel::apply(const ChangeSet& changes) {
    if (changes.replaced) forget();
    grow();
}

void EventModel::showMoment() {
    lookAgain();
}

QString EventModel::cause(const Event& event) const {
    if (event.worker >= state().workers().size()) return {};
    const WorkerLife& worker = state().workers()[event.worker];
    return worker.ended == event.time ? endText(worker) : QString();
}

bool EventModel::fits(std::size_t source) const {
    const Event& event = state().events()[source];
    const QString why = cause(event);
    return filter().matches(EventSubject(state(), event, why));
}

std::int64_t EventModel::sortKey(std::size_t source, int column) const {
    const Event& event = state().events()[source];
    if (column == Weight) return static_cast<std::int64_t>(event.severity);
    if (column == Moment) return event.time;
    // Ends of one cause stand together.
    if (event.worker >= state().workers().size()) return -1;
    const WorkerLife& life = state().workers()[event.worker];
    return life.ended == event.time && life.cause ? static_cast<std::int64_t>(*life.cause) : -1;
}

const FilterVocabulary& EventModel::vocabulary() const {
    using trace::Severity;
    static const FilterVocabulary words{
        {FilterField::State, FilterField::Moment, FilterField::Worker, FilterField::Slot, FilterField::Pid, FilterField::Task,
         FilterField::Cause},
        {{QStringLiteral("note"), static_cast<qint64>(Severity::Note)},
         {QStringLiteral("warning"), static_cast<qint64>(Severity::Warning)},
         {QStringLiteral("error"), static_cast<qint64>(Severity::Error)}}};
    return words;
}

std::vector<FilterField> EventModel::facetFields() const {
    return {FilterField::State, FilterField::Worker};
}

void EventModel::facetKeys(std::size_t source, qint64* keys) const {
    const Event& event = state().events()[source];
    keys[0] = static_cast<qint64>(event.severity);
    keys[1] = event.worker < state().workers().size() ? qint64{event.worker} : kNoFacet;
}

FacetValue EventModel::facetValue(FilterField field, qint64 key) const {
    if (field != FilterField::State) return taskFacetValue(state(), field, key);
    const auto severity = static_cast<trace::Severity>(key);
    return {stateWord(vocabulary(), key), severityName(severity), severityInk(severity)};
}

QVariant EventModel::cell(int row, int column, int role) const {
    const std::uint32_t source = sourceAt(row);
    if (source >= moment().eventCount()) return {};
    const Event& event = state().events()[source];
    switch (role) {
    case SubjectRole: return source;
    case Qt::DisplayRole:
        if (column == Moment) return durationText(event.time - state().summary().origin);
        if (column == Cause) return cause(event);
        return column == Weight ? severityName(event.severity) : QString::fromStdString(event.text);
    case Qt::ToolTipRole: return column == Text ? QVariant(QString::fromStdString(event.text)) : QVariant();
    case InkRole:
        if (column == Weight) return static_cast<int>(severityInk(event.severity));
        if (column == Moment) return static_cast<int>(Ink::Muted);
        return event.severity == trace::Severity::Error ? QVariant(static_cast<int>(Ink::Bad)) : QVariant();
    default: return {};
    }
}

}  // namespace poolscope::ui
