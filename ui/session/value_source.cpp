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
