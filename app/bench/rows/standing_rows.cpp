// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <poolscope/pool.h>

#include "hosted_pool.h"
#include "row.h"
#include "row_functions.h"
#include "row_pool.h"

/// What a pool costs that has nothing to do.
namespace poolscope::bench {

namespace {

/// The number behind a word at the start of a line of a file under /proc; 0 when there is none.
std::uint64_t number_behind(const std::string& path, const std::string& word) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(word)) return std::stoull(line.substr(word.size()));
    }
    return 0;
}

/// Milliseconds that a thread has used a processor: to the nanosecond where the kernel counts so (proc(5), schedstat), else as utime and
/// stime, by its ticks.
double milliseconds_of(const std::string& thread) {
    double nanoseconds = 0;
    if (std::ifstream(thread + "/schedstat") >> nanoseconds) return nanoseconds * 1e-6;
    std::ifstream file(thread + "/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string word;
    for (int i = 0; i < 11; ++i) rest >> word;
    double user = 0, system = 0;
    rest >> user >> system;
    return (user + system) * 1e3 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Megabytes of memory for each worker; what several share counts in parts (Pss).
class WorkerMemory : public Row {
public:
    explicit WorkerMemory(const RowOptions& options) : pool_(pool_options(options)) {
        static_cast<void>(ready_workers(pool_));
        static_cast<void>(pool_.map(pass, std::vector<std::int64_t>(pool_.processes() * 64, 7), 1));
    }
    double sample() override {
        std::uint64_t kilobytes = 0;
        const auto pids = ready_workers(pool_);
        for (const std::int32_t pid : pids) kilobytes += number_behind("/proc/" + std::to_string(pid) + "/smaps_rollup", "Pss:");
        return static_cast<double>(kilobytes) * 1024 / 1e6 / static_cast<double>(pids.size());
    }

private:
    Pool pool_;
};

enum class What { Switches, Time };

/// What threads had of the processors so far: how often they got one, or for how many milliseconds.
double used_by(const std::vector<std::string>& threads, What what) {
    double used = 0;
    for (const std::string& folder : threads) {
        if (what == What::Switches) {
            used += static_cast<double>(number_behind(folder + "/status", "voluntary_ctxt_switches:") +
                                        number_behind(folder + "/status", "nonvoluntary_ctxt_switches:"));
        } else {
            used += milliseconds_of(folder);
        }
    }
    return used;
}

/// All of a process's threads, as folders under /proc.
void add_threads_of(const std::string& process, std::vector<std::string>& threads) {
    for (const auto& thread : std::filesystem::directory_iterator("/proc/" + process + "/task")) threads.push_back(thread.path().string());
}

/// A pool that has nothing to do: times a second that a processor is given to any of its threads, or milliseconds of processor time
/// that they use in a second.
class Idle : public Row {
public:
    explicit Idle(const RowOptions& options)
        : seconds_(options.number("watch", 2)), what_(options.text("of", "switches") == "time" ? What::Time : What::Switches) {}
    double sample() override {
        const auto threads = threads_of_pool();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));  // what the asking itself made
        const double before = used_by(threads, what_);
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds_));
        return (used_by(threads, what_) - before) / seconds_;
    }

protected:
    /// Of the workers and of whoever runs the pool.
    [[nodiscard]] virtual std::vector<std::string> threads_of_pool() = 0;

private:
    double seconds_;
    What what_;
};

class IdlePool : public Idle {
public:
    explicit IdlePool(const RowOptions& options) : Idle(options), pool_(pool_options(options)) {
        static_cast<void>(ready_workers(pool_));
        require(pool_.apply(pass, 7) == 7, "a wrong result");
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }

protected:
    /// The pool's own threads, without the one that counts.
    [[nodiscard]] std::vector<std::string> threads_of_pool() override {
        std::vector<std::string> threads;
        add_threads_of("self", threads);
        std::erase(threads, "/proc/self/task/" + std::to_string(::getpid()));
        for (const std::int32_t pid : ready_workers(pool_)) add_threads_of(std::to_string(pid), threads);
        return threads;
    }

private:
    Pool pool_;
};

/// The same of a host, which writes a trace.
class IdleHost : public Idle {
public:
    explicit IdleHost(const RowOptions& options) : Idle(options), pool_(options) {
        static_cast<void>(pool_.ready_workers());
        pool_.submit({.method = Method::Map, .function = "identity", .iterable = {{"range", {0, options.workers()}}}, .chunksize = 1});
        pool_.wait();
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }

protected:
    [[nodiscard]] std::vector<std::string> threads_of_pool() override {
        std::vector<std::string> threads;
        for (const std::int32_t pid : pool_.ready_workers()) add_threads_of(std::to_string(pid), threads);
        add_threads_of(std::to_string(pool_.host_pid()), threads);
        return threads;
    }

private:
    HostedPool pool_;
};

}  // namespace

void add_standing_rows(Rows& rows) {
    rows["memory"] = [](const RowOptions& options) { return std::make_unique<WorkerMemory>(options); };
    rows["idle"] = [](const RowOptions& options) { return std::make_unique<IdlePool>(options); };
    rows["hosted_idle"] = [](const RowOptions& options) { return std::make_unique<IdleHost>(options); };
}

}  // namespace poolscope::bench
