// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

#include <poolscope/trace.h>

#include "trace/field_writer.h"
#include "trace/layout.h"
#include "trace/result_notes.h"
#include "trace/writer.h"

/// Payloads as FORMAT.md's table has them. For each record: most_bytes(), an upper bound of its payload, and encode().
namespace poolscope::trace {

inline constexpr std::size_t kNumber = FieldWriter::kMaxNumber;
/// Bound of a record's fields that have a fixed number of bytes at most; no record but PoolCreated has more than
/// eight of them, and that one fewer than sixteen.
inline constexpr std::size_t kFixedFields = 8 * (kNumber + 1);

template <class... Strings> std::size_t most_bytes_with(const Strings&... strings) noexcept {
    return (kFixedFields + ... + (kNumber + strings.size()));
}

template <class Record> std::size_t most_bytes(const Record&) noexcept {
    return kFixedFields;
}
inline std::size_t most_bytes(const RunStarted& record) noexcept {
    return most_bytes_with(record.version, record.program, record.title, record.scenario);
}
inline std::size_t most_bytes(const PoolCreated& record) noexcept {
    return kFixedFields + most_bytes_with(record.start_method, record.initializer, record.initargs,
                                          record.processes_reason, record.faults);
}
inline std::size_t most_bytes(const PoolPhaseChanged& record) noexcept {
    return most_bytes_with(record.message);
}
inline std::size_t most_bytes(const BatchTaken& record) noexcept {
    return most_bytes_with(record.method, record.function, record.description);
}
inline std::size_t most_bytes(const BatchSubmitted& record) noexcept { return most_bytes(BatchTaken::of(record)); }
inline std::size_t most_bytes(const BatchInputEnded& record) noexcept {
    return most_bytes_with(record.error);
}
inline std::size_t most_bytes(const BatchEnded& record) noexcept {
    return most_bytes_with(record.error_type, record.error_message);
}
inline std::size_t most_bytes(const WorkerStarting& record) noexcept {
    return most_bytes_with(record.start_method);
}
inline std::size_t most_bytes(const WorkerEnded& record) noexcept {
    return most_bytes_with(record.message);
}
inline std::size_t most_bytes(const TaskAssigned& record) noexcept {
    return kFixedFields + kNumber + (record.arguments.size() <= kMaxValues ? record.arguments.size() : 0);
}
inline std::size_t most_bytes(const TaskEnded& record) noexcept {
    std::uint64_t values = 0;
    for (const ItemResult& item : record.results) {
        values += item.value.size();
    }
    const std::uint64_t kept = values < kMaxValues ? values : kMaxValues;
    // The outcome, the value's length (at most 4 bytes, since a kept value is below 2^28) and the size of an omitted
    // one.
    return kFixedFields + record.results.size() * (1 + 4 + kNumber) + static_cast<std::size_t>(kept);
}
inline std::size_t most_bytes(const Message& record) noexcept {
    return most_bytes_with(record.text);
}
inline std::size_t most_bytes(const PoolChanged& record) noexcept {
    return most_bytes_with(record.message);
}
inline std::size_t most_bytes(const TaskOutput& record) noexcept {
    return kFixedFields + kNumber + std::min<std::size_t>(record.text.size(), kMaxValues);
}

inline void encode(FieldWriter& out, const RunStarted& record) noexcept {
    out.number(record.wall_clock_ns);
    out.number(record.host_pid);
    out.string(record.version);
    out.string(record.program);
    out.string(record.title);
    out.string(record.scenario);
}
inline void encode(FieldWriter& out, const Limits& limits) noexcept {
    out.optional_varint(limits.maxitemsperchild);
    out.optional_varint(limits.max_memory_per_child);
    out.optional_duration(limits.max_age_per_child);
    out.optional_duration(limits.task_timeout);
    out.optional_duration(limits.initializer_timeout);
}

/// A number from 0 to 1 goes into a trace in millionths.
inline constexpr double kJitterUnits = 1e6;

inline void encode(FieldWriter& out, const PoolCreated& record) noexcept {
    out.varint(record.processes);
    out.string(record.start_method);
    out.string(record.initializer);
    out.bytes(record.initargs);
    out.optional_varint(record.maxtasksperchild);
    out.string(record.processes_reason);
    encode(out, record.limits);
    const double jitter = record.jitter > 0 ? std::min(record.jitter, 1.0) : 0.0;  // also of what is not a number
    out.varint(static_cast<std::uint64_t>(jitter * kJitterUnits + 0.5));
    out.u8(record.restart_budget ? 1 : 0);
    if (record.restart_budget) {
        out.varint(record.restart_budget->deaths);
        out.number(record.restart_budget->per.count());
    }
    out.varint(record.item_attempts);
    out.varint(record.seed);
    out.u8(record.captures_output ? 1 : 0);
    out.string(record.faults);
}
inline void encode(FieldWriter& out, const PoolPhaseChanged& record) noexcept {
    out.u8(static_cast<std::uint8_t>(record.phase));
    out.string(record.message);
}
inline void encode(FieldWriter& out, const BatchTaken& record) noexcept {
    out.varint(record.batch.value);
    out.string(record.method);
    out.string(record.function);
    out.optional_varint(record.items);
    out.optional_varint(record.tasks);
    out.varint(record.chunksize);
    out.string(record.description);
}
inline void encode(FieldWriter& out, const BatchSubmitted& record) noexcept { encode(out, BatchTaken::of(record)); }
inline void encode(FieldWriter& out, const BatchInputEnded& record) noexcept {
    out.varint(record.batch.value);
    out.varint(record.items);
    out.varint(record.tasks);
    out.string(record.error);
}
inline void encode(FieldWriter& out, const BatchEnded& record) noexcept {
    out.varint(record.batch.value);
    out.u8(static_cast<std::uint8_t>(record.outcome));
    out.string(record.error_type);
    out.string(record.error_message);
    out.optional_varint(record.error_item);
    out.optional_worker(record.error_worker);
}
inline void encode(FieldWriter& out, const WorkerStarting& record) noexcept {
    out.varint(record.worker.value);
    out.varint(record.slot.value);
    out.varint(record.generation);
    out.string(record.start_method);
}
inline void encode(FieldWriter& out, const WorkerStarted& record) noexcept {
    out.varint(record.worker.value);
    out.number(record.pid);
}
inline void encode(FieldWriter& out, const WorkerInitializing& record) noexcept {
    out.varint(record.worker.value);
}
inline void encode(FieldWriter& out, const WorkerReady& record) noexcept {
    out.varint(record.worker.value);
}
inline void encode(FieldWriter& out, const WorkerRetiring& record) noexcept {
    out.varint(record.worker.value);
    out.u8(static_cast<std::uint8_t>(record.cause));
}
inline void encode(FieldWriter& out, const WorkerStopped& record) noexcept {
    out.varint(record.worker.value);
}
inline void encode(FieldWriter& out, const WorkerContinued& record) noexcept {
    out.varint(record.worker.value);
}
inline void encode(FieldWriter& out, const WorkerEnded& record) noexcept {
    out.varint(record.worker.value);
    out.u8(static_cast<std::uint8_t>(record.cause));
    out.optional_number(record.exit_code);
    out.optional_number(record.signal);
    out.string(record.message);
}
inline void encode(FieldWriter& out, const WorkerSampled& record) noexcept {
    out.varint(record.worker.value);
    out.number(record.cpu_ns);
    out.varint(record.rss_bytes);
}
inline void encode(FieldWriter& out, const TaskAssigned& record) noexcept {
    const bool fits = record.arguments.size() <= kMaxValues;
    out.varint(record.task.value);
    out.varint(record.batch.value);
    out.varint(record.worker.value);
    out.varint(record.first_item);
    out.varint(record.items);
    out.varint(record.attempt);
    out.bytes(fits ? std::span<const std::byte>(record.arguments) : std::span<const std::byte>());
    out.varint(fits ? record.arguments_omitted : record.arguments.size());
    if (record.assigned != 0) {
        out.when(record.assigned);
    }
}
inline void encode(FieldWriter& out, const TaskWithdrawn& record) noexcept {
    out.varint(record.task.value);
    out.varint(record.worker.value);
}
inline void encode(FieldWriter& out, const TaskStarted& record) noexcept {
    out.varint(record.task.value);
    out.varint(record.worker.value);
    out.when(record.started);
}

inline void encode(FieldWriter& out, const TaskEnded& record) noexcept {
    out.varint(record.task.value);
    out.varint(record.batch.value);
    out.optional_worker(record.worker);
    out.when(record.started);
    out.when(record.ended);
    out.varint(record.first_item);
    out.varint(record.results.size());
    std::uint64_t room = kMaxValues;
    for (const ItemResult& item : record.results) {
        const bool fits = item.value.size() <= room;
        const std::uint64_t omitted = fits ? item.value_omitted : item.value.size();
        out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(item.outcome) | (omitted != 0 ? kValueOmitted : 0u)));
        out.bytes(fits ? std::span<const std::byte>(item.value) : std::span<const std::byte>());
        room -= fits ? item.value.size() : 0;
        if (omitted != 0) {
            out.varint(omitted);
        }
    }
}
inline void encode(FieldWriter& out, const Message& record) noexcept {
    out.u8(static_cast<std::uint8_t>(record.severity));
    out.string(record.text);
}
inline void encode(FieldWriter& out, const PoolChanged& record) noexcept {
    out.varint(record.processes);
    out.u8(record.paused ? 1 : 0);
    out.optional_varint(record.maxtasksperchild);
    encode(out, record.limits);
    out.string(record.message);
}
inline void encode(FieldWriter& out, const TaskOutput& record) noexcept {
    out.varint(record.worker.value);
    out.optional_varint(record.task ? std::optional(record.task->value) : std::nullopt);
    out.optional_varint(record.item);
    out.u8(static_cast<std::uint8_t>(record.stream));
    const std::size_t kept = std::min<std::size_t>(record.text.size(), kMaxValues);
    out.string(std::string_view(record.text).substr(0, kept));
    out.varint(record.omitted + (record.text.size() - kept));
}

}  // namespace poolscope::trace
