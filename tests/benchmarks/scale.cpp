// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <poolscope/host_client.h>
#include <poolscope/pool.h>
#include <poolscope/scenario.h>
#include <poolscope/trace.h>

#include "row.h"
#include "temporary_folder.h"

// Whether a task costs the same however many there are and however many workers do them, and what waiting items take of a host's
// memory. Each task has one item, and the function gives back what it gets.
//     poolscope-scale [--quick] [--json] [--seconds N]
// "library" is Pool::map. "host" is the way of the window: a range that is submitted to a paused host, whose memory is looked at while
// nothing of it has begun, and then goes through; its trace is written. "peak" is the most that the host held until all was done.
// Cells that would not end within the time that is left are not measured, and say so.

namespace {

using namespace poolscope;
using bench::now;
using bench::require;

std::int64_t pass(std::int64_t x) {
    return x;
}
POOLSCOPE_FUNCTION(pass);

struct HostMemory {
    double before = 0, pending = 0, peak = 0, after = 0;  // bytes
};

struct Cell {
    int workers = 0;
    std::uint64_t tasks = 0;
    std::optional<double> library_ns, host_ns;  // a task
    std::optional<HostMemory> memory;
    std::string problem;

    [[nodiscard]] double bytes_per_pending_item() const { return (memory->pending - memory->before) / static_cast<double>(tasks); }
    [[nodiscard]] double bytes_grown_per_task() const { return (memory->after - memory->before) / static_cast<double>(tasks); }
};

double middle_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Few tasks are over in a moment, so that they are done several times.
int repeats(std::uint64_t tasks) {
    return static_cast<int>(std::clamp<std::uint64_t>(3'000'000 / tasks, 1, 15));
}

/// How long the program may take in all.
class TimeLimit {
public:
    explicit TimeLimit(double seconds) : until_(now() + seconds) {}
    [[nodiscard]] double left() const { return until_ - now(); }
    /// Throws when so many tasks would not end in time: `ns` is what one of them took before, 0 when that is not known.
    void check(std::uint64_t tasks, double ns) const {
        require(static_cast<double>(tasks) * ns * 1e-9 * repeats(tasks) < left(), "out of time");
    }

private:
    double until_;
};

double library_ns(Pool& pool, std::uint64_t tasks) {
    std::vector<std::int64_t> items(tasks);
    std::iota(items.begin(), items.end(), 0);
    std::vector<double> times;
    for (int i = 0; i < repeats(tasks); ++i) {
        const double begin = now();
        const auto results = pool.map(pass, items, 1);
        times.push_back(now() - begin);
        require(results == items, "wrong results");
    }
    return middle_of(times) / static_cast<double>(tasks) * 1e9;
}

/// A host with an open pool of ready workers.
class Host {
public:
    explicit Host(int workers) : client_(HostClient::launch({.run_folder = folder_.file("run")})) {
        Scenario scenario;
        scenario.pool.processes = workers;
        static_cast<void>(reply_to(client_.start(scenario, AfterBatches::KeepOpen), 60));
        for (const double until = now() + 60; !are_ready(workers);) {
            require(now() < until, "the workers are not ready after a minute");
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    /// Seconds of a batch of so many tasks, and the host's memory meanwhile.
    double run(std::uint64_t tasks, double patience, HostMemory& memory) {
        forget_peak();
        memory.before = resident();
        static_cast<void>(reply_to(client_.pause(), 10));
        static_cast<void>(reply_to(client_.submit(range(Method::Map, tasks)), 60));
        memory.pending = resident();
        const double begin = now();
        static_cast<void>(client_.resume());
        // map blocks: the batch behind it is answered when it has its turn, which is when all tasks before it have ended. That one
        // does not block: the next run is paused, maybe before it has begun.
        static_cast<void>(reply_to(client_.submit(range(Method::MapAsync, 1)), patience));
        const double took = now() - begin;
        memory.peak = bytes_behind("status", "VmHWM:");
        memory.after = resident();
        batches_ += 2;
        return took;
    }
    /// Throws when any batch did not succeed. The trace is read last, as reading it takes a processor.
    void check() {
        static_cast<void>(reply_to(client_.close(), 10));
        static_cast<void>(reply_to(client_.join(), 60));
        trace::Reader reader(client_.trace_path(), trace::ReadValues::No);
        std::size_t succeeded = 0;
        while (const auto record = reader.next()) {
            const auto* end = std::get_if<trace::BatchEnded>(&record->body);
            if (end != nullptr && end->outcome == trace::BatchOutcome::Succeeded) ++succeeded;
        }
        require(succeeded == batches_, std::to_string(succeeded) + " of " + std::to_string(batches_) + " batches succeeded");
    }

private:
    static BatchSpec range(Method method, std::uint64_t items) {
        return {.method = method, .function = "identity", .iterable = {{"range", {0, items}}}, .chunksize = 1};
    }
    HostReply reply_to(std::uint64_t request, double seconds) {
        for (const double until = now() + seconds; now() < until;) {
            for (const HostReply& reply : client_.receive()) {
                require(reply.ok, reply.error_type + ": " + reply.error_message);
                if (reply.request == request) return reply;
            }
            require(client_.connected(), "the host has gone");
            static_cast<void>(client_.wait(std::chrono::milliseconds(500)));
        }
        throw std::runtime_error("out of time");
    }
    bool are_ready(int workers) {
        const HostReply reply = reply_to(client_.workers(), 10);
        const Json& list = reply.body.at("workers");
        return std::count_if(list.begin(), list.end(), [](const Json& worker) { return worker.at("ready").get<bool>(); }) == workers;
    }
    [[nodiscard]] std::string proc(const char* file) const { return "/proc/" + std::to_string(client_.host_pid()) + "/" + file; }
    void forget_peak() const { std::ofstream(proc("clear_refs")) << "5"; }
    // "status" has it too, but behind by what each thread has not added to it yet (proc(5)).
    [[nodiscard]] double resident() const { return bytes_behind("smaps_rollup", "Rss:"); }
    [[nodiscard]] double bytes_behind(const char* file, const std::string& word) const {
        std::ifstream lines(proc(file));
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with(word)) return std::stod(line.substr(word.size())) * 1024;
        }
        throw std::runtime_error("the host's memory cannot be seen");
    }

