// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <poolscope/ids.h>
#include <poolscope/trace.h>

#include "supervise/batch.h"
#include "supervise/dispatcher.h"

namespace poolscope::supervise {

/// What is known of a function in one pool.
struct FunctionUse {
    std::string name;
    std::uint32_t id = 0;  ///< stands for it in lanes
    TaskTime time;
};

/// One task: a chunk on its way to a worker, in a lane, or back from one.
struct Task {
    TaskId id;
    Chunk chunk;
    std::uint32_t attempt = 1;
};

/// A batch while it runs: gives its tasks out and counts its items until each has ended. Makes no system call.
class BatchRun {
public:
    explicit BatchRun(BatchRequest request)
        : own_request_(std::make_unique<BatchRequest>(std::move(request))), request_(own_request_.get()),
          only_(std::move(own_request_->only)), watcher_(request_->observer.get()) {}
    /// One call: of the kind that `request` says, which has no source, with these arguments. Request and watcher, which may be null, outlive it.
    BatchRun(const BatchRequest& request, Chunk only, BatchObserver* watcher)
        : request_(&request), only_(std::move(only)), watcher_(watcher) {}
    /// Before anything else: its number, and what is known of its function.
    void enter(BatchId id, FunctionUse& function) noexcept {
        id_ = id;
        function_ = &function;
    }

    enum class Supply { Task, NotYet, Exhausted };
    /// The next task: first what came back from a lane, then a new chunk, which gets `next_id` and counts it up.
    Supply next_task(Task& task, std::uint64_t& next_id);
    /// Finds out whether the input has ended, where that shows without taking anything.
    void look_for_input_end();
    /// A task that was not begun comes back, to be given out again before all others.
    void take_back(Task task);

    /// Takes a task out that came back and waits; empty: it does not wait here.
    [[nodiscard]] std::optional<Task> remove_waiting(TaskId task);
    /// The same for the task in which this item waits.
    [[nodiscard]] std::optional<Task> remove_waiting_item(std::uint64_t item);
    /// An item that was not read yet is to end as cancelled once it is. False when the input has no such item, as far as known.
    [[nodiscard]] bool cancel_when_read(std::uint64_t item);
    /// Those of a chunk that has just been read.
    [[nodiscard]] std::vector<std::uint64_t> take_cancelled(const Chunk& chunk);
    /// Drops what waits and reads no more: what is not in a lane ends as cancelled, with the batch.
    void cancel();
    [[nodiscard]] bool was_cancelled() const noexcept { return was_cancelled_; }

    /// A row of items is done.
    void items_done(std::uint64_t first_item, const detail::ValueRow& row, WorkerId worker, std::int32_t pid);
    /// An item has ended, once and for good.
    void item_ended(const SettledItem& item);
    void task_ended(std::uint64_t first_item, std::uint32_t items);
    /// True when the input is read to its end and every item has ended.
    [[nodiscard]] bool complete() const noexcept { return input_ended_ && !has_returned() && ended_ + dropped_ == read_; }
    /// Nothing is left to give out, for now.
    [[nodiscard]] bool is_exhausted() const noexcept { return input_ended_ && !has_returned(); }
    /// Other batches come first.
    [[nodiscard]] bool may_wait() const { return request_->source && request_->source->may_wait(); }
    /// Whether some items end only with the batch, untold.
    [[nodiscard]] bool leaves_items_untold() const noexcept;
    /// The input has just been found to end; true once.
    [[nodiscard]] bool take_input_end() noexcept { return std::exchange(input_end_news_, false); }
    /// How the batch ended, judged from its items.
    [[nodiscard]] trace::BatchOutcome outcome() const noexcept;

    [[nodiscard]] BatchId id() const noexcept { return id_; }
    [[nodiscard]] const BatchRequest& request() const noexcept { return *request_; }
    /// May be null.
    [[nodiscard]] BatchObserver* watcher() const noexcept { return watcher_; }
    [[nodiscard]] FunctionUse& function() noexcept { return *function_; }
    [[nodiscard]] TaskTime& task_time() noexcept { return function_->time; }
    [[nodiscard]] std::uint64_t items_read() const noexcept { return read_; }
    [[nodiscard]] std::uint64_t tasks_read() const noexcept { return tasks_; }
    using Error = std::pair<std::string, std::string>;  ///< type, message
    [[nodiscard]] const Error* input_error() const noexcept {
        return troubles_ && troubles_->input_error ? &*troubles_->input_error : nullptr;
    }

    /// That error as it was thrown, or null.
    [[nodiscard]] std::exception_ptr thrown_by_input() const noexcept { return troubles_ ? troubles_->thrown_by_input : std::exception_ptr(); }

    /// The first error to arrive.
    struct FirstError {
        std::string type, message;
        std::uint64_t item = 0;
        std::optional<WorkerId> worker;
    };
    [[nodiscard]] const FirstError* first_error() const noexcept {
        return troubles_ && troubles_->first_error ? &*troubles_->first_error : nullptr;
    }

    // The supervisor's own marks.
    bool listed_as_supplying = false;  ///< it stands in the list of batches that have tasks
    std::uint32_t in_flight = 0;       ///< tasks of it that lie in lanes
    std::size_t place = 0;             ///< in the BatchTable

private:
    BatchId id_;
    std::unique_ptr<BatchRequest> own_request_;
    const BatchRequest* request_;
    Chunk only_{};
    BatchObserver* watcher_;
    FunctionUse* function_ = nullptr;
    std::uint64_t read_ = 0, ended_ = 0, dropped_ = 0, tasks_ = 0;
    bool input_ended_ = false, input_end_news_ = false, was_cancelled_ = false, input_was_cut_ = false;
    /// What most batches never have, and a small one should not carry along.
    struct Troubles {
        std::vector<Task> returned;                    ///< the next one last
        std::vector<std::uint64_t> cancel_when_read;   ///< sorted
        std::uint64_t failed = 0, lost = 0, cancelled = 0;
        std::optional<Error> input_error;
        std::exception_ptr thrown_by_input;
        std::optional<FirstError> first_error;
    };
    std::unique_ptr<Troubles> troubles_;
    [[nodiscard]] Troubles& troubles() {
        if (!troubles_) troubles_ = std::make_unique<Troubles>();
        return *troubles_;
    }
    void end_input();
    [[nodiscard]] bool has_returned() const noexcept { return troubles_ && !troubles_->returned.empty(); }
};

/// The encoded list of arguments of the item at this position.
[[nodiscard]] std::vector<std::byte> arguments_at(const Chunk& chunk, std::uint32_t position);
/// The `count` items from `position` on as a chunk of their own. They must be there.
[[nodiscard]] Chunk part_of_chunk(const Chunk& chunk, std::uint32_t position, std::uint32_t count);
/// The items from `position` on, but for those for which `left_out(item)` is true: a chunk for each run of them.
template <class LeftOut>
[[nodiscard]] std::vector<Chunk> rest_of_chunk(const Chunk& chunk, std::uint32_t position, const LeftOut& left_out) {
    std::vector<Chunk> rest;
    while (position < chunk.items) {
        std::uint32_t end = position;
        while (end < chunk.items && !left_out(chunk.first_item + end)) ++end;
        if (end > position) rest.push_back(part_of_chunk(chunk, position, end - position));
        position = end + 1;
    }
    return rest;
}

}  // namespace poolscope::supervise
