// SPDX-License-Identifier: MIT
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include <unistd.h>

#include <poolscope/run_store.h>

#include "runs/run_file.h"
#include "runs/run_lock.h"

namespace poolscope {

namespace fs = std::filesystem;

std::string default_runs_folder() {
    const char* const state = std::getenv("XDG_STATE_HOME");
    // The specification says that relative paths are to be ignored.
    if (state != nullptr && *state == '/') return std::string(state) + "/poolscope/runs";
    const char* const home = std::getenv("HOME");
    return std::string(home != nullptr && *home == '/' ? home : "/tmp") + "/.local/state/poolscope/runs";
}

std::string new_run_folder(const std::string& runs_folder) {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    std::array<char, 32> text{};
    if (::localtime_r(&now, &local) == nullptr ||
        std::strftime(text.data(), text.size(), "%Y-%m-%d_%H-%M-%S", &local) == 0)
        text[0] = '\0';
    const std::string stem = runs_folder + "/" + text.data() + "-" + std::to_string(::getpid());
    std::string folder = stem;
    std::error_code ignored;
    for (int again = 2; fs::exists(fs::symlink_status(folder, ignored)); ++again) folder = stem + "-" + std::to_string(again);
    return folder;
}

std::optional<int> recorded_cpus(const std::string& trace) {
    std::error_code error;
    const auto run = RunStore::look(fs::absolute(trace, error).parent_path().string());
    const bool is_of_it = run && fs::equivalent(run->trace_path(), trace, error);
    return is_of_it && run->environment ? run->environment->usable_cpus : std::nullopt;
}

void begin_run_file(const std::string& run_folder) noexcept {
    try {
        const base::UniqueFd folder = runs::open_own_folder(run_folder);
        if (!folder) return;
        runs::RunFile file = runs::read_run_file(folder);
        if (!file.problem.empty() || !file.document.empty()) return;
        file.document["environment"] = to_json(this_environment());
        runs::write_run_file(folder, run_folder, file);
    } catch (const std::exception&) {
        // A comparison will say that it does not know; the run goes on.
    }
}

}  // namespace poolscope
