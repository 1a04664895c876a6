// SPDX-License-Identifier: MIT
#include "trace/writer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <vector>

#include "trace/batch_pack.h"
#include "trace/crc32c.h"
#include "trace/deferred_tasks.h"
#include "trace/encode.h"
#include "trace/field_reader.h"
#include "trace/layout.h"
#include "trace/pack_key.h"
#include "trace/task_pack.h"
#include "trace/task_records.h"
#include "trace/trace_output.h"

namespace poolscope::trace {
namespace {

constexpr std::size_t kBufferSize = 256 * 1024;
/// Payload of a pack of tasks: read_at() decodes a whole one for a single task.
constexpr std::size_t kPackSize = 32 * 1024;
/// A task whose values take more than this in a pack has records of its own.
constexpr std::size_t kMostPackedValues = 4 * 1024;

/// What may go into the trace while tasks wait for their end to be told of: no rule says that it stands behind their
/// assignment.
template <class Alternative>
constexpr bool kMayOvertake =
    std::is_same_v<Alternative, BatchSubmitted> || std::is_same_v<Alternative, BatchInputEnded> ||
    std::is_same_v<Alternative, BatchEnded> || std::is_same_v<Alternative, WorkerSampled>;

}  // namespace

struct Writer::Impl {
    Impl(const std::string& path, std::uint64_t limit) : output(path), salt(output.salt()), value_limit(limit) {}

    TraceOutput output;
    std::uint32_t salt;
    std::uint64_t value_limit;
    std::uint64_t sequence = 0;
    std::vector<std::byte> buffer =
        std::vector<std::byte>(kBufferSize);  // zeroed, so every page is there before it is needed
    std::size_t used = 0;

    DeferredTasks deferred;
    TaskPackWriter pack;
    BatchPackWriter batch_pack;
    std::size_t pack_begin = 0;  // of its payload in the buffer, while one is open
    Time last_time = 0;          // of what was told last: times in a trace do not go back

    template <class Alternative> void append(Time time, const Alternative& record) noexcept {
        if (!output) {
            return;
        }
        last_time = std::max(last_time, time);
        if constexpr (std::is_same_v<Alternative, BatchEnded>) {
            const bool plain = record.outcome == BatchOutcome::Succeeded && record.error_type.empty() &&
                               record.error_message.empty() && !record.error_item && !record.error_worker;
            if (plain && pack.end_batch(record.batch)) {
                return;
            }
        }
        if constexpr (!kMayOvertake<Alternative>) {
            tell_deferred();
        }
        append_as_it_is(time, record);
    }

    // Room for so many bytes behind what is buffered; false when the buffer is too small for them even when empty.
    bool make_room(std::size_t most) noexcept {
        close_pack();
        if (most > buffer.size() - used) {
            write_buffer();
        }
        return most <= buffer.size();
    }

    template <class Alternative> void append_as_it_is(Time time, const Alternative& record) noexcept {
        const std::size_t most = kHeadSize + most_bytes(record);
        if (!make_room(most)) {
            append_alone(time, record, most);
            return;
        }
        used += encode_record(buffer.data() + used, time, record);
    }

    Time task_given(Time time, const TaskGiven& task) noexcept {
        if (!output) {
            return time;
        }
        last_time = std::max(last_time, time);
        if (task.attempt == 1 && task.items != 0 && defer(time, task)) {
            return time;
        }
        append_as_it_is(last_time, GivenRecord{task, value_limit});
        return last_time;
    }

    // Not when its arguments are more than what has a place there.
    bool defer(Time time, const TaskGiven& task) noexcept {
        if (task.arguments.size() > DeferredTask::kMostArguments || task.arguments.size() > value_limit) {
            return false;
        }
        DeferredTask* place = deferred.add(task.task);
        if (place == nullptr) {
            tell_deferred();
            place = deferred.add(task.task);
            if (place == nullptr) {
                return false;
            }
        }
        FieldWriter out(place->arguments.data(), 0);
        for_each_item(task.arguments, [&](std::span<const std::byte> list) { packed_value::write(out, list); });
        place->arguments_size = static_cast<std::uint8_t>(out.position() - place->arguments.data());
        place->batch = task.batch;
        place->worker = task.worker;
        place->items = task.items;
        place->first_item = task.first_item;
        place->assigned = time;
        return true;
    }

    void tell_deferred() noexcept {
        if (deferred.empty()) {
            return;
        }
        deferred.take_all([this](const DeferredTask& task) {
            if (output) {
                append_as_it_is(last_time, DeferredRecord{task});
            }
        });
    }

