// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <QTemporaryDir>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "promises.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;
using std::chrono::milliseconds;

namespace {

/// A traced run of `work`, then closed; its state.
template <class Work>
PoolState traced(PoolOptions options, const Work& work) {
    const QTemporaryDir folder;
    options.trace = folder.filePath("trace").toStdString();
    {
        CheckedPool pool(options);
        work(static_cast<Pool&>(pool));
        pool.close();
        MUST(pool.join(kPatience));
    }
    trace::Reader reader(options.trace);
    PoolState state;
    while (const auto record = reader.next()) state.apply(*record);
    return state;
}

std::uint64_t ends(const PoolState& state, EndCause cause) {
    const auto& workers = state.workers();
    return static_cast<std::uint64_t>(
        std::count_if(workers.begin(), workers.end(), [cause](const WorkerLife& worker) { return worker.cause == cause; }));
}

/// Waits, with a bound, until `condition` holds.
template <class Condition>
void must_become(const Condition& condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
        MUST(std::chrono::steady_clock::now() < end);
        std::this_thread::sleep_for(milliseconds(1));
    }
}

WorkerId some_ready_worker(Pool& pool) {
    std::optional<WorkerId> found;
    must_become([&] {
        for (const WorkerSnapshot& worker : pool.workers())
            if (worker.ready && !worker.retiring) found = worker.worker;
        return found.has_value();
    });
    return *found;
}

void must_square(const std::vector<int>& squares, int count) {
    MUST_EQUAL(squares.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) MUST_EQUAL(squares[static_cast<std::size_t>(i)], i * i);
}

