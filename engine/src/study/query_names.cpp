// SPDX-License-Identifier: MIT
#include <poolscope/trace_query.h>

namespace poolscope {

namespace {

using Kind = QueryName::Kind;

constexpr QueryName kNames[] = {
    {"wall_seconds", Kind::Number, "s", "from the first submission until the last batch ended"},
    {"work_seconds", Kind::Number, "s", "from the first task's start until the last one's end"},
    {"run_seconds", Kind::Number, "s", "from the pool's creation until it had ended"},
    {"first_result_seconds", Kind::Number, "s", "until the first task had ended"},
    {"first_given_seconds", Kind::Number, "s", "until the caller could have the first result, as its method gives them"},
    {"most_held", Kind::Number, "", "results that lay ready and could not be given yet, at most"},
    {"results_in_order", Kind::Truth, "", "whether results arrived in the order of the items"},
    {"items", Kind::Number, "", "items that were submitted"},
    {"items_done", Kind::Number, "", "items with a result"},
    {"items_failed", Kind::Number, "", "items that raised an error"},
    {"items_lost", Kind::Number, "", "items whose worker died"},
    {"items_timed_out", Kind::Number, "", "items that took longer than task_timeout"},
    {"items_cancelled", Kind::Number, "", "items that were cancelled"},
    {"tasks", Kind::Number, "", "tasks (chunks) that have ended"},
    {"batches", Kind::Number, "", "calls of the pool"},
    {"succeeded", Kind::Truth, "", "every batch has ended, and well"},
    {"broken", Kind::Truth, "", "the pool gave up"},
    {"ended", Kind::Truth, "", "the pool has ended"},
    {"processes", Kind::Number, "", "places in the pool"},
    {"workers_started", Kind::Number, "", "processes that were started"},
    {"workers_crashed", Kind::Number, "", "workers that did not leave in order"},
    {"workers_recycled", Kind::Number, "", "workers that left at maxtasksperchild"},
    {"failed_starts", Kind::Number, "", "workers whose initializer failed"},
    {"max_concurrency", Kind::Number, "", "workers that ran tasks at the same time, at most"},
    {"running_share", Kind::Number, "share", "of the places' time until the last batch ended: running tasks"},
    {"useful_share", Kind::Number, "share", "running tasks that ended well"},
    {"transport_share", Kind::Number, "share", "tasks and results on their way"},
    {"starting_share", Kind::Number, "share", "starting the first process of a place"},
    {"initializing_share", Kind::Number, "share", "in its initializer"},
    {"recycling_share", Kind::Number, "share", "replacing workers that left in order, initializers included"},
    {"crash_share", Kind::Number, "share", "replacing workers that died"},
    {"idle_share", Kind::Number, "share", "waiting for a task"},
    {"tail_share", Kind::Number, "share", "waiting while the last tasks run elsewhere: a part of idle_share"},
    {"absent_share", Kind::Number, "share", "places without a worker"},
    {"task_seconds", Kind::Column, "s", "each task's time in its worker"},
    {"queue_seconds", Kind::Column, "s", "each task's time from submission to start"},
    {"task_items", Kind::Column, "", "each task's items"},
    {"result_value", Kind::Column, "", "each result that is a number"},
    {"generation", Kind::Column, "", "each worker's number among those of its place"},
    {"tasks_done", Kind::Column, "", "each worker's tasks"},
    {"worker_items", Kind::Column, "", "each worker's items"},
    {"start_seconds", Kind::Column, "s", "each worker's time from its start until it was ready"},
    {"initializer_seconds", Kind::Column, "s", "each worker's time in the initializer"},
    {"rss_mib", Kind::Column, "MiB", "each worker's largest resident memory, as far as it was looked at"},
};

}  // namespace

std::span<const QueryName> query_names() noexcept {
    return kNames;
}

}  // namespace poolscope
