// SPDX-License-Identifier: MIT
#include "trace/checker.h"
#include "trace/event_text.h"

namespace poolscope::trace {

Checker::Impl::Life* Checker::Impl::living(WorkerId worker, const char* what) {
    const auto found = lives.find(worker.value);
    if (found != lives.end() && !found->second.ended) {
        return &found->second;
    }
    const bool was = worker.value != 0 && worker.value <= last_worker;
    find(was ? Rule::WorkerLife : Rule::Order,
         words(worker) + " " + what + (was ? " after its end" : ", but no such worker was started"));
    return nullptr;
}

void Checker::Impl::forget_if_over(std::uint32_t worker) {
    const auto found = lives.find(worker);
    if (found != lives.end() && found->second.ended && found->second.lane.empty()) {
        lives.erase(found);
    }
}

void Checker::Impl::take(const WorkerStarting& record) {
    ++report.workers;
    if (!created) {
        find(Rule::Order, words(record.worker) + " is started before the pool was created");
    }
    if (record.worker.value != last_worker + 1) {
        find(Rule::Order, words(record.worker) + " follows PoolWorker-" + std::to_string(last_worker));
        if (record.worker.value <= last_worker) {
            return;
        }
    }
    last_worker = record.worker.value;
    if (is_ending()) {
        find(Rule::PoolLife, words(record.worker) + " is started when the pool is " + phase_words(*phase));
    }
    if (record.slot.value >= processes) {
        find(Rule::Slots, words(record.worker) + " is started in slot " + std::to_string(record.slot.value) + " of " +
                              std::to_string(processes));
    }
    Slot& slot = slots[record.slot.value];
    if (const auto before = lives.find(slot.worker); before != lives.end()) {
        if (!before->second.ended) {
            find(Rule::Slots, words(record.worker) + " is started in slot " + std::to_string(record.slot.value) +
                                  ", where " + words(WorkerId{slot.worker}) + " still lives");
        } else {
            find(Rule::TaskLife, words(record.worker) + " takes the slot of " + words(WorkerId{slot.worker}) +
                                     ", which left " + count_words(before->second.lane.size(), "task") +
                                     " that neither ended nor was taken back");
        }
    }
    if (record.generation != slot.generation + 1) {
        find(Rule::Generation, words(record.worker) + " is generation " + std::to_string(record.generation) +
                                   " of slot " + std::to_string(record.slot.value) + ", which had " +
                                   std::to_string(slot.generation));
    }
    slot.generation = record.generation;
    slot.worker = record.worker.value;
    Life life;
    life.slot = record.slot.value;
    life.maxtasks = maxtasks;
    life.maxitems = maxitems;
    lives.emplace(record.worker.value, std::move(life));
}

void Checker::Impl::take(const WorkerStarted& record) {
    Life* life = living(record.worker, "has started");
    if (life == nullptr) {
        return;
    }
    if (life->started) {
        find(Rule::WorkerLife, words(record.worker) + " has started twice");
    }
    life->started = true;
}

void Checker::Impl::take(const WorkerInitializing& record) {
    Life* life = living(record.worker, "initializes");
    if (life == nullptr) {
        return;
    }
    if (!life->started || life->initializing || life->ready) {
        find(Rule::WorkerLife, words(record.worker) + " initializes " +
                                   (!life->started ? "before it was started"
                                    : life->ready  ? "after it was ready"
                                                   : "twice"));
    }
    life->initializing = true;
}

void Checker::Impl::take(const WorkerReady& record) {
    Life* life = living(record.worker, "is ready");
    if (life == nullptr) {
        return;
    }
    if (!life->started || life->ready) {
        find(Rule::WorkerLife,
             words(record.worker) + (life->ready ? " is ready twice" : " is ready before it was started"));
    }
    life->ready = true;
}

void Checker::Impl::take(const WorkerRetiring& record) {
    Life* life = living(record.worker, "retires");
    if (life == nullptr) {
        return;
    }
    if (life->retiring) {
        find(Rule::WorkerLife, words(record.worker) + " retires twice");
    }
    life->retiring = true;
}

void Checker::Impl::take(const WorkerStopped& record) {
    Life* life = living(record.worker, "is stopped");
    if (life == nullptr) {
        return;
    }
    if (!life->started || life->stopped) {
        find(Rule::WorkerLife,
             words(record.worker) + (life->stopped ? " is stopped twice" : " is stopped before it was started"));
    }
    life->stopped = true;
}

void Checker::Impl::take(const WorkerContinued& record) {
    Life* life = living(record.worker, "is continued");
    if (life == nullptr) {
        return;
    }
    if (!life->stopped) {
        find(Rule::WorkerLife, words(record.worker) + " is continued without having been stopped");
    }
    life->stopped = false;
}

void Checker::Impl::take(const WorkerSampled& record) {
    const Life* life = living(record.worker, "is sampled");
    if (life != nullptr && !life->started) {
        find(Rule::WorkerLife, words(record.worker) + " is sampled before it was started");
    }
}

void Checker::Impl::take(const WorkerEnded& record) {
    Life* life = living(record.worker, "ends");
    if (life == nullptr) {
        return;
    }
    check_cause(*life, record);
    life->ended = true;
    forget_if_over(record.worker.value);
}

void Checker::Impl::check_cause(const Life& life, const WorkerEnded& record) {
    const auto wrong = [&](const std::string& why) {
        find(Rule::Cause, words(record.worker) + " ended with " + to_string(record.cause) + ", but " + why);
    };
    // A worker's own limit may be lower by the jitter's share.
    const auto limit_reached = [this](const std::optional<std::uint64_t>& limit, std::uint64_t completed) {
        return limit && completed != 0 &&
               static_cast<double>(completed) + 1 > static_cast<double>(*limit) * (1 - jitter) &&
               (jitter > 0 || completed >= *limit);
    };
    if (record.signal && record.exit_code) {
        wrong("has both a signal and an exit code");
    }
    switch (record.cause) {
    case EndCause::MaxTasksPerChild:
        if (!limit_reached(life.maxtasks, life.tasks_completed)) {
            wrong("had completed " + count_words(life.tasks_completed, "task"));
        }
        break;
    case EndCause::MaxItemsPerChild:
        if (!limit_reached(life.maxitems, life.items_completed + life.items_cancelled)) {
            wrong("had completed " + count_words(life.items_completed, "item"));
        }
        break;
    case EndCause::Crashed:
    case EndCause::Killed:
    case EndCause::OutOfMemory:
        if (!record.signal) {
            wrong("without a signal");
        }
        break;
    case EndCause::InitializerFailed:
        if (life.ready) {
            wrong("it was ready");
        }
        break;
    case EndCause::NotStarted:
        if (life.started) {
            wrong("it was started");
        }
        break;
    case EndCause::HostGone: wrong("its host has written that"); break;
    case EndCause::Closed:
    case EndCause::Terminated:
    case EndCause::Exited:
    case EndCause::TimedOut:
    case EndCause::Age:
    case EndCause::MemoryLimit:
    case EndCause::Resized:
    case EndCause::ByUser: break;
    }
}

void Checker::Impl::take(const TaskOutput& record) {
    if (record.worker.value == 0 || record.worker.value > last_worker) {
        find(Rule::Order, words(record.worker) + " wrote output, but no such worker was started");
    }
    if (record.task && !tasks.contains(record.task->value) && !ended_tasks.contains(record.task->value)) {
        find(Rule::Order, words(*record.task) + " wrote output, but was never assigned");
    }
}

}  // namespace poolscope::trace
