// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <poolscope/trace.h>

#include "trace/result_notes.h"

namespace poolscope::trace {

/// What BatchSubmitted has, where it is.
struct BatchTaken {
    BatchId batch;
    std::string_view method;
    std::string_view function;
    std::optional<std::uint64_t> items;
    std::optional<std::uint64_t> tasks;
    std::uint64_t chunksize = 1;
    std::string_view description;

    [[nodiscard]] static BatchTaken of(const BatchSubmitted& batch) noexcept {
        return {batch.batch, batch.method, batch.function, batch.items, batch.tasks, batch.chunksize, batch.description};
    }
};

/// A task was put into a worker's lane.
struct TaskGiven {
    TaskId task;
    BatchId batch;
    WorkerId worker;
    std::uint64_t first_item = 0;
    std::uint32_t items = 1;
    std::uint32_t attempt = 1;
    /// For each item a u32 length and that many bytes: its encoded list of arguments, as chunks have them.
    std::span<const std::byte> arguments;
};

/// It came to its end. Fields as TaskEnded has them.
struct TaskFinished {
    TaskId task;
    BatchId batch;
    std::optional<WorkerId> worker;
    Time started = 0;
    Time ended = 0;
    std::uint64_t first_item = 0;
};

/// Writes a trace: the only writer of its file. One thread. Many records go out in one write.
/// A full disk or any other failed write stops the recording for good, is kept in failure(), and never throws or blocks
/// the pool.
class Writer {
public:
    /// Creates the file (mode 0600, refused when it exists and is not empty) and writes its header. Throws SystemError.
    /// An empty file that exists is taken over, and so is a character device such as /dev/null.
    explicit Writer(const std::string& path, std::uint64_t value_limit = 64 * 1024);
    ~Writer();  ///< flushes
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Appends to the buffer; writes when the buffer is full.
    void append(Time time, const Body& body) noexcept;
    /// The same for one kind of record, without making a Body of it first. For every alternative of Body.
    template <class Alternative> void append(Time time, const Alternative& record) noexcept;
    /// BatchSubmitted; many calls of one function become a record together.
    void batch_submitted(Time time, const BatchTaken& batch) noexcept;
    /// TaskAssigned, but it may wait for the task's end for as long as nothing else is told that it must stand before, and
    /// until the next flush() at most. What is small and went well becomes one entry of a few bytes with it. Gives the time at which the
    /// trace has it: that of what was told before, if that is later.
    Time task_given(Time time, const TaskGiven& task) noexcept;
    /// TaskEnded. Both at the time of what was told before, if that is later.
    void task_finished(Time time, const TaskFinished& task, const ResultNotes& results) noexcept;
    /// BatchEnded; at the time of what was told before it, if that is later.
    void batch_ended(Time time, const BatchEnded& batch) noexcept;
    /// Writes what is buffered, and tells of each task that was given and has not ended.
    void flush() noexcept;
    /// A fault for tests and fault plans: from now on writing fails with this error (ENOSPC: the disk is full) as soon
    /// as the file has this many bytes, its header included. What fits before is still written, as by a disk that
    /// fills.
    void fail_after(std::uint64_t bytes, int error_number) noexcept;
    /// The same after so many bytes more, with ENOSPC: the fault "fill_disk". What is buffered counts.
    void fill_disk_after(std::uint64_t bytes) noexcept;
    [[nodiscard]] bool has_unwritten() const noexcept;
    /// Values longer than this are to be left out by whoever makes the records (ItemResult::value_omitted).
    [[nodiscard]] std::uint64_t value_limit() const noexcept;
    /// Why the recording stopped, or empty.
    [[nodiscard]] const std::string& failure() const noexcept;
    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope::trace
