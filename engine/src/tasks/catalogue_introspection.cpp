// SPDX-License-Identifier: MIT
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <poolscope/current_task.h>
#include <poolscope/errors.h>
#include <poolscope/function.h>

#include "tasks/catalogue_sections.h"
#include "tasks/encoded.h"
#include "tasks/host_note.h"
#include "tasks/worker_facts.h"

namespace poolscope::tasks {
namespace {

Json worker_info() {
    const WorkerFacts& facts = worker_facts();
    Json initargs;
    if (!facts.initargs.empty()) initargs = decode_value<Json>(facts.initargs);
    Json info{{"pid", ::getpid()}};
    if (facts.name.empty()) {
        for (const char* key : {"name", "slot", "generation", "start_method", "tasks_done"}) info[key] = nullptr;
    } else {
        info["name"] = facts.name;
        info["slot"] = facts.slot;
        info["generation"] = facts.generation;
        info["start_method"] = facts.start_method;
        info["tasks_done"] = facts.tasks_done;
    }
    info["initargs"] = std::move(initargs);
    return info;
}

Json task_info() {
    const auto task = current_task();
    if (!task) throw RuntimeError("task_info() is known only while a worker runs a task");
    return {{"batch", task->batch.value}, {"item", task->item}, {"attempt", task->attempt}, {"seed", task->seed}, {"worker", task->worker}};
}

/// What the initializer left for the tasks of this worker, as a global variable of a Python worker does.
std::map<std::string, std::vector<std::byte>>& memory() {
    static std::map<std::string, std::vector<std::byte>> values;
    return values;
}

void remember(const std::string& key, Encoded value) { memory()[key].assign(value.bytes.begin(), value.bytes.end()); }

Encoded recall(const std::string& key) {
    const auto place = memory().find(key);
    if (place != memory().end()) return {place->second};
    throw std::out_of_range("nothing was remembered as '" + key +
                            "' in this worker; set the initializer to remember and initargs to [\"" + key + "\", value]");
}

}  // namespace

void register_introspection() {
    register_function<&worker_info>("worker_info", R"(worker_info()
Who runs this task: `{"pid", "name", "slot", "generation", "start_method", "tasks_done", "initargs"}`.

`generation` counts the workers that this place in the pool has had, `tasks_done` the tasks that this one completed before,
`initargs` what its initializer was called with, null if it had none.

Example: `worker_info()` gives `{"pid": 4711, "name": "PoolWorker-1", "slot": 0, "generation": 1, ...}`.)");
    register_function<&task_info>("task_info", R"(task_info()
Which item this is: `{"batch", "item", "attempt", "seed", "worker"}`.

`batch` counts the pool's calls from 1, `item` the batch's items from 0, `attempt` how often the item was begun. `seed` is the
item's own: made from the run's seed, the batch and the item alone, so that it is the same in every worker and every run.

Example: `task_info()` gives `{"batch": 1, "item": 0, "attempt": 1, "seed": 4964578127960768432, "worker": "PoolWorker-1"}`.)");
    register_function<&recall>("recall", R"(recall(key)
What the initializer `remember` stored in this worker under `key`: shows that each worker, also each replacement, was
initialised.

Example: `recall("colour")` gives `"blue"` after `remember("colour", "blue")`.)");
    register_function<&host_note>("host_note", R"(host_note()
The note that was set in the host before the workers started, or nothing.

A forked worker is a copy of the host and has it; one that was spawned, or came from the fork server, has not.

Example: `host_note()` gives `"set before the fork"` or null.)");
    register_initializer<&remember>("remember", R"(remember(key, value)
Initializer: keeps a value in the worker, for `recall`.

Example: initializer `remember`, initargs `["colour", "blue"]`.)");
}

}  // namespace poolscope::tasks
