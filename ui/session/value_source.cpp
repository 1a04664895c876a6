// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/value_source.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <poolscope/value.h>

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Values", text);
}

/// An encoded list: error type, message. Text of the whole value when it is not that.
void readError(const std::vector<std::byte>& bytes, std::size_t maxChars, ItemValue& value) {
    try {
        const Json json = value_to_json(bytes);
        if (json.is_array() && json.size() >= 2 && json[0].is_string() && json[1].is_string()) {
            value.errorType = QString::fromStdString(json[0].get<std::string>());
            value.errorMessage =
                QString::fromStdString(json[1].get<std::string>()).left(static_cast<qsizetype>(maxChars));
            return;
        }
    } catch (const std::exception&) {
        // The bytes come from another process; what cannot be decoded is shown as it is.
    }
    value.errorMessage = QString::fromStdString(value_to_text(bytes, maxChars));
}

}  // namespace

void ValueSource::setTrace(const QString& path) {
    m_kept.clear();
    m_places.clear();
    m_argumentsOf = 0;
    m_arguments.clear();
    m_reader = path.isEmpty() ? nullptr : std::make_unique<trace::Reader>(path.toStdString());
}

std::shared_ptr<const trace::Record> ValueSource::record(std::uint64_t offset) const {
    if (const auto place = m_places.find(offset); place != m_places.end()) {
        m_kept.splice(m_kept.begin(), m_kept, place->second);
        return place->second->second;
    }
    if (!m_reader) return nullptr;
    std::optional<trace::Record> read = m_reader->read_at(offset);
    if (!read) return nullptr;
    auto kept = std::make_shared<const trace::Record>(std::move(*read));
    m_kept.emplace_front(offset, kept);
    m_places[offset] = m_kept.begin();
    if (m_kept.size() > kKept) {
        m_places.erase(m_kept.back().first);
        m_kept.pop_back();
    }
    return kept;
}

ItemValue ValueSource::result(const TaskRow& task, std::uint32_t position, std::size_t maxChars) const {
    ItemValue value;
    const auto kept = task.ended_offset == 0 ? nullptr : record(task.ended_offset);
    const auto* const ended = kept ? std::get_if<trace::TaskEnded>(&kept->body) : nullptr;
    if (!ended || ended->task != task.id || position >= ended->results.size()) {
        value.isMissing = true;
        return value;
    }
    const trace::ItemResult& item = ended->results[position];
    value.outcome = item.outcome;
    value.omittedBytes = item.value_omitted;
    if (item.outcome != trace::ItemOutcome::Done)
        readError(item.value, maxChars, value);
    else if (!item.value_omitted)
        value.text = QString::fromStdString(value_to_text(item.value, maxChars));
    return value;
}

QString ValueSource::output(const OutputRow& row) const {
    const auto kept = record(row.offset);
    const auto* const written = kept ? std::get_if<trace::TaskOutput>(&kept->body) : nullptr;
    return written ? QString::fromUtf8(written->text.data(), static_cast<qsizetype>(written->text.size()))
                   : say("(not in the trace)");
}

std::optional<Time> ValueSource::writtenAt(const OutputRow& row) const {
    const auto kept = record(row.offset);
    return kept ? std::optional(kept->time) : std::nullopt;
}

const std::vector<Json>& ValueSource::argumentLists(const TaskRow& task) const {
    if (m_argumentsOf == task.assigned_offset && m_argumentsOf != 0) return m_arguments;
    m_argumentsOf = task.assigned_offset;
    m_arguments.clear();
    const auto kept = record(task.assigned_offset);
    const auto* const assigned = kept ? std::get_if<trace::TaskAssigned>(&kept->body) : nullptr;
    if (!assigned || assigned->task != task.id || assigned->arguments.empty()) return m_arguments;
    try {
        for (const Json& list : value_to_json(assigned->arguments))
            m_arguments.push_back(list);
    } catch (const std::exception&) {
        m_arguments.clear();  // damaged
    }
    return m_arguments;
}

std::optional<Json> ValueSource::argumentJson(const TaskRow& task, std::uint32_t position) const {
    const std::vector<Json>& lists = argumentLists(task);
    return position < lists.size() ? std::optional(lists[position]) : std::nullopt;
}

std::uint64_t ValueSource::omittedArguments(const TaskRow& task) const {
    const auto kept = record(task.assigned_offset);
    const auto* const assigned = kept ? std::get_if<trace::TaskAssigned>(&kept->body) : nullptr;
    return assigned ? assigned->arguments_omitted : 0;
}

QString ValueSource::argument(const TaskRow& task, std::uint32_t position, std::size_t maxChars) const {
    if (task.items <= 1) {
        const std::uint64_t omitted = omittedArguments(task);
        if (omitted) return arguments(task, maxChars);
    }
    const std::vector<Json>& lists = argumentLists(task);
    if (position >= lists.size()) return task.items > 1 ? QString() : arguments(task, maxChars);
    return QString::fromStdString(value_to_text(encode_value(lists[position]), maxChars));
}

QString ValueSource::arguments(const TaskRow& task, std::size_t maxChars) const {
    const auto kept = record(task.assigned_offset);
    const auto* const assigned = kept ? std::get_if<trace::TaskAssigned>(&kept->body) : nullptr;
    if (!assigned || assigned->task != task.id) return {};
    if (assigned->arguments_omitted)
        return say("%1 bytes, too long to be kept in the trace").arg(assigned->arguments_omitted);
    return assigned->arguments.empty() ? QString()
                                       : QString::fromStdString(value_to_text(assigned->arguments, maxChars));
}

}  // namespace poolscope::ui
