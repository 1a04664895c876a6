// SPDX-License-Identifier: GPL-3.0-or-later
#include "measured_run.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <poolscope/compared_run.h>

#include "live_run.h"
#include "run_folder.h"
#include "run_follower.h"
#include "terminal_progress.h"

namespace poolscope::app {

namespace {

std::string why_not(const RunFollower& run, std::size_t batches) {
    if (run.broken()) return "the pool broke: " + *run.broken();
    const PoolState& state = run.state();
    for (const BatchInfo& batch : state.batches()) {
        if (batch.outcome == trace::BatchOutcome::Succeeded) continue;
        return batch.method + " " + batch.function + " did not succeed" +
               (batch.error_type.empty() ? std::string() : ": " + batch.error_type + ": " + batch.error_message);
    }
    return state.batches().size() < batches ? "not every batch had its turn" : "";
}

}  // namespace

MeasuredRun measure_run(const Scenario& scenario, Interruption& interruption, const KeepRun& keep) {
    const auto begin = std::chrono::steady_clock::now();
    MeasuredRun run;
    {
        const RunFolder folder;
        RunFollower follower(folder.path() + "/trace");
        TerminalProgress silent(-1);
        const RunEnd end = run_live({scenario, folder.path(), 0, false}, follower, interruption, silent);
        switch (end.kind) {
        case RunEnd::Kind::Refused:
            run.is_refused = true;
            run.problem = end.reply.error_type + ": " + end.reply.error_message;
            break;
        case RunEnd::Kind::HostGone: run.problem = end.message; break;
        case RunEnd::Kind::Interrupted: run.interrupted_by = end.signal; break;
        case RunEnd::Kind::Ended: run.problem = why_not(follower, scenario.batches.size()); break;
        }
        run.succeeded = end.kind == RunEnd::Kind::Ended && run.problem.empty();
        run.state = follower.take_state();
        if (run.succeeded && keep) run.kept_in = keep(folder.path(), run.state);
    }
    const study::ComparedRun compared = study::compared_run_of(run.state, {});
    run.seconds = study::measured(compared, study::Measure::Wall).value_or(0);
    run.work_seconds = study::measured(compared, study::Measure::Work).value_or(0);
    Time last = run.state.summary().origin;
    for (const BatchInfo& batch : run.state.batches()) last = std::max(last, batch.ended.value_or(last));
    run.batches_seconds = 1e-9 * static_cast<double>(last - run.state.summary().origin);
    run.took_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return run;
}

}  // namespace poolscope::app
