// SPDX-License-Identifier: MIT
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <sstream>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <poolscope/worker_entry.h>

#include "chaos_run.h"

namespace {

using namespace poolscope::chaos;

/// This program's own lines. What plans run prints goes elsewhere: tasks write as they like, and would tear these apart.
class Lines {
public:
    explicit Lines(const std::string& task_output)
        : descriptor_(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)), sink_(open(task_output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
        is_good_ = descriptor_ >= 0 && sink_ >= 0 && dup2(sink_, STDOUT_FILENO) >= 0 && dup2(sink_, STDERR_FILENO) >= 0;
    }
    ~Lines() {
        close(descriptor_);
        close(sink_);
    }
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

    [[nodiscard]] bool is_good() const { return is_good_; }
    void print(const std::string& text) const {
        std::size_t written = 0;
        while (written < text.size()) {
            const ssize_t count = write(descriptor_, text.data() + written, text.size() - written);
            if (count < 0 && errno != EINTR) return;
            if (count > 0) written += static_cast<std::size_t>(count);
        }
    }

private:
    int descriptor_;
    int sink_;
    bool is_good_ = false;
};

struct Sum {
    std::uint64_t plans = 0, submitted = 0, workers = 0, deaths = 0, broken = 0, failed_plans = 0;
    ItemCounts items;

    [[nodiscard]] std::string text() const {
        std::ostringstream out;
        out << plans << " plans, " << submitted << " items (" << items.done << " done, " << items.failed << " failed, " << items.lost
                  << " lost, " << items.timed_out << " timed out, " << items.cancelled << " cancelled, " << items.broken
                  << " ended by a broken pool), " << workers << " workers, " << deaths << " deaths, " << broken << " broken pools, "
                  << failed_plans << " plans with problems\n";
        return out.str();
    }
};

}  // namespace

/// Random plans over random configurations, each checked; the longer form of tst_chaos, by hand.
int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    CLI::App app("Breaks pools in every way and checks that each promise is kept. Every plan follows from its seed: to run a seed again repeats "
                 "the plan, with each fault and disturbance and their pauses, but not the course that the kernel's scheduler gave it.");
    std::uint64_t seed = std::random_device()();
    std::uint64_t seconds = 60, plans = 0;
    std::string method, folder, task_output = "/dev/null";
    bool verbose = false, keep = false;
    app.add_option("--seed", seed, "Seed of the first plan; the next ones count up. Default: random");
    app.add_option("--seconds", seconds, "Time for it all; a plan that has begun is finished")->capture_default_str();
    app.add_option("--plans", plans, "At most so many plans; 0: as many as there is time for");
    app.add_option("--start-method", method, "fork, spawn or forkserver; default: the seed chooses")
        ->check(CLI::IsMember({"fork", "spawn", "forkserver"}));
    app.add_option("--folder", folder, "Where traces go; default: a new folder in the temporary one");
    app.add_option("--task-output", task_output, "File for what plans print and do not capture, and for what a sanitizer reports")
        ->capture_default_str();
    app.add_flag("--verbose", verbose, "One line for each plan");
    app.add_flag("--keep", keep, "Keeps the traces of plans that went well, too");
    CLI11_PARSE(app, argc, argv);
    const bool own_folder = folder.empty();
    if (own_folder) {
        std::string name = (std::filesystem::temp_directory_path() / "poolscope-chaos-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            std::cerr << "cannot make a folder in " << std::filesystem::temp_directory_path() << "\n";
            return 2;
        }
        folder = name;
    }
    std::filesystem::create_directories(folder);
    const Lines lines(task_output);
    if (!lines.is_good()) {
        std::cerr << "cannot write to " << task_output << "\n";
        return 2;
    }
    lines.print("seed " + std::to_string(seed) + ", traces in " + folder + "\n");
    Sum sum;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (; std::chrono::steady_clock::now() < end && (plans == 0 || sum.plans < plans); ++seed) {
        const ChaosPlan plan = make_plan(seed, method);
        if (verbose) lines.print(describe(plan));
        const ChaosReport report = run_plan(plan, folder);
        ++sum.plans;
        sum.submitted += report.submitted;
        sum.items += report.items;
        sum.workers += report.workers;
        sum.deaths += report.deaths;
        sum.broken += report.broke ? 1 : 0;
        if (verbose) lines.print(": " + std::to_string(report.items.done) + " done, " + std::to_string(report.deaths) + " deaths\n");
        if (report.problems.empty()) {
            if (!keep) std::filesystem::remove(trace_path(folder, seed));
            continue;
        }
        ++sum.failed_plans;
        lines.print(describe(plan) + "\n" + report.problems + "    the same plan: " + argv[0] + " --plans 1 --seed " + std::to_string(seed) +
                    (method.empty() ? "" : " --start-method " + method) + "\n");
    }
    lines.print(sum.text());
    if (own_folder && sum.failed_plans == 0 && !keep) std::filesystem::remove_all(folder);
    return sum.failed_plans == 0 ? 0 : 1;
}