    bench::TemporaryFolder folder_;
    HostClient client_;
    std::size_t batches_ = 0;
};

/// Measures and keeps what went wrong in the cell.
template <class Action>
void measure_in(Cell& cell, const Action& action) {
    try {
        action();
    } catch (const std::exception& error) {
        cell.problem = error.what();
    }
}

void measure_library(std::vector<Cell>& cells, int workers, const TimeLimit& limit) {
    Pool pool({.processes = workers});
    static_cast<void>(library_ns(pool, 10'000));
    double last = 0;
    for (Cell& cell : cells) {
        measure_in(cell, [&] {
            limit.check(cell.tasks, last);
            cell.library_ns = last = library_ns(pool, cell.tasks);
        });
    }
}

void measure_host(std::vector<Cell>& cells, int workers, const TimeLimit& limit) {
    Host host(workers);
    HostMemory warm;
    static_cast<void>(host.run(10'000, 60, warm));
    double last = 0;
    bool is_late = false;
    for (Cell& cell : cells) {
        measure_in(cell, [&] {
            require(!is_late, "out of time");
            limit.check(cell.tasks, last);
            is_late = true;  // until it is through: a host that is still at work would be measured with the next cell
            std::vector<double> times;
            HostMemory memory;
            for (int i = 0; i < repeats(cell.tasks); ++i) {
                HostMemory seen;
                times.push_back(host.run(cell.tasks, std::max(1.0, limit.left()), seen));
                // The first one's memory: what it left behind is there already when the others begin.
                if (i == 0) memory = seen;
            }
            is_late = false;
            cell.host_ns = last = middle_of(times) / static_cast<double>(cell.tasks) * 1e9;
            cell.memory = memory;
        });
    }
    if (!is_late) host.check();
}

std::string text(const std::optional<double>& value, const char* format) {
    char words[40];
    if (!value) return "-";
    std::snprintf(words, sizeof words, format, *value);
    return words;
}

void print_head() {
    std::printf("%7s %9s %12s %12s | %10s %10s %10s %10s %14s %14s\n", "workers", "tasks", "library, ns", "host, ns", "before, MB", "pending",
                "peak", "after", "B/pending item", "B grown/task");
}

void print(const Cell& cell) {
    const auto megabytes = [&](double HostMemory::*which) {
        return text(cell.memory ? std::optional(*cell.memory.*which / 1e6) : std::nullopt, "%.2f");
    };
    std::printf("%7d %9llu %12s %12s | %10s %10s %10s %10s %14s %14s%s%s\n", cell.workers, static_cast<unsigned long long>(cell.tasks),
                text(cell.library_ns, "%.0f").c_str(), text(cell.host_ns, "%.0f").c_str(), megabytes(&HostMemory::before).c_str(),
                megabytes(&HostMemory::pending).c_str(), megabytes(&HostMemory::peak).c_str(), megabytes(&HostMemory::after).c_str(),
                text(cell.memory ? std::optional(cell.bytes_per_pending_item()) : std::nullopt, "%.2f").c_str(),
                text(cell.memory ? std::optional(cell.bytes_grown_per_task()) : std::nullopt, "%.2f").c_str(), cell.problem.empty() ? "" : "  ",
                cell.problem.c_str());
    std::fflush(stdout);
}

Json json_of(const Cell& cell) {
    const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    Json row{{"workers", cell.workers},
             {"tasks", cell.tasks},
             {"library_ns_per_task", number(cell.library_ns)},
             {"host_ns_per_task", number(cell.host_ns)},
             {"host_memory", nullptr},
             {"problem", cell.problem.empty() ? Json() : Json(cell.problem)}};
    if (cell.memory) {
        row["host_memory"] = {{"before", cell.memory->before},
                              {"all_pending", cell.memory->pending},
                              {"peak", cell.memory->peak},
                              {"after", cell.memory->after},
                              {"bytes_per_pending_item", cell.bytes_per_pending_item()},
                              {"bytes_grown_per_task", cell.bytes_grown_per_task()}};
    }
    return row;
}

struct Options {
    bool is_quick = false, is_json = false;
    double seconds = 300;
};

std::optional<Options> options_of(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--quick") options.is_quick = true;
        else if (word == "--json") options.is_json = true;
        else if (word == "--seconds" && i + 1 < argc && std::isdigit(static_cast<unsigned char>(*argv[i + 1])) != 0) options.seconds = std::atof(argv[++i]);
        else return {};
    }
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    run_worker_if_asked(argc, argv);
    const auto options = options_of(argc, argv);
    if (!options || options->seconds <= 0) {
        std::cerr << "usage: poolscope-scale [--quick] [--json] [--seconds N]\n";
        return 2;
    }
    const TimeLimit limit(options->seconds);
    std::vector<std::uint64_t> counts{1'000, 10'000, 100'000, 1'000'000};
    std::vector<int> workers{1, 4, 64};
    if (!options->is_quick) {
        counts.push_back(10'000'000);
        workers.push_back(256);
    }
    Json rows = Json::array();
    if (!options->is_json) print_head();
    for (const int number : workers) {
        std::vector<Cell> cells;
        for (const std::uint64_t tasks : counts) cells.push_back({.workers = number, .tasks = tasks, .library_ns = {}, .host_ns = {}, .memory = {}, .problem = {}});
        for (const auto& measure : {measure_library, measure_host}) {
            try {
                measure(cells, number, limit);
            } catch (const std::exception& error) {  // no pool, or no host
                for (Cell& cell : cells)
                    if (cell.problem.empty()) cell.problem = error.what();
            }
        }
        for (const Cell& cell : cells) {
            rows.push_back(json_of(cell));
            if (!options->is_json) print(cell);
        }
    }
    if (options->is_json) std::cout << Json{{"rows", rows}}.dump(2) << '\n';
    return 0;
}
