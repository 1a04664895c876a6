// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <poolscope/trace.h>

#include "trace/field_writer.h"

/// Many small tasks in one record: FORMAT.md, "Tasks". Each stands for a TaskAssigned, the TaskEnded to it, and often the
/// BatchEnded of its batch.
namespace poolscope::trace {

/// Far above the numbers of the alternatives of Body, which follow from their order.
inline constexpr std::uint16_t kTaskPackType = 64;
/// A task of a pack. `arguments` and `values` are packed values, one for each item, of the pack's own bytes.
struct PackedTask {
    TaskId task;
    BatchId batch;
    WorkerId worker;
    std::uint64_t first_item = 0;
    std::uint32_t items = 1;
    Time assigned = 0;
    Time started = 0;
    Time ended = 0;
    bool ends_batch = false;              ///< its batch succeeded with it
    std::uint64_t arguments_omitted = 0;  ///< not 0: this many bytes were left out
    std::span<const std::byte> arguments;
    std::span<const std::byte> values;
};

/// Values of a few common forms take a few bytes instead of nine or fourteen; others are kept as they are.
namespace packed_value {
/// Writes at most as many bytes as the value has and a varint of its size before it, plus one.
void write(FieldWriter& out, std::span<const std::byte> value) noexcept;
/// Appends the value at the front of `packed`, which was looked through by read_pack(), and takes it away.
void expand(std::span<const std::byte>& packed, std::vector<std::byte>& value);
}  // namespace packed_value

/// Writes the tasks of a pack one after another: each as its difference from the one before.
class TaskPackWriter {
public:
    /// Bytes of one task besides its packed values.
    static constexpr std::size_t kMostFields = 11 * FieldWriter::kMaxNumber;
    /// Bytes before the first task.
    static constexpr std::size_t kHead = 2;

    void begin() noexcept { *this = {}; }
    [[nodiscard]] std::uint32_t tasks() const noexcept { return tasks_; }
    /// `task.arguments` and `task.values` are packed already.
    void add(FieldWriter& out, const PackedTask& task) noexcept;
    /// The batch succeeded. False when the last task of the pack is not of it: then that needs a record of its own.
    [[nodiscard]] bool end_batch(BatchId batch) noexcept;
    /// Records for which the pack stands.
    [[nodiscard]] std::uint64_t records() const noexcept { return 2 * std::uint64_t{tasks_} + ended_batches_; }
    /// Puts the number of tasks into the pack's first bytes.
    void finish(std::byte* payload) const noexcept;

private:
    std::uint32_t tasks_ = 0;
    std::uint32_t ended_batches_ = 0;
    std::byte* flags_ = nullptr;  ///< of the last task
    TaskId task_;
    BatchId batch_;
    WorkerId worker_;
    std::uint64_t next_item_ = 0;
    Time assigned_ = 0, ended_ = 0;
};

/// Reads a pack that nobody vouches for; false when it is not sound. The tasks' spans are of `payload`.
[[nodiscard]] bool read_pack(std::span<const std::byte> payload, std::vector<PackedTask>& tasks);

/// 0: its TaskAssigned, 1: its TaskEnded, 2: the BatchEnded of its batch.
void expand_record(const PackedTask& task, std::size_t record, ReadValues values, Body& body);

}  // namespace poolscope::trace
