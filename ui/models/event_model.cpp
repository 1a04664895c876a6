// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_model.h"

#include "format/activity.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "models/roles.h"

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

}  // namespace

EventModel::EventModel(const PoolState& state, QObject* parent) : StateTableModel(state, columns(), parent) {}

void EventModel::apply(const ChangeSet& changes) {
    if (changes.replaced) reset(0);
    growTo(moment().eventCount());
}

void EventModel::showMoment() {
    changeTo(moment().eventCount());
}

QString EventModel::cause(const Event& event) const {
    if (event.worker >= state().workers().size()) return {};
    const WorkerLife& worker = state().workers()[event.worker];
    return worker.ended == event.time ? endText(worker) : QString();
}

QVariant EventModel::cell(int row, int column, int role) const {
    if (static_cast<std::size_t>(row) >= state().events().size()) return {};
    const Event& event = state().events()[static_cast<std::size_t>(row)];
    switch (role) {
    case SubjectRole: return static_cast<uint>(row);
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
