// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_run.h"

#include <iostream>

#include <unistd.h>

#include "exit_status.h"
#include "interruption.h"
#include "live_run.h"
#include "run_folder.h"
#include "run_follower.h"
#include "terminal_progress.h"

namespace poolscope::app {

namespace {

/// One variant; not 0: it was given up.
int run_variant(const LessonVariant& variant, Interruption& interruption, KeptRuns& kept, DemoRun& run) {
    const RunFolder folder;
    RunFollower follower(folder.path() + "/trace");
    TerminalProgress progress(STDERR_FILENO);
    const RunEnd end = run_live({variant.scenario, folder.path(), {}, false}, follower, interruption, progress);
    switch (end.kind) {
    case RunEnd::Kind::Refused:
        std::cerr << "poolscope: " << variant.name << ": " << end.reply.error_type << ": " << end.reply.error_message << '\n';
        return kBadInput;
    case RunEnd::Kind::HostGone:
        std::cerr << "poolscope: " << variant.name << ": " << end.message << '\n';
        return kBroken;
    case RunEnd::Kind::Interrupted:
        std::cerr << "poolscope: interrupted; the pool was terminated\n";
        return 128 + end.signal;
    case RunEnd::Kind::Ended: break;
    }
    // A pool that broke is what some demos are about.
    run.facts[variant.name] = RunFacts::of(follower.state(), follower.reader());
    run.sketches.push_back(sketch_of(follower.state()));
    kept.keep(folder.path(), follower.state(), variant.name);
    return kSucceeded;
}

}  // namespace

DemoRun run_demo(const Lesson& lesson, KeptRuns& kept) {
    DemoRun run;
    run.ticked.assign(lesson.checkpoints.size(), false);
    Interruption interruption;
    RunFolder::sweep();
    for (const LessonVariant& variant : lesson.variants) {
        run.status = run_variant(variant, interruption, kept, run);
        if (run.status != kSucceeded) return run;
        for (std::size_t i = 0; i < lesson.checkpoints.size(); ++i) {
            if (is_ticked(lesson.checkpoints[i], variant.name, run.facts[variant.name], run.facts)) run.ticked[i] = true;
        }
    }
    return run;
}

}  // namespace poolscope::app
