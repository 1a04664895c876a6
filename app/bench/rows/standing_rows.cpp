// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <poolscope/pool.h>

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

/// Times a second that a processor is given to any thread of the idle pool.
class IdleSwitches : public Row {
public:
    explicit IdleSwitches(const RowOptions& options) : seconds_(options.number("watch", 2)), pool_(pool_options(options)) {
        static_cast<void>(ready_workers(pool_));
        require(pool_.apply(pass, 7) == 7, "a wrong result");
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    double sample() override {
        const auto pids = ready_workers(pool_);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));  // what the asking itself made
        const std::uint64_t before = switches_of(pids);
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds_));
        return static_cast<double>(switches_of(pids) - before) / seconds_;
    }

private:
    static std::uint64_t of_thread(const std::string& folder) {
        return number_behind(folder + "/status", "voluntary_ctxt_switches:") + number_behind(folder + "/status", "nonvoluntary_ctxt_switches:");
    }
    /// Of the workers and of the pool's own threads, without the thread that counts.
    static std::uint64_t switches_of(const std::vector<std::int32_t>& workers) {
        std::uint64_t switches = 0;
        for (const std::int32_t pid : workers) switches += of_thread("/proc/" + std::to_string(pid));
        for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
            if (thread.path().filename() != std::to_string(::getpid())) switches += of_thread(thread.path().string());
        }
        return switches;
    }
    double seconds_;
    Pool pool_;
};

}  // namespace

void add_standing_rows(Rows& rows) {
    rows["memory"] = [](const RowOptions& options) { return std::make_unique<WorkerMemory>(options); };
    rows["idle"] = [](const RowOptions& options) { return std::make_unique<IdleSwitches>(options); };
}

}  // namespace poolscope::bench
