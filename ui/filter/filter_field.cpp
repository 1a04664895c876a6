// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter_field.h"

#include <algorithm>

#include <QtGlobal>

namespace poolscope::ui {

namespace {

constexpr FilterFieldInfo kFields[] = {
    {FilterField::State, "state", "", FilterKind::Choice, QT_TRANSLATE_NOOP("Filter", "How it ended or stands"),
     "state:failed,lost"},
    {FilterField::Worker, "worker", "", FilterKind::Count, QT_TRANSLATE_NOOP("Filter", "Number of the worker: 3 is PoolWorker-3"),
     "worker:3"},
    {FilterField::Slot, "slot", "", FilterKind::Count, QT_TRANSLATE_NOOP("Filter", "The worker's place in the pool, from 0"),
     "slot:0..3"},
    {FilterField::Pid, "pid", "", FilterKind::Count, QT_TRANSLATE_NOOP("Filter", "The worker's process"), "pid:4711"},
    {FilterField::Batch, "batch", "", FilterKind::Count, QT_TRANSLATE_NOOP("Filter", "Number of the batch"), "batch:2"},
    {FilterField::Function, "function", "fn", FilterKind::Name, QT_TRANSLATE_NOOP("Filter", "What is called"),
     "function:is_prime"},
    {FilterField::Item, "item", "", FilterKind::Count, QT_TRANSLATE_NOOP("Filter", "Index in the batch, from 0"),
     "item:100..199"},
    {FilterField::Task, "task", "id", FilterKind::Count, QT_TRANSLATE_NOOP("Filter", "Number of the task (chunk)"), "task:812"},
    {FilterField::Attempt, "attempt", "", FilterKind::Count,
     QT_TRANSLATE_NOOP("Filter", "1 the first time, more after a worker died"), "attempt>1"},
    {FilterField::Duration, "duration", "run", FilterKind::Duration,
     QT_TRANSLATE_NOOP("Filter", "How long the task ran, or has run so far"), "duration>2s"},
    {FilterField::Queue, "queue", "", FilterKind::Duration,
     QT_TRANSLATE_NOOP("Filter", "From the batch's submission until a worker got the task"), "queue>=500ms"},
    {FilterField::Transport, "transport", "", FilterKind::Duration,
     QT_TRANSLATE_NOOP("Filter", "From there until the task began"), "transport>200us"},
    {FilterField::Moment, "time", "", FilterKind::Duration,
     QT_TRANSLATE_NOOP("Filter", "When it ran or happened, since the beginning of the run"), "time:1.2s..3.4s"},
    {FilterField::Value, "value", "result", FilterKind::Text,
     QT_TRANSLATE_NOOP("Filter", "What the function gave; compared as a number with < and >"), "value>100"},
    {FilterField::Error, "error", "", FilterKind::Name, QT_TRANSLATE_NOOP("Filter", "The error's type and message"),
     "error:ValueError"},
    {FilterField::Arguments, "arg", "args", FilterKind::Text,
     QT_TRANSLATE_NOOP("Filter", "The arguments, as Python would show them"), "arg:\"[42]\""},
    {FilterField::Output, "output", "", FilterKind::Written,
     QT_TRANSLATE_NOOP("Filter", "What was written to standard output and error, or how much"), "output>1KiB"},
    {FilterField::Cause, "cause", "", FilterKind::Name, QT_TRANSLATE_NOOP("Filter", "Why a worker is gone"), "cause:crashed"},
};
constexpr FilterFieldInfo kAnything{FilterField::Anything, "", "", FilterKind::Text, "", ""};

bool isNamed(QStringView text, const char* name) {
    return *name != '\0' && text.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
}

}  // namespace

std::span<const FilterFieldInfo> filterFields() {
    return kFields;
}

const FilterFieldInfo& infoOf(FilterField field) {
    const auto* const found =
        std::find_if(std::begin(kFields), std::end(kFields), [field](const FilterFieldInfo& info) { return info.field == field; });
    return found == std::end(kFields) ? kAnything : *found;
}

std::optional<FilterField> filterFieldNamed(QStringView name) {
    for (const FilterFieldInfo& info : kFields)
        if (isNamed(name, info.name) || isNamed(name, info.alias)) return info.field;
    return std::nullopt;
}

bool FilterVocabulary::has(FilterField field) const {
    return field == FilterField::Anything || std::find(fields.begin(), fields.end(), field) != fields.end();
}

}  // namespace poolscope::ui
