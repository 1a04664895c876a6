// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cstdint>
#include <span>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "lane/bell.h"
#include "lane/host_lane.h"
#include "lane/worker_lane.h"

// What it costs to bring a task to a worker and its result back, without a pool around it. SPEED.md, facts 4 and 7.

using namespace poolscope;
using namespace poolscope::lane;

namespace {

base::UniqueFd copy(int fd) {
    return base::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

WorkerLane worker_end(const HostLane& host, const HostBell& bell) {
    return WorkerLane(copy(host.memory_fd()), WorkerBell(copy(bell.memory_fd()), copy(bell.event_fd())));
}

const TaskHead kHead{7, 1, 1, 1, 0, 0, 0};

/// Does what a worker does with one task, without the task: gives its arguments back.
void answer(WorkerLane& worker, TaskMessage& message) {
    worker.receive(message);
    if (message.kind != TaskKind::Task || !worker.claim(message.number)) return;
    worker.begin(message.number, 1);
    const auto value = std::span<const std::byte>(message.payload).subspan(sizeof(TaskHead));
    if (value.size() <= kLedgerBytes) worker.tell_results(message.number, 1, 2, value);
    else worker.send(ResultKind::Item, 0, value);  // a large one has a message of its own
}

/// Both ends in one process, so many tasks at a time: the bare work of both, no waiting.
void BM_task_and_result(benchmark::State& state) {
    const auto at_a_time = static_cast<std::uint64_t>(state.range(0));
    HostBell bell;
    HostLane host(1);
    WorkerLane worker = worker_end(host, bell);
    const std::vector<std::byte> arguments(14, std::byte{3});
    TaskMessage task;
    ResultMessage result;
    std::uint64_t sequence = 0;
    for (auto _ : state) {
        for (std::uint64_t i = 0; i < at_a_time; ++i) host.send_task(++sequence, kHead, arguments);
        host.pump();
        for (std::uint64_t i = 0; i < at_a_time; ++i) answer(worker, task);
        for (std::uint64_t i = 0; i < at_a_time; ++i) {
            if (!host.receive(result)) state.SkipWithError("a result is missing");
        }
        host.release();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * at_a_time));
}
BENCHMARK(BM_task_and_result)->Arg(1)->Arg(16)->Arg(64);

/// A worker's end in a process of its own.
class OtherProcess {
public:
    OtherProcess(const HostLane& host, const HostBell& bell) : pid_(::fork()) {
        if (pid_ != 0) return;
        WorkerLane worker = worker_end(host, bell);
        TaskMessage message;
        for (;;) answer(worker, message);
    }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;
    ~OtherProcess() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

private:
    pid_t pid_;
};

/// A worker in another process, so many tasks in the lane at a time; the host looks without sleeping.
void BM_task_and_result_of_another_process(benchmark::State& state) {
    const auto window = static_cast<std::uint64_t>(state.range(0));
    const std::vector<std::byte> arguments(static_cast<std::size_t>(state.range(1)), std::byte{3});
    HostBell bell;
    HostLane host(1);
    const OtherProcess other(host, bell);
    ResultMessage result;
    std::uint64_t sent = 0, received = 0;
    for (auto _ : state) {
        while (sent - received < window) host.send_task(++sent, kHead, arguments);
        host.pump();
        for (bool is_any = false; !is_any;) {
            while (host.receive(result)) ++received, is_any = true;
            host.release();
            if (!is_any && host.has_backlog()) host.pump();
            if (!is_any) ::sched_yield();
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(received));
    state.SetBytesProcessed(static_cast<std::int64_t>(2 * received * arguments.size()));
}
BENCHMARK(BM_task_and_result_of_another_process)->ArgNames({"window", "bytes"})->Args({1, 14})->Args({16, 14})->Args({64, 14})->Args({16, 4096})->Args({2, 1 << 20})->UseRealTime();

/// What has not begun is taken back, as when another worker idles.
void BM_withdraw(benchmark::State& state) {
    HostBell bell;
    HostLane host(1);
    WorkerLane worker = worker_end(host, bell);
    const std::vector<std::byte> arguments(14, std::byte{3});
    TaskMessage task;
    std::uint64_t sequence = 0;
    for (auto _ : state) {
        host.send_task(++sequence, kHead, arguments);
        host.pump();
        if (!host.withdraw(sequence)) state.SkipWithError("it had begun");
        worker.receive(task);
        if (worker.claim(task.number)) state.SkipWithError("it was claimed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_withdraw);

}  // namespace
