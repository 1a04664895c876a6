// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_report.h"

#include <cstring>
#include <ostream>
#include <string>

#include <poolscope/value.h>

#include "batch_report.h"
#include "life_table.h"
#include "quantity_words.h"
#include "terminal.h"

namespace poolscope::app {

namespace {

std::string pool_words(const trace::PoolCreated& pool) {
    constexpr std::size_t kLongestArguments = 60;
    std::string words = pool.processes == 1 ? "1 process" : std::to_string(pool.processes) + " processes";
    if (!pool.processes_reason.empty()) words += " (" + pool.processes_reason + ")";
    words += ", " + pool.start_method;
    if (!pool.initializer.empty()) {
        std::string arguments = on_one_line(value_to_text(pool.initargs, kLongestArguments));
        if (arguments.size() >= 2 && arguments.front() == '[' && arguments.back() == ']') {
            arguments = arguments.substr(1, arguments.size() - 2);
        }
        words += ", initializer " + pool.initializer + "(" + arguments + ")";
    }
    if (pool.maxtasksperchild) words += ", maxtasksperchild " + std::to_string(*pool.maxtasksperchild);
    return words;
}

void write_summary(const PoolSummary& summary, std::ostream& out) {
    const std::uint64_t not_done =
        summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled;
    out << counted(summary.items_done, "item") << " done";
    if (not_done > 0)
        out << ", " << not_done << " not (" << summary.items_failed << " failed, " << summary.items_lost << " lost, "
            << summary.items_timed_out << " timed out, " << summary.items_cancelled << " cancelled)";
    out << " in " << counted(summary.tasks_ended, "task") << " by " << counted(summary.workers_started, "worker");
    if (summary.workers_crashed > 0) out << " (" << summary.workers_crashed << " ended badly)";
    out << ", " << duration_words(summary.ended.value_or(summary.last) - summary.origin) << ".\n";
    if (summary.recording_stopped)
        out << "The recording stopped then: " << std::strerror(*summary.recording_stopped) << ". What the pool did later is not known.\n";
}

}  // namespace

void write_run_report(const RunFollower& run, std::ostream& out) {
    const PoolState& state = run.state();
    const PoolSummary& summary = state.summary();
    if (!summary.title.empty()) out << on_one_line(summary.title) << '\n';
    if (summary.configuration) out << pool_words(*summary.configuration) << '\n';
    out << '\n';
    if (run.reader() != nullptr && !state.batches().empty()) {
        write_batches(state, *run.reader(), out);
        out << '\n';
    }
    if (!state.workers().empty()) {
        write_life_table(state, out);
        out << '\n';
    }
    write_summary(summary, out);
}

}  // namespace poolscope::app
