// SPDX-License-Identifier: MIT
#include "sample_records.h"

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace poolscope::testing {
namespace {

using namespace trace;

std::vector<std::byte> bytes(std::size_t count, unsigned first = 1) {
    std::vector<std::byte> made(count);
    for (std::size_t at = 0; at < count; ++at) {
        made[at] = static_cast<std::byte>(first + at);
    }
    return made;
}

auto tie(const RunStarted& r) {
    return std::tie(r.wall_clock_ns, r.host_pid, r.version, r.program, r.title, r.scenario);
}
auto tie(const PoolCreated& r) {
    return std::tie(r.processes, r.start_method, r.initializer, r.initargs, r.maxtasksperchild, r.processes_reason,
                    r.limits, r.jitter, r.restart_budget, r.item_attempts, r.seed, r.captures_output, r.faults);
}
auto tie(const PoolPhaseChanged& r) {
    return std::tie(r.phase, r.message);
}
auto tie(const BatchSubmitted& r) {
    return std::tie(r.batch, r.method, r.function, r.items, r.tasks, r.chunksize, r.description);
}
auto tie(const BatchInputEnded& r) {
    return std::tie(r.batch, r.items, r.tasks, r.error);
}
auto tie(const BatchEnded& r) {
    return std::tie(r.batch, r.outcome, r.error_type, r.error_message, r.error_item, r.error_worker);
}
auto tie(const WorkerStarting& r) {
    return std::tie(r.worker, r.slot, r.generation, r.start_method);
}
auto tie(const WorkerStarted& r) {
    return std::tie(r.worker, r.pid);
}
auto tie(const WorkerInitializing& r) {
    return std::tie(r.worker);
}
auto tie(const WorkerReady& r) {
    return std::tie(r.worker);
}
auto tie(const WorkerRetiring& r) {
    return std::tie(r.worker, r.cause);
}
auto tie(const WorkerStopped& r) {
    return std::tie(r.worker);
}
auto tie(const WorkerContinued& r) {
    return std::tie(r.worker);
}
auto tie(const WorkerEnded& r) {
    return std::tie(r.worker, r.cause, r.exit_code, r.signal, r.message);
}
auto tie(const WorkerSampled& r) {
    return std::tie(r.worker, r.cpu_ns, r.rss_bytes);
}
auto tie(const TaskAssigned& r) {
    return std::tie(r.task, r.batch, r.worker, r.first_item, r.items, r.attempt, r.arguments, r.arguments_omitted);
}
auto tie(const TaskWithdrawn& r) {
    return std::tie(r.task, r.worker);
}
auto tie(const TaskStarted& r) {
    return std::tie(r.task, r.worker, r.started);
}
auto tie(const TaskEnded& r) {
    return std::tie(r.task, r.batch, r.worker, r.started, r.ended, r.first_item);
}
auto tie(const PoolChanged& r) {
    return std::tie(r.processes, r.paused, r.maxtasksperchild, r.limits, r.message);
}
auto tie(const TaskOutput& r) {
    return std::tie(r.worker, r.task, r.item, r.stream, r.text, r.omitted);
}
auto tie(const Message& r) {
    return std::tie(r.severity, r.text);
}

bool same_results(const std::vector<ItemResult>& one, const std::vector<ItemResult>& other) {
    if (one.size() != other.size()) {
        return false;
    }
    for (std::size_t at = 0; at < one.size(); ++at) {
        if (one[at].outcome != other[at].outcome || one[at].value != other[at].value ||
            one[at].value_omitted != other[at].value_omitted) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool same(const Body& one, const Body& other) {
    if (one.index() != other.index()) {
        return false;
    }
    return std::visit(
        [&](const auto& record) {
            using Alternative = std::decay_t<decltype(record)>;
            const auto& beside = std::get<Alternative>(other);
            if constexpr (std::is_same_v<Alternative, TaskEnded>) {
                if (!same_results(record.results, beside.results)) {
                    return false;
                }
            }
            return tie(record) == tie(beside);
        },
        one);
}

std::vector<Body> sample_records() {
    std::vector<Body> records;
    records.emplace_back(
        RunStarted{1'700'000'000'123'456'789, 4700, "0.1.0", "poolscope-host", "Title \xC3\xA4", "{\"poolscope\": 1}"});
    records.emplace_back(PoolCreated{8, "forkserver", "remember", bytes(9), 5, "8 logical CPUs"});
    records.emplace_back(PoolCreated{1, "fork", "", {}, std::nullopt, ""});
    constexpr std::chrono::nanoseconds longest = std::chrono::nanoseconds::max();
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const Limits all{most, most, longest, longest, longest};
    records.emplace_back(PoolCreated{4294967295, "spawn", "remember", bytes(9), most, "8 logical CPUs", all, 0.125,
                                     RestartBudget{4294967295, longest}, 4294967295, most, true, "{\"kill\": 3}"});
    records.emplace_back(PoolChanged{4294967295, true, most, all, "processes 4 -> 2, by request"});
    records.emplace_back(PoolChanged{2, false, std::nullopt, {}, ""});
    records.emplace_back(TaskOutput{WorkerId{3}, TaskId{12}, most, OutputStream::Err, std::string("a\0b\xFF", 4), 77});
    records.emplace_back(TaskOutput{WorkerId{3}, std::nullopt, std::nullopt, OutputStream::Out, "", most});
    for (const EndCause cause : {EndCause::MaxItemsPerChild, EndCause::Age, EndCause::MemoryLimit, EndCause::Resized,
                                 EndCause::ByUser, EndCause::OutOfMemory, EndCause::HostGone, EndCause::NotStarted}) {
        records.emplace_back(WorkerEnded{WorkerId{5}, cause, std::nullopt, std::nullopt, "why"});
    }
    for (const PoolPhase phase :
         {PoolPhase::Running, PoolPhase::Closing, PoolPhase::Terminating, PoolPhase::Broken, PoolPhase::Ended}) {
        records.emplace_back(PoolPhaseChanged{phase, "because"});
    }
    records.emplace_back(BatchSubmitted{BatchId{7}, "map_async", "is_prime", 1000, 100, 10, "range(1, 1001)"});
    records.emplace_back(BatchSubmitted{BatchId{8}, "imap", "square", std::nullopt, std::nullopt, 1, "an iterator"});
    records.emplace_back(
        BatchInputEnded{BatchId{8}, std::numeric_limits<std::uint64_t>::max(), 12, "std::runtime_error: no more"});
    records.emplace_back(BatchEnded{BatchId{7}, BatchOutcome::Succeeded, "", "", std::nullopt, std::nullopt});
    records.emplace_back(BatchEnded{BatchId{8}, BatchOutcome::Cancelled, "ValueError", "bad", 40, WorkerId{3}});
    records.emplace_back(WorkerStarting{WorkerId{3}, SlotIndex{2}, 4, "spawn"});
    records.emplace_back(WorkerStarted{WorkerId{3}, 4711});
    records.emplace_back(WorkerInitializing{WorkerId{3}});
    records.emplace_back(WorkerReady{WorkerId{3}});
    records.emplace_back(WorkerRetiring{WorkerId{3}, EndCause::MaxTasksPerChild});
    records.emplace_back(WorkerStopped{WorkerId{3}});
    records.emplace_back(WorkerContinued{WorkerId{3}});
    records.emplace_back(WorkerEnded{WorkerId{3}, EndCause::Exited, -3, std::nullopt, "left"});
    records.emplace_back(WorkerEnded{WorkerId{4}, EndCause::TimedOut, std::nullopt, 9, ""});
    records.emplace_back(WorkerSampled{WorkerId{3}, 123'456'789, 88 << 20});
    records.emplace_back(TaskAssigned{TaskId{12}, BatchId{7}, WorkerId{3}, 40, 10, 2, bytes(300), 0});
    records.emplace_back(TaskAssigned{
        TaskId{std::numeric_limits<std::uint64_t>::max()}, BatchId{7}, WorkerId{3}, 50, 10, 1, {}, 70'000});
    records.emplace_back(TaskWithdrawn{TaskId{12}, WorkerId{3}});
    records.emplace_back(TaskStarted{TaskId{12}, WorkerId{3}, 999'999'000});
    records.emplace_back(TaskEnded{TaskId{12},
                                   BatchId{7},
                                   WorkerId{3},
                                   999'999'000,
                                   1'000'000'500,
                                   40,
                                   {{ItemOutcome::Done, bytes(9), 0},
                                    {ItemOutcome::Done, {}, 70'000},
                                    {ItemOutcome::Failed, bytes(20), 0},
                                    {ItemOutcome::Lost, bytes(1), 0},
                                    {ItemOutcome::TimedOut, {}, 0},
                                    {ItemOutcome::Cancelled, {}, 0},
                                    {ItemOutcome::Moved, {}, 0}}});
    records.emplace_back(TaskEnded{TaskId{13}, BatchId{7}, std::nullopt, 0, 1, 0, {}});
    records.emplace_back(TaskEnded{TaskId{14},
                                   BatchId{7},
                                   WorkerId{1},
                                   std::numeric_limits<Time>::min() + 2'000'000'000,
                                   std::numeric_limits<Time>::max(),
                                   0,
                                   {}});
    records.emplace_back(Message{Severity::Note, "a note"});
    records.emplace_back(Message{Severity::Warning, ""});
    records.emplace_back(Message{Severity::Error, std::string(3000, 'x')});
    return records;
}

}  // namespace poolscope::testing