    void task_finished(Time time, const TaskFinished& task, const ResultNotes& results) noexcept {
        if (!output) {
            return;
        }
        last_time = std::max(last_time, time);
        if (DeferredTask* given = deferred.find(task.task)) {
            const bool packs = results.all_done() && task.worker == given->worker && task.batch == given->batch &&
                               task.first_item == given->first_item && results.items() == given->items &&
                               task.started != 0 && results.bytes().size() <= kMostPackedValues;
            if (packs) {
                add_to_pack(*given, task, results);
            } else {
                append_as_it_is(last_time, DeferredRecord{*given});
            }
            deferred.remove(*given);
            if (packs) {
                return;
            }
        }
        append_as_it_is(last_time, FinishedRecord{task, results});
    }

    void add_to_pack(const DeferredTask& given, const TaskFinished& task, const ResultNotes& results) noexcept {
        // In a pack no value takes more than in the notes.
        const std::size_t most = TaskPackWriter::kMostFields + DeferredTask::kMostArguments + results.bytes().size();
        if (batch_pack.batches() != 0) {
            close_pack();
        }
        if (pack.tasks() != 0 && (pack.tasks() == PackKey::kMostEntries || used - pack_begin >= kPackSize || most > buffer.size() - used)) {
            close_pack();
        }
        if (pack.tasks() == 0) {
            begin_pack(TaskPackWriter::kHead + most);
            used += TaskPackWriter::kHead;
        }
        std::array<std::byte, kMostPackedValues> values;
        FieldWriter packed(values.data(), 0);
        for (FieldReader in(results.bytes(), 0); in.left() != 0;) {
            static_cast<void>(in.u8());  // Done
            packed_value::write(packed, in.view());
        }
        FieldWriter out(buffer.data() + used, 0);
        pack.add(out, {.task = task.task,
                       .batch = task.batch,
                       .worker = given.worker,
                       .first_item = task.first_item,
                       .items = given.items,
                       .assigned = given.assigned,
                       .started = task.started,
                       .ended = task.ended,
                       .arguments_omitted = 0,
                       .arguments = {given.arguments.data(), given.arguments_size},
                       .values = {values.data(), static_cast<std::size_t>(packed.position() - values.data())}});
        used = static_cast<std::size_t>(out.position() - buffer.data());
    }

    // The buffer has room for so many bytes of a pack that begins now.
    void begin_pack(std::size_t most) noexcept {
        static_cast<void>(make_room(kHeadSize + most));
        used += kHeadSize;
        pack_begin = used;
    }

    void batch_submitted(Time time, const BatchTaken& batch) noexcept {
        if (!output) {
            return;
        }
        last_time = std::max(last_time, time);
        const std::size_t most = BatchPackWriter::kMostFields + batch.description.size();
        const std::size_t most_head = BatchPackWriter::most_head_bytes(batch);
        if (most + most_head > kPackSize) {
            append_as_it_is(time, batch);
            return;
        }
        if (batch_pack.batches() != 0 &&
            (!batch_pack.suits(batch) || batch_pack.batches() == PackKey::kMostEntries || used - pack_begin >= kPackSize ||
             most > buffer.size() - used)) {
            close_pack();
        }
        const bool begins = batch_pack.batches() == 0;
        if (begins) {
            begin_pack(most_head + most);
        }
        FieldWriter out(buffer.data() + used, 0);
        if (begins) {
            batch_pack.begin(out, batch);
        }
        batch_pack.add(out, time, batch);
        used = static_cast<std::size_t>(out.position() - buffer.data());
    }

    void close_pack() noexcept {
        if (pack.tasks() == 0 && batch_pack.batches() == 0) {
            return;
        }
        std::byte* payload = buffer.data() + pack_begin;
        const bool of_tasks = pack.tasks() != 0;
        const std::uint64_t records = of_tasks ? pack.records() : batch_pack.batches();
        if (of_tasks) {
            pack.finish(payload);
        } else {
            batch_pack.finish(payload);
        }
        const std::size_t length = used - pack_begin;
        write_head(payload - kHeadSize,
                   {.type = of_tasks ? kTaskPackType : kBatchPackType,
                    .length = static_cast<std::uint32_t>(length),
                    .sequence = sequence + 1,
                    .time = last_time,
                    .payload_sum = crc32c({payload, length}, salt)},
                   salt);
        sequence += records;
        pack.begin();
    }

    template <class Alternative>
    std::size_t encode_record(std::byte* at, Time time, const Alternative& record) noexcept {
        FieldWriter fields(at + kHeadSize, time);
        encode(fields, record);
        const auto length = static_cast<std::size_t>(fields.position() - at) - kHeadSize;
        if (length > kMaxPayload) {
            stop("a record of " + std::to_string(length) + " bytes is over the trace's limit", EMSGSIZE);
            return 0;
        }
        write_head(at,
                   {.type = number_of<Alternative>(),
                    .length = static_cast<std::uint32_t>(length),
                    .sequence = ++sequence,
                    .time = time,
                    .payload_sum = crc32c({at + kHeadSize, length}, salt)},
                   salt);
        return kHeadSize + length;
    }

