// SPDX-License-Identifier: MIT
#include "trace/decode.h"

#include <array>
#include <utility>

#include "trace/encode.h"
#include "trace/field_reader.h"

namespace poolscope::trace {
namespace {

// One function for each record, in the order of FORMAT.md's table.

void read(FieldReader& in, RunStarted& record, ReadValues) {
    record.wall_clock_ns = in.number();
    record.host_pid = in.number32();
    record.version = in.string();
    record.program = in.string();
    record.title = in.string();
    record.scenario = in.string();
}
Limits read_limits(FieldReader& in) {
    Limits limits;
    limits.maxitemsperchild = in.optional_varint();
    limits.max_memory_per_child = in.optional_varint();
    limits.max_age_per_child = in.optional_duration();
    limits.task_timeout = in.optional_duration();
    limits.initializer_timeout = in.optional_duration();
    return limits;
}

void read(FieldReader& in, PoolCreated& record, ReadValues) {
    record.processes = in.varint32();
    record.start_method = in.string();
    record.initializer = in.string();
    record.initargs = in.bytes();
    record.maxtasksperchild = in.optional_varint();
    record.processes_reason = in.string();
    if (in.left() == 0) {
        return;  // written before these fields were there
    }
    record.limits = read_limits(in);
    record.jitter = static_cast<double>(in.varint()) / kJitterUnits;
    if (record.jitter > 1) {
        in.fail();
    }
    if (in.flag()) {
        record.restart_budget.emplace();
        record.restart_budget->deaths = in.varint32();
        record.restart_budget->per = std::chrono::nanoseconds(in.number());
    }
    record.item_attempts = in.varint32();
    record.seed = in.varint();
    record.captures_output = in.flag();
    record.faults = in.string();
}
void read(FieldReader& in, PoolPhaseChanged& record, ReadValues) {
    record.phase = in.enumeration(PoolPhase::Ended);
    record.message = in.string();
}
void read(FieldReader& in, BatchSubmitted& record, ReadValues) {
    record.batch.value = in.varint32();
    record.method = in.string();
    record.function = in.string();
    record.items = in.optional_varint();
    record.tasks = in.optional_varint();
    record.chunksize = in.varint();
    record.description = in.string();
}
void read(FieldReader& in, BatchInputEnded& record, ReadValues) {
    record.batch.value = in.varint32();
    record.items = in.varint();
    record.tasks = in.varint();
    record.error = in.string();
}
void read(FieldReader& in, BatchEnded& record, ReadValues) {
    record.batch.value = in.varint32();
    record.outcome = in.enumeration(BatchOutcome::Cancelled);
    record.error_type = in.string();
    record.error_message = in.string();
    record.error_item = in.optional_varint();
    record.error_worker = in.optional_worker();
}
void read(FieldReader& in, WorkerStarting& record, ReadValues) {
    record.worker.value = in.varint32();
    record.slot.value = in.varint32();
    record.generation = in.varint32();
    record.start_method = in.string();
}
void read(FieldReader& in, WorkerStarted& record, ReadValues) {
    record.worker.value = in.varint32();
    record.pid = in.number32();
}
void read(FieldReader& in, WorkerInitializing& record, ReadValues) {
    record.worker.value = in.varint32();
}
void read(FieldReader& in, WorkerReady& record, ReadValues) {
    record.worker.value = in.varint32();
}
void read(FieldReader& in, WorkerRetiring& record, ReadValues) {
    record.worker.value = in.varint32();
    record.cause = in.enumeration(kLastEndCause);
}
void read(FieldReader& in, WorkerStopped& record, ReadValues) {
    record.worker.value = in.varint32();
}
void read(FieldReader& in, WorkerContinued& record, ReadValues) {
    record.worker.value = in.varint32();
}
void read(FieldReader& in, WorkerEnded& record, ReadValues) {
    record.worker.value = in.varint32();
    record.cause = in.enumeration(kLastEndCause);
    record.exit_code = in.optional_number();
    record.signal = in.optional_number();
    record.message = in.string();
}
void read(FieldReader& in, WorkerSampled& record, ReadValues) {
    record.worker.value = in.varint32();
    record.cpu_ns = in.number();
    record.rss_bytes = in.varint();
}
void read(FieldReader& in, TaskAssigned& record, ReadValues values) {
    record.task.value = in.varint();
    record.batch.value = in.varint32();
    record.worker.value = in.varint32();
    record.first_item = in.varint();
    record.items = in.varint32();
    record.attempt = in.varint32();
    const auto arguments = in.view();
    if (values == ReadValues::Yes) {
        record.arguments.assign(arguments.begin(), arguments.end());
    }
    record.arguments_omitted = in.varint();
    if (in.left() != 0) {
        record.assigned = in.when();
    }
}
void read(FieldReader& in, TaskWithdrawn& record, ReadValues) {
    record.task.value = in.varint();
    record.worker.value = in.varint32();
}
void read(FieldReader& in, TaskStarted& record, ReadValues) {
    record.task.value = in.varint();
    record.worker.value = in.varint32();
    record.started = in.when();
}
void read(FieldReader& in, TaskEnded& record, ReadValues values) {
    record.task.value = in.varint();
    record.batch.value = in.varint32();
    record.worker = in.optional_worker();
    record.started = in.when();
    record.ended = in.when();
    record.first_item = in.varint();
    const std::uint64_t count = in.varint();
    if (count > in.left() / 2) {  // an item takes at least two bytes
        in.fail();
        return;
    }
    record.results.resize(static_cast<std::size_t>(count));
    for (ItemResult& item : record.results) {
        const std::uint8_t outcome = in.u8();
        const auto value = in.view();
        item.outcome = static_cast<ItemOutcome>(outcome & ~unsigned{kValueOmitted});
        if (item.outcome < ItemOutcome::Done || item.outcome > ItemOutcome::Moved) {
            in.fail();
        }
        item.value_omitted = (outcome & kValueOmitted) != 0 ? in.varint() : 0;
        if (!in.sound()) {
            return;
        }
        if (values == ReadValues::Yes || item.outcome != ItemOutcome::Done) {
            item.value.assign(value.begin(), value.end());
        }
    }
}
void read(FieldReader& in, Message& record, ReadValues) {
    record.severity = in.enumeration(Severity::Error);
    record.text = in.string();
}
void read(FieldReader& in, PoolChanged& record, ReadValues) {
    record.processes = in.varint32();
    record.paused = in.flag();
    record.maxtasksperchild = in.optional_varint();
    record.limits = read_limits(in);
    record.message = in.string();
}
void read(FieldReader& in, TaskOutput& record, ReadValues) {
    record.worker.value = in.varint32();
    if (const auto task = in.optional_varint()) {
        record.task = TaskId{*task};
    }
    record.item = in.optional_varint();
    record.stream = in.enumeration(OutputStream::Err);
    record.text = in.string();
    record.omitted = in.varint();
}

using Decoder = void (*)(FieldReader&, Body&, ReadValues);

template <std::size_t Index> void decode_into(FieldReader& in, Body& body, ReadValues values) {
    read(in, body.emplace<Index>(), values);
}

template <std::size_t... Indexes> constexpr auto make_decoders(std::index_sequence<Indexes...>) {
    return std::array<Decoder, sizeof...(Indexes)>{&decode_into<Indexes>...};
}

constexpr auto kDecoders = make_decoders(std::make_index_sequence<std::variant_size_v<Body>>());

}  // namespace

Decoded decode(std::uint16_t type, std::span<const std::byte> payload, Time record_time, ReadValues values,
               Body& body) {
    if (type == 0 || type > kDecoders.size()) {
        return Decoded::UnknownType;
    }
    FieldReader in(payload, record_time);
    kDecoders[type - 1u](in, body, values);
    return in.sound() ? Decoded::Known : Decoded::Unsound;
}

}  // namespace poolscope::trace
