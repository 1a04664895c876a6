// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>
#include <poolscope/value.h>

#include "trace/crc32c.h"
#include "trace/writer.h"
#include "trace_builder.h"

// What the trace costs the host (append) and the window (read, reduce). SPEED.md, fact 8.

using namespace poolscope;

namespace {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "poolscope-benchmark-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            std::abort();
        }
        path_ = pattern;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::string file(const char* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

constexpr std::uint64_t kTasks = 200'000;

/// Gives a small task to one of eight workers and ends it, the way that a host tells of it: most such tasks become an entry of a pack.
class HostedTasks {
public:
    explicit HostedTasks(trace::Writer& writer) : writer_(writer) { ChunkWriter(arguments_).add(std::int64_t{7}); }
    void tell() {
        time_ += 20'000;
        const WorkerId worker{static_cast<std::uint32_t>(1 + task_ % 8)};
        ++task_;
        writer_.task_given(time_, {TaskId{task_}, BatchId{1}, worker, task_ - 1, 1, 1, arguments_});
        trace::ResultNotes notes;
        notes.add(trace::ItemOutcome::Done, value_, writer_.value_limit());
        writer_.task_finished(time_ + 18'000, {TaskId{task_}, BatchId{1}, worker, time_ + 2'000, time_ + 17'000, task_ - 1}, notes);
    }

private:
    trace::Writer& writer_;
    trace::Time time_ = 6'000'000'000;
    std::uint64_t task_ = 0;
    std::vector<std::byte> arguments_;
    std::vector<std::byte> value_ = encode_value(std::int64_t{49});
};

/// The same run as a host writes it: its tasks in packs.
const std::string& run_of_packed_tasks() {
    static const TemporaryFolder folder;
    static const std::string path = [] {
        testing::TraceBuilder beginning(folder.file("beginning"));
        beginning.begin_run(8);
        for (std::uint32_t slot = 0; slot < 8; ++slot) static_cast<void>(beginning.start_worker(slot));
        static_cast<void>(beginning.submit("map", "square", kTasks));
        beginning.flush();
        // A writer begins a file: what stands before the tasks is copied record by record.
        trace::Writer writer(folder.file("run"));
        trace::Reader reader(folder.file("beginning"));
        while (const auto record = reader.next()) writer.append(record->time, record->body);
        HostedTasks tasks(writer);
        for (std::uint64_t i = 0; i < kTasks; ++i) tasks.tell();
        return folder.file("run");
    }();
    return path;
}

// One run for all that read, made at the first use.
const std::string& run_of_tasks() {
    static const TemporaryFolder folder;
    static const std::string path = [] {
        testing::RunShape shape;
        shape.tasks = kTasks;
        shape.workers = 8;
        shape.task_ns = 20'000;
        testing::build_run(folder.file("run"), shape);
        return folder.file("run");
    }();
    return path;
}

void BM_crc32c(benchmark::State& state) {
    const std::vector<std::byte> bytes(static_cast<std::size_t>(state.range(0)), std::byte{7});
    for (auto _ : state) {
        benchmark::DoNotOptimize(trace::crc32c(bytes));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(BM_crc32c)->Arg(28)->Arg(256)->Arg(65536);

void BM_append_small_record(benchmark::State& state) {
    trace::Writer writer("/dev/null");
    trace::Time time = 1'000'000'000;
    for (auto _ : state) {
        writer.append(++time, trace::WorkerReady{WorkerId{3}});
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_append_small_record);

// The two records of a small task, made anew each time as a host does.
void BM_append_task(benchmark::State& state) {
    trace::Writer writer("/dev/null");
    trace::Time time = 1'000'000'000;
    std::uint64_t task = 0;
    const std::vector<std::byte> arguments(19, std::byte{3});
    const std::vector<std::byte> value(9, std::byte{3});
    for (auto _ : state) {
        time += 20'000;
        ++task;
        writer.append(time, trace::TaskAssigned{TaskId{task}, BatchId{1}, WorkerId{3}, task, 1, 1, arguments, 0});
        trace::TaskEnded ended{TaskId{task}, BatchId{1}, WorkerId{3}, time - 15'000, time - 1000, task, {}};
        ended.results.push_back({trace::ItemOutcome::Done, value, 0});
        writer.append(time, ended);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_append_task);

// The same as a host tells of it.
void BM_append_packed_task(benchmark::State& state) {
    trace::Writer writer("/dev/null");
    HostedTasks tasks(writer);
    for (auto _ : state) tasks.tell();
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_append_packed_task);

void BM_append_task_to_a_file(benchmark::State& state) {
    const TemporaryFolder folder;
    trace::Writer writer(folder.file("trace"));
    trace::Time time = 1'000'000'000;
    trace::TaskAssigned assigned{TaskId{1}, BatchId{1}, WorkerId{3}, 0, 1, 1, std::vector<std::byte>(19), 0};
    trace::TaskEnded ended{TaskId{1}, BatchId{1}, WorkerId{3}, time, time, 0, {}};
    ended.results.push_back({trace::ItemOutcome::Done, std::vector<std::byte>(9), 0});
    for (auto _ : state) {
        time += 20'000;
        ++assigned.task.value;
        writer.append(time, assigned);
        ended.started = time - 15'000;
        ended.ended = time - 1000;
        writer.append(time, ended);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_append_task_to_a_file)->Iterations(1'000'000);

void BM_read(benchmark::State& state, const std::string& (*run)(), trace::ReadValues values) {
    std::int64_t records = 0;
    const std::string& path = run();
    for (auto _ : state) {
        trace::Reader reader(path, values);
        while (const auto record = reader.next()) {
            ++records;
        }
    }
    state.SetItemsProcessed(records);
}
BENCHMARK_CAPTURE(BM_read, with_values, run_of_tasks, trace::ReadValues::Yes)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_read, without_values, run_of_tasks, trace::ReadValues::No)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_read, packed_with_values, run_of_packed_tasks, trace::ReadValues::Yes)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_read, packed_without_values, run_of_packed_tasks, trace::ReadValues::No)->Unit(benchmark::kMillisecond);

void BM_read_and_reduce(benchmark::State& state) {
    std::int64_t records = 0;
    for (auto _ : state) {
        trace::Reader reader(run_of_tasks(), trace::ReadValues::No);
        PoolState pool;
        while (const auto record = reader.next()) {
            pool.apply(*record);
            ++records;
        }
        benchmark::DoNotOptimize(pool.task_count());
    }
    state.SetItemsProcessed(records);
}
BENCHMARK(BM_read_and_reduce)->Unit(benchmark::kMillisecond);

/// The reducer alone: the records lie ready.
void BM_reduce(benchmark::State& state) {
    std::vector<trace::Record> records;
    trace::Reader reader(run_of_tasks(), trace::ReadValues::No);
    while (auto record = reader.next()) records.push_back(std::move(*record));
    for (auto _ : state) {
        PoolState pool;
        for (const trace::Record& record : records) pool.apply(record);
        benchmark::DoNotOptimize(pool.task_count());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * records.size()));
}
BENCHMARK(BM_reduce)->Unit(benchmark::kMillisecond);

void BM_every_result_row(benchmark::State& state) {
    trace::Reader reader(run_of_tasks(), trace::ReadValues::No);
    PoolState pool;
    while (const auto record = reader.next()) {
        pool.apply(*record);
    }
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (std::size_t row = 0; row < pool.result_count(); ++row) {
            sum += pool.result(row).item;
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kTasks));
}
BENCHMARK(BM_every_result_row)->Unit(benchmark::kMillisecond);

}  // namespace