    // A record that is larger than the buffer gets memory of its own for the moment.
    template <class Alternative> void append_alone(Time time, const Alternative& record, std::size_t most) noexcept {
        const std::unique_ptr<std::byte[]> room(new (std::nothrow) std::byte[most]);
        if (!room) {
            stop("no memory for a record of " + std::to_string(most) + " bytes", ENOMEM);
            return;
        }
        const std::size_t size = encode_record(room.get(), time, record);
        write_all({room.get(), size});
    }

    void flush() noexcept {
        tell_deferred();
        close_pack();
        write_buffer();
    }

    // No pack is open.
    void write_buffer() noexcept {
        write_all({buffer.data(), used});
        used = 0;
    }

    void stop(const std::string& why, int error) noexcept {
        output.stop(why, error);
        used = 0;
        pack = {};
        batch_pack = {};
    }

    void write_all(std::span<const std::byte> bytes) noexcept {
        output.write(bytes);
        if (!output) {
            used = 0;
            pack = {};
            batch_pack = {};
        }
    }
};

Writer::Writer(const std::string& path, std::uint64_t value_limit) : impl_(std::make_unique<Impl>(path, value_limit)) {}

Writer::~Writer() {
    flush();
}

void Writer::append(Time time, const Body& body) noexcept {
    if (body.valueless_by_exception()) {
        return;
    }
    std::visit([&](const auto& record) noexcept { impl_->append(time, record); }, body);
}

template <class Alternative> void Writer::append(Time time, const Alternative& record) noexcept {
    impl_->append(time, record);
}

void Writer::batch_submitted(Time time, const BatchTaken& batch) noexcept {
    impl_->batch_submitted(time, batch);
}

Time Writer::task_given(Time time, const TaskGiven& task) noexcept {
    return impl_->task_given(time, task);
}

void Writer::batch_ended(Time time, const BatchEnded& batch) noexcept {
    impl_->append(std::max(time, impl_->last_time), batch);
}

void Writer::task_finished(Time time, const TaskFinished& task, const ResultNotes& results) noexcept {
    impl_->task_finished(time, task, results);
}

template void Writer::append(Time, const RunStarted&) noexcept;
template void Writer::append(Time, const PoolCreated&) noexcept;
template void Writer::append(Time, const PoolPhaseChanged&) noexcept;
template void Writer::append(Time, const BatchSubmitted&) noexcept;
template void Writer::append(Time, const BatchInputEnded&) noexcept;
template void Writer::append(Time, const BatchEnded&) noexcept;
template void Writer::append(Time, const WorkerStarting&) noexcept;
template void Writer::append(Time, const WorkerStarted&) noexcept;
template void Writer::append(Time, const WorkerInitializing&) noexcept;
template void Writer::append(Time, const WorkerReady&) noexcept;
template void Writer::append(Time, const WorkerRetiring&) noexcept;
template void Writer::append(Time, const WorkerStopped&) noexcept;
template void Writer::append(Time, const WorkerContinued&) noexcept;
template void Writer::append(Time, const WorkerEnded&) noexcept;
template void Writer::append(Time, const WorkerSampled&) noexcept;
template void Writer::append(Time, const TaskAssigned&) noexcept;
template void Writer::append(Time, const TaskWithdrawn&) noexcept;
template void Writer::append(Time, const TaskStarted&) noexcept;
template void Writer::append(Time, const TaskEnded&) noexcept;
template void Writer::append(Time, const Message&) noexcept;
template void Writer::append(Time, const PoolChanged&) noexcept;
template void Writer::append(Time, const TaskOutput&) noexcept;

void Writer::fill_disk_after(std::uint64_t bytes) noexcept {
    fail_after(impl_->output.size() + bytes, ENOSPC);
}

void Writer::flush() noexcept {
    impl_->flush();
}

void Writer::fail_after(std::uint64_t bytes, int error_number) noexcept {
    impl_->output.fail_after(bytes, error_number);
}

bool Writer::has_unwritten() const noexcept {
    return impl_->used != 0 || !impl_->deferred.empty();
}

std::uint64_t Writer::value_limit() const noexcept {
    return impl_->value_limit;
}

const std::string& Writer::failure() const noexcept {
    return impl_->output.failure();
}

const std::string& Writer::path() const noexcept {
    return impl_->output.path();
}

}  // namespace poolscope::trace
