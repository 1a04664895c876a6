// SPDX-License-Identifier: GPL-3.0-or-later
#include "kept_runs.h"

#include <ctime>
#include <filesystem>
#include <iostream>
#include <utility>

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "store_room.h"

namespace poolscope::app {

void declare_keeping(CLI::App& command, KeepOptions& options) {
    command
        .add_option("--keep-runs", options.of_each,
                    "Keep the first N runs of each configuration for the window's Runs page and for compare, 100 and 256 MiB at most; default: none")
        ->type_name("N")
        ->check(CLI::Range(0, 1000));
    command.add_option("--runs", options.folder, "Where runs are kept; default: where the window has its own")->type_name("FOLDER");
}

KeptRuns::KeptRuns(KeepOptions options, const std::string& study, const std::string& title)
    : options_(std::move(options)),
      store_(std::filesystem::absolute(options_.folder.value_or(default_runs_folder())).lexically_normal().string()),
      origin_{study, study + "-" + std::to_string(std::time(nullptr)) + "-" + std::to_string(::getpid()), title, {}, 1} {}

KeptRuns::~KeptRuns() {
    if (!folders_.empty()) make_room_in_store(store_.folder(), folders_);
}

void KeptRuns::resume(const std::string& run_folder) {
    const auto run = RunStore::look(run_folder);
    if (!run || !run->origin) return;  // it was deleted meanwhile
    origin_.id = run->origin->id;
    ++kept_[run->origin->part];
    ++runs_;
    bytes_ += run->size_bytes;
}

std::string KeptRuns::keep(const std::string& run_folder, const PoolState& state, const std::string& part, std::uint32_t repetition) {
    if (kept_[part] >= options_.of_each || runs_ >= kMostRuns) return {};
    try {
        RunDigest digest = digest_of(state);
        digest.trace_bytes = std::filesystem::file_size(run_folder + "/trace");
        if (bytes_ + digest.trace_bytes > kMostBytes) return {};
        origin_.part = part;
        origin_.repetition = repetition;
        std::string folder = store_.take(run_folder, digest, origin_);
        ++kept_[part];
        ++runs_;
        bytes_ += digest.trace_bytes;
        folders_.push_back(folder);
        return folder;
    } catch (const std::exception& error) {
        options_.of_each = 0;  // a full disk is no reason to give up what is measured
        std::cerr << "poolscope: no more runs are kept: " << error.what() << '\n';
        return {};
    }
}

}  // namespace poolscope::app
