// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "lane/layout.h"
#include "sample_records.h"
#include "trace/writer.h"
#include "trace_builder.h"
#include "trace_input.h"
#include "worker/setup.h"

/// Writes the seeds of the targets that read bytes into FOLDER/TARGET/. Those that read text are kept as text.
namespace {

using namespace poolscope;
namespace fs = std::filesystem;
using Bytes = std::vector<std::byte>;

void save(const fs::path& path, const Bytes& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Bytes read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto bytes = std::as_bytes(std::span(content));
    return {bytes.begin(), bytes.end()};
}

void save_traces(const fs::path& folder) {
    fs::create_directories(folder);
    const fs::path scratch = folder / "scratch";
    const auto keep = [&](const std::string& name) {
        const Bytes file = read_all(scratch);
        save(folder / name, fuzz::records_input(file));
        fs::remove(scratch);
        return file;
    };
    testing::build_run(scratch, {.tasks = 12, .workers = 2, .items_per_task = 2, .maxtasksperchild = 3, .fail_every = 5});
    Bytes whole = keep("a_run");
    whole.insert(whole.begin(), std::byte{fuzz::kWholeFile});
    save(folder / "a_run_as_a_file", whole);
    testing::build_run(scratch, {.tasks = 8, .workers = 3, .crash_every = 3, .ended = false});
    keep("a_run_with_crashes_that_breaks_off");
    {
        trace::Writer writer(scratch, 1 << 20);
        trace::Time time = 1'000'000;
        for (const trace::Body& body : testing::sample_records()) writer.append(time += 1000, body);
        writer.flush();
    }
    keep("each_kind_of_record");
    {
        trace::Writer writer(scratch);
        trace::Time time = 1'000'000;
        writer.append(time, trace::RunStarted{});
        writer.append(time, trace::WorkerStarting{WorkerId{1}, SlotIndex{0}, 1, "fork"});
        for (std::uint32_t call = 1; call <= 5; ++call) {
            trace::BatchSubmitted batch;
            batch.batch = BatchId{call};
            batch.method = "apply_async";
            batch.function = "f";
            batch.items = batch.tasks = 1;
            batch.description = "[1]";
            writer.batch_submitted(time += 10, trace::BatchTaken::of(batch));
        }
        for (std::uint32_t call = 1; call <= 5; ++call) {
            Bytes arguments;
            ChunkWriter(arguments).add(call);
            writer.task_given(time += 10, {TaskId{call}, BatchId{call}, WorkerId{1}, 0, 1, 1, arguments});
            trace::ResultNotes results;
            results.add(trace::ItemOutcome::Done, encode_value(call % 2 == 0 ? Json(call) : Json("text")), 1000);
            writer.task_finished(time + 9, {TaskId{call}, BatchId{call}, WorkerId{1}, time + 1, time + 5, 0}, results);
            trace::BatchEnded end;
            end.batch = BatchId{call};
            writer.append(time += 10, end);
        }
    }
    keep("packs");
}

void save_values(const fs::path& folder) {
    save(folder / "numbers", encode_value(std::tuple(1, -1, 1.5, UINT64_MAX, true)));
    save(folder / "packed", encode_value(std::vector<double>{1, 2, 3}));
    save(folder / "packed_bytes", encode_value(std::vector<std::uint8_t>{1, 2, 3}));
    save(folder / "text", encode_value(std::string("a text, \xc3\xa4\xf0\x9f\x98\x80")));
    save(folder / "bytes", encode_value(Bytes{std::byte{0}, std::byte{0xff}}));
    save(folder / "map", encode_value(std::map<std::string, std::vector<int>>{{"a", {1}}, {"b", {}}}));
    save(folder / "lists", encode_value(std::vector<std::vector<std::string>>{{"a"}, {}, {"b", "c"}}));
    save(folder / "json", encode_value(Json::parse(R"({"a": [1, 2.5, null, {"b": "c"}], "d": -1, "e": true})")));
    save(folder / "error", encode_error({"std::invalid_argument", "no such thing"}));
    Bytes chunk;
    ChunkWriter writer(chunk);
    writer.add(1, 2);
    writer.add(std::string("three"), 4.5);
    save(folder / "chunk", chunk);
    worker::Setup setup;
    setup.name = "PoolWorker-3";
    setup.start_method = "forkserver";
    setup.maxtasksperchild = 5;
    setup.initializer = "slow_start";
    setup.initargs = encode_value(std::vector<int>{7});
    setup.modules = {"a_module.so"};
    save(folder / "setup", worker::encode_setup(setup));
}

/// One action of the peer in lane.cpp: a sound frame.
void append_frame(Bytes& input, std::uint8_t kind, std::uint8_t flags, std::uint8_t number, const Bytes& payload) {
    const auto size = static_cast<std::uint16_t>(payload.size());
    for (const std::uint8_t each : {std::uint8_t{0}, kind, flags, number, static_cast<std::uint8_t>(size & 0xff),
                                    static_cast<std::uint8_t>(size >> 8)})
        input.push_back(std::byte{each});
    input.insert(input.end(), payload.begin(), payload.end());
}

template <class Kind> constexpr std::uint8_t number_of(Kind kind) { return static_cast<std::uint8_t>(kind); }

void save_lanes(const fs::path& folder) {
    using lane::ResultKind;
    using lane::TaskKind;
    Bytes host{std::byte{0}};
    append_frame(host, number_of(ResultKind::Hello), 0, 42, {});
    append_frame(host, number_of(ResultKind::Ready), 0, 0, {});
    append_frame(host, number_of(ResultKind::Results), 0, 1, Bytes(sizeof(lane::ResultsHead)));
    append_frame(host, number_of(ResultKind::Item), 0, 1, encode_value(49));
    append_frame(host, number_of(ResultKind::Item), lane::kMore, 1, Bytes(300));
    append_frame(host, number_of(ResultKind::Item), 0, 1, Bytes(30));
    append_frame(host, number_of(ResultKind::Results), 0, 1, Bytes(sizeof(lane::ResultsHead) + 9));
    append_frame(host, number_of(ResultKind::InitializerFailed), 0, 0, encode_error({"ValueError", "no"}));
    save(folder / "results", host);
    // A size that is not true, and positions that no ring can have.
    Bytes lies{std::byte{0}, std::byte{0}, std::byte{5}, std::byte{0}, std::byte{1}, std::byte{4}, std::byte{0x80}};
    lies.insert(lies.end(), 4, std::byte{0xff});
    lies.push_back(std::byte{2});
    lies.insert(lies.end(), 8, std::byte{0xff});
    lies.push_back(std::byte{3});
    lies.insert(lies.end(), 8, std::byte{0x7f});
    save(folder / "lies", lies);

    Bytes worker{std::byte{1}};
    worker::Setup setup;
    setup.name = "PoolWorker-1";
    append_frame(worker, number_of(TaskKind::Setup), 0, 0, worker::encode_setup(setup));
    append_frame(worker, number_of(TaskKind::Function), 0, 1, Bytes(6, std::byte{'f'}));
    Bytes task(sizeof(lane::TaskHead));
    task[0] = task[4] = std::byte{1};
    ChunkWriter(task).add(7);
    append_frame(worker, number_of(TaskKind::Task), 0, 1, task);
    append_frame(worker, number_of(TaskKind::Quit), 0, 0, {});
    save(folder / "tasks", worker);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return std::fprintf(stderr, "Usage: fuzz_seeds FOLDER\n"), 2;
    try {
        const fs::path folder = argv[1];
        save_traces(folder / "trace");
        save_values(folder / "value");
        save_lanes(folder / "lane");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fuzz_seeds: %s\n", error.what());
        return 1;
    }
    return 0;
}
