// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_command.h"

#include <cstdint>
#include <iostream>
#include <optional>
#include <sstream>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/export.h>
#include <poolscope/run_store.h>

#include "exit_status.h"
#include "interruption.h"
#include "live_run.h"
#include "run_folder.h"
#include "run_follower.h"
#include "run_report.h"
#include "scenario_source.h"
#include "state_file.h"
#include "store_room.h"
#include "terminal.h"
#include "terminal_progress.h"

namespace poolscope::app {

namespace {

// As much as a record of the trace can hold.
constexpr std::uint64_t kWholeValues = std::uint64_t{64} << 20;

int refuse(const std::string& what) {
    std::cerr << "poolscope: " << what << '\n';
    return kBadInput;
}

int broken(const std::string& what) {
    std::cerr << "poolscope: " << what << '\n';
    return kBroken;
}

/// A host's refusal is about the scenario when it is about a value or names a place in it (a file of lines that is not
/// there); anything else is the pool's own trouble.
int refused(const HostReply& reply) {
    const std::string what = reply.error_type + ": " + reply.error_message;
    const bool about_scenario =
        reply.error_type == "ValueError" || reply.error_type == "TypeError" || reply.error_message.starts_with("/");
    return about_scenario ? refuse(what) : broken(what);
}

int status_of(const PoolState& state, std::size_t batches) {
    if (state.batches().size() < batches) return kFailed;  // some never had their turn
    for (const BatchInfo& batch : state.batches()) {
        if (batch.outcome != trace::BatchOutcome::Succeeded) return kFailed;
    }
    return kSucceeded;
}

std::string output_of(const RunFollower& run, RunOutput output) {
    std::ostringstream text;
    if (output == RunOutput::Json) {
        if (run.reader() != nullptr) text << run_document(run.state(), *run.reader()).dump(2) << '\n';
    } else {
        write_run_report(run, text);
    }
    return text.str();
}

/// Of what was asked to be kept of the run. False: not all of it could be, and it has been said why and where it is.
bool keep(const RunOptions& options, const std::string& folder, std::optional<RunFolder>& temporary) {
    bool is_kept = true;
    if (options.trace) {
        try {
            if (temporary) temporary->keep("trace", *options.trace);
            else copy_whole(folder + "/trace", *options.trace);
        } catch (const std::exception& error) {
            is_kept = false;
            std::cerr << "poolscope: " << error.what() << '\n';
            if (temporary) temporary->leave();
            std::cerr << "poolscope: the trace is " << folder << "/trace\n";
        }
    }
    if (options.keep) {
        try {
            RunStore::set_digest(folder, read_digest(folder + "/trace"));  // so that it is not taken for one that was cut short
        } catch (const std::exception& error) {
            is_kept = false;
            std::cerr << "poolscope: " << error.what() << '\n';
        }
        std::cerr << "poolscope: kept as " << folder << '\n';
        make_room_in_store(default_runs_folder(), {folder});
    }
    return is_kept;
}

int run(const RunOptions& options, const Scenario& scenario, std::string& text) {
    Interruption interruption;
    RunFolder::sweep();
    std::optional<RunFolder> temporary;
    if (!options.keep) temporary.emplace();
    const std::string folder = temporary ? temporary->path() : new_run_folder(default_runs_folder());
    RunFollower follower(folder + "/trace");
    TerminalProgress progress(STDERR_FILENO);
    // A program that reads the document wants whole values; a person sees the beginnings.
    std::optional<std::uint64_t> value_limit;
    if (options.output == RunOutput::Json) value_limit = kWholeValues;

    const RunEnd end = run_live({scenario, folder, value_limit, options.show_output}, follower, interruption, progress);
    // Whatever becomes of the files, the results are told.
    if (end.kind == RunEnd::Kind::Ended || end.stopped_recording) text = output_of(follower, options.output);
    const bool is_kept = follower.reader() == nullptr || keep(options, folder, temporary);
    switch (end.kind) {
    case RunEnd::Kind::Refused: return refused(end.reply);
    case RunEnd::Kind::HostGone: return broken(end.message);
    case RunEnd::Kind::Interrupted:
        std::cerr << "poolscope: interrupted; the pool was terminated\n";
        return 128 + end.signal;
    case RunEnd::Kind::Ended: break;
    }
    for (const std::string& warning : follower.warnings())
        std::cerr << "poolscope: " << warning << '\n';
    if (follower.broken()) return broken("the pool broke: " + *follower.broken());
    return is_kept ? status_of(follower.state(), scenario.batches.size()) : kBroken;
}

}  // namespace

int run_command(const RunOptions& options) {
    Scenario scenario;
    try {
        scenario = read_scenario(options.scenario);
        Overrides overrides = options.overrides;
        overrides.capture_output = overrides.capture_output || options.show_output;
        apply_overrides(scenario, overrides);
    } catch (const ScenarioError& error) {
        return refuse_scenario(error);
    }
    // Before an hour of work, not after it.
    if (options.trace) {
        const std::string problem = problem_of_writing(*options.trace, MissingFolders::Refused, options.scenario);
        if (!problem.empty()) return refuse("--trace: " + *options.trace + " cannot be written: " + problem);
    }
    try {
        // What is told is told when nothing of the run is left: whoever reads may close the pipe in the middle.
        std::string text;
        const int status = run(options, scenario, text);
        std::cout << text << std::flush;
        if (!std::cout) return broken("standard output cannot be written");
        return status;
    } catch (const std::exception& error) {
        return broken(error.what());
    }
}

}  // namespace poolscope::app
