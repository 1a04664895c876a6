// SPDX-License-Identifier: MIT
#include "disturber.h"

#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <set>
#include <thread>

#include <dirent.h>

namespace poolscope::chaos {
namespace {

/// Children of this process that are no workers: the fork server.
std::set<int> other_children(const std::vector<WorkerSnapshot>& workers) {
    std::set<int> result;
    DIR* threads = opendir("/proc/self/task");
    if (threads == nullptr) return result;
    while (const dirent* entry = readdir(threads)) {
        std::ifstream list(std::string("/proc/self/task/") + entry->d_name + "/children");
        for (int pid = 0; list >> pid;) result.insert(pid);
    }
    closedir(threads);
    for (const WorkerSnapshot& worker : workers) {
        if (worker.pid == 0) return {};  // one that is being born could be taken for the server
        result.erase(worker.pid);
    }
    return result;
}

/// Two looks, so that a worker that was just born is not taken for the server: it would be known at the second one.
void kill_fork_server(Pool& pool) {
    const std::set<int> before = other_children(pool.workers());
    const std::set<int> after = other_children(pool.workers());
    for (const int pid : before)
        if (after.contains(pid)) kill(pid, SIGKILL);
}

std::optional<WorkerSnapshot> some_worker(Pool& pool, std::uint32_t choice) {
    const std::vector<WorkerSnapshot> workers = pool.workers();
    if (workers.empty()) return {};
    return workers[choice % workers.size()];
}

/// Any numbers in place of those that workers leave by; the limits that end what hangs or grows stay.
WorkerLimits other_limits(const PoolOptions& options, std::uint32_t choice) {
    WorkerLimits limits;
    limits.task_timeout = options.task_timeout;
    limits.initializer_timeout = options.initializer_timeout;
    if (options.max_memory_per_child) limits.max_memory_per_child = static_cast<std::uint64_t>(*options.max_memory_per_child);
    if (choice % 2 == 0) limits.maxtasksperchild = 1 + choice / 2 % 20;
    if (choice % 3 == 0) limits.maxitemsperchild = 1 + choice / 3 % 100;
    if (choice % 5 == 0) limits.max_age_per_child = std::chrono::milliseconds(5 + choice / 5 % 200);
    return limits;
}

void do_one(Pool& pool, const PlannedDisturbance& one, const PoolOptions& limits) {
    switch (one.what) {
    case Disturbance::Resize: pool.resize(1 + one.choice % 6); return;
    case Disturbance::Pause: pool.pause(); return;
    case Disturbance::Resume: pool.resume(); return;
    case Disturbance::KillForkServer:
        if (limits.context->start_method() == StartMethod::ForkServer) kill_fork_server(pool);
        return;
    case Disturbance::SetLimits: pool.set_limits(other_limits(limits, one.choice)); return;
    default: break;
    }
    const auto worker = some_worker(pool, one.choice);
    if (!worker) return;
    switch (one.what) {
    case Disturbance::KillWorker: pool.kill_worker(worker->worker, one.signal); return;
    case Disturbance::KillFromOutside:
        if (worker->pid > 0) kill(worker->pid, one.signal);  // not reaped yet, or the snapshot would not have it: hardly ever a stranger
        return;
    case Disturbance::StopWorker: pool.kill_worker(worker->worker, SIGSTOP); return;
    case Disturbance::ContinueWorker: pool.kill_worker(worker->worker, SIGCONT); return;
    case Disturbance::Drain: pool.drain_worker(worker->worker); return;
    case Disturbance::Restart: pool.restart_worker(worker->worker); return;
    case Disturbance::CancelTask:
        if (worker->task) pool.cancel_task(*worker->task);
        return;
    default: return;
    }
}

/// What the pool refuses: a worker that has ended meanwhile, a pool that is broken.
template <class Action>
void may_be_refused(const Action& action) {
    try {
        action();
    } catch (const ValueError&) {
    } catch (const BrokenPoolError&) {
    }
}

}  // namespace

void disturb(Pool& pool, const ChaosPlan& plan, std::vector<Cancel> cancels) {
    std::size_t next_cancel = 0;
    for (std::size_t i = 0; i < plan.disturbances.size(); ++i) {
        const PlannedDisturbance& one = plan.disturbances[i];
        std::this_thread::sleep_for(std::chrono::microseconds(one.after_us));
        may_be_refused([&] { do_one(pool, one, plan.options); });
        if (next_cancel < cancels.size() && i % 3 == 2) may_be_refused(cancels[next_cancel++]);
    }
    for (; next_cancel < cancels.size(); ++next_cancel) may_be_refused(cancels[next_cancel]);
    may_be_refused([&] { pool.resume(); });
    std::vector<WorkerSnapshot> workers;
    may_be_refused([&] { workers = pool.workers(); });
    for (const WorkerSnapshot& worker : workers) may_be_refused([&] { pool.kill_worker(worker.worker, SIGCONT); });
}

}  // namespace poolscope::chaos
