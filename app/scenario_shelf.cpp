// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_shelf.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <system_error>

#include <poolscope/scenario.h>

#include "exit_status.h"
#include "text_table.h"

namespace poolscope::app {

namespace fs = std::filesystem;

namespace {

// Found from where the program stands, so that a tree can be moved and an installation be unpacked anywhere.
std::optional<fs::path> shelf() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) return {};
    const fs::path folder = program.parent_path();
    for (const char* way : {"../share/poolscope/scenarios",     // installed: bin/poolscope
                            "../../../resources/scenarios"}) {  // built: build/PRESET/bin/poolscope
        const fs::path candidate = (folder / way).lexically_normal();
        if (fs::is_directory(candidate, error)) return candidate;
    }
    return {};
}

std::string name_of(const fs::path& file) {
    const std::string stem = file.stem().string();
    const auto dash = stem.find_first_not_of("0123456789");
    return dash != std::string::npos && dash > 0 && stem[dash] == '-' ? stem.substr(dash + 1) : stem;
}

std::vector<fs::path> shelved_files() {
    std::vector<fs::path> files;
    const auto folder = shelf();
    if (!folder) return files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(*folder, error)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::vector<ShelvedScenario> shelved_scenarios() {
    std::vector<ShelvedScenario> found;
    for (const fs::path& file : shelved_files()) {
        try {
            found.push_back({name_of(file), file.string(), load_scenario(file.string()).title});
        } catch (const ScenarioError&) {
            // Somebody's own file in that folder that is no scenario; running it by its path says what is wrong.
        }
    }
    return found;
}

std::optional<std::string> find_shelved_scenario(const std::string& name) {
    for (const fs::path& file : shelved_files()) {
        if (name == file.stem().string() || name == name_of(file)) return file.string();
    }
    return {};
}

std::optional<std::string> find_shelved_sweep(const std::string& name) {
    const auto folder = shelf();
    if (!folder || name.find('/') != std::string::npos) return {};
    const fs::path file = folder->parent_path() / "sweeps" / (name + ".json");
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return {};
    return file.string();
}

int scenarios_command() {
    const auto scenarios = shelved_scenarios();
    if (scenarios.empty()) {
        std::cerr << "poolscope: no scenarios were found beside the program\n";
        return kBadInput;
    }
    TextTable table({{"NAME"}, {"TITLE"}});
    for (const ShelvedScenario& scenario : scenarios)
        table.add_row({scenario.name, scenario.title});
    table.write(std::cout);
    return kSucceeded;
}

}  // namespace poolscope::app
