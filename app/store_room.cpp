// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_room.h"

#include <charconv>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include <poolscope/run_store.h>

#include "quantity_words.h"

namespace poolscope::app {

namespace {

namespace fs = std::filesystem;

std::optional<fs::path> window_settings() {
    const char* const config = std::getenv("XDG_CONFIG_HOME");
    if (config != nullptr && *config == '/') return fs::path(config) / "poolscope/window.ini";
    const char* const home = std::getenv("HOME");
    if (home != nullptr && *home == '/') return fs::path(home) / ".config/poolscope/window.ini";
    return {};
}

/// As the window has written them: limitBytes and limitRuns in the group [runs]. Read line by line, whatever else stands there: a reader
/// that refuses the file for one odd line would leave the defaults, by which runs could go that were to stay.
StoreLimits limits_of_window() {
    StoreLimits limits;
    const auto file = window_settings();
    if (!file) return limits;
    std::ifstream settings(*file);
    bool is_of_runs = false;
    for (std::string line; std::getline(settings, line);) {
        if (line.starts_with('[')) is_of_runs = line == "[runs]";
        const auto equals = line.find('=');
        if (!is_of_runs || equals == std::string::npos) continue;
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(line.data() + equals + 1, line.data() + line.size(), number);
        if (error != std::errc() || end != line.data() + line.size() || number == 0) continue;
        const std::string key = line.substr(0, equals);
        if (key == "limitBytes") limits.bytes = number;
        if (key == "limitRuns") limits.runs = number;
    }
    return limits;
}

}  // namespace

void make_room_in_store(const std::string& folder, const std::vector<std::string>& just_kept) noexcept {
    try {
        std::error_code error;
        if (!fs::equivalent(folder, default_runs_folder(), error)) return;
        std::vector<RunInUse> held;
        for (const std::string& run : just_kept) held.emplace_back(run);
        const RoomMade made = RunStore(folder).make_room(limits_of_window());
        if (made.runs > 0) std::cerr << "poolscope: " << counted(made.runs, "old run") << (made.runs == 1 ? " was" : " were") << " removed to make room\n";
    } catch (const std::exception& problem) {
        std::cerr << "poolscope: " << problem.what() << '\n';  // what was asked for is kept all the same
    }
}

}  // namespace poolscope::app
