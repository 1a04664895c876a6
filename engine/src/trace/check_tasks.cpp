// SPDX-License-Identifier: MIT
#include <algorithm>

#include "trace/checker.h"
#include "trace/event_text.h"

namespace poolscope::trace {

void Checker::Impl::take(const TaskAssigned& record) {
    Life* life = living(record.worker, "is given a task");
    Batch* batch = open_batch(record.batch, words(record.task) + " is assigned");
    if (record.task.value == 0 || ended_tasks.contains(record.task.value)) {
        return find(Rule::TaskLife, words(record.task) + " is assigned " +
                                        (record.task.value == 0 ? "without a number" : "after its end"));
    }
    if (life == nullptr || batch == nullptr) {
        return;
    }
    if (record.assigned > now->time) {
        find(Rule::Times, words(record.task) + " is assigned after this record");
    }
    check_assignment(record, *life, *batch);
    const auto [found, is_new] = tasks.try_emplace(record.task.value);
    Task& task = found->second;
    if (is_new) {
        ++report.tasks;
        batch->open.insert(record.task.value);
        if (!batch->out.insert(record.first_item, record.items)) {
            find(Rule::Items, item_words(record.first_item, record.items) + " of " + words(record.batch) + " in " +
                                  words(record.task) + ": some are in another task already");
        }
    } else {
        if (task.worker != 0) {
            find(Rule::TaskLife, words(record.task) + " is given to " + words(record.worker) + " while " +
                                     words(WorkerId{task.worker}) + " has it");
            if (const auto before = lives.find(task.worker); before != lives.end()) {
                before->second.lane.erase(record.task.value);
                forget_if_over(task.worker);
            }
        }
        if (task.batch != record.batch.value || task.first_item != record.first_item || task.items != record.items) {
            find(Rule::TaskLife, words(record.task) + " is assigned again with other items");
        }
    }
    task = {.batch = record.batch.value,
            .worker = record.worker.value,
            .first_item = record.first_item,
            .items = record.items,
            .assigned = record.assigned == 0 ? now->time : record.assigned,
            .started = false};
    life->lane.insert(record.task.value);
}

void Checker::Impl::check_assignment(const TaskAssigned& record, Life& life, Batch& batch) {
    if (!life.ready || life.retiring) {
        find(Rule::WorkerLife, words(record.worker) + " is given " + words(record.task) +
                                   (life.ready ? " although it retires" : " before it was ready"));
    }
    if (life.slot >= processes) {
        find(Rule::Slots, words(record.worker) + " is given " + words(record.task) + " although its slot " +
                              std::to_string(life.slot) + " is gone");
    }
    if (paused()) {
        find(Rule::Pause, words(record.task) + " is given to " + words(record.worker) + " while the pool is paused");
    }
    if (is_ending()) {
        find(Rule::PoolLife, words(record.task) + " is assigned when the pool is " + phase_words(*phase));
    }
    if (record.items == 0 ||
        (batch.items && (record.first_item > *batch.items || record.items > *batch.items - record.first_item))) {
        find(Rule::Items, words(record.task) + " has " + item_words(record.first_item, record.items) + " of " +
                              words(record.batch) + ", which has " +
                              (batch.items ? count_words(*batch.items, "item") : std::string("others")));
    }
    if (batch.settled.intersects(record.first_item, record.items)) {
        find(Rule::Items, words(record.task) + " has " + item_words(record.first_item, record.items) + " of " +
                              words(record.batch) + ", of which some have ended");
    }
    if (record.attempt == 0 || record.attempt > item_attempts) {
        find(Rule::Attempts, words(record.task) + " is attempt " + std::to_string(record.attempt) + " of " +
                                 std::to_string(item_attempts));
    }
    for (auto run = batch.runs.lower_bound(record.first_item);
         run != batch.runs.end() && run->first - record.first_item < record.items; ++run) {
        if (run->second >= item_attempts) {
            find(Rule::Attempts, item_words(run->first, 1) + " of " + words(record.batch) + " was run " +
                                     count_words(run->second, "time") + " and is given out again in " +
                                     words(record.task));
        }
    }
    const std::uint64_t room = UINT64_MAX - record.first_item;
    batch.known_end = std::max(batch.known_end, record.first_item + std::min<std::uint64_t>(record.items, room));
}

void Checker::Impl::take(const TaskWithdrawn& record) {
    const auto found = tasks.find(record.task.value);
    if (found == tasks.end() || found->second.worker != record.worker.value || found->second.started) {
        const bool has_it = found != tasks.end() && found->second.worker == record.worker.value;
        find(Rule::TaskLife, words(record.task) + " is taken back from " + words(record.worker) +
                                 (has_it ? " after it began" : ", which does not have it"));
        if (!has_it) {
            return;
        }
    }
    found->second.worker = 0;
    found->second.started = false;
    if (const auto life = lives.find(record.worker.value); life != lives.end()) {
        life->second.lane.erase(record.task.value);
        forget_if_over(record.worker.value);
    }
}

void Checker::Impl::take(const TaskStarted& record) {
    const auto found = tasks.find(record.task.value);
    if (living(record.worker, "begins a task") == nullptr) {
        return;
    }
    if (found == tasks.end() || found->second.worker != record.worker.value || found->second.started) {
        const bool twice = found != tasks.end() && found->second.worker == record.worker.value;
        return find(Rule::TaskLife, words(record.task) + " begins in " + words(record.worker) +
                                        (twice ? " twice" : ", which does not have it"));
    }
    found->second.started = true;
    if (record.started > now->time || record.started < found->second.assigned) {
        find(Rule::Times, words(record.task) + " began " +
                              (record.started > now->time ? "after this record" : "before it was assigned"));
    }
}

void Checker::Impl::take(const TaskEnded& record) {
    Batch* batch = open_batch(record.batch, words(record.task) + " ends");
    if (!ended_tasks.insert(record.task.value, 1)) {
        return find(Rule::TaskLife, words(record.task) + " ends twice");
    }
    const std::uint32_t worker = record.worker ? record.worker->value : 0;
    const auto life = worker != 0 ? lives.find(worker) : lives.end();
    Time assigned = 0;
    if (const auto found = tasks.find(record.task.value); found != tasks.end()) {
        const Task task = found->second;
        assigned = task.assigned;
        if (task.worker != worker) {
            find(Rule::TaskLife,
                 words(record.task) + " ends " +
                     (worker != 0 ? "in " + words(*record.worker) : std::string("in no worker")) + ", but " +
                     (task.worker != 0 ? words(WorkerId{task.worker}) : std::string("no worker")) + " has it");
        }
        if (task.items != record.results.size() || task.first_item != record.first_item ||
            task.batch != record.batch.value) {
            find(Rule::TaskLife, words(record.task) + " ends with other items than it was assigned");
        }
        tasks.erase(found);
        if (const auto holder = lives.find(task.worker); holder != lives.end()) {
            holder->second.lane.erase(record.task.value);
        }
        if (const auto home = batches.find(task.batch); home != batches.end()) {
            home->second.open.erase(record.task.value);
            home->second.out.erase(task.first_item, task.items);
        }
        if (task.worker != worker) {
            forget_if_over(task.worker);
        }
    } else {
        ++report.tasks;
        if (worker != 0) {
            find(Rule::TaskLife, words(record.task) + " ends in " + words(*record.worker) + ", but was never assigned");
        }
    }
    check_end_times(record, life != lives.end() ? &life->second : nullptr, assigned);
    if (life != lives.end()) {
        check_recycling(record, life->second);
        check_pause(record, life->second);
    }
    if (batch != nullptr) {
        settle(record, *batch);
    }
    forget_if_over(worker);
}

void Checker::Impl::check_end_times(const TaskEnded& record, Life* life, Time assigned) {
    if (record.ended > now->time || (record.started != 0 && record.started > record.ended)) {
        find(Rule::Times,
             words(record.task) + " ended " + (record.ended > now->time ? "after this record" : "before it began"));
    }
    if (record.started == 0) {
        const bool done = std::any_of(record.results.begin(), record.results.end(), [](const ItemResult& item) {
            return item.outcome == ItemOutcome::Done || item.outcome == ItemOutcome::Failed;
        });
        if (done) {
            find(Rule::TaskLife, words(record.task) + " has results but never began");
        }
        return;
    }
    if (record.started < assigned) {
        find(Rule::Times, words(record.task) + " began before it was assigned");
    }
    if (life == nullptr) {
        return;
    }
    if (record.started < life->last_task_ended) {
        find(Rule::Times,
             words(record.task) + " began before the task before it in " + words(*record.worker) + " had ended");
    }
    life->last_task_ended = std::max(life->last_task_ended, record.ended);
}

void Checker::Impl::check_recycling(const TaskEnded& record, Life& life) {
    if (record.started == 0) {
        return;
    }
    if (life.maxitems && life.items_completed >= *life.maxitems) {
        find(Rule::Recycling, words(*record.worker) + " began " + words(record.task) + " after " +
                                  count_words(life.items_completed, "item") + ", maxitemsperchild is " +
                                  std::to_string(*life.maxitems));
    }
    for (const ItemResult& item : record.results) {
        life.items_completed += item.outcome == ItemOutcome::Done || item.outcome == ItemOutcome::Failed ? 1 : 0;
        life.items_cancelled += item.outcome == ItemOutcome::Cancelled ? 1 : 0;
    }
    ++life.tasks_completed;
    if (life.maxtasks && life.tasks_completed > *life.maxtasks) {
        find(Rule::Recycling, words(record.task) + " is number " + std::to_string(life.tasks_completed) + " of " +
                                  words(*record.worker) + ", maxtasksperchild is " + std::to_string(*life.maxtasks));
    }
}

// A worker may begin what it took out of its lane in the moment in which the pause began; one task, not two.
void Checker::Impl::check_pause(const TaskEnded& record, Life& life) {
    const auto after = std::upper_bound(pauses.begin(), pauses.end(), record.started,
                                        [](Time time, const Pause& pause) { return time < pause.from; });
    if (record.started == 0 || after == pauses.begin() ||
        (std::prev(after)->to != 0 && record.started > std::prev(after)->to)) {
        return;
    }
    const auto number = static_cast<std::size_t>(after - pauses.begin());
    life.pause_began = life.pause == number ? life.pause_began + 1 : 1;
    life.pause = number;
    if (life.pause_began > 1) {
        find(Rule::Pause, words(record.task) + " is the " + std::to_string(life.pause_began) + ". that " +
                              words(*record.worker) + " began while the pool was paused");
    }
}

}  // namespace poolscope::trace
