// SPDX-License-Identifier: MIT
#include "trace/task_values.h"

#include <utility>

#include <poolscope/value.h>

namespace poolscope::trace {

Json json_or_null(std::span<const std::byte> value) {
    if (value.empty()) {
        return nullptr;
    }
    try {
        return value_to_json(value);
    } catch (const DecodingError&) {
        return nullptr;
    }
}

Json result_json(const ItemResult& result) {
    if (result.value_omitted != 0) {
        return Json{{"omitted_bytes", result.value_omitted}};
    }
    return json_or_null(result.value);
}

std::string utf8_only(const std::string& text) {
    return value_to_json(encode_value(text)).get<std::string>();
}

ItemError error_of(const ItemResult& result) {
    const Json error = json_or_null(result.value);
    const auto text = [&](std::size_t index) {
        return error.is_array() && index < error.size() && error[index].is_string() ? error[index].get<std::string>()
                                                                                    : std::string();
    };
    return {text(0), text(1)};
}

const ItemResult* TaskValues::result(std::uint32_t task, std::uint32_t position) {
    if (ended_task_ != task) {
        const std::uint64_t offset = state_->task(task).ended_offset;
        ended_task_ = task;
        ended_ = offset != 0 ? reader_->read_at(offset) : std::nullopt;
    }
    const TaskEnded* ended = ended_ ? std::get_if<TaskEnded>(&ended_->body) : nullptr;
    return ended != nullptr && position < ended->results.size() ? &ended->results[position] : nullptr;
}

Json TaskValues::arguments(std::uint32_t task, std::uint32_t position) {
    if (assigned_task_ != task) {
        assigned_task_ = task;
        arguments_ = nullptr;
        const std::uint64_t offset = state_->task(task).assigned_offset;
        const std::optional<Record> record = offset != 0 ? reader_->read_at(offset) : std::nullopt;
        if (const TaskAssigned* assigned = record ? std::get_if<TaskAssigned>(&record->body) : nullptr) {
            arguments_ = json_or_null(assigned->arguments);
        }
    }
    return arguments_.is_array() && position < arguments_.size() ? arguments_[position] : Json(nullptr);
}

}  // namespace poolscope::trace