/// engine/SEMANTICS.md, "Beyond CPython".
const std::vector<Promise> kExtras{
    {"maxitemsperchild: a worker leaves between tasks once it has done so many items",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.maxitemsperchild = 25;
         const PoolState state =
             traced(options, [](Pool& pool) { must_square(pool.map(mb::square, numbers(0, 300), 10), 300); });
         MUST(ends(state, EndCause::MaxItemsPerChild) >= 8);
         for (const WorkerLife& worker : state.workers()) MUST(worker.tasks_done <= 3);
     }},
    {"max_memory_per_child: a task that grows above it is lost with cause memory_limit",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.max_memory_per_child = std::int64_t{600} << 20;  // a sanitizer's shadow counts too
         CheckedPool pool(options);
         try {
             static_cast<void>(pool.apply_async(mb::grow_for_ever).get(kPatience));
             throw NotKept("nothing was thrown");
         } catch (const WorkerLostError& error) {
             MUST_EQUAL(std::string(to_string(error.cause())), "memory_limit");
         }
         MUST_EQUAL(pool.apply(mb::square, 3), 9);
     }},
    {"max_age_per_child: an old worker leaves between tasks, cause age",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.max_age_per_child = milliseconds(30);
         const PoolState state =
             traced(options, [](Pool& pool) { must_square(pool.map(mb::slow_square, numbers(0, 40), 1), 40); });
         MUST(ends(state, EndCause::Age) >= 2);
     }},
    {"task_timeout: kills that worker alone, from the task's own start, and names the clock",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.task_timeout = milliseconds(700);
         CheckedPool pool(options);
         // 100 tasks of 20 ms wait for longer than the limit altogether: waiting is not counted.
         const auto waiting = pool.map_async(mb::slow_square, numbers(0, 100), {.chunksize = 1});
         const auto hanging = pool.apply_async(mb::sleep_for_ever);
         try {
             static_cast<void>(hanging.get(kPatience));
             throw NotKept("nothing was thrown");
         } catch (const TaskTimeoutError& error) {
             MUST_CONTAIN(error.what(), "task_timeout");
             MUST(error.limit() == milliseconds(700));
             MUST(error.facts().elapsed >= milliseconds(700));
         }
         must_square(waiting.get(kPatience), 100);
     }},
    {"recycling_jitter: each worker draws its own limits, never above the common ones",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.maxtasksperchild = 10;
         options.recycling_jitter = 0.8;
         options.seed = 7;
         const PoolState state =
             traced(options, [](Pool& pool) { must_square(pool.map(mb::square, numbers(0, 200), 1), 200); });
         std::set<std::uint64_t> lengths;
         for (const WorkerLife& worker : state.workers()) {
             MUST(worker.tasks_done <= 10);
             if (worker.cause == EndCause::MaxTasksPerChild) lengths.insert(worker.tasks_done);
         }
         MUST(lengths.size() >= 3);
     }},
    {"restart_budget: more unexpected ends than that break the pool, which says so",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.restart_budget = RestartBudget{2, std::chrono::minutes(10)};
         CheckedPool pool(options);
         std::string message;
         for (int i = 0; i < 10 && message.empty(); ++i) {
             try {
                 static_cast<void>(pool.apply_async(mb::die_of_signal, SIGKILL).get(kPatience));
             } catch (const WorkerLostError&) {
             } catch (const BrokenPoolError& error) {
                 message = error.what();
             }
         }
         MUST_CONTAIN(message, "restart_budget");
     }},
    {"on_worker_lost: fail by default, retry N times when asked",
     [](const Context& context) {
         for (const std::uint32_t retries : {0U, 1U, 3U}) {
             const QTemporaryDir folder;
             const std::string file = folder.filePath("tries").toStdString();
             PoolOptions options = two(context);
             if (retries > 0) options.on_worker_lost = OnWorkerLost::retry(retries);
             CheckedPool pool(options);
             static_cast<void>(thrown<WorkerLostError>([&] { static_cast<void>(pool.apply_async(mb::count_and_die, file, 99).get(kPatience)); }));
             MUST_EQUAL(mb::counted(file), static_cast<int>(1 + retries));
         }
     }},
    {"options that make no sense are refused, naming the option",
     [](const Context& context) {
         const auto refused = [&](const char* name, const auto& set) {
             PoolOptions options = two(context);
             set(options);
             MUST_CONTAIN(thrown<ValueError>([&] { Pool pool(options); }), name);
         };
         refused("maxitemsperchild", [](PoolOptions& o) { o.maxitemsperchild = 0; });
         refused("max_memory_per_child", [](PoolOptions& o) { o.max_memory_per_child = -1; });
         refused("max_age_per_child", [](PoolOptions& o) { o.max_age_per_child = milliseconds(0); });
         refused("task_timeout", [](PoolOptions& o) { o.task_timeout = milliseconds(-5); });
         refused("initializer_timeout", [](PoolOptions& o) { o.initializer_timeout = milliseconds(0); });
         refused("jitter", [](PoolOptions& o) { o.recycling_jitter = 1.0; });
         refused("restart_budget", [](PoolOptions& o) { o.restart_budget = RestartBudget{1, milliseconds(0)}; });
     }},
    {"resize: more and fewer while tasks run, and nothing is lost",
     [](const Context& context) {
         const PoolState state = traced(two(context), [](Pool& pool) {
             const auto squares = pool.map_async(mb::slow_square, numbers(0, 120), {.chunksize = 1});
             for (const int processes : {4, 1, 3, 2}) {
                 pool.resize(processes);
                 must_become([&] {
                     const auto workers = pool.workers();
                     return std::count_if(workers.begin(), workers.end(), [](const WorkerSnapshot& worker) {
                                return worker.ready && !worker.retiring;
                            }) == processes;
                 });
             }
             must_square(squares.get(kPatience), 120);
             MUST_EQUAL(pool.processes(), 2U);
         });
         MUST(ends(state, EndCause::Resized) >= 3);
         MUST_EQUAL(state.summary().items_lost, std::uint64_t{0});
     }},
    {"pause and resume: no task begins in between",
     [](const Context& context) {
         CheckedPool pool(two(context));
         static_cast<void>(pool.apply(mb::square, 1));
         pool.pause();
         const auto waiting = pool.apply_async(mb::square, 5);
         MUST(!waiting.wait(milliseconds(50)));
         pool.resume();
         MUST_EQUAL(waiting.get(kPatience), 25);
     }},
    {"drain_worker: it finishes its task, leaves (by_user) and is replaced",
     [](const Context& context) {
         const PoolState state = traced(two(context), [](Pool& pool) {
             const auto squares = pool.map_async(mb::slow_square, numbers(0, 40), {.chunksize = 1});
             pool.drain_worker(some_ready_worker(pool));
             must_square(squares.get(kPatience), 40);
             MUST_EQUAL(thrown<ValueError>([&] { pool.drain_worker(WorkerId{999}); }).empty(), false);
         });
         MUST_EQUAL(ends(state, EndCause::ByUser), std::uint64_t{1});
         MUST_EQUAL(state.summary().items_lost, std::uint64_t{0});
     }},
    {"restart_worker: it is ended now and replaced",
     [](const Context& context) {
         const PoolState state = traced({.processes = 1, .context = context}, [](Pool& pool) {
             const auto hanging = pool.apply_async(mb::sleep_for_ever);
             const WorkerId worker = some_ready_worker(pool);
             must_become([&] {
                 const auto workers = pool.workers();
                 return workers.size() == 1 && workers.front().task.has_value();
             });
             pool.restart_worker(worker);
             static_cast<void>(thrown<WorkerLostError>([&] { static_cast<void>(hanging.get(kPatience)); }));
             MUST_EQUAL(pool.apply(mb::square, 3), 9);
         });
         MUST_EQUAL(ends(state, EndCause::ByUser), std::uint64_t{1});
     }},
    {"kill_worker: its end is told as by_user",
     [](const Context& context) {
         const PoolState state = traced(two(context), [](Pool& pool) {
             pool.kill_worker(some_ready_worker(pool), SIGKILL);
             must_square(pool.map(mb::square, numbers(0, 20), 1), 20);
             must_become([&] { return pool.workers().size() == 2 && some_ready_worker(pool).value > 0; });
         });
         MUST_EQUAL(ends(state, EndCause::ByUser), std::uint64_t{1});
     }},
    {"set_limits: holds for workers that start from now on",
     [](const Context& context) {
         const PoolState state = traced({.processes = 1, .context = context}, [](Pool& pool) {
             must_square(pool.map(mb::square, numbers(0, 30), 1), 30);
             pool.set_limits({.maxtasksperchild = 4});
             must_square(pool.map(mb::square, numbers(0, 30), 1), 30);
             pool.restart_worker(some_ready_worker(pool));
             must_square(pool.map_async(mb::square, numbers(0, 30), {.chunksize = 1}).get(kPatience), 30);
         });
         MUST(state.workers().front().tasks_done >= 30);
         MUST(ends(state, EndCause::MaxTasksPerChild) >= 5);
     }},
    {"cancel a call: what waits and what runs ends as cancelled, other calls go on",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto hanging = pool.map_async(mb::hang_or_square, numbers(0, 50), {.chunksize = 1});
         const auto other = pool.map_async(mb::square, numbers(0, 50), {.chunksize = 5});
         MUST(hanging.cancel());
         static_cast<void>(thrown<CancelledError>([&] { static_cast<void>(hanging.get(kPatience)); }));
         must_square(other.get(kPatience), 50);
         MUST(!hanging.cancel());
     }},
    {"cancel a task: its items end, other tasks of the call go on",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context});
         const auto handle = pool.map_async(mb::hang_or_square, numbers(0, 12), {.chunksize = 4});  // item 0 hangs
         std::optional<TaskId> hanging;
         const auto until = std::chrono::steady_clock::now() + kPatience;
         while (!hanging && std::chrono::steady_clock::now() < until) {
             for (const WorkerSnapshot& worker : pool.workers()) hanging = worker.task;
             if (!hanging) std::this_thread::sleep_for(std::chrono::milliseconds(1));
         }
         MUST(hanging.has_value());
         pool.cancel_task(*hanging);
         const auto outcomes = handle.outcomes();
         for (std::size_t i = 0; i < 4; ++i) static_cast<void>(thrown<CancelledError>([&] { std::rethrow_exception(outcomes.at(i).error); }));
         for (int i = 4; i < 12; ++i) MUST_EQUAL(outcomes.at(static_cast<std::size_t>(i)).value.value_or(-1), i * i);
         static_cast<void>(thrown<ValueError>([&] { pool.cancel_task(*hanging); }));
     }},
    {"cancel one item: the others of its chunk go on",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto handle = pool.map_async(mb::hang_or_square, numbers(0, 10), {.chunksize = 10});  // item 0 hangs
         MUST(handle.cancel(0));
         const auto outcomes = handle.outcomes();
         static_cast<void>(thrown<CancelledError>([&] { std::rethrow_exception(outcomes.at(0).error); }));
         for (int i = 1; i < 10; ++i) MUST_EQUAL(outcomes.at(static_cast<std::size_t>(i)).value.value_or(-1), i * i);
     }},
    {"stop on first error: the rest is cancelled",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context});
         const auto handle =
             pool.map_async(mb::throw_out_of_range_at_five, numbers(0, 2000), {.chunksize = 1, .on_error = OnError::Stop});
         static_cast<void>(thrown<std::out_of_range>([&] { static_cast<void>(handle.get(kPatience)); }));
         MUST(handle.progress().cancelled > 0);
         MUST_EQUAL(handle.progress().failed, std::uint64_t{1});
     }},
    {"progress: adds up to the items at the end",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto handle = pool.map_async(mb::die_at_three, numbers(0, 30), {.chunksize = 5});
         static_cast<void>(handle.outcomes());
         const Progress progress = handle.progress();
         MUST_EQUAL(progress.items, std::uint64_t{30});
         MUST_EQUAL(progress.done, std::uint64_t{29});
         MUST_EQUAL(progress.lost, std::uint64_t{1});
         MUST_EQUAL(progress.settled(), progress.items);
     }},
    {"item_seed: follows from seed, batch and index alone",
     [](const Context& context) {
         std::vector<std::uint64_t> expected;
         for (const int chunksize : {1, 7}) {
             PoolOptions options{.processes = chunksize == 1 ? 1 : 3, .context = context};
             options.seed = 42;
             CheckedPool pool(options);
             const auto seeds = pool.map(mb::seed_for, numbers(0, 40), chunksize);
             MUST_EQUAL(std::set<std::uint64_t>(seeds.begin(), seeds.end()).size(), std::size_t{40});
             if (expected.empty()) expected = seeds;
             MUST(seeds == expected);
         }
     }},
    {"output of tasks is taken in, with a bound, as their item's",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.capture_output = true;
         const PoolState state = traced(options, [](Pool& pool) { must_square(pool.map(mb::talking_square, numbers(0, 12), 4), 12); });
         std::map<std::uint64_t, std::uint64_t> bytes;
         for (std::size_t row = 0; row < state.output_count(); ++row) {
             const auto output = state.output(row);
             if (output.item) bytes[*output.item] += output.size + output.omitted;
         }
         MUST_EQUAL(bytes.size(), std::size_t{12});
         for (const auto& [item, size] : bytes) MUST_EQUAL(size, std::string("item says ").size() + std::to_string(item).size());
     }},
};

}  // namespace

class PromisedExtras : public QObject {
    Q_OBJECT

private slots:
    void promise_data() { add_rows(kExtras); }
    void promise() { keep_promise(kExtras); }
};

POOLSCOPE_POOL_TEST_MAIN(PromisedExtras)
#include "tst_promised_extras.moc"
