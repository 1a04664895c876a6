// SPDX-License-Identifier: MIT
#include "checked_trace.h"

#include <chrono>
#include <exception>
#include <filesystem>
#include <system_error>
#include <thread>

#include <poolscope/pool_state.h>
#include <poolscope/trace_check.h>

namespace poolscope::testing {
namespace {

std::string difference(const trace::CheckReport& report, const PoolState& state) {
    const PoolSummary& summary = state.summary();
    std::string text;
    const auto compare = [&](const char* what, std::uint64_t checked, std::uint64_t reduced) {
        if (checked != reduced) {
            text += std::string("the checker counts ") + std::to_string(checked) + " " + what + ", the state " +
                    std::to_string(reduced) + "\n";
        }
    };
    compare("records", report.records, summary.records);
    compare("workers", report.workers, summary.workers_started);
    compare("batches", report.batches, state.batches().size());
    if (report.end == trace::CheckReport::End::PoolEnded) {
        compare("items submitted", report.items_submitted, summary.items_submitted);
        compare("items done", report.items_done, summary.items_done);
        compare("items failed", report.items_failed, summary.items_failed);
        compare("items lost", report.items_lost, summary.items_lost);
        compare("items timed out", report.items_timed_out, summary.items_timed_out);
        compare("items cancelled", report.items_cancelled, summary.items_cancelled);
        compare("workers alive", 0, summary.workers_alive);
    }
    compare("contradictions", 0, state.contradictions());
    return text;
}

bool is_being_written(const std::string& path) {
    try {
        return trace::Reader(path).being_written();
    } catch (const std::exception&) {
        return false;  // whatever is wrong with it is told by who reads it
    }
}

}  // namespace

std::string trace_faults(const std::string& path) {
    try {
        const trace::CheckReport report = trace::check_trace(path);
        PoolState state;
        trace::Reader reader(path, trace::ReadValues::No);
        while (const auto record = reader.next()) {
            state.apply(*record);
        }
        return (report.sound() ? "" : trace::report_text(report)) + difference(report, state);
    } catch (const std::exception& error) {
        return std::string(error.what()) + "\n";
    }
}

std::string faults_so_far(const std::string& path) {
    try {
        const trace::CheckReport report = trace::check_trace(path);
        return report.sound() ? std::string() : trace::report_text(report);
    } catch (const std::exception& error) {
        return std::string(error.what()) + "\n";
    }
}

std::string run_faults(const std::string& runs_folder) {
    constexpr std::chrono::seconds kPatience{10};
    std::string text;
    std::error_code none;
    for (const auto& run : std::filesystem::directory_iterator(runs_folder, none)) {
        const std::string path = run.path().string() + "/trace";
        if (!std::filesystem::exists(path, none) || std::filesystem::file_size(path, none) == 0) continue;
        const auto end = std::chrono::steady_clock::now() + kPatience;
        bool written = true;
        while ((written = is_being_written(path)) && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (const std::string faults = written ? faults_so_far(path) : trace_faults(path); !faults.empty()) text += path + ":\n" + faults;
    }
    return text;
}

}  // namespace poolscope::testing
