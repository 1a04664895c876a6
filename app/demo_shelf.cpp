// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_shelf.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <poolscope/lesson.h>

namespace poolscope::app {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> shelves() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    std::vector<fs::path> found;
    if (error) return found;
    for (const char* way : {"../share/poolscope/demos",     // installed: bin/poolscope
                            "../../../resources/demos"})    // built: build/PRESET/bin/poolscope
        found.push_back((program.parent_path() / way).lexically_normal());
    return found;
}

std::optional<fs::path> shelf() {
    std::error_code error;
    for (const fs::path& candidate : shelves())
        if (fs::is_directory(candidate, error)) return candidate;
    return {};
}

std::optional<fs::path> own_shelf() {
    const char* const data = std::getenv("XDG_DATA_HOME");
    if (data != nullptr && *data == '/') return fs::path(data) / "poolscope/demos";
    const char* const home = std::getenv("HOME");
    if (home != nullptr && *home == '/') return fs::path(home) / ".local/share/poolscope/demos";
    return {};
}

void add_files(const fs::path& folder, std::vector<std::string>& files) {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".json") found.push_back(entry.path().string());
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
}

}  // namespace

std::vector<std::string> demo_folders() {
    std::vector<std::string> folders;
    for (const fs::path& folder : shelves()) folders.push_back(folder.string());
    if (const auto own = own_shelf()) folders.push_back(own->string());
    return folders;
}

std::vector<std::string> demo_files() {
    std::vector<std::string> files;
    if (const auto folder = shelf()) add_files(*folder, files);
    if (const auto folder = own_shelf()) add_files(*folder, files);
    return files;
}

namespace {

/// A demo whose file is not named after the number that the list shows.
std::optional<std::string> numbered_in_its_text(int number) {
    for (const std::string& file : demo_files()) {
        try {
            if (number > 0 && load_lesson(file).number == number) return file;
        } catch (const ScenarioError&) {
            // The list tells what is wrong with it.
        }
    }
    return {};
}

}  // namespace

std::optional<std::string> find_demo(const std::string& demo) {
    for (const std::string& file : demo_files()) {
        const std::string stem = fs::path(file).stem().string();
        const auto dash = stem.find_first_not_of("0123456789");
        const bool numbered = dash != std::string::npos && dash > 0 && stem[dash] == '-';
        if (demo == stem || (numbered && demo == stem.substr(dash + 1))) return file;
        if (numbered && !demo.empty() && demo.find_first_not_of("0123456789") == std::string::npos &&
            demo.find_first_not_of('0') != std::string::npos &&
            demo.substr(demo.find_first_not_of('0')) == stem.substr(stem.find_first_not_of('0'), dash - stem.find_first_not_of('0')))
            return file;
    }
    std::error_code error;
    if (fs::is_regular_file(demo, error)) return demo;
    if (!demo.empty() && demo.size() < 10 && demo.find_first_not_of("0123456789") == std::string::npos) return numbered_in_its_text(std::stoi(demo));
    return {};
}

}  // namespace poolscope::app
